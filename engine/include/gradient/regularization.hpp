#pragma once

#include <cstddef>

namespace gradient {

/// Strengths of the penalties on the weights (not on biases or learned slopes), each >= 0:
/// l1 * sum |w| + l2 / 2 * sum w^2.
struct Regularization {
  double l1 = 0.0;
  double l2 = 0.0;

  [[nodiscard]] bool active() const { return l1 != 0.0 || l2 != 0.0; }
};

// Both are defined for float and double, for blocks of any length; zeros (padding) add nothing.

/// l1 * sum |w| + l2 / 2 * sum w^2 over a block of weights, accumulated in double in an order that
/// depends only on `count`. A NaN weight gives NaN where a strength is not 0.
template <class Real>
[[nodiscard]] double regularization_penalty(const Real* weights, std::size_t count,
                                            const Regularization& regularization);

/// gradient[i] += l1 * sign(w[i]) + l2 * w[i], with sign(0) = 0 (a sub-gradient) and sign(NaN) =
/// NaN.
template <class Real>
void add_regularization_gradient(const Real* weights, Real* gradient, std::size_t count,
                                 const Regularization& regularization);

}  // namespace gradient
