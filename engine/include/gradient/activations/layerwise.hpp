#pragma once

#include <array>

#include "gradient/activations/kernels.hpp"

/// Those that are not one function of one number: `row_activations.hpp` computes them.
namespace gradient::activations {

struct Prelu {
  static constexpr std::array kParameters{
      ParameterInfo{.name = "slope",
                    .label = "Initial slope",
                    .description = "The slope for z < 0 that every unit starts from; each then "
                                   "learns its own.",
                    .minimum = 0.0,
                    .maximum = 1.0,
                    .default_value = 0.25}};
  static constexpr std::array kKinks{0.0};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "prelu",
                .label = "PReLU",
                .description = "Leaky ReLU whose slope each unit learns along with its weights.",
                .formula = "f(z) = z if z > 0, otherwise aᵢ z",
                .formula_tex = R"(f(z) = \begin{cases} z & \text{if } z > 0 \\ )"
                               R"(a_i z & \text{otherwise} \end{cases})",
                .parameters = kParameters,
                .year = 2015,
                .source = "K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, "
                          "ICCV 2015, arXiv:1502.01852"},
      .kind = ActivationKind::kPrelu,
      .derivative_formula = "f′(z) = 1 if z > 0, otherwise aᵢ;  ∂f/∂aᵢ = 0 if z > 0, otherwise z",
      .derivative_formula_tex =
          R"(\begin{aligned} f'(z) &= \begin{cases} 1 & \text{if } z > 0 \\ )"
          R"(a_i & \text{otherwise} \end{cases} \\ )"
          R"(\frac{\partial f}{\partial a_i} &= \begin{cases} 0 & \text{if } z > 0 )"
          R"(\\ z & \text{otherwise} \end{cases} \end{aligned})",
      .derivative_range = {0.25, 1.0, true, true},
      .monotonic = true,
      .rectifier = true,
      .kinks = kKinks,
      .kink_convention = "f′(0) = aᵢ",
      .recommended_initializer = "he-normal",
      .value_error = {2e-45, 1.2e-7},
      .derivative_error = {0.0, 6e-8}};
};

struct Maxout {
  static constexpr std::array kParameters{
      ParameterInfo{.name = "pieces",
                    .label = "Pieces",
                    .description = "How many weighted sums each unit takes the largest of.",
                    .minimum = 2.0,
                    .maximum = 16.0,
                    .default_value = 2.0,
                    .integer = true}};
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "maxout",
                .label = "Maxout",
                .description = "The largest of several weighted sums: each unit learns a convex, "
                               "piecewise linear function of its own, for as many times the "
                               "weights.",
                .formula = "fᵢ(z) = maxₖ zᵢₖ",
                .formula_tex = R"(f_i(z) = \max_k z_{ik})",
                .parameters = kParameters,
                .year = 2013,
                .source = "I. J. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville and "
                          "Y. Bengio, Maxout networks, ICML 2013, arXiv:1302.4389"},
      .kind = ActivationKind::kMaxout,
      .derivative_formula = "∂fᵢ/∂zᵢₖ = 1 for the largest piece, otherwise 0",
      .derivative_formula_tex =
          R"(\frac{\partial f_i}{\partial z_{ik}} = \begin{cases} 1 & \text{for )"
          R"(the largest } z_{ik} \\ 0 & \text{otherwise} \end{cases})",
      .derivative_range = {0.0, 1.0, true, true},
      .monotonic = true,
      .kink_convention = "Where pieces tie, the first of them takes the whole derivative.",
      // Of two independent sums the larger squared is, on average, as large as either squared:
      // E[max²] + E[min²] = E[x²] + E[y²]. He's factor of 2 would double it in each layer.
      .recommended_initializer = "lecun-normal"};
};

struct Softmax {
  static constexpr ActivationInfo kInfo{
      .entry = {.name = "softmax",
                .label = "Softmax",
                .description = "Turns a layer's sums into probabilities of classes: positive, and "
                               "1 in total.",
                .formula = "fᵢ(z) = exp(zᵢ) / ∑ⱼ exp(zⱼ)",
                .formula_tex = R"(f_i(z) = \frac{\exp(z_i)}{\sum_j \exp(z_j)})",
                .year = 1990,
                .source = "J. S. Bridle, Training stochastic model recognition algorithms as "
                          "networks can lead to maximum mutual information estimation of "
                          "parameters, NIPS 2, 1990"},
      .kind = ActivationKind::kSoftmax,
      .derivative_formula = "∂fᵢ/∂zⱼ = fᵢ (δᵢⱼ − fⱼ)",
      .derivative_formula_tex =
          R"(\frac{\partial f_i}{\partial z_j} = f_i(z)\,(\delta_{ij} - f_j(z)))",
      .range = {0.0, 1.0, false, false},
      .derivative_range = {-0.25, 0.25, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {1e-9, 2e-6},
      .derivative_error = {1e-6, 0.0}};
};

}  // namespace gradient::activations
