#pragma once

#include "gradient/matrix_view.hpp"

namespace gradient {

/// sums(j) = sum over i of M(i, j), in the order of i. M is row-major. For float, columns are
/// summed in whole vectors: each row of M, and `sums`, has room for m.columns rounded up to a
/// multiple of simd::kLanes.
template <class Real>
void column_sums(const MatrixView<const Real>& m, Real* sums);

}  // namespace gradient
