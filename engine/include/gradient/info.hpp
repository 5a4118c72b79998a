#pragma once

#include <limits>
#include <span>
#include <string_view>

namespace gradient {

/// A numeric parameter of a table entry, as specs name it.
struct ParameterInfo {
  std::string_view name;
  std::string_view label;
  std::string_view description;
  double minimum = 0.0;
  double maximum = 0.0;
  double default_value = 0.0;
  bool minimum_exclusive = false;
  bool maximum_exclusive = false;
  bool integer = false;
};

/// What the entries of all tables have in common.
struct EntryInfo {
  /// The id used in specs: lower case with hyphens.
  std::string_view name;
  /// The name shown to users.
  std::string_view label;
  /// One or two plain sentences.
  std::string_view description;
  /// Plain-text formula.
  std::string_view formula;
  /// The same in LaTeX (with amsmath); empty where it is in words.
  std::string_view formula_tex;
  std::span<const ParameterInfo> parameters;
  /// Year of publication; 0 where there is no single origin.
  int year = 0;
  /// A citation.
  std::string_view source;
};

/// An interval of the real line; infinite bounds are +-infinity and never inclusive.
struct Range {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool lower_inclusive = false;
  bool upper_inclusive = false;
};

/// |computed - exact| <= max(absolute, relative * |exact|).
struct ErrorBound {
  double absolute = 0.0;
  double relative = 0.0;
};

}  // namespace gradient
