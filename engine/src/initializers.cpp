#include "gradient/initializers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gradient {
namespace {

using Fan = std::size_t;

void fill_uniform(double limit, Random& random, std::span<double> weights) {
  for (double& weight : weights) weight = random.uniform(-limit, limit);
}

void fill_normal(double deviation, Random& random, std::span<double> weights) {
  for (double& weight : weights) weight = deviation * random.normal();
}

/// Variance of the weights. LeCun's preserves the variance of activations in the forward pass; He's
/// doubles it, as ReLU halves that of its input; Xavier's is a compromise that also preserves the
/// variance of gradients in the backward pass.
double xavier_variance(Fan in, Fan out) {
  return 2.0 / (static_cast<double>(in) + static_cast<double>(out));
}
double he_variance(Fan in, Fan /*out*/) { return 2.0 / static_cast<double>(in); }
double lecun_variance(Fan in, Fan /*out*/) { return 1.0 / static_cast<double>(in); }

template <double (*kVariance)(Fan, Fan)>
void fill_uniform_of_variance(std::span<const double> /*params*/, Fan in, Fan out, Random& random,
                              std::span<double> weights) {
  // U[-l, l] has the variance l^2 / 3.
  fill_uniform(std::sqrt(3.0 * kVariance(in, out)), random, weights);
}

template <double (*kVariance)(Fan, Fan)>
void fill_normal_of_variance(std::span<const double> /*params*/, Fan in, Fan out, Random& random,
                             std::span<double> weights) {
  fill_normal(std::sqrt(kVariance(in, out)), random, weights);
}

void fill_zeros(std::span<const double> /*params*/, Fan /*in*/, Fan /*out*/, Random& /*random*/,
                std::span<double> weights) {
  std::ranges::fill(weights, 0.0);
}

void fill_constant(std::span<const double> params, Fan /*in*/, Fan /*out*/, Random& /*random*/,
                   std::span<double> weights) {
  std::ranges::fill(weights, params[0]);
}

void fill_uniform_to_limit(std::span<const double> params, Fan /*in*/, Fan /*out*/, Random& random,
                           std::span<double> weights) {
  fill_uniform(params[0], random, weights);
}

void fill_normal_of_deviation(std::span<const double> params, Fan /*in*/, Fan /*out*/,
                              Random& random, std::span<double> weights) {
  fill_normal(params[0], random, weights);
}

void fill_orthogonal(std::span<const double> params, Fan in, Fan out, Random& random,
                     std::span<double> weights) {
  random_orthogonal(in, out, random, weights);
  for (double& weight : weights) weight *= params[0];
}

constexpr ParameterInfo kConstantParameters[] = {
    {.name = "value",
     .label = "Value",
     .description = "Every weight.",
     .minimum = -100.0,
     .maximum = 100.0,
     .default_value = 0.5},
};
constexpr ParameterInfo kUniformParameters[] = {
    {.name = "limit",
     .label = "Limit",
     .description = "Weights are drawn from [-limit, limit).",
     .minimum = 0.0,
     .maximum = 100.0,
     .default_value = 0.5,
     .minimum_exclusive = true},
};
constexpr ParameterInfo kNormalParameters[] = {
    {.name = "deviation",
     .label = "Standard deviation",
     .description = "Standard deviation of the weights.",
     .minimum = 0.0,
     .maximum = 100.0,
     .default_value = 0.1,
     .minimum_exclusive = true},
};
constexpr ParameterInfo kOrthogonalParameters[] = {
    {.name = "gain",
     .label = "Gain",
     .description = "Factor on the orthogonal matrix: 1 keeps lengths, sqrt(2) makes up for ReLU.",
     .minimum = 0.0,
     .maximum = 100.0,
     .default_value = 1.0,
     .minimum_exclusive = true},
};

constexpr std::string_view kGlorot =
    "X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural "
    "networks. AISTATS 2010";
constexpr std::string_view kHe =
    "K. He, X. Zhang, S. Ren, J. Sun: Delving deep into rectifiers: surpassing human-level "
    "performance on ImageNet classification. ICCV 2015";
constexpr std::string_view kLeCun =
    "Y. LeCun, L. Bottou, G. Orr, K.-R. M\xc3\xbcller: Efficient BackProp. In: Neural Networks: "
    "Tricks of the Trade, 1998";
constexpr std::string_view kSaxe =
    "A. Saxe, J. McClelland, S. Ganguli: Exact solutions to the nonlinear dynamics of learning in "
    "deep linear neural networks. ICLR 2014";

constexpr std::array kTable = {
    Initializer{{.name = "zeros",
                 .label = "Zeros",
                 .description = "Every weight is 0. All units of a layer then compute the same and "
                                "get the same gradient: "
                                "training never tells them apart.",
                 .formula = "w = 0",
                 .formula_tex = "w = 0",
                 .parameters = {},
                 .year = 0,
                 .source = ""},
                fill_zeros},
    Initializer{{.name = "constant",
                 .label = "Constant",
                 .description = "Every weight is the same number. As with zeros, the units of a "
                                "layer stay equal for ever.",
                 .formula = "w = value",
                 .formula_tex = R"(w = \text{value})",
                 .parameters = kConstantParameters,
                 .year = 0,
                 .source = ""},
                fill_constant},
    Initializer{{.name = "uniform",
                 .label = "Uniform",
                 .description = "Evenly between two limits, whatever the size of the layer: wide "
                                "layers get large sums.",
                 .formula = "w ~ U[-limit, limit)",
                 .formula_tex = R"(w \sim U[-\text{limit}, \text{limit}))",
                 .parameters = kUniformParameters,
                 .year = 0,
                 .source = ""},
                fill_uniform_to_limit},
    Initializer{{.name = "normal",
                 .label = "Normal",
                 .description = "From a normal distribution of a fixed standard deviation, "
                                "whatever the size of the layer.",
                 .formula = "w ~ N(0, deviation^2)",
                 .formula_tex = R"(w \sim N(0, \text{deviation}^2))",
                 .parameters = kNormalParameters,
                 .year = 0,
                 .source = ""},
                fill_normal_of_deviation},
    Initializer{
        {.name = "xavier-uniform",
         .label = "Xavier uniform",
         .description = "The normalised initialisation: keeps the variance of activations "
                        "and of gradients from layer "
                        "to layer for tanh and other functions with slope 1 at 0.",
         .formula = "w ~ U[-sqrt(6 / (n_in + n_out)), sqrt(6 / (n_in + n_out)))",
         .formula_tex = R"(w \sim U[-a, a),\quad a = \sqrt{\frac{6}{n_\text{in} + n_\text{out}}})",
         .parameters = {},
         .year = 2010,
         .source = kGlorot},
        fill_uniform_of_variance<xavier_variance>},
    Initializer{{.name = "xavier-normal",
                 .label = "Xavier normal",
                 .description = "As Xavier uniform, with the same variance from a normal "
                                "distribution (not truncated).",
                 .formula = "w ~ N(0, 2 / (n_in + n_out))",
                 .formula_tex = R"(w \sim N\left(0, \frac{2}{n_\text{in} + n_\text{out}}\right))",
                 .parameters = {},
                 .year = 2010,
                 .source = kGlorot},
                fill_normal_of_variance<xavier_variance>},
    Initializer{{.name = "he-uniform",
                 .label = "He uniform",
                 .description = "As He normal, with the same variance from a uniform distribution.",
                 .formula = "w ~ U[-sqrt(6 / n_in), sqrt(6 / n_in))",
                 .formula_tex = R"(w \sim U[-a, a),\quad a = \sqrt{\frac{6}{n_\text{in}}})",
                 .parameters = {},
                 .year = 2015,
                 .source = kHe},
                fill_uniform_of_variance<he_variance>},
    Initializer{{.name = "he-normal",
                 .label = "He normal",
                 .description = "Twice the variance that a linear layer would need, since ReLU "
                                "cuts off half of the signal.",
                 .formula = "w ~ N(0, 2 / n_in)",
                 .formula_tex = R"(w \sim N\left(0, \frac{2}{n_\text{in}}\right))",
                 .parameters = {},
                 .year = 2015,
                 .source = kHe},
                fill_normal_of_variance<he_variance>},
    Initializer{
        {.name = "lecun-uniform",
         .label = "LeCun uniform",
         .description = "As LeCun normal, with the same variance from a uniform distribution.",
         .formula = "w ~ U[-sqrt(3 / n_in), sqrt(3 / n_in))",
         .formula_tex = R"(w \sim U[-a, a),\quad a = \sqrt{\frac{3}{n_\text{in}}})",
         .parameters = {},
         .year = 1998,
         .source = kLeCun},
        fill_uniform_of_variance<lecun_variance>},
    Initializer{{.name = "lecun-normal",
                 .label = "LeCun normal",
                 .description = "Keeps the variance of a linear layer's outputs equal to that of "
                                "its inputs; what SELU's "
                                "self-normalisation needs.",
                 .formula = "w ~ N(0, 1 / n_in)",
                 .formula_tex = R"(w \sim N\left(0, \frac{1}{n_\text{in}}\right))",
                 .parameters = {},
                 .year = 1998,
                 .source = kLeCun},
                fill_normal_of_variance<lecun_variance>},
    Initializer{
        {.name = "orthogonal",
         .label = "Orthogonal",
         .description =
             "A random matrix with orthonormal rows or columns, whichever are fewer, times a gain: "
             "a square "
             "layer keeps the length of every signal exactly. Costs n^3 operations for n units.",
         .formula = "W = gain Q with Q^T Q = I (or Q Q^T = I)",
         .formula_tex = R"(W = \text{gain} \cdot Q,\quad Q^\mathsf{T} Q = I)",
         .parameters = kOrthogonalParameters,
         .year = 2014,
         .source = kSaxe},
        fill_orthogonal},
};

}  // namespace

std::span<const Initializer> initializer_table() { return kTable; }

const Initializer* find_initializer(std::string_view name) {
  const auto* found =
      std::ranges::find(kTable, name, [](const Initializer& i) { return i.entry.name; });
  return found == kTable.end() ? nullptr : found;
}

void initialize(const Initializer& initializer, std::span<const double> params, std::size_t fan_in,
                std::size_t fan_out, Random& random, std::span<double> weights) {
  initializer.fill(params, fan_in, fan_out, random, weights);
}

}  // namespace gradient
