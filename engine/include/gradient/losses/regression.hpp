#pragma once

#include <array>

#include "gradient/losses/kernels.hpp"

namespace gradient::losses {

struct Mse {
  static constexpr LossInfo kInfo{
      .entry = {.name = "mse",
                .label = "Squared error",
                .description =
                    "Mean over the samples of the sum over the outputs of the squared difference "
                    "(not divided by the number of outputs).",
                .formula = "L = 1/N ∑ₙ ∑ⱼ (p − y)²",
                .formula_tex = R"(L = \frac{1}{N} \sum_n \sum_j (p_{nj} - y_{nj})^2)",
                .parameters = {},
                .year = 1805,
                .source =
                    "A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des "
                    "comètes, 1805"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "real",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector d = p - y;
      return {d * d, d + d};
    }
  };
};

struct HalfMse {
  static constexpr LossInfo kInfo{
      .entry = {.name = "half-mse",
                .label = "Half squared error",
                .description = "Half of the squared error: mean over the samples of half the sum "
                               "over the outputs, so "
                               "that the gradient is the difference itself.",
                .formula = "L = 1/N ∑ₙ ∑ⱼ ½ (p − y)²",
                .formula_tex = R"(L = \frac{1}{N} \sum_n \sum_j \frac{1}{2}\,(p_{nj} - y_{nj})^2)",
                .parameters = {},
                .year = 1986,
                .source = "D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning "
                          "representations by back-propagating errors, Nature 323, 1986, eq. 3"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "real",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector d = p - y;
      return {Vector(0.5) * (d * d), d};
    }
  };
};

struct Mae {
  static constexpr LossInfo kInfo{
      .entry = {.name = "mae",
                .label = "Absolute error",
                .description =
                    "Every error pulls with the same force, so that outliers weigh little. The "
                    "gradient at a difference of 0 is taken as 0.",
                .formula = "L = 1/N ∑ₙ ∑ⱼ |p − y|",
                .formula_tex = R"(L = \frac{1}{N} \sum_n \sum_j \lvert p_{nj} - y_{nj} \rvert)",
                .parameters = {},
                .year = 1757,
                .source = "R. J. Boscovich, 1757; P.-S. Laplace, Mémoire sur la probabilité des "
                          "causes par les évènements, 1774"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "real",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector d = p - y;
      // a difference that is neither above nor below 0 is 0 or NaN, the derivative in either case
      const Vector sign = simd::select(d > Vector(0.0), Vector(1.0),
                                       simd::select(d < Vector(0.0), Vector(-1.0), d));
      return {simd::abs(d), sign};
    }
  };
};

struct Huber {
  static constexpr std::array kParameters{
      ParameterInfo{.name = "delta",
                    .label = "δ",
                    .description = "Difference from which on the loss is linear",
                    .minimum = 0.0,
                    .maximum = 1e6,
                    .default_value = 1.0,
                    .minimum_exclusive = true}};

  static constexpr LossInfo kInfo{
      .entry = {.name = "huber",
                .label = "Huber",
                .description =
                    "Half the squared error for differences up to δ, linear beyond: smooth at its "
                    "minimum, robust against outliers.",
                .formula = "L = 1/N ∑ₙ ∑ⱼ h(p − y);  h(d) = ½ d² if |d| ≤ δ, else δ (|d| − ½ δ)",
                .formula_tex =
                    R"(\begin{aligned} L &= \frac{1}{N} \sum_n \sum_j h(p_{nj} - y_{nj}) \\ )"
                    R"(h(d) &= \begin{cases} d^2/2 & \text{if } \lvert d \rvert \le \delta \\ )"
                    R"(\delta\,(\lvert d \rvert - \delta/2) & \text{otherwise} \end{cases} )"
                    R"(\end{aligned})",
                .parameters = kParameters,
                .year = 1964,
                .source = "P. J. Huber, Robust estimation of a location parameter, Annals of "
                          "Mathematical Statistics 35(1), 1964"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "real",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* params) : delta_(params[0]) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector d = p - y;
      const Vector magnitude = simd::abs(d);
      const Vector inner = simd::min(delta_, magnitude);
      return {inner * (magnitude - Vector(0.5) * inner), simd::copy_sign(inner, d)};
    }

   private:
    Vector delta_;
  };
};

struct LogCosh {
  static constexpr LossInfo kInfo{
      .entry = {.name = "log-cosh",
                .label = "Log-cosh",
                .description =
                    "Like half the squared error near 0 and like the absolute error far from it, "
                    "and smooth everywhere.",
                .formula = "L = 1/N ∑ₙ ∑ⱼ ln cosh(p − y)",
                .formula_tex = R"(L = \frac{1}{N} \sum_n \sum_j \ln \cosh(p_{nj} - y_{nj}))",
                .parameters = {},
                .year = 1990,
                .source = "P. J. Green, Bayesian reconstructions from emission tomography data "
                          "using a modified EM algorithm, IEEE Transactions on Medical Imaging "
                          "9(1), 1990"},
      .outputs = LossOutputs::kAny,
      .fused_with = "",
      .targets = "real",
      .range = kNonNegative};

  template <class Vector>
  struct Kind {
    template <class Real>
    explicit Kind(const Real* /*params*/) {}

    GRADIENT_INLINE Term<Vector> term(Vector p, Vector y) const {
      const Vector d = p - y;
      const Vector magnitude = simd::abs(d);
      // q = e^-|d| and 1 - q, each to full relative precision
      const Vector one_minus_q = -simd::expm1_nonpositive(-magnitude);
      const Vector q = Vector(1.0) - one_minus_q;
      // |d| < 1.25: ln cosh d = ln(1 + (1 - q)^2 / 2q); else |d| - ln 2 + ln(1 + q^2)
      const auto near = magnitude < Vector(1.25);
      const Vector inner = simd::select(near, one_minus_q * one_minus_q / (q + q), q * q);
      const Vector offset =
          simd::select(near, Vector(0.0), magnitude - Vector(0.69314718055994530942));
      return {offset + simd::log1p_unit(inner), simd::tanh(d)};
    }
  };
};

}  // namespace gradient::losses
