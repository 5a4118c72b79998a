#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace gradient {

/// A function of a data set's raw coordinates that serves as a network input. One entry of the
/// table of features.
struct Feature {
  /// The id used in specs, for example "x1^2".
  std::string_view name;
  /// The name shown to users.
  std::string_view label;
  std::string_view formula;
  /// The least number of raw coordinates of a point.
  std::size_t dimensions = 1;
  /// Its value at a point with at least `dimensions` coordinates.
  double (*value)(const float* point) = nullptr;
};

/// All features, in the order in which menus show them. The coordinates come first.
[[nodiscard]] std::span<const Feature> feature_table();

/// The entry of that name, or null.
[[nodiscard]] const Feature* find_feature(std::string_view name);

}  // namespace gradient
