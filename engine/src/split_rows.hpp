#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/dataset_spec.hpp"

namespace gradient {

/// Indices of the rows of each split, in random order.
struct RowIndices {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> validation;
  std::vector<std::uint32_t> test;
};

/// Splits the rows of a data set as its spec says. The test rows do not depend on the validation
/// fraction. `labels` has the class of each row, each below `classes`; empty for regression.
[[nodiscard]] RowIndices split_rows(const DatasetSpec& spec, std::span<const std::int32_t> labels,
                                    std::size_t classes);

}  // namespace gradient
