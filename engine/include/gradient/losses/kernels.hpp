#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "gradient/lane_math.hpp"
#include "gradient/losses.hpp"
#include "gradient/simd_traits.hpp"

/// A loss is one struct: `kInfo` describes it, and `Kind::term` computes one output's term of the
/// loss and its derivative, for a vector of outputs. The loops over rows and columns are here.
namespace gradient::losses {

inline constexpr Range kNonNegative{.lower = 0.0, .lower_inclusive = true};

/// One output's term in the loss of its row, and its derivative with respect to that output.
template <class Vector>
struct Term {
  Vector value;
  Vector derivative;
};

/// A sum in double of float or double vectors. Four partial sums, whatever the number of lanes: the
/// order of additions is the same in every build.
class Sum {
 public:
  GRADIENT_INLINE void add(double value) { partial_[0] += value; }
  GRADIENT_INLINE void add(simd::Lanes values) {
    std::array<float, simd::kLanes> lanes;
    values.store(lanes.data());
    // unrolled, so that the partial sums stay in registers
#pragma GCC unroll 16
    for (std::size_t i = 0; i < simd::kLanes; ++i) {
      partial_[i % partial_.size()] += static_cast<double>(lanes[i]);
    }
  }
  [[nodiscard]] GRADIENT_INLINE double total() const {
    return (partial_[0] + partial_[1]) + (partial_[2] + partial_[3]);
  }

 private:
  std::array<double, 4> partial_{};
};

/// `values` in the first `count` lanes, `padding` in the others.
GRADIENT_INLINE simd::Lanes first_lanes_or(simd::Lanes values, std::size_t count,
                                           simd::Lanes padding) {
  static constexpr auto kIndices = [] {
    std::array<float, simd::kLanes> indices{};
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = static_cast<float>(i);
    return indices;
  }();
  return select(simd::Lanes::load(kIndices.data()) < simd::Lanes(static_cast<float>(count)), values,
                padding);
}
GRADIENT_INLINE double first_lanes_or(double value, std::size_t /*count*/, double /*padding*/) {
  return value;
}

GRADIENT_INLINE float largest_lane(simd::Lanes values) {
  std::array<float, simd::kLanes> lanes;
  values.store(lanes.data());
  float largest = lanes[0];
  for (std::size_t i = 1; i < lanes.size(); ++i) largest = lanes[i] > largest ? lanes[i] : largest;
  return largest;
}
GRADIENT_INLINE double largest_lane(double value) { return value; }

GRADIENT_INLINE float sum_of_lanes(simd::Lanes values) { return simd::horizontal_sum(values); }
GRADIENT_INLINE double sum_of_lanes(double value) { return value; }

GRADIENT_INLINE float log_of(float x) { return simd::first_lane(simd::log(simd::Lanes(x))); }
GRADIENT_INLINE double log_of(double x) { return simd::log(x); }

/// One output per row, in rows of one vector: only the first lane counts.
template <class Real, class Loss, class Vector>
GRADIENT_INLINE void single_output(const Loss& loss, const Real* output, const Real* target,
                                   Real* gradient, std::size_t rows, std::size_t stride,
                                   Vector scale, Sum& sum) {
  using Traits = SimdTraits<Real>;
  for (std::size_t at = 0; at < rows * stride; at += stride) {
    const Term<Vector> term = loss.term(Traits::load(output + at), Traits::load(target + at));
    sum.add(static_cast<double>(simd::first_lane(term.value)));
    Traits::store(gradient + at, first_lanes_or(term.derivative * scale, 1, Real(0)));
  }
}

/// The kernel of a loss that is a sum over outputs.
template <class Real, class Loss>
double elementwise(const Real* output, const Real* target, Real* gradient, std::size_t rows,
                   std::size_t outputs, std::size_t stride, const Real* params) {
  using Traits = SimdTraits<Real>;
  using Vector = typename Traits::Type;
  const Loss loss(params);
  const Vector scale(Real(1) / static_cast<Real>(rows));
  Sum sum;
  if constexpr (Traits::kWidth > 1) {
    if (outputs == 1 && stride == Traits::kWidth && gradient != nullptr) {
      single_output(loss, output, target, gradient, rows, stride, scale, sum);
      return sum.total() / static_cast<double>(rows);
    }
  }
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t column = 0;
    for (; column < outputs; column += Traits::kWidth) {
      const std::size_t at = row * stride + column;
      const std::size_t count = std::min(Traits::kWidth, outputs - column);
      Term<Vector> term = loss.term(Traits::load(output + at), Traits::load(target + at));
      term.derivative = term.derivative * scale;
      if (count < Traits::kWidth) {
        term.value = first_lanes_or(term.value, count, Real(0));
        term.derivative = first_lanes_or(term.derivative, count, Real(0));
      }
      sum.add(term.value);
      if (gradient != nullptr) Traits::store(gradient + at, term.derivative);
    }
    if (gradient != nullptr && column < stride) {
      std::fill(gradient + row * stride + column, gradient + (row + 1) * stride, Real(0));
    }
  }
  return sum.total() / static_cast<double>(rows);
}

/// Softmax and cross-entropy fused. With d = z - max z and S = sum exp(d), the loss of a row is
/// sum y (log S - d), its gradient exp(d) / S * sum y - y: no overflow, no log of 0.
template <class Real>
double softmax_cross_entropy(const Real* output, const Real* target, Real* gradient,
                             std::size_t rows, std::size_t outputs, std::size_t stride,
                             const Real* /*params*/) {
  using Traits = SimdTraits<Real>;
  using Vector = typename Traits::Type;
  constexpr Real kNone = -std::numeric_limits<Real>::infinity();
  const Real scale = Real(1) / static_cast<Real>(rows);
  Sum sum;
  for (std::size_t row = 0; row < rows; ++row) {
    const Real* const z = output + row * stride;
    const Real* const y = target + row * stride;
    Real* const dz = gradient == nullptr ? nullptr : gradient + row * stride;
    const auto load_or = [&](const Real* source, std::size_t column, Real padding) {
      return first_lanes_or(Traits::load(source + column), outputs - column, padding);
    };

    Vector maxima(kNone);
    for (std::size_t column = 0; column < outputs; column += Traits::kWidth) {
      maxima = simd::max(maxima, load_or(z, column, kNone));
    }
    const Vector max_logit(largest_lane(maxima));

    Vector exp_lanes(Real(0));
    Vector target_lanes(Real(0));
    for (std::size_t column = 0; column < outputs; column += Traits::kWidth) {
      const Vector d = load_or(z, column, kNone) - max_logit;
      const Vector targets = load_or(y, column, Real(0));
      const Vector e = simd::exp_nonpositive(d);
      exp_lanes = exp_lanes + e;
      target_lanes = target_lanes + targets;
      // 0 log 0 = 0
      sum.add(simd::select(targets == Vector(Real(0)), Vector(Real(0)), -(targets * d)));
      if (dz != nullptr) Traits::store(dz + column, e);
    }
    const Real exp_sum = sum_of_lanes(exp_lanes);
    const Real target_sum = sum_of_lanes(target_lanes);
    sum.add(static_cast<double>(target_sum) * static_cast<double>(log_of(exp_sum)));

    if (dz == nullptr) continue;
    const Vector factor(target_sum / exp_sum);
    std::size_t column = 0;
    for (; column < outputs; column += Traits::kWidth) {
      const Vector d = Traits::load(dz + column) * factor - Traits::load(y + column);
      Traits::store(dz + column, first_lanes_or(d * Vector(scale), outputs - column, Real(0)));
    }
    if (column < stride) std::fill(dz + column, dz + stride, Real(0));
  }
  return sum.total() / static_cast<double>(rows);
}

}  // namespace gradient::losses
