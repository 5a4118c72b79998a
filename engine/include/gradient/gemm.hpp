#pragma once

#include <cstddef>

namespace gradient {

/// The left factor of a product, read as A(i, k) = data[i * row_stride + k * depth_stride]: a
/// row-major matrix with depth_stride 1, the transpose of one with row_stride 1.
template <class Real>
struct LeftFactor {
  const Real* data;
  std::size_t row_stride;
  std::size_t depth_stride;
};

/// The right factor, read as B(k, j) = data[k * depth_stride + j * column_stride]: a row-major
/// matrix with column_stride 1, the transpose of one with depth_stride 1, whose every column has
/// column_stride values that may be read. Columns that lie beyond `columns`, the padding of the
/// result, count as 0.
template <class Real>
struct RightFactor {
  const Real* data;
  std::size_t depth_stride;
  std::size_t column_stride;
  std::size_t columns;
};

/// C(i, j) = bias(j) + sum over k of A(i, k) B(k, j), for i < rows, j < columns, k < depth.
///
/// C is row-major with `c_stride` values a row; `bias` has `columns` values, or is null for zeros.
/// For float, `columns` and `c_stride` are multiples of simd::kLanes, and where B's column_stride
/// is 1 its rows hold zeros from their last column up to `columns`. C overlaps nothing else. Not to
/// be called from two threads at once with scratch space in common: each thread has its own.
///
/// Every C(i, j) is summed in the order of k, starting from the bias, whatever the tiling: the bits
/// do not depend on the number of lanes or on the sizes. Steps of the depth at which several rows
/// of A are 0 may be left out, which changes no bit but the sign of a zero. NaN and infinity
/// propagate as IEEE 754 says.
template <class Real>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, const LeftFactor<Real>& a,
          const RightFactor<Real>& b, const Real* bias, Real* c, std::size_t c_stride);

/// sums(j) = sum over i of M(i, j), in the order of i. For float, `columns` is a multiple of
/// simd::kLanes.
template <class Real>
void column_sums(std::size_t rows, std::size_t columns, const Real* m, std::size_t stride,
                 Real* sums);

}  // namespace gradient
