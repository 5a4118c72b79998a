#pragma once

#include <optional>
#include <span>
#include <vector>

#include "gradient/held_parameters.hpp"
#include "gradient/network_spec.hpp"
#include "gradient/optimizers.hpp"

namespace gradient {

// The two halves of an update, on arenas shaped as the network's parameters; float trains, double
// shows an update to all its digits.

/// Makes of dL/d parameter what the optimiser takes: 0 for held parameters, then each component
/// clipped to the spec's limit, then all scaled to its norm. Returns the norm before that scaling;
/// nothing where there is no limit on it.
template <class Real>
std::optional<double> clip_gradients(const ClippingSpec& clipping, const HeldParameters& held,
                                     std::span<Real> gradients);

/// One step of the optimiser at that rate; `kept` is scratch space. `slots` are as many arenas, one
/// after the other, as the optimiser keeps values for each parameter.
template <class Real>
void update_parameters(const Chosen<Optimizer>& optimizer, double rate, const HeldParameters& held,
                       std::vector<Real>& kept, OptimizerState& state,
                       std::span<const Real> gradients, std::span<Real> parameters,
                       std::span<Real> slots);

}  // namespace gradient
