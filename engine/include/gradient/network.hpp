#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gradient/aligned_buffer.hpp"
#include "gradient/layout.hpp"
#include "gradient/network_spec.hpp"
#include "gradient/random.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// What becomes of a layer's outputs when it has dropout.
enum class Dropout {
  kOff,    ///< evaluation: every output passes as it is
  kDraw,   ///< training: a new mask is drawn, kept outputs are scaled by 1 / (1 - p)
  kReuse,  ///< the mask that the workspace holds: for gradient checks
};

/// Samples one after the other, a row every `stride` values; what lies between rows is not read.
template <class Real>
struct InputRows {
  const Real* data;
  std::size_t stride;
};

/// A feed-forward network of dense layers: its numbers, and the three passes over a batch. Float is
/// what trains; double is what gradients are checked in.
///
/// Rows of a batch are samples. With x the layer's input and W its weights,
///   forward    z = x W + b,  a = f(z)
///   backward   dL/dz = dL/da f'(z),  dL/dW = x^T dL/dz,  dL/db = sum over rows of dL/dz,  dL/dx =
///   dL/dz W^T
/// (Rumelhart, Hinton & Williams 1986). NaN and infinities propagate; nothing hides them.
template <class Real>
class Network {
 public:
  /// Draws the initial weights, each layer's from a stream of its own of the spec's seed, the
  /// output layer's from a separate one: layers of the same shape in the same place get the same
  /// draws.
  explicit Network(const NetworkSpec& spec);

  /// The same network in another precision.
  template <class Other>
  explicit Network(const Network<Other>& other);

  [[nodiscard]] const NetworkSpec& spec() const { return spec_; }
  [[nodiscard]] const std::vector<LayerLayout>& layouts() const { return layouts_; }

  /// The arena, padding included; see LayerLayout and for_each_parameter.
  [[nodiscard]] std::span<Real> parameters() { return parameters_.span(); }
  [[nodiscard]] std::span<const Real> parameters() const { return parameters_.span(); }

  /// The values of a layer's activation's parameters, as its kernels take them.
  [[nodiscard]] const Real* activation_params(std::size_t layer) const {
    return activation_params_[layer].data();
  }
  [[nodiscard]] const Real* loss_params() const { return loss_params_.data(); }

  void set_regularization(const Regularization& value) { spec_.regularization = value; }
  void set_clipping(const ClippingSpec& value) { spec_.clipping = value; }
  void set_learning_rate(double value) { spec_.learning_rate = value; }

  /// The units of a hidden layer that are off, ascending: their output is 0, in training and
  /// evaluation, and no gradient passes through them.
  void set_off_units(std::size_t layer, std::vector<std::uint32_t> units) {
    off_units_[layer] = std::move(units);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& off_units(std::size_t layer) const {
    return off_units_[layer];
  }
  /// Writes 0 for these units into values[rows][stride] of a layer.
  void clear_off_units(std::size_t layer, Real* values, std::size_t rows, std::size_t stride) const;

  /// z and a of every layer for the first `rows` rows of batch.inputs. `random` is used by
  /// Dropout::kDraw only.
  void forward(Workspace<Real>& batch, std::size_t rows, Dropout dropout, Random* random) const;

  /// x of a layer for `rows` rows of the network's input: without dropout, through all layers
  /// before it. The rows are in `batch`, or for the first layer what is given.
  InputRows<Real> forward_to_input(std::size_t layer, InputRows<Real> x, Workspace<Real>& batch,
                                   std::size_t rows) const;
  /// z of a layer from its x.
  void pre_activate(std::size_t layer, const InputRows<Real>& x, Workspace<Real>& batch,
                    std::size_t rows) const;
  /// a of a layer from its z.
  void activate(std::size_t layer, Workspace<Real>& batch, std::size_t rows) const;

  /// x of a layer in a batch that has gone forward: the network's inputs, or what is left of the
  /// layer before after its dropout.
  [[nodiscard]] InputRows<Real> input_of(const Workspace<Real>& batch, std::size_t layer,
                                         Dropout dropout) const;

  /// Whether loss and output activation are computed together, on the logits.
  [[nodiscard]] bool output_is_fused() const;

  /// Mean loss over the rows against batch.targets, without regularisation.
  [[nodiscard]] double loss(const Workspace<Real>& batch, std::size_t rows) const;

  /// The same, and dL/da of the output (dL/dz where the loss is fused with the activation).
  double loss_and_gradient(Workspace<Real>& batch, std::size_t rows) const;

  /// dL/da and dL/dz of every layer, and into `gradients`, an arena shaped as parameters(), dL/d
  /// parameter: the mean over the rows, and the regulariser's. Follows loss_and_gradient.
  void backward(Workspace<Real>& batch, std::size_t rows, Dropout dropout, Real* gradients) const;

  /// dL/dx into `input_gradient`, [rows][padded inputs], from dL/da of the output, which the caller
  /// has put into batch.layers.back().da. Follows forward without dropout. `gradients` is scratch
  /// space, an arena shaped as parameters().
  void backward_to_input(Workspace<Real>& batch, std::size_t rows, Real* gradients,
                         Real* input_gradient) const;

  /// l1 sum |w| + l2 / 2 sum w^2.
  [[nodiscard]] double penalty() const;

 private:
  void apply_activation(std::size_t layer, Workspace<Real>& batch, std::size_t rows) const;
  void activate_backward(std::size_t layer, Workspace<Real>& batch, std::size_t rows,
                         Real* gradients) const;
  void propagate_to_input(std::size_t layer, const Workspace<Real>& batch, std::size_t rows,
                          Real* input_gradient) const;

  NetworkSpec spec_;
  std::vector<LayerLayout> layouts_;
  /// Parameters of each layer's activation and of the loss, as the kernels take them.
  std::vector<std::vector<Real>> activation_params_;
  std::vector<Real> loss_params_;
  /// Of each layer.
  std::vector<std::vector<std::uint32_t>> off_units_;
  AlignedBuffer<Real> parameters_;

  template <class Other>
  friend class Network;
};

}  // namespace gradient
