#include "gradient/network.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "gradient/column_sums.hpp"
#include "gradient/gemm.hpp"
#include "gradient/narrow_rows.hpp"
#include "gradient/regularization.hpp"
#include "gradient/row_activations.hpp"

namespace gradient {
namespace {

/// Random streams of the spec's seed: the output layer draws its weights from kOutputStream, hidden
/// layer l from kHiddenStream + l. The draws of one layer do not depend on other layers, so that
/// networks with the same seed share the weights of layers whose shapes agree.
constexpr std::uint64_t kOutputStream = 1;
constexpr std::uint64_t kHiddenStream = std::uint64_t{1} << 32U;

template <class Real>
std::vector<Real> to_real(const std::vector<double>& values) {
  std::vector<Real> converted(std::max(values.size(), kMaxActivationParameters));
  std::ranges::transform(values, converted.begin(),
                         [](double value) { return static_cast<Real>(value); });
  return converted;
}

// Views of a layer's matrices; see LayerLayout. Products write padded rows, and read them without
// the padding at their end.

template <class Real>
GRADIENT_INLINE MatrixView<const Real> view_w(const Real* parameters, const LayerLayout& layout) {
  return {parameters + layout.weights, layout.inputs, layout.columns(), layout.width};
}

template <class Real>
GRADIENT_INLINE MatrixView<Real> view_dw(Real* gradients, const LayerLayout& layout) {
  return {gradients + layout.weights, layout.inputs, layout.width, layout.width};
}

template <class Real>
GRADIENT_INLINE MatrixView<const Real> view_dz(const LayerValues<Real>& values, std::size_t rows,
                                               const LayerLayout& layout) {
  return {values.dz.data(), rows, layout.columns(), layout.width};
}

template <class Real>
GRADIENT_INLINE MatrixView<Real> view_dx(Real* dx, std::size_t rows, const LayerLayout& layout) {
  return {dx, rows, layout.input_stride, layout.input_stride};
}

/// Draws the weights of one layer, scales them and writes them into the padded arena; sets biases
/// and slopes.
template <class Real>
void initialize_layer(const LayerSpec& spec, const LayerLayout& layout, double scale,
                      Random& random, std::span<Real> parameters) {
  const std::size_t columns = layout.pieces * layout.units;
  std::vector<double> drawn(layout.inputs * columns);
  initialize(*spec.initializer.entry, spec.initializer.params, layout.inputs, columns, random,
             drawn);
  for (std::size_t i = 0; i < layout.inputs; ++i) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t piece = column / layout.units;
      const std::size_t unit = column % layout.units;
      parameters[layout.weights + i * layout.width + piece * layout.output_stride + unit] =
          static_cast<Real>(scale * drawn[i * columns + column]);
    }
  }
  for (std::size_t piece = 0; piece < layout.pieces; ++piece) {
    std::fill_n(parameters.data() + layout.biases + piece * layout.output_stride, layout.units,
                static_cast<Real>(spec.bias));
  }
  if (layout.slopes > 0) {
    std::fill_n(parameters.data() + layout.slope_values, layout.slopes,
                static_cast<Real>(spec.activation.params.front()));
  }
}

/// a_masked = a * mask, with a new mask for Dropout::kDraw.
template <class Real>
void apply_dropout(LayerValues<Real>& values, std::size_t rows, const LayerLayout& layout,
                   double probability, Dropout dropout, Random* random) {
  const std::size_t count = rows * layout.output_stride;
  if (dropout == Dropout::kDraw) {
    const Real scale = static_cast<Real>(1.0 / (1.0 - probability));
    for (std::size_t i = 0; i < count; ++i) {
      values.mask.data()[i] = random->uniform() < probability ? Real(0) : scale;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    values.a_masked.data()[i] = values.a.data()[i] * values.mask.data()[i];
  }
}

}  // namespace

template <class Real>
Network<Real>::Network(const NetworkSpec& spec)
    : spec_(spec),
      layouts_(layouts_of(spec)),
      loss_params_(to_real<Real>(spec.loss.params)),
      off_units_(layouts_.size()) {
  parameters_.resize_and_clear(layouts_.back().end);
  for (std::size_t l = 0; l < layouts_.size(); ++l) {
    const bool is_output = l + 1 == layouts_.size();
    Random random(spec.seed, is_output ? kOutputStream : kHiddenStream + l);
    activation_params_.push_back(to_real<Real>(spec.layers[l].activation.params));
    initialize_layer(spec.layers[l], layouts_[l], spec.initial_scale, random, parameters_.span());
  }
}

template <class Real>
template <class Other>
Network<Real>::Network(const Network<Other>& other)
    : spec_(other.spec_),
      layouts_(other.layouts_),
      loss_params_(to_real<Real>(spec_.loss.params)),
      off_units_(other.off_units_) {
  for (const LayerSpec& layer : spec_.layers) {
    activation_params_.push_back(to_real<Real>(layer.activation.params));
  }
  parameters_.resize_and_clear(other.parameters_.size());
  std::ranges::transform(other.parameters_.span(), parameters_.data(),
                         [](Other value) { return static_cast<Real>(value); });
}

template <class Real>
bool Network<Real>::output_is_fused() const {
  const LossInfo& loss = spec_.loss.entry->info;
  return loss.fused_with == spec_.layers.back().activation.entry->info.entry.name;
}

template <class Real>
MatrixView<const Real> Network<Real>::input_of(const Workspace<Real>& batch, std::size_t layer,
                                               std::size_t rows, Dropout dropout) const {
  const LayerLayout& layout = layouts_[layer];
  const Real* x = batch.inputs.data();
  if (layer > 0) {
    const bool is_masked = dropout != Dropout::kOff && spec_.layers[layer - 1].dropout > 0.0;
    const LayerValues<Real>& before = batch.layers[layer - 1];
    x = is_masked ? before.a_masked.data() : before.a.data();
  }
  return {x, rows, layout.inputs, layout.input_stride};
}

template <class Real>
void Network<Real>::forward(Workspace<Real>& batch, std::size_t rows, Dropout dropout,
                            Random* random) const {
  for (std::size_t l = 0; l < layouts_.size(); ++l) {
    pre_activate(l, input_of(batch, l, rows, dropout), batch);
    activate(l, batch, rows);
    if (dropout != Dropout::kOff && spec_.layers[l].dropout > 0.0) {
      apply_dropout(batch.layers[l], rows, layouts_[l], spec_.layers[l].dropout, dropout, random);
    }
  }
}

template <class Real>
MatrixView<const Real> Network<Real>::forward_to_input(std::size_t layer, MatrixView<const Real> x,
                                                       Workspace<Real>& batch) const {
  for (std::size_t l = 0; l < layer; ++l) {
    pre_activate(l, x, batch);
    activate(l, batch, x.rows);
    x = {batch.layers[l].a.data(), x.rows, layouts_[l].units, layouts_[l].output_stride};
  }
  return x;
}

template <class Real>
void Network<Real>::pre_activate(std::size_t layer, const MatrixView<const Real>& x,
                                 Workspace<Real>& batch) const {
  const LayerLayout& layout = layouts_[layer];
  const MatrixView<Real> z{batch.layers[layer].z.data(), x.rows, layout.width, layout.width};
  gemm(x, view_w(parameters_.data(), layout), parameters_.data() + layout.biases, z);
}

template <class Real>
double Network<Real>::loss(const Workspace<Real>& batch, std::size_t rows) const {
  const auto& kernels = spec_.loss.entry->template kernels<Real>();
  const bool fused = output_is_fused();
  const auto evaluate = fused ? kernels.fused : kernels.evaluate;
  const LayerValues<Real>& output = batch.layers.back();
  return evaluate(fused ? output.z.data() : output.a.data(), batch.targets.data(), nullptr, rows,
                  layouts_.back().units, layouts_.back().output_stride, loss_params_.data());
}

template <class Real>
double Network<Real>::loss_and_gradient(Workspace<Real>& batch, std::size_t rows) const {
  const auto& kernels = spec_.loss.entry->template kernels<Real>();
  LayerValues<Real>& output = batch.layers.back();
  const LayerLayout& layer = layouts_.back();
  if (output_is_fused()) {
    return kernels.fused(output.z.data(), batch.targets.data(), output.dz.data(), rows, layer.units,
                         layer.output_stride, loss_params_.data());
  }
  return kernels.evaluate(output.a.data(), batch.targets.data(), output.da.data(), rows,
                          layer.units, layer.output_stride, loss_params_.data());
}

template <class Real>
void Network<Real>::backward(Workspace<Real>& batch, std::size_t rows, Dropout dropout,
                             Real* gradients) const {
  const Real* const no_bias = nullptr;
  for (std::size_t l = layouts_.size(); l-- > 0;) {
    const LayerLayout& layer = layouts_[l];
    LayerValues<Real>& values = batch.layers[l];
    const bool is_output = l + 1 == layouts_.size();
    if (dropout != Dropout::kOff && spec_.layers[l].dropout > 0.0) {
      for (std::size_t i = 0; i < rows * layer.output_stride; ++i) {
        values.da.data()[i] *= values.mask.data()[i];
      }
    }
    if (!(is_output && output_is_fused())) activate_backward(l, batch, rows, gradients);

    const auto x = input_of(batch, l, rows, dropout);
    const auto w = view_w(parameters_.data(), layer);
    const auto dz = view_dz(values, rows, layer);
    const auto dw = view_dw(gradients, layer);
    gemm(x.transposed(), dz, no_bias, dw);      // dL/dW = x^T dL/dz
    column_sums(dz, gradients + layer.biases);  // dL/db = sum over rows of dL/dz
    if (l > 0) {
      const auto dx = view_dx(batch.layers[l - 1].da.data(), rows, layer);
      gemm(dz, w.transposed(), no_bias, dx);  // dL/dx = dL/dz W^T
    }

    if (spec_.regularization.active()) {
      add_regularization_gradient(parameters_.data() + layer.weights, gradients + layer.weights,
                                  layer.inputs * layer.width, spec_.regularization);
    }
  }
}

template <class Real>
void Network<Real>::backward_to_input(Workspace<Real>& batch, std::size_t rows, Real* gradients,
                                      Real* input_gradient) const {
  const Real* const no_bias = nullptr;
  for (std::size_t l = layouts_.size(); l-- > 0;) {
    activate_backward(l, batch, rows, gradients);
    const LayerLayout& layer = layouts_[l];
    const auto w = view_w(parameters_.data(), layer);
    const auto dz = view_dz(batch.layers[l], rows, layer);
    const auto dx = view_dx(l > 0 ? batch.layers[l - 1].da.data() : input_gradient, rows, layer);
    gemm(dz, w.transposed(), no_bias, dx);  // dL/dx = dL/dz W^T
  }
}

template <class Real>
void Network<Real>::clear_off_units(std::size_t layer, Real* values, std::size_t rows,
                                    std::size_t stride) const {
  for (const std::uint32_t unit : off_units_[layer]) {
    for (std::size_t r = 0; r < rows; ++r) values[r * stride + unit] = Real(0);
  }
}

template <class Real>
void Network<Real>::activate(std::size_t layer, Workspace<Real>& batch, std::size_t rows) const {
  apply_activation(layer, batch, rows);
  clear_off_units(layer, batch.layers[layer].a.data(), rows, layouts_[layer].output_stride);
}

template <class Real>
void Network<Real>::apply_activation(std::size_t layer, Workspace<Real>& batch,
                                     std::size_t rows) const {
  const LayerLayout& layout = layouts_[layer];
  LayerValues<Real>& values = batch.layers[layer];
  const Activation& activation = *spec_.layers[layer].activation.entry;
  const Real* z = values.z.data();
  Real* a = values.a.data();
  switch (activation.info.kind) {
    case ActivationKind::kElementwise: {
      const auto value = activation.kernels<Real>().value;
      const Real* params = activation_params_[layer].data();
      if constexpr (std::is_same_v<Real, float>) {
        if (activation.info.smooth && layout.units <= kNarrowUnits) {
          return activate_narrow_rows(value, params, z, a, rows, layout.units);
        }
      }
      return value(z, a, rows * layout.width, params);
    }
    case ActivationKind::kPrelu:
      return prelu_forward(z, parameters_.data() + layout.slope_values, a, rows,
                           layout.output_stride);
    case ActivationKind::kSoftmax:
      return softmax_forward(z, a, rows, layout.units, layout.output_stride);
    case ActivationKind::kMaxout:
      return maxout_forward(z, a, rows, layout.pieces, layout.output_stride);
  }
}

template <class Real>
void Network<Real>::activate_backward(std::size_t layer, Workspace<Real>& batch, std::size_t rows,
                                      Real* gradients) const {
  const LayerLayout& layout = layouts_[layer];
  LayerValues<Real>& values = batch.layers[layer];
  const Activation& activation = *spec_.layers[layer].activation.entry;
  const Real* z = values.z.data();
  const Real* a = values.a.data();
  clear_off_units(layer, values.da.data(), rows, layout.output_stride);
  const Real* da = values.da.data();
  Real* dz = values.dz.data();
  switch (activation.info.kind) {
    case ActivationKind::kElementwise:
      return activation.kernels<Real>().backward(z, a, da, dz, rows * layout.width,
                                                 activation_params_[layer].data());
    case ActivationKind::kPrelu:
      return prelu_backward(z, parameters_.data() + layout.slope_values, da, dz,
                            gradients + layout.slope_values, rows, layout.output_stride);
    case ActivationKind::kSoftmax:
      if (!off_units_[layer].empty()) {
        // the Jacobian takes the outputs before units were set to 0
        softmax_forward(z, values.a.data(), rows, layout.units, layout.output_stride);
      }
      softmax_backward(a, da, dz, rows, layout.units, layout.output_stride);
      return clear_off_units(layer, values.a.data(), rows, layout.output_stride);
    case ActivationKind::kMaxout:
      return maxout_backward(z, a, da, dz, rows, layout.pieces, layout.output_stride);
  }
}

template <class Real>
double Network<Real>::penalty() const {
  if (!spec_.regularization.active()) return 0.0;
  double sum = 0.0;
  for (const LayerLayout& layer : layouts_) {
    sum += regularization_penalty(parameters_.data() + layer.weights, layer.inputs * layer.width,
                                  spec_.regularization);
  }
  return sum;
}

template class Network<float>;
template class Network<double>;
template Network<double>::Network(const Network<float>&);

}  // namespace gradient
