#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gradient/value.hpp"

namespace gradient {

/// The content of a Float32Array; throws Error kInvalidArgument that names the argument for
/// anything else.
[[nodiscard]] const std::vector<float>& floats_of(const Value& value, std::string_view argument);

/// The same of a Uint8Array.
[[nodiscard]] const std::vector<std::uint8_t>& bytes_of(const Value& value,
                                                        std::string_view argument);

/// The content of a Float64Array, or of a Float32Array, whose every value is one of double's too.
[[nodiscard]] std::vector<double> doubles_of(const Value& value, std::string_view argument);

}  // namespace gradient
