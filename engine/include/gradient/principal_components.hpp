#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "gradient/value.hpp"

namespace gradient {

/// The two directions in which rows of numbers vary most.
struct PrincipalComponents {
  /// Of each column.
  std::vector<double> mean;
  /// Unit vectors, orthogonal to each other; the first has the larger variance.
  std::array<std::vector<double>, 2> axes;
  /// Variance along each axis over the variance in all; 0 where nothing varies.
  std::array<double, 2> shares{};
  /// Coordinates of each row along each axis, from the mean.
  std::array<std::vector<double>, 2> scores;
};

/// Of data [rows, columns], columns >= 2, by orthogonal iteration with a Rayleigh-Ritz step
/// (G. Golub, C. Van Loan, Matrix Computations, 4th ed., 8.2.4 and 8.2.8): no covariance matrix is
/// made, so that wide layers cost little. Starts from `previous` where it has two axes of so many
/// finite numbers, and keeps their sides; otherwise the largest coordinate of each axis is
/// positive. Ends after 60 iterations, or when an axis moves by less than 1.4e-3 radians. NaN and
/// infinities in the data give NaN.
[[nodiscard]] PrincipalComponents principal_components(
    std::span<const float> data, std::size_t columns,
    const std::array<std::vector<double>, 2>& previous = {});

/// The same of a Float32Array as the JavaScript API calls it, with the options `{columns,
/// previous}`; throws Error where they do not fit.
[[nodiscard]] Value principal_components_value(const Value& data, const Value& options);

}  // namespace gradient
