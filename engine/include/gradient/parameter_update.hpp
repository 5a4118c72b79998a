#pragma once

#include <optional>
#include <span>

#include "gradient/network_spec.hpp"
#include "gradient/non_trainable_parameters.hpp"
#include "gradient/optimizers.hpp"

namespace gradient {

// The two halves of an update, on arenas shaped as the network's parameters; float trains, double
// shows an update to all its digits.

/// Makes of dL/d parameter what the optimiser takes: 0 for non_trainable parameters, then each
/// component clipped to the spec's limit, then all scaled to its norm. Returns the norm before that
/// scaling; nothing where there is no limit on it.
template <class Real>
std::optional<double> clip_gradients(const ClippingSpec& clipping,
                                     const NonTrainableParameters<Real>& non_trainable,
                                     std::span<Real> gradients);

/// One step of the optimiser at that rate. `slots` are as many arenas, one after the other, as the
/// optimiser keeps values for each parameter.
template <class Real>
void update_parameters(const Chosen<Optimizer>& optimizer, double rate,
                       NonTrainableParameters<Real>& non_trainable, OptimizerState& state,
                       std::span<const Real> gradients, std::span<Real> parameters,
                       std::span<Real> slots);

}  // namespace gradient
