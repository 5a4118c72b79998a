#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gradient/info.hpp"
#include "gradient/random.hpp"

namespace gradient {

enum class Task : std::uint8_t { kClassification, kRegression };

/// "classification" or "regression".
[[nodiscard]] constexpr std::string_view task_name(Task task) {
  return task == Task::kClassification ? "classification" : "regression";
}

/// The row that a generator is to draw.
struct PointRequest {
  /// Class of the row, in [0, classes); 0 for regression.
  std::size_t label = 0;
  std::size_t classes = 0;
  /// The parameter of classes that are curves: evenly spaced over the rows of the class, in (0, 1).
  double along = 0.0;
  /// In the order of the entry's list.
  std::span<const double> params;
};

/// A row before noise. x2 is 0 in one-dimensional sets, the target 0 for classification.
struct GeneratedPoint {
  double x1 = 0.0;
  double x2 = 0.0;
  double target = 0.0;
};

/// One entry of the table of generated data sets. Without noise every coordinate is in [-6, 6]
/// (except in the tails of normal distributions), no two classes overlap, and regression targets
/// are in [-1.2, 1.2].
struct DatasetGenerator {
  EntryInfo entry;
  Task task = Task::kClassification;
  /// Raw coordinates per row: 2, or 1.
  std::size_t dimensions = 2;
  /// Classes at the default parameters; 0 for regression.
  std::size_t default_classes = 0;
  /// Name of the parameter that is the number of classes; empty where that is fixed.
  std::string_view classes_parameter;
  GeneratedPoint (*draw)(const PointRequest& request, Random& random) = nullptr;
};

/// All generated data sets, in the order in which menus show them.
[[nodiscard]] std::span<const DatasetGenerator> dataset_table();

/// The entry of that name, or null.
[[nodiscard]] const DatasetGenerator* find_dataset_generator(std::string_view name);

/// The number of classes with these parameters; 0 for regression.
[[nodiscard]] std::size_t class_count(const DatasetGenerator& generator,
                                      std::span<const double> params);

}  // namespace gradient
