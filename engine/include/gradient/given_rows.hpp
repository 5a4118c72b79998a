#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gradient/network_spec.hpp"

namespace gradient {

/// Rows in x; throws Error kShapeMismatch where x is empty or holds no whole number of rows.
[[nodiscard]] std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x);
/// The same, and y holds as many rows of targets.
[[nodiscard]] std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x,
                                  std::span<const float> y);

/// Throws Error kOutOfRange with row and column of the first NaN or infinity ("x[8][1]: NaN given;
/// …").
void check_finite(std::span<const float> values, std::size_t columns, std::string_view name);
void check_finite(std::span<const double> values, std::size_t columns, std::string_view name);

/// Throws Error kOutOfRange with the first target that the loss cannot have: binary cross-entropy
/// takes numbers from 0 to 1, cross-entropy rows of such that add up to 1 (within 1e-4), the hinge
/// -1 or 1, other losses any finite number.
void check_targets(const NetworkSpec& spec, std::span<const float> y, std::string_view name);

/// Rows to learn from: shapes, finite values, targets that the loss can have. Returns their number.
[[nodiscard]] std::size_t checked_rows(const NetworkSpec& spec, std::span<const float> x,
                                       std::span<const float> y);
[[nodiscard]] std::size_t checked_rows(const NetworkSpec& spec, std::span<const double> x,
                                       std::span<const double> y);

}  // namespace gradient
