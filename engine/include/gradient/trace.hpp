#pragma once

#include <span>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// One layer's numbers for one sample, without padding: the factors and products of the chain rule
/// in order. Matrices are [inputs][pieces * units] row-major; z and its gradient have pieces *
/// units values.
struct LayerTrace {
  std::vector<float> weights;
  std::vector<float> biases;
  std::vector<float> input;
  std::vector<float> pre_activation;
  std::vector<float> activation;
  /// f'(z) of each pre-activation; empty where the activation is not element-wise.
  std::vector<float> derivative;
  std::vector<float> activation_gradient;
  std::vector<float> pre_activation_gradient;
  std::vector<float> weight_gradient;
  std::vector<float> bias_gradient;
};

struct Trace {
  double loss = 0.0;
  std::vector<float> prediction;
  std::vector<LayerTrace> layers;
};

/// One sample forward and backward, without dropout and regularisation. x has the network's inputs,
/// y its outputs. Throws Error where they have other sizes, hold
/// NaN or infinity, or y is no target that the loss can have. Where loss and output activation are
/// fused, the output's activation_gradient is the loss's own dL/da, which the fused dL/dz does not
/// go through.
[[nodiscard]] Trace trace(const Network<float>& network, std::span<const float> x,
                          std::span<const float> y);

}  // namespace gradient
