#include "split_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gradient/random.hpp"

namespace gradient {
namespace {

/// Random stream of a data set's seed: the split does not change points and noise.
constexpr std::uint64_t kOrderStream = 18;

std::size_t share_of(std::size_t count, double fraction) {
  return static_cast<std::size_t>(std::floor(static_cast<double>(count) * fraction + 0.5));
}

/// The number of rows from each group, `wanted` in all: proportional to the group sizes, rounded so
/// that they add up.
std::vector<std::size_t> quotas(std::span<const std::size_t> group_sizes, std::uint64_t wanted) {
  const std::uint64_t count =
      std::accumulate(group_sizes.begin(), group_sizes.end(), std::uint64_t{0});
  std::vector<std::size_t> quotas;
  std::uint64_t before = 0;
  for (const std::size_t size : group_sizes) {
    const std::uint64_t after = before + size;
    quotas.push_back(static_cast<std::size_t>(after * wanted / count - before * wanted / count));
    before = after;
  }
  return quotas;
}

}  // namespace

RowIndices split_rows(const DatasetSpec& spec, std::span<const std::int32_t> labels,
                      std::size_t classes) {
  const std::size_t count = spec.samples;
  const std::size_t tested = std::min(share_of(count, spec.test_fraction), count - 1);
  const std::size_t validated =
      std::min(share_of(count, spec.validation_fraction), count - 1 - tested);
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  Random(spec.seed, kOrderStream).shuffle(order);

  RowIndices split;
  if (spec.split == Split::kLast) {
    for (const std::uint32_t row : order) {
      (row >= count - tested               ? split.test
       : row >= count - tested - validated ? split.validation
                                           : split.train)
          .push_back(row);
    }
    return split;
  }
  const bool by_class = spec.split == Split::kStratified && !labels.empty();
  const auto group_of = [&](std::size_t row) {
    return by_class ? static_cast<std::size_t>(labels[row]) : 0;
  };
  std::vector<std::size_t> left(by_class ? classes : 1);
  for (std::size_t row = 0; row < count; ++row) ++left[group_of(row)];
  std::vector<std::size_t> test_quotas = quotas(left, tested);
  std::ranges::transform(left, test_quotas, left.begin(), std::minus());
  std::vector<std::size_t> validation_quotas = quotas(left, validated);
  for (const std::uint32_t row : order) {
    const std::size_t group = group_of(row);
    if (test_quotas[group] > 0) {
      --test_quotas[group];
      split.test.push_back(row);
    } else if (validation_quotas[group] > 0) {
      --validation_quotas[group];
      split.validation.push_back(row);
    } else {
      split.train.push_back(row);
    }
  }
  return split;
}

}  // namespace gradient
