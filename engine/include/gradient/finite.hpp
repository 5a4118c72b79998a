#pragma once

#include <span>

namespace gradient {

/// False where a value is NaN or infinite.
[[nodiscard]] bool all_finite(std::span<const float> values);

}  // namespace gradient
