#pragma once

#include <cstddef>

namespace gradient {

// Defined for float and double. Zeros (padding) stay 0; NaN stays NaN.

/// sqrt(sum g^2), accumulated in double in an order that depends only on `count`. NaN or infinite
/// where an element is.
template <class Real>
[[nodiscard]] double gradient_norm(const Real* gradient, std::size_t count);

/// Where the Euclidean norm exceeds `maximum_norm` > 0, scales the gradient to that norm. A norm
/// that is not finite leaves the gradient unchanged, so that divergence is detected. Returns the
/// norm before clipping. (Pascanu, Mikolov and Bengio 2013, "On the difficulty of training
/// recurrent neural networks", Algorithm 1.)
template <class Real>
double clip_gradient_by_norm(Real* gradient, std::size_t count, double maximum_norm);

/// Limits each element to [-maximum, maximum], `maximum` > 0.
template <class Real>
void clip_gradient_by_value(Real* gradient, std::size_t count, double maximum);

}  // namespace gradient
