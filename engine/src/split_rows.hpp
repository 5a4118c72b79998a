#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/dataset_spec.hpp"

namespace gradient {

/// Numbers of the rows of each split, each list in a random order.
struct RowNumbers {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> validation;
  std::vector<std::uint32_t> test;
};

/// Shares out the rows of a data set as its spec says. The test rows do not depend on the share of
/// the validation rows. `labels` has the class of each row, each below `classes`; empty: no
/// classes.
[[nodiscard]] RowNumbers split_rows(const DatasetSpec& spec, std::span<const std::int32_t> labels,
                                    std::size_t classes);

}  // namespace gradient
