#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gradient {

class Value;

/// Members in the order in which they were written; names are unique.
using Object = std::vector<std::pair<std::string, Value>>;
using Array = std::vector<Value>;

/// A tree of plain data, as it crosses the engine's boundary in both directions: specs come in as
/// one, results and tables go out as one. It has what JavaScript's plain values have, and typed
/// arrays.
class Value {
 public:
  using Data = std::variant<std::monostate, bool, double, std::string, Array, Object,
                            std::vector<float>, std::vector<double>, std::vector<std::int32_t>,
                            std::vector<std::uint32_t>, std::vector<std::uint8_t>>;

  Value() = default;
  Value(bool value) : data_(value) {}
  Value(double value) : data_(value) {}
  Value(int value) : data_(static_cast<double>(value)) {}
  Value(std::size_t value) : data_(static_cast<double>(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(Array value) : data_(std::move(value)) {}
  Value(Object value) : data_(std::move(value)) {}
  Value(std::vector<float> value) : data_(std::move(value)) {}
  Value(std::vector<double> value) : data_(std::move(value)) {}
  Value(std::vector<std::int32_t> value) : data_(std::move(value)) {}
  Value(std::vector<std::uint32_t> value) : data_(std::move(value)) {}
  Value(std::vector<std::uint8_t> value) : data_(std::move(value)) {}

  [[nodiscard]] const Data& data() const { return data_; }
  [[nodiscard]] friend bool operator==(const Value&, const Value&) = default;

  /// True for JavaScript's undefined and null.
  [[nodiscard]] bool is_missing() const { return std::holds_alternative<std::monostate>(data_); }

  /// The content if it is of type T, else null.
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&data_);
  }

 private:
  Data data_;
};

/// As a person would write it, cut to a readable length: for error messages ("NaN", "\"abc\"",
/// "[…]").
[[nodiscard]] std::string describe(const Value& value);

}  // namespace gradient
