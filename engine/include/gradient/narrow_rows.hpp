#pragma once

#include <cstddef>

#include "gradient/activation_info.hpp"
#include "gradient/simd.hpp"

namespace gradient {

/// Units of a row that leave half of a vector of four or more to padding; wider vectors are left.
inline constexpr std::size_t kNarrowUnits = simd::kLanes == 4 ? 2 : 0;

/// a = f(z) for rows of `units` <= kNarrowUnits values, each padded to one vector; 0 in the padding
/// of `a`. Rows are turned so that four values of a unit are one vector: a single output takes a
/// quarter of the time, which pays for smooth functions. The same bits as value(z, a, …).
void activate_narrow_rows(decltype(ActivationKernels<float>::value) value, const float* params,
                          const float* z, float* a, std::size_t rows, std::size_t units);

}  // namespace gradient
