#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "gradient/dataset.hpp"

/// Helpers of the tests of data sets.
namespace gradient::testing {

inline Dataset make_dataset(Object spec) {
  return Dataset(parse_dataset_spec(Value(std::move(spec))));
}

inline std::vector<float> values_of(const xt::xtensor<float, 2>& array) {
  return {array.data(), array.data() + array.size()};
}

/// All rows' raw coordinates, sorted.
inline std::vector<std::pair<float, float>> all_points(const Dataset& data) {
  std::vector<std::pair<float, float>> points;
  for (const DatasetSplit* split : {&data.train(), &data.validation(), &data.test()}) {
    for (std::size_t row = 0; row < split->rows(); ++row) {
      points.emplace_back(split->points()(row, 0), split->points()(row, data.dimensions() - 1));
    }
  }
  std::ranges::sort(points);
  return points;
}

/// The difference between the sizes of the largest and the smallest class of a split.
inline std::ptrdiff_t imbalance(const DatasetSplit& split, std::size_t classes) {
  std::vector<std::ptrdiff_t> counts(classes);
  for (const std::int32_t label : split.labels) ++counts[static_cast<std::size_t>(label)];
  const auto [fewest, most] = std::ranges::minmax(counts);
  return most - fewest;
}

}  // namespace gradient::testing
