#pragma once

#include "gradient/dataset.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// The fixed facts of a data set: kind, task, inputs, outputs, dimensions, classes, targets,
/// trainSize, validationSize, testSize.
[[nodiscard]] Value describe_dataset(const Dataset& data);

/// Copies of one split's arrays: x, y, points, labels.
[[nodiscard]] Value split_value(const DatasetSplit& split);

}  // namespace gradient
