#pragma once

#include "gradient/dataset.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// The fixed facts of a data set: kind, task, inputs, outputs, dimensions, classes, targets,
/// trainSize, validationSize, testSize.
[[nodiscard]] Value describe_dataset(const Dataset& data);

/// What the data set's values were standardised by: `inputs` and `targets`, each with `mean` and
/// `deviation`, and each only where it was.
[[nodiscard]] Value standardization_value(const Dataset& data);

/// Copies of one split's arrays: x, y, points, labels.
[[nodiscard]] Value split_value(const DatasetSplit& split);

/// The split of that name; throws Error where there is none.
[[nodiscard]] Value named_split_value(const Dataset& data, const Value& name);

/// Dataset::transform of a Float32Array.
[[nodiscard]] Value transformed_value(const Dataset& data, const Value& points);

}  // namespace gradient
