#include "gradient/trace.hpp"

#include <algorithm>
#include <string>

#include "gradient/given_rows.hpp"
#include "gradient/load_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// A sample that has gone forward and backward, its numbers in double.
struct Pass {
  double loss = 0.0;
  Workspace<double> sample;
  AlignedBuffer<double> gradients;
  /// Of each layer, f'(z) in the order of its units; empty where it is not element-wise.
  std::vector<std::vector<double>> derivatives;
};

template <class Real>
void widen(const AlignedBuffer<Real>& from, AlignedBuffer<double>& to) {
  to.resize_and_clear(from.size());
  std::ranges::copy(from.span(), to.data());
}

template <class Real>
std::vector<double> derivatives_of(const Network<Real>& network, std::size_t layer, const Real* z) {
  const Activation& activation = *network.spec().layers[layer].activation.entry;
  const LayerLayout& layout = network.layouts()[layer];
  std::vector<double> derivatives;
  if (activation.info.kind == ActivationKind::kElementwise) {
    std::vector<Real> values(layout.units);
    activation.kernels<Real>().derivative(z, values.data(), layout.units,
                                          network.activation_params(layer));
    derivatives.assign(values.begin(), values.end());
  } else if (activation.info.kind == ActivationKind::kPrelu) {
    for (std::size_t unit = 0; unit < layout.units; ++unit) {
      const Real slope = network.parameters()[layout.slope_values + unit];
      derivatives.push_back(static_cast<double>(z[unit] > Real(0) ? Real(1) : slope));
    }
  }
  return derivatives;
}

template <class Real>
Pass run(const Network<Real>& network, std::span<const Real> x, std::span<const Real> y,
         const DropoutMasks& masks) {
  Network<Real> plain = network;
  plain.set_regularization({});
  Workspace<Real> sample;
  load_rows(plain, x, y, sample);
  load_masks(plain, masks, sample);
  plain.forward(sample, 1, masks.mode(), nullptr);
  Pass pass;
  pass.loss = plain.loss_and_gradient(sample, 1);
  AlignedBuffer<Real> gradients(plain.parameters().size());
  plain.backward(sample, 1, masks.mode(), gradients.data());
  if (plain.output_is_fused()) {
    const LayerLayout& output = plain.layouts().back();
    plain.spec().loss.entry->template kernels<Real>().evaluate(
        sample.layers.back().a.data(), sample.targets.data(), sample.layers.back().da.data(), 1,
        output.units, output.output_stride, plain.loss_params());
  }
  widen(gradients, pass.gradients);
  widen(sample.inputs, pass.sample.inputs);
  for (std::size_t l = 0; l < sample.layers.size(); ++l) {
    const LayerValues<Real>& from = sample.layers[l];
    LayerValues<double>& to = pass.sample.layers.emplace_back();
    widen(from.z, to.z);
    widen(from.a, to.a);
    widen(from.da, to.da);
    widen(from.dz, to.dz);
    widen(from.mask, to.mask);
    widen(from.dropped, to.dropped);
    pass.derivatives.push_back(derivatives_of(plain, l, from.z.data()));
  }
  return pass;
}

/// Blocks of `units` values that start `stride` apart.
std::vector<double> blocks(const double* first, std::size_t count, std::size_t units,
                           std::size_t stride) {
  std::vector<double> values;
  for (std::size_t block = 0; block < count; ++block) {
    values.insert(values.end(), first + block * stride, first + block * stride + units);
  }
  return values;
}

LayerTrace trace_of(const Network<double>& network, std::size_t layer, Dropout dropout,
                    const Pass& pass) {
  const LayerLayout& layout = network.layouts()[layer];
  const LayerValues<double>& values = pass.sample.layers[layer];
  const double* parameters = network.parameters().data();
  const double* gradients = pass.gradients.data();
  const std::size_t units = layout.units;
  const std::size_t stride = layout.output_stride;
  const std::size_t rows = layout.inputs * layout.pieces;
  LayerTrace result;
  result.weights = blocks(parameters + layout.weights, rows, units, stride);
  result.biases = blocks(parameters + layout.biases, layout.pieces, units, stride);
  result.input = blocks(network.input_of(pass.sample, layer, dropout).data, 1, layout.inputs,
                        layout.input_stride);
  result.pre_activation = blocks(values.z.data(), layout.pieces, units, stride);
  result.activation = blocks(values.a.data(), 1, units, stride);
  result.derivative = pass.derivatives[layer];
  if (dropout != Dropout::kOff && network.spec().layers[layer].dropout > 0.0) {
    result.mask = blocks(values.mask.data(), 1, units, stride);
  }
  result.activation_gradient = blocks(values.da.data(), 1, units, stride);
  result.pre_activation_gradient = blocks(values.dz.data(), layout.pieces, units, stride);
  result.weight_gradient = blocks(gradients + layout.weights, rows, units, stride);
  result.bias_gradient = blocks(gradients + layout.biases, layout.pieces, units, stride);
  return result;
}

Trace trace_of(const Network<double>& network, const Pass& pass, Dropout dropout) {
  Trace result;
  result.loss = pass.loss;
  for (std::size_t l = 0; l < network.layouts().size(); ++l) {
    result.layers.push_back(trace_of(network, l, dropout, pass));
  }
  result.prediction = result.layers.back().activation;
  return result;
}

void check_sample(const NetworkSpec& spec, std::size_t rows) {
  if (rows == 1) return;
  throw refusal(ErrorCode::kShapeMismatch, "x", std::to_string(rows * spec.inputs) + " values",
                std::to_string(spec.inputs) + ": one sample");
}

}  // namespace

template <class Real>
Trace trace(const Network<Real>& network, std::span<const std::type_identity_t<Real>> x,
            std::span<const std::type_identity_t<Real>> y, const DropoutMasks& masks) {
  check_sample(network.spec(), checked_rows(network.spec(), x, y));
  return trace_of(Network<double>(network), run(network, x, y, masks), masks.mode());
}

template Trace trace(const Network<float>&, std::span<const float>, std::span<const float>,
                     const DropoutMasks&);
template Trace trace(const Network<double>&, std::span<const double>, std::span<const double>,
                     const DropoutMasks&);

}  // namespace gradient
