#include "support/reference_network.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace gradient::testing {
namespace {

double sigmoid(double z) { return 1.0 / (1.0 + std::exp(-z)); }
double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }
double normal_pdf(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi); }
double ln1pexp(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }

/// Klambauer et al. 2017, eq. 14.
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;
constexpr double kSeluScale = 1.0507009873554804934193349852946;

/// Hendrycks & Gimpel 2016: tanh(sqrt(2 / pi) (z + 0.044715 z^3)).
double gelu_inner(double z) {
  return std::sqrt(2.0 / std::numbers::pi) * (z + 0.044715 * z * z * z);
}

const ReferenceActivation kReferences[] = {
    {"linear", [](double z, const Numbers&) { return z; },
     [](double, const Numbers&) { return 1.0; }},
    {"step", [](double z, const Numbers&) { return z > 0.0 ? 1.0 : 0.0; },
     [](double, const Numbers&) { return 0.0; }},
    {"sigmoid", [](double z, const Numbers&) { return sigmoid(z); },
     [](double z, const Numbers&) { return sigmoid(z) * sigmoid(-z); }},
    {"hard-sigmoid", [](double z, const Numbers&) { return std::clamp(z / 6.0 + 0.5, 0.0, 1.0); },
     [](double z, const Numbers&) { return std::abs(z) < 3.0 ? 1.0 / 6.0 : 0.0; }},
    {"log-sigmoid", [](double z, const Numbers&) { return -ln1pexp(-z); },
     [](double z, const Numbers&) { return sigmoid(-z); }},
    {"tanh", [](double z, const Numbers&) { return std::tanh(z); },
     [](double z, const Numbers&) { return 1.0 / (std::cosh(z) * std::cosh(z)); }},
    {"hard-tanh", [](double z, const Numbers&) { return std::clamp(z, -1.0, 1.0); },
     [](double z, const Numbers&) { return std::abs(z) < 1.0 ? 1.0 : 0.0; }},
    {"relu", [](double z, const Numbers&) { return std::max(z, 0.0); },
     [](double z, const Numbers&) { return z > 0.0 ? 1.0 : 0.0; }},
    {"relu6", [](double z, const Numbers&) { return std::clamp(z, 0.0, 6.0); },
     [](double z, const Numbers&) { return z > 0.0 && z < 6.0 ? 1.0 : 0.0; }},
    {"leaky-relu", [](double z, const Numbers& p) { return z > 0.0 ? z : p[0] * z; },
     [](double z, const Numbers& p) { return z > 0.0 ? 1.0 : p[0]; }},
    {"elu", [](double z, const Numbers& p) { return z > 0.0 ? z : p[0] * std::expm1(z); },
     [](double z, const Numbers& p) { return z > 0.0 ? 1.0 : p[0] * std::exp(z); }},
    {"selu",
     [](double z, const Numbers&) {
       return kSeluScale * (z > 0.0 ? z : kSeluAlpha * std::expm1(z));
     },
     [](double z, const Numbers&) {
       return kSeluScale * (z > 0.0 ? 1.0 : kSeluAlpha * std::exp(z));
     }},
    {"gelu", [](double z, const Numbers&) { return z * normal_cdf(z); },
     [](double z, const Numbers&) { return normal_cdf(z) + z * normal_pdf(z); }},
    {"gelu-tanh",
     [](double z, const Numbers&) { return 0.5 * z * (1.0 + std::tanh(gelu_inner(z))); },
     [](double z, const Numbers&) {
       const double t = std::tanh(gelu_inner(z));
       const double slope = std::sqrt(2.0 / std::numbers::pi) * (1.0 + 3.0 * 0.044715 * z * z);
       return 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * slope;
     }},
    {"swish", [](double z, const Numbers& p) { return z * sigmoid(p[0] * z); },
     [](double z, const Numbers& p) {
       const double s = sigmoid(p[0] * z);
       return s + p[0] * z * s * (1.0 - s);
     }},
    {"hard-swish", [](double z, const Numbers&) { return z * std::clamp(z + 3.0, 0.0, 6.0) / 6.0; },
     [](double z, const Numbers&) {
       return z <= -3.0 ? 0.0 : (z >= 3.0 ? 1.0 : (2.0 * z + 3.0) / 6.0);
     }},
    {"mish", [](double z, const Numbers&) { return z * std::tanh(ln1pexp(z)); },
     [](double z, const Numbers&) {
       const double t = std::tanh(ln1pexp(z));
       return t + z * (1.0 - t * t) * sigmoid(z);
     }},
    {"softplus", [](double z, const Numbers&) { return ln1pexp(z); },
     [](double z, const Numbers&) { return sigmoid(z); }},
    {"softsign", [](double z, const Numbers&) { return z / (1.0 + std::abs(z)); },
     [](double z, const Numbers&) { return 1.0 / ((1.0 + std::abs(z)) * (1.0 + std::abs(z))); }},
    {"sine", [](double z, const Numbers&) { return std::sin(z); },
     [](double z, const Numbers&) { return std::cos(z); }},
    {"gaussian", [](double z, const Numbers&) { return std::exp(-z * z); },
     [](double z, const Numbers&) { return -2.0 * z * std::exp(-z * z); }},
};

const ReferenceActivation* find(std::string_view name) {
  const auto* found = std::ranges::find(kReferences, name, &ReferenceActivation::name);
  return found == std::end(kReferences) ? nullptr : found;
}

bool is_row_activation(std::string_view name) {
  return name == "softmax" || name == "maxout" || name == "prelu";
}

/// a of one row of z.
void activate_row(const ReferenceLayer& layer, const double* z, double* a) {
  const std::size_t units = layer.units;
  if (layer.activation == "softmax") {
    const double largest = *std::max_element(z, z + units);
    double sum = 0.0;
    for (std::size_t j = 0; j < units; ++j) sum += a[j] = std::exp(z[j] - largest);
    for (std::size_t j = 0; j < units; ++j) a[j] /= sum;
  } else if (layer.activation == "maxout") {
    for (std::size_t j = 0; j < units; ++j) {
      a[j] = z[j];
      for (std::size_t piece = 1; piece < layer.pieces; ++piece) {
        a[j] = std::max(a[j], z[piece * units + j]);
      }
    }
  } else if (layer.activation == "prelu") {
    for (std::size_t j = 0; j < units; ++j) a[j] = z[j] > 0.0 ? z[j] : layer.slopes[j] * z[j];
  } else {
    const ReferenceActivation& activation = reference_activation(layer.activation);
    for (std::size_t j = 0; j < units; ++j) a[j] = activation.value(z[j], layer.params);
  }
}

/// dz of one row, and what it adds to the gradient of the slopes.
void activate_row_backward(ReferenceLayer& layer, const double* z, const double* a,
                           const double* da, double* dz) {
  const std::size_t units = layer.units;
  if (layer.activation == "softmax") {
    // da_k / dz_j = a_k (delta_jk - a_j)
    for (std::size_t j = 0; j < units; ++j) {
      dz[j] = 0.0;
      for (std::size_t k = 0; k < units; ++k) {
        dz[j] += da[k] * a[k] * ((j == k ? 1.0 : 0.0) - a[j]);
      }
    }
  } else if (layer.activation == "maxout") {
    std::fill_n(dz, layer.pieces * units, 0.0);
    for (std::size_t j = 0; j < units; ++j) {
      std::size_t chosen = 0;
      while (z[chosen * units + j] != a[j]) ++chosen;
      dz[chosen * units + j] = da[j];
    }
  } else if (layer.activation == "prelu") {
    for (std::size_t j = 0; j < units; ++j) {
      dz[j] = z[j] > 0.0 ? da[j] : layer.slopes[j] * da[j];
      if (z[j] <= 0.0) layer.slope_gradient[j] += da[j] * z[j];
    }
  } else {
    const ReferenceActivation& activation = reference_activation(layer.activation);
    for (std::size_t j = 0; j < units; ++j) {
      dz[j] = da[j] * activation.derivative(z[j], layer.params);
    }
  }
}

}  // namespace

bool has_reference(std::string_view activation) {
  return find(activation) != nullptr || is_row_activation(activation);
}

const ReferenceActivation& reference_activation(std::string_view name) {
  if (const ReferenceActivation* found = find(name)) return *found;
  throw std::invalid_argument("no reference for the activation " + std::string(name));
}

ReferenceTerm reference_loss(std::string_view loss, const Numbers& params, bool exact, double p,
                             double y) {
  const double d = p - y;
  const auto sign = [](double value) {
    return (value > 0.0 ? 1.0 : 0.0) - (value < 0.0 ? 1.0 : 0.0);
  };
  if (loss == "mse") return {d * d, 2.0 * d};
  if (loss == "half-mse") return {0.5 * d * d, d};
  if (loss == "mae") return {std::abs(d), sign(d)};
  if (loss == "huber") {
    const double delta = params[0];
    return std::abs(d) <= delta
               ? ReferenceTerm{0.5 * d * d, d}
               : ReferenceTerm{delta * (std::abs(d) - 0.5 * delta), delta * sign(d)};
  }
  if (loss == "log-cosh") {
    return {std::abs(d) + std::log1p(std::exp(-2.0 * std::abs(d))) - std::numbers::ln2,
            std::tanh(d)};
  }
  if (loss == "hinge") {
    const double margin = 1.0 - y * p;
    return {std::max(0.0, margin), margin > 0.0 ? -y : 0.0};
  }
  const double q = exact ? p : std::clamp(p, 1e-7, 1.0 - 1e-7);
  const bool clamped = q != p;
  if (loss == "binary-cross-entropy") {
    return {-(y * std::log(q) + (1.0 - y) * std::log(1.0 - q)),
            clamped ? 0.0 : (q - y) / (q * (1.0 - q))};
  }
  if (loss == "cross-entropy") {
    return {y == 0.0 ? 0.0 : -y * std::log(q), clamped ? 0.0 : -y / q};
  }
  throw std::invalid_argument("no reference for the loss " + std::string(loss));
}

template <class Real>
ReferenceNetwork::ReferenceNetwork(const Network<Real>& network)
    : loss(network.spec().loss.entry->info.entry.name),
      loss_params(network.spec().loss.params),
      l1(network.spec().regularization.l1),
      l2(network.spec().regularization.l2) {
  const NetworkSpec& spec = network.spec();
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    ReferenceLayer layer;
    layer.inputs = l == 0 ? spec.inputs : spec.layers[l - 1].units;
    layer.units = spec.layers[l].units;
    layer.activation = spec.layers[l].activation.entry->info.entry.name;
    layer.params = spec.layers[l].activation.params;
    if (layer.activation == "maxout") layer.pieces = static_cast<std::size_t>(layer.params[0]);
    layers.push_back(std::move(layer));
  }
  for_each_parameter(network.layouts(), [&](std::size_t l, ParameterKind kind, std::size_t offset) {
    Numbers& numbers = kind == ParameterKind::kWeight ? layers[l].weights
                       : kind == ParameterKind::kBias ? layers[l].biases
                                                      : layers[l].slopes;
    numbers.push_back(static_cast<double>(network.parameters()[offset]));
  });
}

template ReferenceNetwork::ReferenceNetwork(const Network<float>&);
template ReferenceNetwork::ReferenceNetwork(const Network<double>&);

double ReferenceNetwork::run(const Numbers& x, const Numbers& y) {
  rows = x.size() / layers.front().inputs;
  forward(x);
  const double value = loss_and_output_gradient(y);
  backward();
  return value + penalty();
}

void ReferenceNetwork::forward(const Numbers& x) {
  const Numbers* input = &x;
  for (ReferenceLayer& layer : layers) {
    const std::size_t columns = layer.pieces * layer.units;
    layer.input = *input;
    layer.z.assign(rows * columns, 0.0);
    layer.a.assign(rows * layer.units, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t j = 0; j < columns; ++j) {
        double& z = layer.z[r * columns + j];
        z = layer.biases[j];
        for (std::size_t i = 0; i < layer.inputs; ++i) {
          z += layer.input[r * layer.inputs + i] * layer.weights[i * columns + j];
        }
      }
      activate_row(layer, &layer.z[r * columns], &layer.a[r * layer.units]);
    }
    layer.output = layer.a;
    for (std::size_t i = 0; i < layer.mask.size(); ++i) layer.output[i] *= layer.mask[i];
    input = &layer.output;
  }
}

double ReferenceNetwork::loss_and_output_gradient(const Numbers& y) {
  ReferenceLayer& output = layers.back();
  const bool exact = (loss == "binary-cross-entropy" && output.activation == "sigmoid") ||
                     (loss == "cross-entropy" && output.activation == "softmax");
  const auto count = static_cast<double>(rows);
  output.da.assign(output.output.size(), 0.0);
  double sum = 0.0;
  for (std::size_t i = 0; i < output.output.size(); ++i) {
    const ReferenceTerm term = reference_loss(loss, loss_params, exact, output.output[i], y[i]);
    sum += term.value;
    output.da[i] = term.slope / count;
  }
  return sum / count;
}

void ReferenceNetwork::backward() {
  for (std::size_t l = layers.size(); l-- > 0;) {
    ReferenceLayer& layer = layers[l];
    const std::size_t columns = layer.pieces * layer.units;
    for (std::size_t i = 0; i < layer.mask.size(); ++i) layer.da[i] *= layer.mask[i];
    layer.dz.assign(rows * columns, 0.0);
    layer.slope_gradient.assign(layer.slopes.size(), 0.0);
    layer.weight_gradient.assign(layer.weights.size(), 0.0);
    layer.bias_gradient.assign(columns, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
      activate_row_backward(layer, &layer.z[r * columns], &layer.a[r * layer.units],
                            &layer.da[r * layer.units], &layer.dz[r * columns]);
    }
    Numbers input_gradient(rows * layer.inputs, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t j = 0; j < columns; ++j) {
        const double dz = layer.dz[r * columns + j];
        layer.bias_gradient[j] += dz;
        for (std::size_t i = 0; i < layer.inputs; ++i) {
          layer.weight_gradient[i * columns + j] += layer.input[r * layer.inputs + i] * dz;
          input_gradient[r * layer.inputs + i] += dz * layer.weights[i * columns + j];
        }
      }
    }
    for (std::size_t i = 0; i < layer.weights.size(); ++i) {
      const double w = layer.weights[i];
      layer.weight_gradient[i] += l1 * ((w > 0.0 ? 1.0 : 0.0) - (w < 0.0 ? 1.0 : 0.0)) + l2 * w;
    }
    if (l > 0) layers[l - 1].da = std::move(input_gradient);
  }
}

double ReferenceNetwork::penalty() const {
  double magnitudes = 0.0;
  double squares = 0.0;
  for (const ReferenceLayer& layer : layers) {
    for (const double w : layer.weights) {
      magnitudes += std::abs(w);
      squares += w * w;
    }
  }
  return l1 * magnitudes + 0.5 * l2 * squares;
}

Numbers ReferenceNetwork::gradients() const {
  Numbers all;
  for (const ReferenceLayer& layer : layers) {
    all.insert(all.end(), layer.weight_gradient.begin(), layer.weight_gradient.end());
    all.insert(all.end(), layer.bias_gradient.begin(), layer.bias_gradient.end());
    all.insert(all.end(), layer.slope_gradient.begin(), layer.slope_gradient.end());
  }
  return all;
}

}  // namespace gradient::testing
