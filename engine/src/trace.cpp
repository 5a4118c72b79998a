#include "gradient/trace.hpp"

#include <string>

#include "gradient/given_rows.hpp"
#include "gradient/load_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Blocks of `units` values that start `stride` apart.
template <class Real>
std::vector<Real> blocks(const Real* first, std::size_t count, std::size_t units,
                         std::size_t stride) {
  std::vector<Real> values;
  values.reserve(count * units);
  for (std::size_t block = 0; block < count; ++block) {
    values.insert(values.end(), first + block * stride, first + block * stride + units);
  }
  return values;
}

template <class Real>
std::vector<Real> derivatives_of(const Network<Real>& network, std::size_t layer,
                                 const std::vector<Real>& z) {
  const Activation& activation = *network.spec().layers[layer].activation.entry;
  std::vector<Real> derivatives;
  if (activation.info.kind == ActivationKind::kElementwise) {
    derivatives.resize(z.size());
    activation.kernels<Real>().derivative(z.data(), derivatives.data(), z.size(),
                                          network.activation_params(layer));
  } else if (activation.info.kind == ActivationKind::kPrelu) {
    const LayerLayout& layout = network.layouts()[layer];
    for (std::size_t unit = 0; unit < z.size(); ++unit) {
      derivatives.push_back(z[unit] > Real(0) ? Real(1)
                                              : network.parameters()[layout.slope_values + unit]);
    }
  }
  return derivatives;
}

template <class Real>
LayerTrace<Real> trace_of(const Network<Real>& network, std::size_t layer, Dropout dropout,
                          const Workspace<Real>& sample, std::span<const Real> gradients) {
  const LayerLayout& layout = network.layouts()[layer];
  const LayerValues<Real>& values = sample.layers[layer];
  const Real* parameters = network.parameters().data();
  const std::size_t units = layout.units;
  const std::size_t stride = layout.output_stride;
  const std::size_t rows = layout.inputs * layout.pieces;
  LayerTrace<Real> result;
  result.weights = blocks(parameters + layout.weights, rows, units, stride);
  result.biases = blocks(parameters + layout.biases, layout.pieces, units, stride);
  result.input = blocks(network.input_of(sample, layer, 1, dropout).data, 1, layout.inputs,
                        layout.input_stride);
  result.pre_activation = blocks(values.z.data(), layout.pieces, units, stride);
  result.activation = blocks(values.a.data(), 1, units, stride);
  result.derivative = derivatives_of(network, layer, result.pre_activation);
  if (dropout != Dropout::kOff && network.spec().layers[layer].dropout > 0.0) {
    result.mask = blocks(values.mask.data(), 1, units, stride);
  }
  result.activation_gradient = blocks(values.da.data(), 1, units, stride);
  result.pre_activation_gradient = blocks(values.dz.data(), layout.pieces, units, stride);
  result.weight_gradient = blocks(gradients.data() + layout.weights, rows, units, stride);
  result.bias_gradient = blocks(gradients.data() + layout.biases, layout.pieces, units, stride);
  return result;
}

}  // namespace

template <class Real>
Trace<Real> trace(const Network<Real>& network, std::span<const std::type_identity_t<Real>> x,
                  std::span<const std::type_identity_t<Real>> y, const DropoutMasks& masks) {
  if (checked_rows(network.spec(), x, y) != 1) {
    throw refusal(ErrorCode::kShapeMismatch, "x", std::to_string(x.size()) + " values",
                  std::to_string(network.spec().inputs) + ": one sample");
  }
  Network<Real> plain = network;
  plain.set_regularization({});
  Workspace<Real> sample;
  load_rows(plain, x, y, sample);
  load_masks(plain, masks, sample);
  plain.forward(sample, 1, masks.mode(), nullptr);

  Trace<Real> result;
  result.loss = plain.loss_and_gradient(sample, 1);
  AlignedBuffer<Real> gradients(plain.parameters().size());
  plain.backward(sample, 1, masks.mode(), gradients.data());
  if (plain.output_is_fused()) {
    const LayerLayout& output = plain.layouts().back();
    plain.spec().loss.entry->template kernels<Real>().evaluate(
        sample.layers.back().a.data(), sample.targets.data(), sample.layers.back().da.data(), 1,
        output.units, output.output_stride, plain.loss_params());
  }
  for (std::size_t l = 0; l < plain.layouts().size(); ++l) {
    result.layers.push_back(trace_of<Real>(plain, l, masks.mode(), sample, gradients.span()));
  }
  result.prediction = result.layers.back().activation;
  return result;
}

template Trace<float> trace(const Network<float>&, std::span<const float>, std::span<const float>,
                            const DropoutMasks&);
template Trace<double> trace(const Network<double>&, std::span<const double>,
                             std::span<const double>, const DropoutMasks&);

}  // namespace gradient
