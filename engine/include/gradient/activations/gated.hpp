#pragma once

#include <array>

#include "gradient/activations/kernels.hpp"

namespace gradient::activations {

/// Of more than this the sigmoid is 1, and the square of the odds is still finite.
inline constexpr int kGreatestGate = 36;

/// sigmoid(u) (1 + rise (1 - sigmoid(u))), of the odds of a u up to kGreatestGate: the derivative
/// of z sigmoid(u(z)), with a finite rise = z u'(z).
template <class V>
GRADIENT_INLINE V gate_derivative(simd::Odds<V> o, V rise) {
  const V sum = o.favour + o.against;
  return o.favour * simd::multiply_add(rise, o.against, sum) / (sum * sum);
}

/// What the normal distribution function of z is made of.
template <class V>
struct NormalParts {
  simd::Odds<V> odds;
  simd::Quotient<V> mills;
};

/// Stages that end with a function of z and its `NormalParts`.
template <class V, class Last>
GRADIENT_INLINE auto normal_stages(Last last) {
  return stages(
      [](V z) GRADIENT_INLINE_LAMBDA {
        return simd::reduce_negative_half_square(simd::limit_for_half_square(z));
      },
      [](V z, simd::ReducedNegative<V> x)
          GRADIENT_INLINE_LAMBDA { return NormalParts<V>{simd::odds(x), simd::mills_quotient(z)}; },
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

  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return normal_stages<V>([](V z, NormalParts<V> parts) GRADIENT_INLINE_LAMBDA {
      return simd::max(constant<V, -40.0>(), z) * simd::normal_cdf_of(z, parts.odds, parts.mills);
    });
  }
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return normal_stages<V>([](V z, NormalParts<V> parts) GRADIENT_INLINE_LAMBDA {
      return simd::derivative_of_x_normal_cdf_of(z, parts.odds, parts.mills);
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

  /// (1 + tanh(u)) / 2 is the sigmoid of 2u, of which this is the argument.
  template <class V>
  GRADIENT_INLINE static V doubled_inner(V z) {
    constexpr double kTwoRoots = 2.0 * 0.79788456080286535588;
    return z *
           simd::multiply_add(z * z, constant<V, kTwoRoots * 0.044715>(), constant<V, kTwoRoots>());
  }

  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages([](V z) GRADIENT_INLINE_LAMBDA { return doubled_inner(z); },
                  [](V, V u)
                      GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kLeastExponent, 43>(u); },
                  [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
                    return simd::max(constant<V, -40.0>(), z) * simd::sigmoid_of(simd::odds(x));
                  });
  }
  template <class V>
  GRADIENT_INLINE static V rise(V x) {
    constexpr double kTwoRoots = 2.0 * 0.79788456080286535588;
    return x * simd::multiply_add(x * x, constant<V, kTwoRoots * 3.0 * 0.044715>(),
                                  constant<V, kTwoRoots>());
  }
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kLeastExponent, kGreatestGate>(
              doubled_inner(clamp<-40.0, 40.0>(z)));
        },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return gate_derivative(simd::odds(x), rise(clamp<-40.0, 40.0>(z)));
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

  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* params) {
    return stages(
        [params](V z) GRADIENT_INLINE_LAMBDA {
          return simd::reduce<simd::kLeastExponent, 43>(params[0] * z);
        },
        [](V z, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA {
          return simd::max(constant<V, -kLargest>(), z) * simd::sigmoid_of(simd::odds(x));
        });
  }
  /// u = rise = beta z, as far as it makes a difference: a rise beyond has a factor of 0.
  template <class V>
  struct Gate {
    simd::Reduced<V> argument;
    V rise;
  };

  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* params) {
    return overlapped(
        [params](V z) GRADIENT_INLINE_LAMBDA {
          const V rise = clamp<simd::kLeastExponent, kGreatestGate>(params[0] * z);
          return Gate<V>{simd::reduce_quickly(rise), rise};
        },
        [](V, Gate<V> gate) GRADIENT_INLINE_LAMBDA {
          return gate_derivative(simd::odds(gate.argument), gate.rise);
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

  /// Of the odds f : a of z, those of its gate tanh(ln(1 + e^z)) are f (f + 2a) : 2a^2. The one
  /// side is left as the factor that f has in it.
  template <class V>
  struct Gate {
    V factor, against;
  };

  template <class V>
  GRADIENT_INLINE static Gate<V> gate_of(simd::Odds<V> o) {
    const V doubled = o.against + o.against;
    return {o.favour + doubled, doubled * o.against};
  }

  template <class V>
  GRADIENT_INLINE static auto value_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kLeastExponent, 15>(z); },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::odds(x); },
        [](V z, simd::Odds<V> o) GRADIENT_INLINE_LAMBDA {
          const Gate<V> gate = gate_of(o);
          const V favour = o.favour * gate.factor;
          return simd::max(constant<V, -kLargest>(), z) * (favour / (favour + gate.against));
        });
  }
  template <class V>
  GRADIENT_INLINE static auto derivative_stages(const V* /*params*/) {
    return stages(
        [](V z) GRADIENT_INLINE_LAMBDA { return simd::reduce<simd::kLeastExponent, 15>(z); },
        [](V, simd::Reduced<V> x) GRADIENT_INLINE_LAMBDA { return simd::odds(x); },
        [](V z, simd::Odds<V> o) GRADIENT_INLINE_LAMBDA {
          const Gate<V> gate = gate_of(o);
          const V sum = o.favour * gate.factor + gate.against;
          // (1 - t^2) sigmoid(z) = 2 gate.against f (f + a) / sum^2
          const V slope = (gate.against + gate.against) * ((o.favour + o.against) / sum);
          const V rise = simd::multiply_add(clamp<-1000.0, 1000.0>(z), slope, gate.factor);
          return o.favour * rise / sum;
        });
  }
};

}  // namespace gradient::activations
