#pragma once

#include "gradient/network_spec.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// The spec as parse_network_spec() reads it, with every default filled in.
[[nodiscard]] Value spec_value(const NetworkSpec& spec);

/// The optimiser's state: `step`, and `slots`, one array per slot in the order of the parameters.
[[nodiscard]] Value optimizer_state_value(const Trainer& trainer);

}  // namespace gradient
