#pragma once

#include <array>

#include "gradient/activations/kernels.hpp"

namespace gradient::activations {

/// sigmoid(u) rounds to 1 for u >= kGateSaturation, where e^u squared is still finite.
inline constexpr int kGateSaturation = 36;

/// d/dz z sigmoid(u(z)) = sigmoid(u) (1 + z u'(z) (1 - sigmoid(u))), from exp = e^u with
/// u <= kGateSaturation, and from z_du = z u'(z), which is finite.
template <class V>
GRADIENT_INLINE V gate_derivative(simd::Quotient<V> exp, V z_du) {
  const V sum = exp.numerator + exp.denominator;
  return exp.numerator * simd::multiply_add(z_du, exp.denominator, sum) / (sum * sum);
}

/// Phi(z), the standard normal distribution function, is computed from these two: e^(-z^2/2), and
/// simd::mills_quotient(z).
template <class V>
struct NormalParts {
  simd::Quotient<V> exp;
  simd::Quotient<V> mills;
};

/// The stages of functions of Phi(z): `last` takes z and its NormalParts.
template <class V, class Last>
GRADIENT_INLINE auto normal_stages(Last last) {
  return stages(
      [](V z) GRADIENT_INLINE_LAMBDA {
        return simd::reduce_negative_half_square(simd::clamp_for_half_square(z));
      },
      [](V z, simd::ReducedNegative<V> x) GRADIENT_INLINE_LAMBDA {
        return NormalParts<V>{simd::exp_quotient(x), simd::mills_quotient(z)};
      },
      last);
}

struct Gelu {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "gelu",
                .label = "GELU",
                .description = "Weights z by the chance that a standard normal number is below it: "
                               "a ReLU with a soft bend and a small dip.",
                .formula = "f(z) = z Φ(z), with Φ(z) = (1 + erf(z/√2)) / 2",
                .formula_tex = R"(f(z) = z\,\Phi(z) = \frac{z}{2} \left(1 + )"
                               R"(\operatorname{erf}\left(\frac{z}{\sqrt{2}}\right)\right))",
                .year = 2016,
                .source = "D. Hendrycks and K. Gimpel, Gaussian error linear units, "
                          "arXiv:1606.08415, 2016"},
      .derivative_formula = "f′(z) = Φ(z) + z φ(z), with φ(z) = exp(−z²/2) / √(2π)",
      .derivative_formula_tex = R"(f'(z) = \Phi(z) + \frac{z}{\sqrt{2\pi}}\, )"
                                R"(\exp\left(-\frac{z^2}{2}\right))",
      .range = {.lower = -0.169971207479903662, .lower_inclusive = true},
      .derivative_range = {-0.128904145185154786, 1.128904145185154786, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "he-normal",
      .value_error = {8e-37, 6e-7},
      .derivative_error = {2.5e-7, 0.0}};

  /// f(z) = z Phi(z)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return normal_stages<V>([](V z, NormalParts<V> parts) GRADIENT_INLINE_LAMBDA {
      return simd::max(constant<V, -40.0>(), z) * simd::normal_cdf_of(z, parts.exp, parts.mills);
    });
  }
  /// f'(z) = Phi(z) + z phi(z)
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return normal_stages<V>([](V z, NormalParts<V> parts) GRADIENT_INLINE_LAMBDA {
      return simd::derivative_of_x_normal_cdf_of(z, parts.exp, parts.mills);
    });
  }
};

struct GeluTanh {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "gelu-tanh",
                .label = "GELU (tanh)",
                .description = "GELU's approximation without the error function, within 5e-4 of "
                               "it; many published models use it.",
                .formula = "f(z) = z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))",
                .formula_tex =
                    R"(f(z) = \frac{z}{2} \left(1 + \tanh\left(\sqrt{\frac{2}{\pi}}\,(z + )"
                    R"(0.044715\,z^3)\right)\right))",
                .year = 2016,
                .source = "D. Hendrycks and K. Gimpel, Gaussian error linear units, "
                          "arXiv:1606.08415, 2016"},
      .derivative_formula =
          "f′(z) = (1 + t)/2 + z/2 (1 − t²) √(2/π) (1 + 0.134145 z²), with t the tanh above",
      .derivative_formula_tex = R"(f'(z) = \frac{1 + t}{2} + \frac{z}{2}\,(1 - t^2) )"
                                R"(\sqrt{\frac{2}{\pi}}\,(1 + 0.134145\,z^2))",
      .range = {.lower = -0.170040750571254051, .lower_inclusive = true},
      .derivative_range = {-0.128993068658771765, 1.128993068658771765, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "he-normal",
      .value_error = {3e-9, 1e-6},
      .derivative_error = {1e-7, 4e-7}};

  /// u(z) = 2 sqrt(2/pi) (z + 0.044715 z^3). As (1 + tanh(u/2)) / 2 = sigmoid(u), f(z) = z
  /// sigmoid(u).
  template <class V>
  GRADIENT_INLINE static V sigmoid_argument(V z) {
    constexpr double kTwoRoots = 2.0 * 0.79788456080286535588;
    return z *
           simd::multiply_add(z * z, constant<V, kTwoRoots * 0.044715>(), constant<V, kTwoRoots>());
  }

  /// f(z) = z sigmoid(u(z))
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return sigmoid_argument(z); },
        [](V, V u) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 43>(u); },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return simd::max(constant<V, -40.0>(), z) * simd::sigmoid_of(simd::exp_quotient(x));
        });
  }
  /// z u'(z)
  template <class V>
  GRADIENT_INLINE static V z_du(V z) {
    constexpr double kTwoRoots = 2.0 * 0.79788456080286535588;
    return z * simd::multiply_add(z * z, constant<V, kTwoRoots * 3.0 * 0.044715>(),
                                  constant<V, kTwoRoots>());
  }
  /// f'(z) = sigmoid(u) (1 + z u'(z) (1 - sigmoid(u)))
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kExpUnderflow, kGateSaturation>(
              sigmoid_argument(clamp<-40.0, 40.0>(z)));
        },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return gate_derivative(simd::exp_quotient(x), z_du(clamp<-40.0, 40.0>(z)));
        });
  }
};

struct Swish {
  static constexpr std::array kParameters{
      ParameterInfo{.name = "beta",
                    .label = "β",
                    .description = "How sharply the gate opens: 1 gives SiLU, large values near "
                                   "ReLU, small ones a line.",
                    .minimum = 0.0,
                    .maximum = 100.0,
                    .default_value = 1.0,
                    .minimum_exclusive = true}};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "swish",
                .label = "Swish (SiLU)",
                .description = "Gates z by its own sigmoid: smooth, with a dip below 0 to which "
                               "small gradients owe their lives.",
                .formula = "f(z) = z σ(βz) = z / (1 + exp(−βz))",
                .formula_tex = R"(f(z) = z\,\sigma(\beta z) = \frac{z}{1 + e^{-\beta z}})",
                .parameters = kParameters,
                .year = 2017,
                .source = "P. Ramachandran, B. Zoph and Q. V. Le, Searching for activation "
                          "functions, arXiv:1710.05941, 2017"},
      .derivative_formula = "f′(z) = σ(βz) (1 + βz (1 − σ(βz)))",
      .derivative_formula_tex = R"(f'(z) = \sigma(\beta z)\,(1 + \beta z\,(1 - \sigma(\beta z))))",
      .range = {.lower = -0.278464542761073795, .lower_inclusive = true},
      .derivative_range = {-0.099839320128866917, 1.099839320128866917, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "he-normal",
      .value_error = {8e-37, 3e-7},
      .derivative_error = {5e-8, 4e-7}};

  /// f(z) = z sigmoid(beta z)
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* params) {
    return stages(
        [params](V z)
            GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 43>(params[0] * z); },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return simd::max(constant<V, -kLargest>(), z) * simd::sigmoid_of(simd::exp_quotient(x));
        });
  }
  /// u = z u' = beta z, clamped: beyond, its factor 1 - sigmoid(u) or sigmoid(u) is 0.
  template <class V>
  struct Gate {
    simd::Reduced<V> argument;
    V z_du;
  };

  /// f'(z) = sigmoid(beta z) (1 + beta z (1 - sigmoid(beta z)))
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* params) {
    return pipelined(
        [params](V z) GRADIENT_INLINE_LAMBDA {
          const V u = clamp<simd::kExpUnderflow, kGateSaturation>(params[0] * z);
          return Gate<V>{simd::reduce_low_precision(u), u};
        },
        [](V, Gate<V> gate) GRADIENT_INLINE_LAMBDA {
          return gate_derivative(simd::exp_quotient(gate.argument), gate.z_du);
        });
  }
};

struct Mish {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "mish",
                .label = "Mish",
                .description = "Gates z by the tanh of its softplus: swish's shape with a deeper "
                               "dip.",
                .formula = "f(z) = z tanh(ln(1 + eᶻ))",
                .formula_tex = R"(f(z) = z \tanh(\ln(1 + e^z)))",
                .year = 2019,
                .source = "D. Misra, Mish: A self regularized non-monotonic activation function, "
                          "arXiv:1908.08681, 2019"},
      .derivative_formula = "f′(z) = t + z (1 − t²) σ(z), with t = tanh(ln(1 + eᶻ))",
      .derivative_formula_tex = R"(\begin{aligned} f'(z) &= t + z\,(1 - t^2)\,\sigma(z) \\ )"
                                R"(t &= \tanh(\ln(1 + e^z)) \end{aligned})",
      .range = {.lower = -0.308843413017250407, .lower_inclusive = true},
      .derivative_range = {-0.112526122389462556, 1.08849816125172786, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "he-normal",
      .value_error = {8e-37, 4e-7},
      .derivative_error = {1e-7, 4e-7}};

  /// With e^z = n / d, t = tanh(ln(1 + e^z)) = n (n + 2d) / (n (n + 2d) + 2d^2). Here `factor` is
  /// n + 2d and `rest` 2d^2.
  template <class V>
  struct Gate {
    V factor, rest;
  };

  template <class V>
  GRADIENT_INLINE static Gate<V> gate_of(simd::Quotient<V> exp) {
    const V doubled = exp.denominator + exp.denominator;
    return {exp.numerator + doubled, doubled * exp.denominator};
  }

  /// f(z) = z t
  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 15>(z); },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::exp_quotient(x); },
        [](V z, simd::Quotient<V> exp) GRADIENT_INLINE_LAMBDA {
          const Gate<V> gate = gate_of(exp);
          const V numerator = exp.numerator * gate.factor;
          return simd::max(constant<V, -kLargest>(), z) * (numerator / (numerator + gate.rest));
        });
  }
  /// f'(z) = t + z (1 - t^2) sigmoid(z). With s = n (n + 2d) + 2d^2, (1 - t^2) sigmoid(z) =
  /// 4d^2 n (n + d) / s^2.
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kExpUnderflow, 15>(z); },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::exp_quotient(x); },
        [](V z, simd::Quotient<V> exp) GRADIENT_INLINE_LAMBDA {
          const Gate<V> gate = gate_of(exp);
          const V sum = exp.numerator * gate.factor + gate.rest;
          const V slope = (gate.rest + gate.rest) * ((exp.numerator + exp.denominator) / sum);
          const V factor = simd::multiply_add(clamp<-1000.0, 1000.0>(z), slope, gate.factor);
          return exp.numerator * factor / sum;
        });
  }
};

}  // namespace gradient::activations
