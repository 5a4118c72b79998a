#pragma once

#include <array>

#include "gradient/activations/kernels.hpp"

namespace gradient::activations {

/// What the piecewise linear ones with one slope for z < 0 share.
inline constexpr std::array kKinkAtZero{0.0};

struct Linear {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "linear",
                .label = "Linear",
                .description =
                    "Passes its input on. However deep, a network of nothing else is one matrix.",
                .formula = "f(z) = z",
                .formula_tex = "f(z) = z",
                .year = 1960,
                .source = "B. Widrow and M. E. Hoff, Adaptive switching circuits, IRE WESCON "
                          "Convention Record 4, 1960"},
      .derivative_formula = "f′(z) = 1",
      .derivative_formula_tex = "f'(z) = 1",
      .derivative_range = {1.0, 1.0, true, true},
      .monotonic = true,
      .zero_centred = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform"};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return z;
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, V(1.0));
  }
};

struct Step {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "step",
                .label = "Step",
                .description = "Fires or does not, as the first artificial neurons did. Its slope "
                               "is 0 everywhere, so no gradient passes and nothing below it "
                               "learns.",
                .formula = "f(z) = 1 if z > 0, otherwise 0",
                .formula_tex = R"(f(z) = \begin{cases} 1 & \text{if } z > 0 \\ )"
                               R"(0 & \text{otherwise} \end{cases})",
                .year = 1943,
                .source = "W. S. McCulloch and W. Pitts, A logical calculus of the ideas immanent "
                          "in nervous activity, Bulletin of Mathematical Biophysics 5, 1943"},
      .derivative_formula = "f′(z) = 0",
      .derivative_formula_tex = "f'(z) = 0",
      .range = {0.0, 1.0, true, true},
      .derivative_range = {0.0, 0.0, true, true},
      .monotonic = true,
      .saturating = true,
      .untrainable = true,
      .kinks = kKinkAtZero,
      .kink_convention = "f(0) = 0. The derivative is taken as 0 at the jump too.",
      .recommended_initializer = "xavier-uniform"};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return nan_or(z, simd::select(z > V(0.0), V(1.0), V(0.0)));
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, V(0.0));
  }
};

struct Relu {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "relu",
                .label = "ReLU",
                .description = "Cuts off what is negative. The gradient passes whole or not at "
                               "all; a unit that is negative for every sample is dead.",
                .formula = "f(z) = max(0, z)",
                .formula_tex = R"(f(z) = \max(0, z))",
                .year = 2010,
                .source = "V. Nair and G. E. Hinton, Rectified linear units improve restricted "
                          "Boltzmann machines, ICML 2010"},
      .derivative_formula = "f′(z) = 1 if z > 0, otherwise 0",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1 & \text{if } z > 0 \\ )"
                                R"(0 & \text{otherwise} \end{cases})",
      .range = {.lower = 0.0, .lower_inclusive = true},
      .derivative_range = {0.0, 1.0, true, true},
      .monotonic = true,
      .saturating = true,
      .rectifier = true,
      .kinks = kKinkAtZero,
      .kink_convention = "f′(0) = 0",
      .recommended_initializer = "he-normal"};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return simd::max(V(0.0), z);
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, simd::select(z > V(0.0), V(1.0), V(0.0)));
  }
};

struct Relu6 {
  static constexpr std::array kKinks{0.0, 6.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "relu6",
                .label = "ReLU6",
                .description = "ReLU with a ceiling at 6, made for arithmetic of low precision.",
                .formula = "f(z) = min(max(0, z), 6)",
                .formula_tex = R"(f(z) = \min(\max(0, z), 6))",
                .year = 2010,
                .source = "A. Krizhevsky, Convolutional deep belief networks on CIFAR-10, "
                          "University of Toronto, 2010"},
      .derivative_formula = "f′(z) = 1 if 0 < z < 6, otherwise 0",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1 & \text{if } 0 < z < 6 \\ )"
                                R"(0 & \text{otherwise} \end{cases})",
      .range = {0.0, 6.0, true, true},
      .derivative_range = {0.0, 1.0, true, true},
      .monotonic = true,
      .saturating = true,
      .rectifier = true,
      .kinks = kKinks,
      .kink_convention = "f′(0) = 0 and f′(6) = 0",
      .recommended_initializer = "he-normal"};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return clamp<0.0, 6.0>(z);
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, simd::select((z > V(0.0)) & (z < V(6.0)), V(1.0), V(0.0)));
  }
};

struct LeakyRelu {
  static constexpr std::array kParameters{ParameterInfo{.name = "slope",
                                                        .label = "Slope",
                                                        .description = "The slope for z < 0.",
                                                        .minimum = 0.0,
                                                        .maximum = 1.0,
                                                        .default_value = 0.01,
                                                        .minimum_exclusive = true}};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "leaky-relu",
                .label = "Leaky ReLU",
                .description = "ReLU that lets a little of what is negative through, so that a "
                               "unit can always recover.",
                .formula = "f(z) = z if z > 0, otherwise slope · z",
                .formula_tex = R"(f(z) = \begin{cases} z & \text{if } z > 0 \\ )"
                               R"(\text{slope} \cdot z & \text{otherwise} \end{cases})",
                .parameters = kParameters,
                .year = 2013,
                .source = "A. L. Maas, A. Y. Hannun and A. Y. Ng, Rectifier nonlinearities improve "
                          "neural network acoustic models, ICML Workshop 2013"},
      .derivative_formula = "f′(z) = 1 if z > 0, otherwise slope",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1 & \text{if } z > 0 \\ )"
                                R"(\text{slope} & \text{otherwise} \end{cases})",
      .derivative_range = {0.01, 1.0, true, true},
      .monotonic = true,
      .rectifier = true,
      .kinks = kKinkAtZero,
      .kink_convention = "f′(0) = slope",
      .recommended_initializer = "he-normal",
      .value_error = {2e-45, 1.2e-7},
      .derivative_error = {0.0, 6e-8}};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* params) {
    return simd::select(z > V(0.0), z, params[0] * z);
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* params) {
    return nan_or(z, simd::select(z > V(0.0), V(1.0), params[0]));
  }
};

struct HardTanh {
  static constexpr std::array kKinks{-1.0, 1.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "hard-tanh",
                .label = "Hard tanh",
                .description = "Tanh in three straight pieces: cheap, and saturated for good "
                               "beyond ±1.",
                .formula = "f(z) = min(max(−1, z), 1)",
                .formula_tex = R"(f(z) = \min(\max(-1, z), 1))",
                .year = 2004,
                .source = "R. Collobert, Large scale machine learning, PhD thesis, Université "
                          "Paris VI, 2004"},
      .derivative_formula = "f′(z) = 1 if |z| < 1, otherwise 0",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1 & \text{if } \lvert z \rvert < 1 \\ )"
                                R"(0 & \text{otherwise} \end{cases})",
      .range = {-1.0, 1.0, true, true},
      .derivative_range = {0.0, 1.0, true, true},
      .monotonic = true,
      .zero_centred = true,
      .saturating = true,
      .kinks = kKinks,
      .kink_convention = "f′(−1) = 0 and f′(1) = 0",
      .recommended_initializer = "xavier-uniform"};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return clamp<-1.0, 1.0>(z);
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, simd::select(simd::abs(z) < V(1.0), V(1.0), V(0.0)));
  }
};

struct HardSigmoid {
  static constexpr std::array kKinks{-3.0, 3.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "hard-sigmoid",
                .label = "Hard sigmoid",
                .description = "Sigmoid in three straight pieces: cheap, and saturated for good "
                               "beyond ±3.",
                .formula = "f(z) = min(max(0, z + 3), 6) / 6",
                .formula_tex = R"(f(z) = \frac{\min(\max(0, z + 3), 6)}{6})",
                .year = 2019,
                .source = "A. Howard et al., Searching for MobileNetV3, ICCV 2019, "
                          "arXiv:1905.02244"},
      .derivative_formula = "f′(z) = 1/6 if |z| < 3, otherwise 0",
      .derivative_formula_tex = R"(f'(z) = \begin{cases} 1/6 & \text{if } \lvert z \rvert < 3 \\ )"
                                R"(0 & \text{otherwise} \end{cases})",
      .range = {0.0, 1.0, true, true},
      .derivative_range = {0.0, 1.0 / 6.0, true, true},
      .monotonic = true,
      .saturating = true,
      .kinks = kKinks,
      .kink_convention = "f′(−3) = 0 and f′(3) = 0",
      .recommended_initializer = "xavier-uniform",
      .value_error = {0.0, 1.5e-7},
      .derivative_error = {0.0, 6e-8}};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return clamp<0.0, 6.0>(z + V(3.0)) * V(1.0 / 6.0);
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    return nan_or(z, simd::select(simd::abs(z) < V(3.0), V(1.0 / 6.0), V(0.0)));
  }
};

struct HardSwish {
  static constexpr std::array kKinks{-3.0, 3.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "hard-swish",
                .label = "Hard swish",
                .description = "Swish with the hard sigmoid in it: the same dip, without an "
                               "exponential.",
                .formula = "f(z) = z · min(max(0, z + 3), 6) / 6",
                .formula_tex = R"(f(z) = z \cdot \frac{\min(\max(0, z + 3), 6)}{6})",
                .year = 2019,
                .source = "A. Howard et al., Searching for MobileNetV3, ICCV 2019, "
                          "arXiv:1905.02244"},
      .derivative_formula = "f′(z) = 0 if z ≤ −3, 1 if z ≥ 3, otherwise z/3 + 1/2",
      .derivative_formula_tex =
          R"(f'(z) = \begin{cases} 0 & \text{if } z \le -3 \\ )"
          R"(1 & \text{if } z \ge 3 \\ z/3 + 1/2 & \text{otherwise} \end{cases})",
      .range = {.lower = -0.375, .lower_inclusive = true},
      .derivative_range = {-0.5, 1.5, false, false},
      .saturating = true,
      .kinks = kKinks,
      .kink_convention = "f′(−3) = 0 and f′(3) = 1",
      .recommended_initializer = "he-normal",
      .value_error = {2e-45, 2e-7},
      .derivative_error = {6e-8, 1.2e-7}};

  template <class V>
  GRADIENT_INLINE static V value(V z, const V* /*params*/) {
    return simd::max(V(-3.0), z) * (clamp<0.0, 6.0>(z + V(3.0)) * V(1.0 / 6.0));
  }
  template <class V>
  GRADIENT_INLINE static V derivative(V z, const V* /*params*/) {
    const V line = simd::multiply_add(z, V(1.0 / 3.0), V(0.5));
    const V flat = simd::select(z > V(0.0), V(1.0), V(0.0));
    return nan_or(z, simd::select(simd::abs(z) < V(3.0), line, flat));
  }
};

}  // namespace gradient::activations
