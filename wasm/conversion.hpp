#pragma once

#include <emscripten/val.h>

#include "gradient/value.hpp"

namespace gradient::wasm {

/// Plain JavaScript data as a Value: own enumerable properties only, typed arrays of any realm.
/// Throws Error kInvalidArgument for what has no place there (functions, symbols, …) and for
/// nesting deeper than a spec can be.
[[nodiscard]] Value from_js(const emscripten::val& value);

/// A Value as plain JavaScript data; typed arrays are copies.
[[nodiscard]] emscripten::val to_js(const Value& value);

}  // namespace gradient::wasm
