#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gradient {

class Value;
struct Member;

/// Members in the order in which they were written; names are unique.
using Object = std::vector<Member>;
using Array = std::vector<Value>;

/// A tree of plain data, as it crosses the engine's boundary in both directions: specs come in as
/// one, results and tables go out as one. It has what JavaScript's plain values have, and typed
/// arrays. Its constructors are no inline functions: those of every object that is made would be a
/// good part of the WebAssembly module.
class Value {
 public:
  using Data = std::variant<std::monostate, bool, double, std::string, Array, Object,
                            std::vector<float>, std::vector<double>, std::vector<std::int32_t>,
                            std::vector<std::uint32_t>, std::vector<std::uint8_t>>;

  Value();
  Value(bool value);
  Value(double value);
  Value(int value);
  Value(std::size_t value);
  Value(const char* value);
  Value(std::string_view value);
  Value(std::string value);
  Value(Array value);
  Value(Object value);
  Value(std::vector<float> value);
  Value(std::vector<double> value);
  Value(std::vector<std::int32_t> value);
  Value(std::vector<std::uint32_t> value);
  Value(std::vector<std::uint8_t> value);
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  [[nodiscard]] const Data& data() const { return data_; }
  friend bool operator==(const Value& a, const Value& b);

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

/// A named value in an object.
struct Member {
  Member(std::string_view name, Value value);

  std::string name;
  Value value;

  [[nodiscard]] friend bool operator==(const Member&, const Member&) = default;
};

/// As a person would write it, cut to a readable length: for error messages ("NaN", "\"abc\"",
/// "[…]").
[[nodiscard]] std::string describe(const Value& value);

}  // namespace gradient
