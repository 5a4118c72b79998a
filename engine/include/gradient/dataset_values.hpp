#pragma once

#include "gradient/dataset.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// The properties of a data set: kind, task, inputs, outputs, dimensions, classes, targets,
/// trainSize, validationSize, testSize.
[[nodiscard]] Value describe_dataset(const Dataset& data);

/// Means and deviations of the standardisation: `inputs` and `targets`, each with `mean` and
/// `deviation`; either is missing where it was not standardised.
[[nodiscard]] Value standardization_value(const Dataset& data);

/// Copies of one split's arrays: x, y, points, labels.
[[nodiscard]] Value split_value(const DatasetSplit& split);

}  // namespace gradient
