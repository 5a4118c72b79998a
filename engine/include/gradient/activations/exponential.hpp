#pragma once

#include <array>

#include "gradient/activations/kernels.hpp"

namespace gradient::activations {

struct Elu {
  static constexpr std::array kParameters{
      ParameterInfo{.name = "alpha",
                    .label = "α",
                    .description = "The bound that negative values near is −α.",
                    .minimum = 0.0,
                    .maximum = 10.0,
                    .default_value = 1.0,
                    .minimum_exclusive = true}};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "elu",
                .label = "ELU",
                .description = "ReLU with an exponential bend to −α in place of the cut, which "
                               "brings the mean of the outputs nearer to 0.",
                .formula = "f(z) = z if z > 0, otherwise α (eᶻ − 1)",
                .formula_tex = R"(f(z) = \begin{cases} z & \text{if } z > 0 \\ )"
                               R"(\alpha\,(e^z - 1) & \text{otherwise} \end{cases})",
                .parameters = kParameters,
                .year = 2016,
                .source = "D.-A. Clevert, T. Unterthiner and S. Hochreiter, Fast and accurate deep "
                          "network learning by exponential linear units, ICLR 2016, "
                          "arXiv:1511.07289"},
      .derivative_formula = "f′(z) = 1 if z > 0, otherwise α eᶻ",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1 & \text{if } z > 0 \\ )"
                                R"(\alpha e^z & \text{otherwise} \end{cases})",
      .range = {.lower = -1.0},
      .derivative_range = {0.0, 1.0, false, true},
      .monotonic = true,
      .saturating = true,
      .smooth = true,
      .kink_convention = "Smooth with α = 1. Any other α makes a kink at 0, where f′(0) = α.",
      .recommended_initializer = "he-normal",
      .value_error = {2e-45, 1.2e-7},
      .derivative_error = {6e-8, 1.7e-7}};

  /// f(z) = z if z >= 0, else alpha (e^z - 1)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* params) {
    return stages([](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<-25>(z); },
                  [params](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
                    return simd::select(z < V(0.0), simd::scaled_expm1_of(x, params[0]), z);
                  });
  }
  /// f'(z) = 1 if z > 0, else alpha e^z
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* params) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce_low_precision(simd::max(constant<V, simd::kExpUnderflow>(), z));
        },
        [params](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return simd::select(z > V(0.0), constant<V, 1.0>(),
                              params[0] * simd::divide(simd::exp_quotient(x)));
        });
  }
  template <class V>
  GRADIENT_INLINE static V derivative_from_value(V z, V a, const V* params) {
    return simd::select(z > V(0.0), constant<V, 1.0>(), a + params[0]);
  }
};

struct Selu {
  static constexpr double kAlpha = 1.6732632423543772848;
  static constexpr double kScale = 1.0507009873554804934;
  static constexpr std::array kKinks{0.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "selu",
                .label = "SELU",
                .description = "A scaled ELU: with LeCun's initialiser, mean 0 and variance 1 are "
                               "what the outputs of deep layers tend to.",
                .formula = "f(z) = λz if z > 0, otherwise λα (eᶻ − 1); "
                           "α = 1.6732632…, λ = 1.0507010…",
                .formula_tex = R"(f(z) = \begin{cases} \lambda z & \text{if } z > 0 \\ )"
                               R"(\lambda \alpha\,(e^z - 1) & \text{otherwise} \end{cases})",
                .year = 2017,
                .source = "G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, "
                          "Self-normalizing neural networks, NIPS 2017, arXiv:1706.02515"},
      .derivative_formula = "f′(z) = λ if z > 0, otherwise λα eᶻ",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} \lambda & \text{if } z > 0 \\ )"
                                R"(\lambda \alpha e^z & \text{otherwise} \end{cases})",
      .range = {.lower = -kScale * kAlpha},
      .derivative_range = {0.0, kScale* kAlpha, false, true},
      .monotonic = true,
      .saturating = true,
      .kinks = kKinks,
      .kink_convention = "f′(0) = λα, the slope on the left",
      .recommended_initializer = "lecun-normal",
      .value_error = {2e-45, 2e-7},
      .derivative_error = {2e-7, 2.2e-7}};

  /// f(z) = lambda z if z >= 0, else lambda alpha (e^z - 1)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages([](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<-25>(z); },
                  [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
                    return simd::select(z < V(0.0),
                                        simd::scaled_expm1_of(x, constant<V, kScale * kAlpha>()),
                                        constant<V, kScale>() * z);
                  });
  }
  /// f'(z) = lambda if z > 0, else lambda alpha e^z
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce_low_precision(simd::max(constant<V, simd::kExpUnderflow>(), z));
        },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return simd::select(z > V(0.0), constant<V, kScale>(),
                              constant<V, kScale * kAlpha>() * simd::divide(simd::exp_quotient(x)));
        });
  }
  template <class V>
  GRADIENT_INLINE static V derivative_from_value(V z, V a, const V* /*params*/) {
    return simd::select(z > V(0.0), constant<V, kScale>(), a + constant<V, kScale * kAlpha>());
  }
};

struct Softplus {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "softplus",
                .label = "Softplus",
                .description = "ReLU without a corner; its derivative is the sigmoid.",
                .formula = "f(z) = ln(1 + eᶻ)",
                .formula_tex = R"(f(z) = \ln(1 + e^z))",
                .year = 2001,
                .source = "C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau and R. Garcia, Incorporating "
                          "second-order functional knowledge for better option pricing, NIPS 13, "
                          "2001"},
      .derivative_formula = "f′(z) = 1 / (1 + e⁻ᶻ)",
      .derivative_formula_tex = R"(f'(z) = \frac{1}{1 + e^{-z}})",
      .range = {.lower = 0.0},
      .derivative_range = {0.0, 1.0, false, false},
      .monotonic = true,
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "he-normal",
      .value_error = {8.4e-39, 2e-7},
      .derivative_error = {8.4e-39, 2e-7}};

  /// f(z) = ln(1 + e^z) = max(0, z) + ln(1 + e^-|z|)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kExpUnderflow>(simd::negated_abs(z));
        },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::exp_of(x); },
        [](V z, V exp) GRADIENT_INLINE_LAMBDA { return simd::softplus_of(z, exp); });
  }
  /// f'(z) = 1 / (1 + e^-z)
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 43>(z); },
        [](V, simd::Reduced<V> x)
            GRADIENT_INLINE_LAMBDA { return simd::sigmoid_of(simd::exp_quotient(x)); });
  }
};

}  // namespace gradient::activations
