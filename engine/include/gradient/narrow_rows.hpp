#pragma once

#include <cstddef>

#include "gradient/activation_info.hpp"
#include "gradient/simd.hpp"

namespace gradient {

/// A row is narrow where at least half of its one vector is padding. 0 where vectors have not four
/// lanes: the kernel is for four.
inline constexpr std::size_t kNarrowUnits = simd::kLanes == 4 ? 2 : 0;

/// a = f(z) for rows of `units` <= kNarrowUnits values, each padded to one vector; the padding of
/// `a` is set to 0. Blocks of four rows are transposed, so that a vector holds four values of one
/// unit instead of padding: f of a single output takes a quarter of the time. Worth the
/// transposition for smooth functions, which are expensive. The same bits as value(z, a, …).
void activate_narrow_rows(decltype(ActivationKernels<float>::value) value, const float* params,
                          const float* z, float* a, std::size_t rows, std::size_t units);

}  // namespace gradient
