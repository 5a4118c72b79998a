#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "gradient/value.hpp"

namespace gradient {

enum class ActivationPart { kValue, kDerivative };

/// f(x) or f'(x), element by element, of the activation of that name; `params` is an object with
/// its parameters, or missing for the defaults. Throws Error for unknown names and parameters, and
/// for softmax and maxout, whose outputs depend on several inputs.
[[nodiscard]] std::vector<float> activate(std::string_view name, ActivationPart part,
                                          std::span<const float> x, const Value& params);

/// The same as the JavaScript API calls it.
[[nodiscard]] Value activation_value(const Value& name, const Value& x, const Value& params);
[[nodiscard]] Value activation_derivative(const Value& name, const Value& x, const Value& params);

/// Seconds, by `now` (in seconds), that `repeats` passes over `elements` values in [-4, 4) take.
[[nodiscard]] double time_activation(std::string_view name, ActivationPart part,
                                     std::size_t elements, std::size_t repeats,
                                     const std::function<double()>& now);

/// The same with the options `{elements, repeats, derivative}`; throws Error where they do not fit.
[[nodiscard]] Value benchmark_activation(const Value& name, const Value& options,
                                         const std::function<double()>& now);

}  // namespace gradient
