#pragma once

#include <cstddef>

namespace gradient {

/// The left factor of a product, read as A(i, k) = data[i * row_stride + k * depth_stride]: a row-major matrix
/// with depth_stride 1, the transpose of one with row_stride 1.
template <class Real>
struct LeftFactor {
  const Real* data;
  std::size_t row_stride;
  std::size_t depth_stride;
};

/// C(i, j) = bias(j) + sum over k of A(i, k) B(k, j), for i < rows, j < columns, k < depth.
///
/// B is row-major with `b_stride` values a row, C with `c_stride`; `bias` has `columns` values, or is null for
/// zeros. For float, `columns` and both strides are multiples of simd::kLanes. C overlaps nothing else.
///
/// Every C(i, j) is summed in the order of k, starting from the bias, whatever the tiling: the bits do not
/// depend on the number of lanes. NaN and infinity propagate as IEEE 754 says.
template <class Real>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<Real> a,
          const Real* b, std::size_t b_stride, const Real* bias, Real* c, std::size_t c_stride);

/// T(j, i) = M(i, j) for i < rows, j < columns; columns columns..of T's row padding (i >= rows) are set to 0 up
/// to `t_stride`. M has `m_stride` values a row.
template <class Real>
void transpose(std::size_t rows, std::size_t columns, const Real* m, std::size_t m_stride, Real* t,
               std::size_t t_stride);

/// sums(j) = sum over i of M(i, j), in the order of i.
template <class Real>
void column_sums(std::size_t rows, std::size_t columns, const Real* m, std::size_t stride,
                 Real* sums);

}  // namespace gradient
