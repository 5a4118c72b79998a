#pragma once

#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

// What looks into one step, as the JavaScript API calls it: rows x and y as typed arrays, options
// as an object, each with its default. Each throws Error where one of them is not what it may be.

/// `{precision: 'single' | 'double', parameters, dropout: {rows, row}}`: trace(), in double where
/// asked for, then also with the parameters given.
[[nodiscard]] Value trace_value(const Trainer& trainer, const Value& x, const Value& y,
                                const Value& options);

/// `{most, regularization, parameters, dropout: {rows, row}}`: check_gradients().
[[nodiscard]] Value check_gradients_value(const Trainer& trainer, const Value& x, const Value& y,
                                          const Value& options);

/// `{parameters}`: update_in_double().
[[nodiscard]] Value update_in_double_value(const Trainer& trainer, const Value& x, const Value& y,
                                           const Value& options);

}  // namespace gradient
