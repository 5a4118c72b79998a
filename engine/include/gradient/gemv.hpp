#pragma once

#include <cstddef>

#include "gradient/matrix_view.hpp"

namespace gradient {

/// y(i) = bias + sum over k of A(i, k) w(k): BLAS's gemv, for layers of a single output, whose rows
/// would be mostly padding in gemm(). Summed in the order of k, with the bits of gemm(). A is
/// row-major; w(k) is w[k * w_stride].
template <class Real>
void gemv(const MatrixView<const Real>& a, const Real* w, std::size_t w_stride, Real bias, Real* y);

}  // namespace gradient
