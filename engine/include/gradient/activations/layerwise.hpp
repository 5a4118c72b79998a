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
      .entry =
          {.name = "prelu",
           .label = "PReLU",
           .description = "Leaky ReLU whose slope each unit learns along with its weights.",
           .formula = "f(z) = z if z > 0, otherwise aᵢ z",
           .formula_mathml =
               "<math><mi>f</mi><mo>(</mo><mi>z</mi><mo>)</mo><mo>=</mo><mo>{</mo>"
               "<mtable columnalign='left'><mtr><mtd><mi>z</mi></mtd><mtd><mtext>if </mtext>"
               "<mi>z</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd><msub><mi>a</mi><mi>i</mi>"
               "</msub><mi>z</mi></mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></math>",
           .parameters = kParameters,
           .year = 2015,
           .source = "K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, "
                     "ICCV 2015, arXiv:1502.01852"},
      .kind = ActivationKind::kPrelu,
      .derivative_formula = "f′(z) = 1 if z > 0, otherwise aᵢ;  ∂f/∂aᵢ = 0 if z > 0, otherwise z",
      .derivative_formula_mathml =
          "<math><msup><mi>f</mi><mo>′</mo></msup><mo>(</mo><mi>z</mi><mo>)</mo><mo>=</mo>"
          "<mo>{</mo><mtable columnalign='left'><mtr><mtd><mn>1</mn></mtd><mtd>"
          "<mtext>if </mtext><mi>z</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd><msub>"
          "<mi>a</mi><mi>i</mi></msub></mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"
          "</mtable><mo>,</mo><mtext> </mtext><mfrac><mrow><mo>∂</mo><mi>f</mi></mrow><mrow>"
          "<mo>∂</mo><msub><mi>a</mi><mi>i</mi></msub></mrow></mfrac><mo>=</mo><mo>{</mo>"
          "<mtable columnalign='left'><mtr><mtd><mn>0</mn></mtd><mtd><mtext>if </mtext>"
          "<mi>z</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd><mi>z</mi></mtd><mtd>"
          "<mtext>otherwise</mtext></mtd></mtr></mtable></math>",
      .derivative_range = {0.25, 1.0, true, true},
      .monotonic = true,
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
      .entry =
          {.name = "maxout",
           .label = "Maxout",
           .description = "The largest of several weighted sums: each unit learns a convex, "
                          "piecewise linear function of its own, for as many times the "
                          "weights.",
           .formula = "fᵢ(z) = maxₖ zᵢₖ",
           .formula_mathml =
               "<math><msub><mi>f</mi><mi>i</mi></msub><mo>(</mo><mi>z</mi><mo>)</mo><mo>=</mo>"
               "<munder><mi>max</mi><mi>k</mi></munder><mo>⁡</mo><msub><mi>z</mi><mrow><mi>i</mi>"
               "<mi>k</mi></mrow></msub></math>",
           .parameters = kParameters,
           .year = 2013,
           .source = "I. J. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville and "
                     "Y. Bengio, Maxout networks, ICML 2013, arXiv:1302.4389"},
      .kind = ActivationKind::kMaxout,
      .derivative_formula = "∂fᵢ/∂zᵢₖ = 1 for the largest piece, otherwise 0",
      .derivative_formula_mathml =
          "<math><mfrac><mrow><mo>∂</mo><msub><mi>f</mi><mi>i</mi></msub></mrow><mrow>"
          "<mo>∂</mo><msub><mi>z</mi><mrow><mi>i</mi><mi>k</mi></mrow></msub></mrow></mfrac>"
          "<mo>=</mo><mo>{</mo><mtable columnalign='left'><mtr><mtd><mn>1</mn></mtd><mtd>"
          "<mtext>if </mtext><mi>k</mi><mo>=</mo><mi>arg max</mi><mo>⁡</mo><msub><mi>z</mi>"
          "<mi>i</mi></msub></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd>"
          "<mtext>otherwise</mtext></mtd></mtr></mtable></math>",
      .derivative_range = {0.0, 1.0, true, true},
      .monotonic = true,
      .kink_convention = "Where pieces tie, the first of them takes the whole derivative.",
      // Of two independent sums the larger squared is, on average, as large as either squared:
      // E[max²] + E[min²] = E[x²] + E[y²]. He's factor of 2 would double it in each layer.
      .recommended_initializer = "lecun-normal"};
};

struct Softmax {
  static constexpr ActivationInfo kInfo{
      .entry =
          {.name = "softmax",
           .label = "Softmax",
           .description = "Turns a layer's sums into probabilities of classes: positive, and "
                          "1 in total.",
           .formula = "fᵢ(z) = exp(zᵢ) / ∑ⱼ exp(zⱼ)",
           .formula_mathml =
               "<math><msub><mi>f</mi><mi>i</mi></msub><mo>(</mo><mi>z</mi><mo>)</mo><mo>=</mo>"
               "<mfrac><msup><mi>e</mi><msub><mi>z</mi><mi>i</mi></msub></msup><mrow><munder>"
               "<mo>∑</mo><mi>j</mi></munder><msup><mi>e</mi><msub><mi>z</mi><mi>j</mi></msub>"
               "</msup></mrow></mfrac></math>",
           .year = 1990,
           .source = "J. S. Bridle, Training stochastic model recognition algorithms as "
                     "networks can lead to maximum mutual information estimation of "
                     "parameters, NIPS 2, 1990"},
      .kind = ActivationKind::kSoftmax,
      .derivative_formula = "∂fᵢ/∂zⱼ = fᵢ (δᵢⱼ − fⱼ)",
      .derivative_formula_mathml =
          "<math><mfrac><mrow><mo>∂</mo><msub><mi>f</mi><mi>i</mi></msub></mrow><mrow>"
          "<mo>∂</mo><msub><mi>z</mi><mi>j</mi></msub></mrow></mfrac><mo>=</mo><msub>"
          "<mi>f</mi><mi>i</mi></msub><mo>(</mo><msub><mi>δ</mi><mrow><mi>i</mi><mi>j</mi>"
          "</mrow></msub><mo>−</mo><msub><mi>f</mi><mi>j</mi></msub><mo>)</mo></math>",
      .range = {0.0, 1.0, false, false},
      .derivative_range = {-0.25, 0.25, true, true},
      .saturating = true,
      .smooth = true,
      .recommended_initializer = "xavier-uniform",
      .value_error = {1e-9, 2e-6},
      .derivative_error = {1e-6, 0.0}};
};

}  // namespace gradient::activations
