#include "gradient/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "gradient/simd.hpp"

namespace gradient {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Subdivisions of a histogram bin. Only the values that share one with a quantile are selected
/// from.
constexpr std::size_t kSubBinsPerBin = 32;

/// Independent partial sums, as an addition has a latency of several cycles.
constexpr std::size_t kSums = 4;

/// Equal bins over [lower, upper].
class Bins {
 public:
  Bins(double lower, double upper, std::size_t count)
      : lower_(lower),
        scale_(upper > lower ? static_cast<double>(count) / (upper - lower) : 0.0),
        last_(static_cast<std::int32_t>(count) - 1) {}

  [[nodiscard]] std::size_t index_of(float value) const {
    // signed: WebAssembly converts to it faster
    const auto bin = static_cast<std::int32_t>((static_cast<double>(value) - lower_) * scale_);
    return static_cast<std::size_t>(std::min(bin, last_));
  }

 private:
  double lower_;
  double scale_;
  std::int32_t last_;
};

/// The value at the fractional rank `position` of `values`, interpolated between its neighbours.
/// The first `partitioned` values are known to be no larger than the rest.
double value_at(std::span<float> values, double position, std::size_t partitioned) {
  const auto rank = static_cast<std::size_t>(position);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(partitioned), nth, values.end());
  const double fraction = position - static_cast<double>(rank);
  const double value = static_cast<double>(*nth);
  if (fraction == 0.0) return value;
  const double next = static_cast<double>(*std::min_element(nth + 1, values.end()));
  return value + fraction * (next - value);
}

/// Quantiles, selected from the values alone that share a sub-bin with one; `counts` has the number
/// of values in each sub-bin.
void fill_quantiles(std::span<const float> values, const Bins& sub_bins,
                    std::span<const std::uint32_t> counts, Distribution& distribution) {
  std::array<double, kQuantileLevels.size()> positions;
  std::vector<std::uint8_t> is_selected(counts.size());
  std::size_t sub_bin = 0;
  std::size_t below = 0;    // values in the sub-bins before `sub_bin`
  std::size_t skipped = 0;  // the values among them that are not selected
  const auto select_rank = [&](std::size_t rank) {
    for (; rank >= below + counts[sub_bin]; ++sub_bin) {
      below += counts[sub_bin];
      if (is_selected[sub_bin] == 0) skipped += counts[sub_bin];
    }
    is_selected[sub_bin] = 1;
  };
  for (std::size_t q = 0; q < positions.size(); ++q) {
    const double position = kQuantileLevels[q] * static_cast<double>(values.size() - 1);
    const auto rank = static_cast<std::size_t>(position);
    select_rank(rank);
    positions[q] = position - static_cast<double>(skipped);
    if (position > static_cast<double>(rank)) select_rank(rank + 1);
  }

  std::vector<float> selected(values.size());
  std::size_t count = 0;
  for (const float value : values) {
    selected[count] = value;
    count += is_selected[sub_bins.index_of(value)];
  }
  selected.resize(count);
  std::size_t partitioned = 0;
  for (std::size_t q = 0; q < positions.size(); ++q) {
    distribution.quantiles[q] = value_at(selected, positions[q], partitioned);
    partitioned = static_cast<std::size_t>(positions[q]);
  }
}

void fill_histogram_and_quantiles(std::span<const float> values, std::size_t bins,
                                  Distribution& distribution) {
  // kSubBinsPerBin is a power of two: sub-bin and bin of a value are rounded the same way
  const Bins sub_bins(distribution.minimum, distribution.maximum, bins * kSubBinsPerBin);
  std::vector<std::uint32_t> counts(bins * kSubBinsPerBin);
  for (const float value : values) ++counts[sub_bins.index_of(value)];
  distribution.histogram = {distribution.minimum, distribution.maximum,
                            std::vector<std::uint32_t>(bins)};
  for (std::size_t sub_bin = 0; sub_bin < counts.size(); ++sub_bin) {
    distribution.histogram.counts[sub_bin / kSubBinsPerBin] += counts[sub_bin];
  }
  fill_quantiles(values, sub_bins, counts, distribution);
}

bool all_finite(std::span<const float> values) {
  bool result = true;
  for (const float value : values) result &= std::isfinite(value);
  return result;
}

/// The smallest and the largest of at least one value.
std::pair<float, float> extremes(std::span<const float> values) {
  float smallest = values[0];
  float largest = values[0];
  std::size_t i = 0;
  if (values.size() >= simd::kLanes) {
    simd::Lanes smallest_lanes = simd::Lanes::load(values.data());
    simd::Lanes largest_lanes = smallest_lanes;
    for (; i + simd::kLanes <= values.size(); i += simd::kLanes) {
      const simd::Lanes lanes = simd::Lanes::load(values.data() + i);
      smallest_lanes = min(smallest_lanes, lanes);
      largest_lanes = max(largest_lanes, lanes);
    }
    std::array<float, simd::kLanes> each;
    smallest_lanes.store(each.data());
    smallest = std::ranges::min(each);
    largest_lanes.store(each.data());
    largest = std::ranges::max(each);
  }
  for (; i < values.size(); ++i) {
    smallest = std::min(smallest, values[i]);
    largest = std::max(largest, values[i]);
  }
  return {smallest, largest};
}

double total(const std::array<double, kSums>& sums) {
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// The mean of term(value).
template <class Term>
double mean_of(std::span<const float> values, Term term) {
  std::array<double, kSums> sums{};
  const std::size_t whole = values.size() - values.size() % kSums;
  for (std::size_t i = 0; i < whole; i += kSums) {
    for (std::size_t k = 0; k < kSums; ++k) sums[k] += term(static_cast<double>(values[i + k]));
  }
  for (std::size_t i = whole; i < values.size(); ++i) {
    sums[i - whole] += term(static_cast<double>(values[i]));
  }
  return total(sums) / static_cast<double>(values.size());
}

}  // namespace

Distribution describe_distribution(std::span<float> values, std::size_t bins, Detail detail) {
  if (!all_finite(values)) {
    const auto end = std::partition(values.begin(), values.end(),
                                    [](float value) { return std::isfinite(value); });
    values = values.first(static_cast<std::size_t>(end - values.begin()));
  }
  Distribution result{.count = values.size()};
  result.quantiles.fill(kNaN);
  if (values.empty()) {
    result.mean = result.standard_deviation = result.mean_absolute = kNaN;
    result.minimum = result.maximum = kNaN;
    if (detail == Detail::kFull) {
      result.histogram = {kNaN, kNaN, std::vector<std::uint32_t>(bins)};
    }
    return result;
  }
  result.mean = mean_of(values, [](double value) { return value; });
  result.mean_absolute = mean_of(values, [](double value) { return std::abs(value); });
  const double mean = result.mean;
  result.standard_deviation =
      std::sqrt(mean_of(values, [mean](double value) { return (value - mean) * (value - mean); }));
  const auto [smallest, largest] = extremes(values);
  result.minimum = static_cast<double>(smallest);
  result.maximum = static_cast<double>(largest);
  if (detail == Detail::kFull) fill_histogram_and_quantiles(values, bins, result);
  return result;
}

}  // namespace gradient
