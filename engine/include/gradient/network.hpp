#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gradient/aligned_buffer.hpp"
#include "gradient/layout.hpp"
#include "gradient/matrix_view.hpp"
#include "gradient/network_spec.hpp"
#include "gradient/random.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// How layers with dropout treat their outputs.
enum class Dropout {
  kOff,    ///< evaluation: outputs are unchanged
  kDraw,   ///< training: draws a new mask; outputs that are kept are scaled by 1 / (1 - p)
  kReuse,  ///< uses the mask in the workspace: for gradient checks
};

/// A feed-forward network of dense layers: its parameters, and the passes over a batch. Networks
/// train in float; gradients are checked in double.
///
/// Rows of a batch are samples. With x the layer's input and W its weights,
///   forward    z = x W + b,  a = f(z)
///   backward   dL/dz = dL/da f'(z)
///              dL/dW = x^T dL/dz,  dL/db = sum over rows of dL/dz,  dL/dx = dL/dz W^T
/// (Rumelhart, Hinton & Williams 1986). NaN and infinities propagate.
template <class Real>
class Network {
 public:
  /// Draws the initial weights from the spec's seed, each layer's from its own random stream, the
  /// output layer's from a separate one: layers of the same shape at the same position get the same
  /// draws in networks of different depth.
  explicit Network(const NetworkSpec& spec);

  /// The same network in another precision.
  template <class Other>
  explicit Network(const Network<Other>& other);

  [[nodiscard]] const NetworkSpec& spec() const { return spec_; }
  [[nodiscard]] const std::vector<LayerLayout>& layouts() const { return layouts_; }

  /// The arena, padding included; see LayerLayout and for_each_parameter.
  [[nodiscard]] std::span<Real> parameters() { return parameters_.span(); }
  [[nodiscard]] std::span<const Real> parameters() const { return parameters_.span(); }

  /// The parameters of a layer's activation, as its kernels take them.
  [[nodiscard]] const Real* activation_params(std::size_t layer) const {
    return activation_params_[layer].data();
  }
  [[nodiscard]] const Real* loss_params() const { return loss_params_.data(); }

  void set_regularization(const Regularization& value) { spec_.regularization = value; }
  void set_clipping(const ClippingSpec& value) { spec_.clipping = value; }
  void set_learning_rate(double value) { spec_.learning_rate = value; }

  /// Turns units of a hidden layer off, given in ascending order: their output is 0 in training and
  /// evaluation, and no gradient passes through them.
  void set_off_units(std::size_t layer, std::vector<std::uint32_t> units) {
    off_units_[layer] = std::move(units);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& off_units(std::size_t layer) const {
    return off_units_[layer];
  }
  /// Sets the columns of the units that are off to 0 in values[rows][stride] of a layer.
  void clear_off_units(std::size_t layer, Real* values, std::size_t rows, std::size_t stride) const;

  /// z and a of every layer for the first `rows` rows of batch.inputs. `random` is used by
  /// Dropout::kDraw only.
  void forward(Workspace<Real>& batch, std::size_t rows, Dropout dropout, Random* random) const;

  /// The input of a layer for rows x of the network's input, through all layers before it without
  /// dropout. The result is in `batch`; for the first layer it is x itself.
  MatrixView<const Real> forward_to_input(std::size_t layer, MatrixView<const Real> x,
                                          Workspace<Real>& batch) const;
  /// z = x W + b of a layer.
  void pre_activate(std::size_t layer, const MatrixView<const Real>& x,
                    Workspace<Real>& batch) const;
  /// a of a layer from its z.
  void activate(std::size_t layer, Workspace<Real>& batch, std::size_t rows) const;

  /// x of a layer in a batch that has gone forward, without padding at the end of rows: the
  /// network's inputs, or the activations of the layer before, after its dropout.
  [[nodiscard]] MatrixView<const Real> input_of(const Workspace<Real>& batch, std::size_t layer,
                                                std::size_t rows, Dropout dropout) const;

  /// Whether loss and output activation are fused: computed together from the logits.
  [[nodiscard]] bool output_is_fused() const;

  /// Mean loss over the rows against batch.targets, without regularisation.
  [[nodiscard]] double loss(const Workspace<Real>& batch, std::size_t rows) const;

  /// The same; computes dL/da of the output, or dL/dz where the loss is fused with the activation.
  double loss_and_gradient(Workspace<Real>& batch, std::size_t rows) const;

  /// dL/da and dL/dz of every layer, and the gradient of every parameter, which it writes to
  /// `gradients`, an arena shaped as parameters(): the mean over the rows plus the gradient of the
  /// regularisation. Call it after loss_and_gradient.
  void backward(Workspace<Real>& batch, std::size_t rows, Dropout dropout, Real* gradients) const;

  /// Writes dL/dx to `input_gradient`, [rows][padded inputs], given dL/da of the output in
  /// batch.layers.back().da. Call it after forward without dropout. `gradients` is scratch space,
  /// an arena shaped as parameters().
  void backward_to_input(Workspace<Real>& batch, std::size_t rows, Real* gradients,
                         Real* input_gradient) const;

  /// l1 sum |w| + l2 / 2 sum w^2.
  [[nodiscard]] double penalty() const;

 private:
  void apply_activation(std::size_t layer, Workspace<Real>& batch, std::size_t rows) const;
  void activate_backward(std::size_t layer, Workspace<Real>& batch, std::size_t rows,
                         Real* gradients) const;

  NetworkSpec spec_;
  std::vector<LayerLayout> layouts_;
  /// Parameters of each layer's activation, and of the loss, as the kernels take them.
  std::vector<std::vector<Real>> activation_params_;
  std::vector<Real> loss_params_;
  /// For each layer.
  std::vector<std::vector<std::uint32_t>> off_units_;
  AlignedBuffer<Real> parameters_;

  template <class Other>
  friend class Network;
};

}  // namespace gradient
