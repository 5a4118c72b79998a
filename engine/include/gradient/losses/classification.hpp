#pragma once

#include "gradient/losses/kernels.hpp"

namespace gradient::losses {

/// A probability clamped to [epsilon, 1 - epsilon], so that its logarithms are finite; NaN stays
/// NaN.
template <class Vector>
struct ClampedProbability {
  GRADIENT_INLINE explicit ClampedProbability(Vector p) {
    const Vector low(kProbabilityEpsilon);
    const Vector high(1.0 - kProbabilityEpsilon);
    value = simd::min(high, simd::max(low, p));
    is_clamped = p != value;
  }

  /// The derivative of a loss of the clamped value: 0 where it is clamped, as the value is constant
  /// there, else `at_value`.
  GRADIENT_INLINE Vector derivative(Vector at_value) const {
    return simd::select(is_clamped, value - value, at_value);
  }

  Vector value;
  decltype(Vector() != Vector()) is_clamped;
};

struct BinaryCrossEntropy {
  static constexpr LossInfo kInfo{
      .entry = {.name = "binary-cross-entropy",
                .label = "Binary cross-entropy",
                .description =
                    "Minus the logarithm of the probability that each output gives to its target, "
                    "0 or 1. After a sigmoid it is computed on the logits, exact for any of them; "
                    "elsewhere probabilities are kept within [1e-7, 1 − 1e-7], and the gradient is "
                    "0 beyond.",
                .formula = "L = −1/N ∑ₙ ∑ⱼ (y ln p + (1 − y) ln(1 − p))",
                .formula_tex =
                    R"(L = -\frac{1}{N} \sum_n \sum_j (y_{nj}\, \ln p_{nj} + (1 - y_{nj})\, )"
                    R"(\ln(1 - p_{nj})))",
                .parameters = {},
                .year = 1988,
                .source = "S. A. Solla, E. Levin and M. Fleisher, Accelerated learning in layered "
                          "neural networks, Complex Systems 2, 1988"},
      .outputs = LossOutputs::kProbabilities,
      .fused_with = "sigmoid",
      .targets = "binary",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector output, Vector y) const {
      const Vector one(1.0);
      const ClampedProbability<Vector> clamped(output);
      const Vector p = clamped.value;
      const Vector q = one - p;
      return {-(y * simd::log(p) + (one - y) * simd::log(q)),
              clamped.derivative((p - y) / (p * q))};
    }
  };

  /// On the logit z: L = |z| m + ln(1 + e^-|z|), with m = 1 - y for z > 0, else y: the target's
  /// probability of the class that z speaks against. No difference of large numbers: loss and
  /// derivative keep their relative precision in both tails.
  template <class Vector>
  struct FusedKind {
    template <class Real>
    explicit FusedKind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector z, Vector y) const {
      const Vector one(1.0);
      const auto positive = z > Vector(0.0);
      const Vector magnitude = simd::abs(z);
      const Vector e = simd::exp_nonpositive(-magnitude);
      const Vector m = simd::select(positive, one - y, y);
      const Vector derivative = e / (one + e) - m;  // with respect to -|z|
      return {magnitude * m + simd::log1p_unit(e), simd::select(positive, -derivative, derivative)};
    }
  };
};

struct CrossEntropy {
  static constexpr LossInfo kInfo{
      .entry =
          {.name = "cross-entropy",
           .label = "Cross-entropy",
           .description =
               "Minus the logarithm of the probability that each row gives to its class. After "
               "a softmax it is computed on the logits, finite for any of them; elsewhere "
               "probabilities are kept within [1e-7, 1 − 1e-7], and the gradient is 0 beyond.",
           .formula = "L = −1/N ∑ₙ ∑ⱼ y ln p",
           .formula_tex = R"(L = -\frac{1}{N} \sum_n \sum_j y_{nj}\, \ln p_{nj})",
           .parameters = {},
           .year = 1990,
           .source = "J. S. Bridle, Probabilistic interpretation of feedforward classification "
                     "network outputs, with relationships to statistical pattern recognition, "
                     "Neurocomputing, 1990"},
      .outputs = LossOutputs::kProbabilities,
      .fused_with = "softmax",
      .targets = "one-hot",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector output, Vector y) const {
      const ClampedProbability<Vector> clamped(output);
      return {-(y * simd::log(clamped.value)), clamped.derivative(-y / clamped.value)};
    }
  };
};

struct Hinge {
  static constexpr LossInfo kInfo{
      .entry = {.name = "hinge",
                .label = "Hinge",
                .description =
                    "0 once the output is on the target's side (−1 or 1) by a margin of 1, linear "
                    "before. The gradient at the margin is taken as 0.",
                .formula = "L = 1/N ∑ₙ ∑ⱼ max(0, 1 − y p)",
                .formula_tex = R"(L = \frac{1}{N} \sum_n \sum_j \max(0, 1 - y_{nj}\,p_{nj}))",
                .parameters = {},
                .year = 1995,
                .source = "C. Cortes and V. Vapnik, Support-vector networks, Machine Learning 20, "
                          "1995"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "sign",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector zero(0.0);
      const Vector margin = Vector(1.0) - y * p;
      // a margin that is neither above nor below 0 is 0 or NaN, the derivative in either case;
      // max(0, NaN) is NaN in this order of the arguments
      const Vector derivative =
          simd::select(margin > zero, -y, simd::select(margin < zero, zero, margin));
      return {simd::max(zero, margin), derivative};
    }
  };
};

}  // namespace gradient::losses
