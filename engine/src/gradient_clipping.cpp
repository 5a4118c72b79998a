#include "gradient/gradient_clipping.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gradient {

template <class Real>
double gradient_norm(const Real* gradient, std::size_t count) {
  // partial sums in a fixed order, independent of each other, so that additions overlap
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= count; i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const double value = gradient[i + k];
      sums[k] += value * value;
    }
  }
  for (; i < count; ++i) {
    const double value = gradient[i];
    sums[0] += value * value;
  }
  return std::sqrt((sums[0] + sums[1]) + (sums[2] + sums[3]));
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
