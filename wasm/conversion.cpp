#include "conversion.hpp"

#include <string>
#include <type_traits>
#include <variant>

#include "gradient/error.hpp"

namespace gradient::wasm {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

/// Specs nest three deep; this only bounds what a caller can make us walk.
constexpr int kDeepest = 16;

constexpr std::string_view kFloats = "Float32Array";
constexpr std::string_view kBytes = "Uint8Array";
constexpr std::string_view kLabels = "Int32Array";

Value from_js(const val& value, int depth) {
  if (depth > kDeepest) throw Error(ErrorCode::kInvalidArgument, "nested too deep");
  if (value.isUndefined() || value.isNull()) return {};
  if (value.isTrue() || value.isFalse()) return value.isTrue();
  if (value.isNumber()) return value.as<double>();
  if (value.isString()) return value.as<std::string>();
  if (is_typed_array(value, kFloats)) {
    return emscripten::convertJSArrayToNumberVector<float>(value);
  }
  if (is_typed_array(value, "Float64Array")) {
    return emscripten::convertJSArrayToNumberVector<double>(value);
  }
  if (is_typed_array(value, kBytes)) {
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(value);
  }
  if (is_typed_array(value, kLabels)) {
    return emscripten::convertJSArrayToNumberVector<std::int32_t>(value);
  }
  static const val kArray = val::global("Array");
  if (kArray.call<bool>("isArray", value)) {
    Array array;
    const auto length = value["length"].as<unsigned>();
    for (unsigned i = 0; i < length; ++i) array.push_back(from_js(value[i], depth + 1));
    return array;
  }
  const std::string type = value.typeOf().as<std::string>();
  if (type != "object") {
    throw Error(
        ErrorCode::kInvalidArgument,
        "a " + type +
            " given; allowed: plain objects, lists, numbers, texts, Float32Array, Float64Array, "
            "Uint8Array, Int32Array");
  }
  Object object;
  const val keys = val::global("Object").call<val>("keys", value);
  const auto length = keys["length"].as<unsigned>();
  for (unsigned i = 0; i < length; ++i) {
    const auto key = keys[i].as<std::string>();
    object.emplace_back(key, from_js(value[key], depth + 1));
  }
  return object;
}

void check_kind(const val& value, std::string_view kind, std::string_view argument) {
  if (is_typed_array(value, kind)) return;
  const std::string given = val::global("Object")["prototype"]["toString"]
                                .call<val>("call", value)
                                .call<std::string>("slice", 8, -1);
  throw Error(ErrorCode::kInvalidArgument,
              std::string(argument) + ": " + given + " given; allowed: a " + std::string(kind));
}

template <class T>
val copy_to_js(const std::vector<T>& values) {
  return val(typed_memory_view(values.size(), values.data())).call<val>("slice");
}

}  // namespace

bool is_typed_array(const val& value, std::string_view name) {
  static const val kKind = val::module_property("kindOfTypedArray");
  const val kind = kKind(value);
  return kind.isString() && kind.as<std::string>() == name;
}

Value from_js(const val& value) { return from_js(value, 0); }

val to_js(const Value& value) {
  return std::visit(
      [](const auto& data) -> val {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          return val::undefined();
        } else if constexpr (std::is_same_v<T, Array>) {
          val array = val::array();
          for (const Value& item : data) array.call<void>("push", to_js(item));
          return array;
        } else if constexpr (std::is_same_v<T, Object>) {
          val object = val::object();
          for (const auto& [key, member] : data) object.set(key, to_js(member));
          return object;
        } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double> ||
                             std::is_same_v<T, std::string>) {
          return val(data);
        } else {
          return copy_to_js(data);
        }
      },
      value.data());
}

void floats_from_js(const val& value, std::string_view argument, std::vector<float>& to) {
  check_kind(value, kFloats, argument);
  to.resize(value["length"].as<std::size_t>());
  val(typed_memory_view(to.size(), to.data())).call<void>("set", value);
}

std::vector<float> floats_from_js(const val& value, std::string_view argument) {
  std::vector<float> result;
  floats_from_js(value, argument, result);
  return result;
}

std::vector<std::uint8_t> bytes_from_js(const val& value, std::string_view argument) {
  check_kind(value, kBytes, argument);
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(value);
}

void floats_to_js(const std::vector<float>& values, const val& target, std::string_view argument) {
  check_kind(target, kFloats, argument);
  const auto length = target["length"].as<std::size_t>();
  if (length != values.size()) {
    throw Error(ErrorCode::kShapeMismatch,
                std::string(argument) + ": " + std::to_string(length) +
                    " values given; allowed: " + std::to_string(values.size()));
  }
  target.call<void>("set", typed_memory_view(values.size(), values.data()));
}

}  // namespace gradient::wasm
