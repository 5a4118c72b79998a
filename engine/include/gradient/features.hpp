#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace gradient {

/// A network input made of a data set's raw coordinates. One row of the table of features.
struct Feature {
  /// The id used in specs, for example "x1^2".
  std::string_view name;
  /// As printed for people.
  std::string_view label;
  std::string_view formula;
  /// Raw coordinates that a point must have.
  std::size_t dimensions = 1;
  /// Its value at a point of at least so many coordinates.
  double (*value)(const float* point) = nullptr;
};

/// All features, in the order in which menus show them. The first ones are the coordinates
/// themselves.
[[nodiscard]] std::span<const Feature> feature_table();

/// The entry of that name, or null.
[[nodiscard]] const Feature* find_feature(std::string_view name);

}  // namespace gradient
