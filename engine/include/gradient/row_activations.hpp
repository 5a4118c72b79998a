#pragma once

#include <cstddef>

namespace gradient {

// Activations whose outputs depend on more than one pre-activation or on learned parameters, for
// float and double. Matrices are row-major with `stride` values a row, a multiple of the number of
// lanes; the last values of a row may be padding. Arrays do not overlap unless stated. Sums run in
// a fixed order.

/// a_i = exp(z_i - max z) / sum_j exp(z_j - max z) over the first `units` values of each row
/// (Bridle 1990); the padding of a is set to 0, that of z is not read. Float: within max(1e-9, 2e-6
/// relative) for up to a hundred units; the rounding error of the sum grows with their number.
/// Where some logits are +inf, or all are -inf, these have equal probabilities; -inf beside a
/// larger logit gives 0. A NaN makes its row NaN. `a` may be `z`.
template <class Real>
void softmax_forward(const Real* z, Real* a, std::size_t rows, std::size_t units,
                     std::size_t stride);

/// dz_i = a_i (da_i - sum_j da_j a_j), the product with the whole Jacobian; the padding of dz is
/// set to 0, that of a and da is not read. `dz` may be `da`.
template <class Real>
void softmax_backward(const Real* a, const Real* da, Real* dz, std::size_t rows, std::size_t units,
                      std::size_t stride);

/// a = max over the pieces of z, with z [rows][pieces][stride] and a [rows][stride] (Goodfellow et
/// al. 2013, eq. 2), padding included: 0 where z's is. NaN in any piece gives NaN.
template <class Real>
void maxout_forward(const Real* z, Real* a, std::size_t rows, std::size_t pieces,
                    std::size_t stride);

/// dz = da for the first of the largest pieces, 0 for the others; NaN for all where a is NaN. `a`
/// is the result of `maxout_forward`; dz has the layout of z, and may be z.
template <class Real>
void maxout_backward(const Real* z, const Real* a, const Real* da, Real* dz, std::size_t rows,
                     std::size_t pieces, std::size_t stride);

/// a = z where z > 0, else slope * z, with a slope per column (He et al. 2015, eq. 1), padding
/// included: 0 where z's is 0 and the slope is finite. `a` may be `z`.
template <class Real>
void prelu_forward(const Real* z, const Real* slopes, Real* a, std::size_t rows,
                   std::size_t stride);

/// dz = da where z > 0, else slope * da; slope_gradients [stride] is set to the sum over the rows
/// of da * z where z <= 0 (eq. 3). `dz` may be `da`. NaN in z gives NaN in both.
template <class Real>
void prelu_backward(const Real* z, const Real* slopes, const Real* da, Real* dz,
                    Real* slope_gradients, std::size_t rows, std::size_t stride);

}  // namespace gradient
