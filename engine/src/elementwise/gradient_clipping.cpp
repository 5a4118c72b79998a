#include "gradient/gradient_clipping.hpp"

#include <algorithm>
#include <cmath>

#include "gradient/ordered_sum.hpp"

namespace gradient {

template <class Real>
double gradient_norm(const Real* gradient, std::size_t count) {
  return std::sqrt(ordered_sum(gradient, count, [](double g) { return g * g; }));
}

template <class Real>
double clip_gradient_by_norm(Real* gradient, std::size_t count, double maximum_norm) {
  const double norm = gradient_norm(gradient, count);
  if (norm > maximum_norm && std::isfinite(norm)) {
    const Real factor = static_cast<Real>(maximum_norm / norm);
    for (std::size_t i = 0; i < count; ++i) gradient[i] *= factor;
  }
  return norm;
}

template <class Real>
void clip_gradient_by_value(Real* gradient, std::size_t count, double maximum) {
  const Real limit = static_cast<Real>(maximum);
  for (std::size_t i = 0; i < count; ++i) gradient[i] = std::clamp(gradient[i], -limit, limit);
}

template double gradient_norm(const float*, std::size_t);
template double gradient_norm(const double*, std::size_t);
template double clip_gradient_by_norm(float*, std::size_t, double);
template double clip_gradient_by_norm(double*, std::size_t, double);
template void clip_gradient_by_value(float*, std::size_t, double);
template void clip_gradient_by_value(double*, std::size_t, double);

}  // namespace gradient
