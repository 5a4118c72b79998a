#pragma once

#include <span>
#include <type_traits>
#include <vector>

#include "gradient/dropout_masks.hpp"
#include "gradient/network.hpp"

namespace gradient {

/// One layer's numbers for one sample, without padding: the factors and products of the chain rule
/// in order. Matrices are [inputs][pieces * units] row-major; z and its gradient have pieces *
/// units values. A trace in float has float's values, each exact in double.
struct LayerTrace {
  std::vector<double> weights;
  std::vector<double> biases;
  /// With dropout, what is left of the layer before: a * mask.
  std::vector<double> input;
  std::vector<double> pre_activation;
  /// Before the layer's own dropout.
  std::vector<double> activation;
  /// f'(z) of each pre-activation; empty where the activation is not element-wise.
  std::vector<double> derivative;
  /// 0 or 1 / (1 - p) for each output; empty where nothing is dropped.
  std::vector<double> mask;
  std::vector<double> activation_gradient;
  std::vector<double> pre_activation_gradient;
  std::vector<double> weight_gradient;
  std::vector<double> bias_gradient;
};

struct Trace {
  double loss = 0.0;
  std::vector<double> prediction;
  std::vector<LayerTrace> layers;
};

/// One sample forward and backward, without regularisation and with the masks given (none: without
/// dropout). x has the network's inputs, y its outputs. Float gives the numbers that training works
/// with, double the same formulas with std:: maths. Throws Error where x or y have other sizes,
/// hold NaN or infinity, or y is no target that the loss can have. Where loss and output activation
/// are fused, the output's activation_gradient is the loss's own dL/da, which the fused dL/dz does
/// not go through.
template <class Real>
[[nodiscard]] Trace trace(const Network<Real>& network,
                          std::span<const std::type_identity_t<Real>> x,
                          std::span<const std::type_identity_t<Real>> y,
                          const DropoutMasks& masks = {});

}  // namespace gradient
