#include "gradient/row_activations.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "gradient/lane_math.hpp"
#include "gradient/simd_traits.hpp"

namespace gradient {
namespace {

template <class Real>
using VectorType = typename SimdTraits<Real>::Type;

/// A vector of the `count` values at `source`, with `fill` in the other lanes.
template <class Real>
VectorType<Real> load_filled(const Real* source, std::size_t count, Real fill) {
  std::array<Real, SimdTraits<Real>::kWidth> values;
  values.fill(fill);
  std::copy_n(source, count, values.begin());
  return SimdTraits<Real>::load(values.data());
}

/// visit(i, load) for each vector of the first `units` values of a row. load(source) is the vector
/// of `source` at i, with `fill` in the lanes beyond `units`.
template <class Real, class Visit>
GRADIENT_INLINE void for_each_vector(std::size_t units, Real fill, Visit visit) {
  constexpr std::size_t kWidth = SimdTraits<Real>::kWidth;
  const std::size_t whole = units - units % kWidth;
  for (std::size_t i = 0; i < whole; i += kWidth) {
    visit(i, [i](const Real* source) { return SimdTraits<Real>::load(source + i); });
  }
  if (whole == units) return;
  visit(whole,
        [=](const Real* source) { return load_filled(source + whole, units - whole, fill); });
}

float sum_of(simd::Lanes lanes) { return simd::horizontal_sum(lanes); }
double sum_of(double value) { return value; }

float largest_of(simd::Lanes lanes) {
  std::array<float, simd::kLanes> values;
  lanes.store(values.data());
  return *std::max_element(values.begin(), values.end());
}
double largest_of(double value) { return value; }

template <class Real>
void fill_padding(Real* row, std::size_t units, std::size_t stride) {
  std::fill(row + units, row + stride, Real(0));
}

template <class Real>
void softmax_row(const Real* z, Real* a, std::size_t units) {
  using V = VectorType<Real>;
  constexpr Real kLowest = -std::numeric_limits<Real>::infinity();
  V largest(kLowest);
  for_each_vector<Real>(units, kLowest,
                        [&](std::size_t, auto load) { largest = simd::max(load(z), largest); });
  const V shift(largest_of(largest));

  // A row has room for whole vectors: values written beyond the units are not in the sum, and are
  // overwritten in the end.
  V sum(Real(0));
  for_each_vector<Real>(units, Real(0), [&](std::size_t i, auto load) {
    const V logit = load(z);
    // the difference of equal infinities is taken as 0
    const V difference = simd::select(logit == shift, V(Real(0)), logit - shift);
    SimdTraits<Real>::store(a + i, simd::exp_nonpositive(difference));
    sum = sum + load(a);
  });
  const V total(sum_of(sum));
  for_each_vector<Real>(units, Real(0), [&](std::size_t i, auto load) {
    SimdTraits<Real>::store(a + i, load(a) / total);
  });
}

}  // namespace

template <class Real>
void softmax_forward(const Real* z, Real* a, std::size_t rows, std::size_t units,
                     std::size_t stride) {
  for (std::size_t row = 0; row < rows; ++row, z += stride, a += stride) {
    softmax_row(z, a, units);
    fill_padding(a, units, stride);
  }
}

template <class Real>
void softmax_backward(const Real* a, const Real* da, Real* dz, std::size_t rows, std::size_t units,
                      std::size_t stride) {
  using V = VectorType<Real>;
  for (std::size_t row = 0; row < rows; ++row, a += stride, da += stride, dz += stride) {
    V sum(Real(0));
    for_each_vector<Real>(units, Real(0), [&](std::size_t, auto load) {
      sum = simd::multiply_add(load(da), load(a), sum);
    });
    const V mean(sum_of(sum));
    for_each_vector<Real>(units, Real(0), [&](std::size_t i, auto load) {
      SimdTraits<Real>::store(dz + i, load(a) * (load(da) - mean));
    });
    fill_padding(dz, units, stride);
  }
}

template <class Real>
void maxout_forward(const Real* z, Real* a, std::size_t rows, std::size_t pieces,
                    std::size_t stride) {
  using Traits = SimdTraits<Real>;
  using V = VectorType<Real>;
  for (std::size_t row = 0; row < rows; ++row, z += pieces * stride, a += stride) {
    for (std::size_t i = 0; i < stride; i += Traits::kWidth) {
      V largest = Traits::load(z + i);
      for (std::size_t piece = 1; piece < pieces; ++piece) {
        const V value = Traits::load(z + piece * stride + i);
        // false where `largest` is NaN, which therefore stays
        largest = simd::select((value > largest) | simd::is_nan(value), value, largest);
      }
      Traits::store(a + i, largest);
    }
  }
}

template <class Real>
void maxout_backward(const Real* z, const Real* a, const Real* da, Real* dz, std::size_t rows,
                     std::size_t pieces, std::size_t stride) {
  using Traits = SimdTraits<Real>;
  using V = VectorType<Real>;
  const std::size_t row_size = pieces * stride;
  for (std::size_t row = 0; row < rows; ++row, a += stride, da += stride) {
    for (std::size_t i = 0; i < stride; i += Traits::kWidth) {
      const V largest = Traits::load(a + i);
      const V others = simd::select(simd::is_nan(largest), largest, V(Real(0)));
      const V gradient = Traits::load(da + i);
      auto is_unassigned = !simd::is_nan(largest);
      for (std::size_t piece = 0; piece < pieces; ++piece) {
        const std::size_t at = row * row_size + piece * stride + i;
        const auto is_first_largest = is_unassigned & (Traits::load(z + at) == largest);
        Traits::store(dz + at, simd::select(is_first_largest, gradient, others));
        is_unassigned = is_unassigned & !is_first_largest;
      }
    }
  }
}

template <class Real>
void prelu_forward(const Real* z, const Real* slopes, Real* a, std::size_t rows,
                   std::size_t stride) {
  using Traits = SimdTraits<Real>;
  for (std::size_t row = 0; row < rows; ++row, z += stride, a += stride) {
    for (std::size_t i = 0; i < stride; i += Traits::kWidth) {
      const VectorType<Real> x = Traits::load(z + i);
      Traits::store(a + i,
                    simd::select(x > VectorType<Real>(Real(0)), x, Traits::load(slopes + i) * x));
    }
  }
}

template <class Real>
void prelu_backward(const Real* z, const Real* slopes, const Real* da, Real* dz,
                    Real* slope_gradients, std::size_t rows, std::size_t stride) {
  using Traits = SimdTraits<Real>;
  using V = VectorType<Real>;
  std::fill_n(slope_gradients, stride, Real(0));
  for (std::size_t row = 0; row < rows; ++row, z += stride, da += stride, dz += stride) {
    for (std::size_t i = 0; i < stride; i += Traits::kWidth) {
      const V x = Traits::load(z + i);
      const V gradient = Traits::load(da + i);
      const auto is_positive = x > V(Real(0));
      const V slope = simd::select(simd::is_nan(x), x, Traits::load(slopes + i));
      Traits::store(dz + i, simd::select(is_positive, gradient, slope * gradient));
      const V term = simd::select(is_positive, V(Real(0)), gradient * x);
      Traits::store(slope_gradients + i, Traits::load(slope_gradients + i) + term);
    }
  }
}

template void softmax_forward(const float*, float*, std::size_t, std::size_t, std::size_t);
template void softmax_backward(const float*, const float*, float*, std::size_t, std::size_t,
                               std::size_t);
template void maxout_forward(const float*, float*, std::size_t, std::size_t, std::size_t);
template void maxout_backward(const float*, const float*, const float*, float*, std::size_t,
                              std::size_t, std::size_t);
template void prelu_forward(const float*, const float*, float*, std::size_t, std::size_t);
template void prelu_backward(const float*, const float*, const float*, float*, float*, std::size_t,
                             std::size_t);

template void softmax_forward(const double*, double*, std::size_t, std::size_t, std::size_t);
template void softmax_backward(const double*, const double*, double*, std::size_t, std::size_t,
                               std::size_t);
template void maxout_forward(const double*, double*, std::size_t, std::size_t, std::size_t);
template void maxout_backward(const double*, const double*, const double*, double*, std::size_t,
                              std::size_t, std::size_t);
template void prelu_forward(const double*, const double*, double*, std::size_t, std::size_t);
template void prelu_backward(const double*, const double*, const double*, double*, double*,
                             std::size_t, std::size_t);

}  // namespace gradient
