#include "gradient/trace.hpp"

#include <algorithm>
#include <string>

#include "gradient/given_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Blocks of `units` values that start `stride` apart.
std::vector<float> blocks(const float* first, std::size_t count, std::size_t units,
                          std::size_t stride) {
  std::vector<float> values;
  values.reserve(count * units);
  for (std::size_t block = 0; block < count; ++block) {
    values.insert(values.end(), first + block * stride, first + block * stride + units);
  }
  return values;
}

std::vector<float> derivatives_of(const Network<float>& network, std::size_t layer,
                                  const std::vector<float>& z) {
  const Activation& activation = *network.spec().layers[layer].activation.entry;
  std::vector<float> derivatives;
  if (activation.info.kind == ActivationKind::kElementwise) {
    derivatives.resize(z.size());
    activation.float_kernels.derivative(z.data(), derivatives.data(), z.size(),
                                        network.activation_params(layer));
  } else if (activation.info.kind == ActivationKind::kPrelu) {
    const LayerLayout& layout = network.layouts()[layer];
    for (std::size_t unit = 0; unit < z.size(); ++unit) {
      derivatives.push_back(z[unit] > 0.0F ? 1.0F
                                           : network.parameters()[layout.slope_values + unit]);
    }
  }
  return derivatives;
}

LayerTrace trace_of(const Network<float>& network, std::size_t layer,
                    const Workspace<float>& sample, std::span<const float> gradients) {
  const LayerLayout& layout = network.layouts()[layer];
  const LayerValues<float>& values = sample.layers[layer];
  const float* parameters = network.parameters().data();
  const float* input = layer == 0 ? sample.inputs.data() : sample.layers[layer - 1].a.data();
  const std::size_t units = layout.units;
  const std::size_t stride = layout.output_stride;
  const std::size_t rows = layout.inputs * layout.pieces;
  LayerTrace result;
  result.weights = blocks(parameters + layout.weights, rows, units, stride);
  result.biases = blocks(parameters + layout.biases, layout.pieces, units, stride);
  result.input = blocks(input, 1, layout.inputs, layout.input_stride);
  result.pre_activation = blocks(values.z.data(), layout.pieces, units, stride);
  result.activation = blocks(values.a.data(), 1, units, stride);
  result.derivative = derivatives_of(network, layer, result.pre_activation);
  result.activation_gradient = blocks(values.da.data(), 1, units, stride);
  result.pre_activation_gradient = blocks(values.dz.data(), layout.pieces, units, stride);
  result.weight_gradient = blocks(gradients.data() + layout.weights, rows, units, stride);
  result.bias_gradient = blocks(gradients.data() + layout.biases, layout.pieces, units, stride);
  return result;
}

}  // namespace

Trace trace(const Network<float>& network, std::span<const float> x, std::span<const float> y) {
  if (checked_rows(network.spec(), x, y) != 1) {
    throw refusal(ErrorCode::kShapeMismatch, "x", std::to_string(x.size()) + " values",
                  std::to_string(network.spec().inputs) + ": one sample");
  }
  Network<float> plain = network;
  plain.set_regularization({});
  Workspace<float> sample;
  sample.reserve(plain.spec(), plain.layouts(), 1);
  std::ranges::copy(x, sample.inputs.data());
  std::ranges::copy(y, sample.targets.data());
  plain.forward(sample, 1, Dropout::kOff, nullptr);

  Trace result;
  result.loss = plain.loss_and_gradient(sample, 1);
  AlignedBuffer<float> gradients(plain.parameters().size());
  plain.backward(sample, 1, Dropout::kOff, gradients.data());
  if (plain.output_is_fused()) {
    const LayerLayout& output = plain.layouts().back();
    plain.spec().loss.entry->float_kernels.evaluate(
        sample.layers.back().a.data(), sample.targets.data(), sample.layers.back().da.data(), 1,
        output.units, output.output_stride, plain.loss_params());
  }
  for (std::size_t l = 0; l < plain.layouts().size(); ++l) {
    result.layers.push_back(trace_of(plain, l, sample, gradients.span()));
  }
  result.prediction = result.layers.back().activation;
  return result;
}

}  // namespace gradient
