#pragma once

#include "gradient/losses/kernels.hpp"

namespace gradient::losses {

/// A probability kept off 0 and 1, so that its logarithms are finite; NaN stays NaN.
template <class Vector>
struct ClampedProbability {
  GRADIENT_INLINE explicit ClampedProbability(Vector p) {
    const Vector low(kProbabilityEpsilon);
    const Vector high(1.0 - kProbabilityEpsilon);
    value = simd::min(high, simd::max(low, p));
    is_clamped = p != value;
  }

  /// The slope of a loss of the clamped value: 0 where clamping made it constant.
  GRADIENT_INLINE Vector slope(Vector at_value) const {
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
      return {-(y * simd::log(p) + (one - y) * simd::log(q)), clamped.slope((p - y) / (p * q))};
    }
  };

  /// On the logit: |z| * miss + ln(1 + e^-|z|), where miss is the share of the target on the other
  /// side of 0. No difference of large numbers, so that the loss and the slope keep their relative
  /// precision in both tails.
  template <class Vector>
  struct FusedKind {
    template <class Real>
    explicit FusedKind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector z, Vector y) const {
      const Vector one(1.0);
      const auto positive = z > Vector(0.0);
      const Vector size = simd::abs(z);
      const Vector e = simd::exp_nonpositive(-size);
      const Vector miss = simd::select(positive, one - y, y);
      const Vector slope = e / (one + e) - miss;  // of -|z|
      return {size * miss + simd::log1p_unit(e), simd::select(positive, -slope, slope)};
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
      return {-(y * simd::log(clamped.value)), clamped.slope(-y / clamped.value)};
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
      // the order of the arguments lets NaN through; what is neither above nor below 0 is 0 or NaN
      const Vector slope =
          simd::select(margin > zero, -y, simd::select(margin < zero, zero, margin));
      return {simd::max(zero, margin), slope};
    }
  };
};

}  // namespace gradient::losses
