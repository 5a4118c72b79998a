#pragma once

#include "gradient/matrix_view.hpp"

namespace gradient {

/// C(i, j) = bias(j) + sum over k of A(i, k) B(k, j): C [m, n] = A [m, k] B [k, n] + bias, as
/// BLAS's gemm with beta = 0. `bias` has C's columns, or is null for zeros. C overlaps nothing
/// else.
///
/// A and B may be transposed views; C is row-major. For float C's rows are padded: c.columns is
/// b.columns rounded up to a multiple of simd::kLanes, and the columns beyond B's are computed as
/// if B were 0 there. A row-major B holds these zeros in memory; of a transposed B every column has
/// b.column_stride values that may be read.
///
/// Every C(i, j) is summed in the order of k, starting from the bias, whatever the tiling: the bits
/// depend neither on the number of lanes nor on the sizes. Values of k at which several rows of A
/// are 0 may be left out, which changes no bit but the sign of a zero. NaN and infinity propagate
/// as IEEE 754 says. Thread-safe; scratch space is thread_local.
void gemm(const MatrixView<const float>& a, const MatrixView<const float>& b, const float* bias,
          const MatrixView<float>& c);
/// The same in double, by the definition: what gradients are checked with.
void gemm(const MatrixView<const double>& a, const MatrixView<const double>& b, const double* bias,
          const MatrixView<double>& c);

}  // namespace gradient
