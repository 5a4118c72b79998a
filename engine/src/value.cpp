#include "gradient/value.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace gradient {
namespace {

/// Bytes of a text, a list or an object that are written out before it is cut.
constexpr std::size_t kReadableLength = 48;
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

/// Significant digits of a number in a message.
constexpr int kDigits = 12;

/// The digits of a positive number as a whole number of kDigits digits, and the power of ten of the
/// first.
struct Decimal {
  std::uint64_t digits;
  int exponent;
};

Decimal to_decimal(double number) {
  constexpr double kLeast = 1e11;
  Decimal decimal{0, kDigits - 1};
  for (; number >= 1e22; decimal.exponent += 11) number /= kLeast;
  for (; number >= 10.0 * kLeast; ++decimal.exponent) number /= 10.0;
  for (; number < 1e-11; decimal.exponent -= 11) number *= kLeast;
  double scale = 1.0;
  for (; number * scale < kLeast; --decimal.exponent) scale *= 10.0;
  decimal.digits = static_cast<std::uint64_t>(std::llround(number * scale));
  if (decimal.digits >= static_cast<std::uint64_t>(10.0 * kLeast)) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

/// With at most kDigits significant digits, the way JavaScript writes numbers. Neither
/// std::to_chars, whose tables would be a fifth of the whole WebAssembly module, nor printf, which
/// brings 128-bit arithmetic.
std::string describe_number(double number) {
  if (std::isnan(number)) return "NaN";
  if (number < 0.0) return "-" + describe_number(-number);
  if (std::isinf(number)) return "Infinity";
  if (number == 0.0) return "0";
  const auto [whole, exponent] = to_decimal(number);
  std::string digits = std::to_string(whole);
  digits.erase(digits.find_last_not_of('0') + 1);
  const auto count = static_cast<int>(digits.size());
  if (exponent < -6 || exponent > 20) {
    if (count > 1) digits.insert(1, ".");
    return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
  }
  if (exponent < 0)
    return "0." + std::string(static_cast<std::size_t>(-exponent) - 1, '0') + digits;
  if (count <= exponent + 1) {
    return digits + std::string(static_cast<std::size_t>(exponent - count) + 1, '0');
  }
  return digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
}

bool is_utf8_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string describe_text(std::string_view text) {
  std::size_t length = text.size();
  if (length > kReadableLength) {
    length = kReadableLength;
    while (length > 0 && is_utf8_continuation(text[length])) --length;
  }
  std::string out = "\"";
  for (const char byte : text.substr(0, length)) {
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += byte;
    } else if (byte == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(byte) < 0x20U) {
      out += ' ';
    } else {
      out += byte;
    }
  }
  if (length < text.size()) out += kEllipsis;
  return out + "\"";
}

/// Elements one level deep: what is nested further is shown as […] or {…}.
std::string describe_element(const Value& value) {
  if (const auto* array = value.get_if<Array>()) {
    return array->empty() ? "[]" : "[\xe2\x80\xa6]";
  }
  if (const auto* object = value.get_if<Object>()) {
    return object->empty() ? "{}" : "{\xe2\x80\xa6}";
  }
  return describe(value);
}

std::string describe_array(const Array& array) {
  std::string out = "[";
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ", ";
    if (out.size() > kReadableLength) return out.append(kEllipsis) + "]";
    out += describe_element(array[i]);
  }
  return out + "]";
}

std::string describe_object(const Object& object) {
  std::string out = "{";
  for (std::size_t i = 0; i < object.size(); ++i) {
    if (i > 0) out += ", ";
    if (out.size() > kReadableLength) return out.append(kEllipsis) + "}";
    out += object[i].first + ": " + describe_element(object[i].second);
  }
  return out + "}";
}

std::string describe_typed_array(std::string_view type, std::size_t size) {
  return std::string(type) + "(" + std::to_string(size) + ")";
}

}  // namespace

std::string describe(const Value& value) {
  return std::visit(
      [](const auto& content) -> std::string {
        using Content = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<Content, std::monostate>) {
          return "nothing";
        } else if constexpr (std::is_same_v<Content, bool>) {
          return content ? "true" : "false";
        } else if constexpr (std::is_same_v<Content, double>) {
          return describe_number(content);
        } else if constexpr (std::is_same_v<Content, std::string>) {
          return describe_text(content);
        } else if constexpr (std::is_same_v<Content, Array>) {
          return describe_array(content);
        } else if constexpr (std::is_same_v<Content, Object>) {
          return describe_object(content);
        } else if constexpr (std::is_same_v<Content, std::vector<float>>) {
          return describe_typed_array("Float32Array", content.size());
        } else if constexpr (std::is_same_v<Content, std::vector<double>>) {
          return describe_typed_array("Float64Array", content.size());
        } else if constexpr (std::is_same_v<Content, std::vector<std::int32_t>>) {
          return describe_typed_array("Int32Array", content.size());
        } else if constexpr (std::is_same_v<Content, std::vector<std::uint32_t>>) {
          return describe_typed_array("Uint32Array", content.size());
        } else {
          static_assert(std::is_same_v<Content, std::vector<std::uint8_t>>);
          return describe_typed_array("Uint8Array", content.size());
        }
      },
      value.data());
}

}  // namespace gradient
