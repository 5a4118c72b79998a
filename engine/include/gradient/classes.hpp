#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/network.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// The class of outputs with a NaN among them.
inline constexpr std::int32_t kNoClass = -1;

/// The class that a row of outputs says: with one column per class the first of the largest
/// (one-hot), in one column 1 above 0.5 (binary) or above 0 (sign), else 0; kNoClass where an
/// output is NaN. Not for real targets.
[[nodiscard]] std::int32_t class_of(std::span<const float> outputs, Targets targets);

struct Classification {
  /// Predicted for each row; kNoClass where there is none.
  std::vector<std::int32_t> classes;
  /// How often each class is taken for each, [classes][classes]: rows are true classes, columns
  /// predicted ones. Rows without a predicted class are not counted.
  std::vector<std::uint32_t> confusion;
};

/// What the network takes each row of a split for, "train", "validation" or "test". Throws Error
/// where the data set has no classes or does not fit the network. A split without rows has empty
/// classes and counts of 0.
[[nodiscard]] Classification classify(const Network<float>& network, const Dataset& data,
                                      std::string_view split, Workspace<float>& batch);

}  // namespace gradient
