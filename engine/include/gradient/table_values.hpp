#pragma once

#include "gradient/value.hpp"

namespace gradient {

/// The tables as plain data, for menus, documentation and tests: a list of objects for each, with
/// the names of the JavaScript API (ActivationInfo, LossInfo, …).
[[nodiscard]] Value activations_value();
[[nodiscard]] Value losses_value();
[[nodiscard]] Value optimizers_value();
[[nodiscard]] Value initializers_value();
[[nodiscard]] Value schedules_value();
[[nodiscard]] Value datasets_value();
[[nodiscard]] Value features_value();

/// The largest sizes that specs may ask for.
[[nodiscard]] Value limits_value();

}  // namespace gradient
