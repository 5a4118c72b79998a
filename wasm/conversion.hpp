#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <emscripten/val.h>

#include "gradient/value.hpp"

namespace gradient::wasm {

/// Whether a value is a typed array with elements of that kind, made in any realm (a frame, node's
/// vm), where instanceof would say no.
[[nodiscard]] bool is_typed_array(const emscripten::val& value, std::string_view name);

/// Plain JavaScript data as a Value: own enumerable properties only. Throws Error kInvalidArgument
/// for what has no place there (functions, symbols, …) and for nesting deeper than a spec can be.
[[nodiscard]] Value from_js(const emscripten::val& value);

/// A Value as plain JavaScript data; typed arrays are copies.
[[nodiscard]] emscripten::val to_js(const Value& value);

/// The content of a Float32Array; throws Error kInvalidArgument that names the argument for
/// anything else.
[[nodiscard]] std::vector<float> floats_from_js(const emscripten::val& value,
                                                std::string_view argument);

/// The same into a vector, which keeps its memory.
void floats_from_js(const emscripten::val& value, std::string_view argument,
                    std::vector<float>& to);

/// The content of a Uint8Array; throws Error kInvalidArgument that names the argument for anything
/// else.
[[nodiscard]] std::vector<std::uint8_t> bytes_from_js(const emscripten::val& value,
                                                      std::string_view argument);

/// Writes to a Float32Array; throws Error kInvalidArgument that names the argument for anything
/// else, and kShapeMismatch for one of another length.
void floats_to_js(const std::vector<float>& values, const emscripten::val& target,
                  std::string_view argument);

}  // namespace gradient::wasm
