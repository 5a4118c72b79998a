#pragma once

#include "gradient/activations/kernels.hpp"

namespace gradient::activations {

struct Sigmoid {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "sigmoid",
                .label = "Sigmoid",
                .description = "Squeezes everything between 0 and 1. Its slope is at most 1/4, so "
                               "that gradients shrink at least fourfold with each layer.",
                .formula = "f(z) = 1 / (1 + e⁻ᶻ)",
                .formula_tex = R"(f(z) = \frac{1}{1 + e^{-z}})",
                .year = 1986,
                .source = "D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning "
                          "representations by back-propagating errors, Nature 323, 1986"},
      .derivative_formula = "f′(z) = f(z) (1 − f(z))",
      .derivative_formula_tex = R"(f'(z) = f(z)\,(1 - f(z)))",
      .range = {0.0, 1.0, false, false},
      .derivative_range = {0.0, 0.25, false, true},
      .monotonic = true,
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {8.4e-39, 2e-7},
      .derivative_error = {1e-7, 3e-7}};

  /// f(z) = 1 / (1 + e^-z)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 43>(z); },
        [](V, simd::Reduced<V> x)
            GRADIENT_INLINE_LAMBDA { return simd::sigmoid_of(simd::exp_quotient(x)); });
  }
  /// f'(z) = f(z) (1 - f(z)), even in z: computed from e^-|z|
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kExpUnderflow>(simd::negated_abs(z));
        },
        [](V, simd::Reduced<V> x)
            GRADIENT_INLINE_LAMBDA { return simd::sigmoid_derivative_of(simd::exp_quotient(x)); });
  }
  template <class V>
  GRADIENT_INLINE static V derivative_from_value(V /*z*/, V a, const V* /*params*/) {
    return a * (constant<V, 1.0>() - a);
  }
};

struct LogSigmoid {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "log-sigmoid",
                .label = "Log-sigmoid",
                .description = "The logarithm of the sigmoid: softplus turned upside down, nearly "
                               "z for negative z and nearly 0 for positive.",
                .formula = "f(z) = −ln(1 + e⁻ᶻ)",
                .formula_tex = R"(f(z) = -\ln(1 + e^{-z}))",
                .year = 0,
                .source = "The logarithm of the logistic function; no single origin"},
      .derivative_formula = "f′(z) = 1 / (1 + eᶻ)",
      .derivative_formula_tex = R"(f'(z) = \frac{1}{1 + e^z})",
      .range = {.upper = 0.0},
      .derivative_range = {0.0, 1.0, false, false},
      .monotonic = true,
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {8.4e-39, 2e-7},
      .derivative_error = {8.4e-39, 2e-7}};

  /// f(z) = -ln(1 + e^-z) = -(max(0, -z) + ln(1 + e^-|z|))
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kExpUnderflow>(simd::negated_abs(z));
        },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::exp_of(x); },
        [](V z, V exp) GRADIENT_INLINE_LAMBDA { return -simd::softplus_of(-z, exp); });
  }
  /// f'(z) = 1 / (1 + e^z)
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return pipelined(
        [](V z)
            GRADIENT_INLINE_LAMBDA { return simd::reduce_negative<simd::kExpUnderflow, 43>(z); },
        [](V, simd::ReducedNegative<V> x)
            GRADIENT_INLINE_LAMBDA { return simd::sigmoid_of(simd::exp_quotient(x)); });
  }
};

struct Tanh {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "tanh",
                .label = "Tanh",
                .description = "The sigmoid stretched to lie evenly about 0. Its slope is 1 at 0, "
                               "and nearly 0 beyond ±3.",
                .formula = "f(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)",
                .formula_tex = R"(f(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}})",
                .year = 1998,
                .source = "Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, Efficient BackProp, "
                          "in Neural Networks: Tricks of the Trade, 1998"},
      .derivative_formula = "f′(z) = 1 − f(z)²",
      .derivative_formula_tex = "f'(z) = 1 - f(z)^2",
      .range = {-1.0, 1.0, false, false},
      .derivative_range = {0.0, 1.0, false, true},
      .monotonic = true,
      .zero_centred = true,
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {2e-45, 4.3e-7},
      .derivative_error = {8.8e-7, 0.0}};

  /// f(z) = tanh(z), a rational function before its division and after
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return pipelined([](V z) GRADIENT_INLINE_LAMBDA { return simd::tanh_quotient(z); },
                     [](V, simd::Quotient<V> x)
                         GRADIENT_INLINE_LAMBDA { return simd::tanh_of(x); });
  }
  /// f'(z) = 1 - tanh(z)^2 = 4 sigmoid(2z) (1 - sigmoid(2z))
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kExpUnderflow>(simd::negated_abs(z + z));
        },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return constant<V, 4.0>() * simd::sigmoid_derivative_of(simd::exp_quotient(x));
        });
  }
  template <class V>
  GRADIENT_INLINE static V derivative_from_value(V /*z*/, V a, const V* /*params*/) {
    return simd::negated_multiply_add(a, a, constant<V, 1.0>());
  }
};

struct Softsign {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "softsign",
                .label = "Softsign",
                .description = "Shaped like tanh, but it nears its bounds slowly, as 1/z, and so "
                               "saturates less.",
                .formula = "f(z) = z / (1 + |z|)",
                .formula_tex = R"(f(z) = \frac{z}{1 + \lvert z \rvert})",
                .year = 2009,
                .source = "J. Bergstra, G. Desjardins, P. Lamblin and Y. Bengio, Quadratic "
                          "polynomials learn better image features, Université de Montréal, 2009"},
      .derivative_formula = "f′(z) = 1 / (1 + |z|)²",
      .derivative_formula_tex = R"(f'(z) = \frac{1}{(1 + \lvert z \rvert)^2})",
      .range = {-1.0, 1.0, false, false},
      .derivative_range = {0.0, 1.0, false, true},
      .monotonic = true,
      .zero_centred = true,
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {2e-45, 1.5e-7},
      .derivative_error = {2e-45, 3e-7}};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    const V limited = clamp<-kLargest, kLargest>(z);
    return limited / (constant<V, 1.0>() + simd::abs(limited));
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    const V root = constant<V, 1.0>() / (constant<V, 1.0>() + simd::abs(z));
    return root * root;
  }
};

struct Sine {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "sine",
                .label = "Sine",
                .description = "Periodic: it never saturates, and one unit can follow many bumps. "
                               "Its loss surface is full of local minima.",
                .formula = "f(z) = sin z",
                .formula_tex = R"(f(z) = \sin z)",
                .year = 2020,
                .source = "V. Sitzmann et al., Implicit neural representations with periodic "
                          "activation functions, NeurIPS 2020, arXiv:2006.09661"},
      .derivative_formula = "f′(z) = cos z",
      .derivative_formula_tex = R"(f'(z) = \cos z)",
      .range = {-1.0, 1.0, true, true},
      .derivative_range = {-1.0, 1.0, true, true},
      .zero_centred = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {1e-10, 3e-7},
      .derivative_error = {1e-10, 3e-7}};

  /// f(z) = sin(z)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::sine_argument<simd::Sinusoid::kSine>(z); },
        [](V, V x) GRADIENT_INLINE_LAMBDA { return simd::sine_of<simd::Sinusoid::kSine>(x); });
  }
  /// f'(z) = cos(z)
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::sine_argument<simd::Sinusoid::kCosine>(z); },
        [](V, V x) GRADIENT_INLINE_LAMBDA { return simd::sine_of<simd::Sinusoid::kCosine>(x); });
  }
};

struct Gaussian {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "gaussian",
                .label = "Gaussian",
                .description = "A bump at 0: a unit answers to inputs near its hyperplane and to "
                               "nothing far from it.",
                .formula = "f(z) = exp(−z²)",
                .formula_tex = R"(f(z) = \exp(-z^2))",
                .year = 1988,
                .source = "D. S. Broomhead and D. Lowe, Multivariable functional interpolation and "
                          "adaptive networks, Complex Systems 2, 1988"},
      .derivative_formula = "f′(z) = −2z exp(−z²)",
      .derivative_formula_tex = R"(f'(z) = -2z \exp(-z^2))",
      .range = {0.0, 1.0, false, true},
      .derivative_range = {-0.857763884960706796, 0.857763884960706796, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {5e-8, 2.2e-7},
      .derivative_error = {1e-7, 3e-7}};

  /// e^-(z^2) is 0 for |z| >= kUnderflow.
  static constexpr double kUnderflow = 9.39;

  /// f(z) = e^-(z^2)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce_negative_low_precision(
              simd::min(constant<V, kUnderflow * kUnderflow>(), z * z));
        },
        [](V, simd::ReducedNegative<V> x)
            GRADIENT_INLINE_LAMBDA { return simd::divide(simd::exp_quotient(x)); });
  }
  /// -2z e^-(z^2) after range reduction: z^2, and the factor -2z.
  template <class V>
  struct Slope {
    simd::ReducedNegative<V> argument;
    V factor;
  };

  /// f'(z) = -2z e^-(z^2)
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return pipelined(
        [](V z) GRADIENT_INLINE_LAMBDA {
          const V x = clamp<-kUnderflow, kUnderflow>(z);
          return Slope<V>{simd::reduce_negative_low_precision(x * x), x * constant<V, -2.0>()};
        },
        [](V, Slope<V> slope) GRADIENT_INLINE_LAMBDA {
          return slope.factor * simd::divide(simd::exp_quotient(slope.argument));
        });
  }
};

}  // namespace gradient::activations
