#include "gradient/regularization.hpp"

#include <cmath>

#include "gradient/ordered_sum.hpp"

namespace gradient {

template <class Real>
double regularization_penalty(const Real* weights, std::size_t count,
                              const Regularization& regularization) {
  const auto [l1, l2] = regularization;
  double penalty = 0.0;
  if (l1 != 0.0) {
    penalty += l1 * ordered_sum(weights, count, [](double w) { return std::fabs(w); });
  }
  if (l2 != 0.0) {
    penalty += 0.5 * l2 * ordered_sum(weights, count, [](double w) { return w * w; });
  }
  return penalty;
}

template <class Real>
void add_regularization_gradient(const Real* weights, Real* gradient, std::size_t count,
                                 const Regularization& regularization) {
  const Real l1 = static_cast<Real>(regularization.l1);
  const Real l2 = static_cast<Real>(regularization.l2);
  if (l1 == Real(0)) {
    for (std::size_t i = 0; i < count; ++i) gradient[i] += l2 * weights[i];
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Real weight = weights[i];
    // a NaN weight is neither above nor below 0, and propagates through l2 * weight even if l2 is 0
    const Real l1_gradient = weight > Real(0) ? l1 : (weight < Real(0) ? -l1 : Real(0));
    gradient[i] += l1_gradient + l2 * weight;
  }
}

template double regularization_penalty(const float*, std::size_t, const Regularization&);
template double regularization_penalty(const double*, std::size_t, const Regularization&);
template void add_regularization_gradient(const float*, float*, std::size_t, const Regularization&);
template void add_regularization_gradient(const double*, double*, std::size_t,
                                          const Regularization&);

}  // namespace gradient
