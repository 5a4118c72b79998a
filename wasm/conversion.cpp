#include "conversion.hpp"

#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "gradient/error.hpp"

namespace gradient::wasm {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

/// Specs nest three deep; this only bounds what a caller can make us walk.
constexpr int kDeepest = 16;

[[noreturn]] void refuse_kind(const std::string& kind) {
  throw Error(ErrorCode::kInvalidArgument,
              "a " + kind +
                  " given; allowed: plain objects, lists, numbers, texts, Float32Array, "
                  "Float64Array, Uint8Array");
}

template <class T>
Value copy_of(const val& array) {
  std::vector<T> values(array["length"].as<std::size_t>());
  val(typed_memory_view(values.size(), values.data())).call<void>("set", array);
  return values;
}

Value typed_array(const val& array, const std::string& kind) {
  if (kind == "Float32Array") return copy_of<float>(array);
  if (kind == "Float64Array") return copy_of<double>(array);
  if (kind == "Uint8Array") return copy_of<std::uint8_t>(array);
  refuse_kind(kind);
}

Value from_js(const val& value, int depth) {
  if (depth > kDeepest) throw Error(ErrorCode::kInvalidArgument, "nested too deep");
  if (value.isUndefined() || value.isNull()) return {};
  if (value.isTrue() || value.isFalse()) return value.isTrue();
  if (value.isNumber()) return value.as<double>();
  if (value.isString()) return value.as<std::string>();
  // instanceof would say no to an array that was made in another realm: a frame, node's vm
  static const val kKind = val::module_property("kindOfTypedArray");
  const val kind = kKind(value);
  if (kind.isString()) return typed_array(value, kind.as<std::string>());
  static const val kArray = val::global("Array");
  if (kArray.call<bool>("isArray", value)) {
    Array array;
    const auto length = value["length"].as<unsigned>();
    for (unsigned i = 0; i < length; ++i) array.push_back(from_js(value[i], depth + 1));
    return array;
  }
  const std::string type = value.typeOf().as<std::string>();
  if (type != "object") refuse_kind(type);
  Object object;
  const val keys = val::global("Object").call<val>("keys", value);
  const auto length = keys["length"].as<unsigned>();
  for (unsigned i = 0; i < length; ++i) {
    const auto key = keys[i].as<std::string>();
    object.emplace_back(key, from_js(value[key], depth + 1));
  }
  return object;
}

}  // namespace

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
          return val(typed_memory_view(data.size(), data.data())).template call<val>("slice");
        }
      },
      value.data());
}

}  // namespace gradient::wasm
