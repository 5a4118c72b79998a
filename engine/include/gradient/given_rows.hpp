#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gradient/network_spec.hpp"

namespace gradient {

/// The number of rows in x; throws Error kShapeMismatch where x is empty or its size is no multiple
/// of the network's inputs.
[[nodiscard]] std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x);
/// The same; throws also where y does not hold as many rows of targets.
[[nodiscard]] std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x,
                                  std::span<const float> y);

/// Throws Error kOutOfRange with row and column of the first NaN or infinity ("x[8][1]: NaN given;
/// …").
void check_finite(std::span<const float> values, std::size_t columns, std::string_view name);
void check_finite(std::span<const double> values, std::size_t columns, std::string_view name);

/// Throws Error kOutOfRange at the first target that the loss does not allow: binary cross-entropy
/// takes numbers from 0 to 1, cross-entropy rows of numbers from 0 to 1 with the sum 1 (within
/// 1e-4), hinge -1 or 1, other losses any finite number.
void check_targets(const NetworkSpec& spec, std::span<const float> y, std::string_view name);

/// Checks shapes, finite values, and targets against the loss. Returns the number of rows.
[[nodiscard]] std::size_t checked_rows(const NetworkSpec& spec, std::span<const float> x,
                                       std::span<const float> y);
[[nodiscard]] std::size_t checked_rows(const NetworkSpec& spec, std::span<const double> x,
                                       std::span<const double> y);

}  // namespace gradient
