#pragma once

#include <cstddef>

namespace gradient {

/// y(i) = bias + sum over k of A(i, k) w(k): the product for a single output, of which a row of
/// `gemm` (gemm.hpp) would be padding for the most part. Summed in the order of k, as there, with
/// the same bits. A is row-major; w(k) lies at w[k * w_stride].
template <class Real>
void multiply_by_column(std::size_t rows, std::size_t depth, const Real* a, std::size_t row_stride,
                        const Real* w, std::size_t w_stride, Real bias, Real* y);

}  // namespace gradient
