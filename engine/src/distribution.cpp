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

/// Parts that a bin of the histogram is divided into, to see near which values the quantiles lie.
constexpr std::size_t kPartsPerBin = 32;

/// Sums that go on side by side, as an addition takes several cycles.
constexpr std::size_t kSums = 4;

/// Equal bins over [lower, upper].
class Bins {
 public:
  Bins(double lower, double upper, std::size_t count)
      : lower_(lower),
        scale_(upper > lower ? static_cast<double>(count) / (upper - lower) : 0.0),
        last_(static_cast<std::int32_t>(count) - 1) {}

  [[nodiscard]] std::size_t of(float value) const {
    // signed, which WebAssembly converts faster
    const auto bin = static_cast<std::int32_t>((static_cast<double>(value) - lower_) * scale_);
    return static_cast<std::size_t>(std::min(bin, last_));
  }

 private:
  double lower_;
  double scale_;
  std::int32_t last_;
};

/// The value at `position` (whole part: rank; fraction: how far to the next) of `values`, whose
/// elements before `sorted_up_to` are no larger than the rest.
double value_at(std::span<float> values, double position, std::size_t sorted_up_to) {
  const auto rank = static_cast<std::size_t>(position);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(sorted_up_to), nth, values.end());
  const double fraction = position - static_cast<double>(rank);
  const double value = static_cast<double>(*nth);
  if (fraction == 0.0) return value;
  const double next = static_cast<double>(*std::min_element(nth + 1, values.end()));
  return value + fraction * (next - value);
}

/// Quantiles out of those values alone that share a part with one: `counts` values lie in each.
void fill_quantiles(std::span<const float> values, const Bins& parts,
                    std::span<const std::uint32_t> counts, Distribution& distribution) {
  std::array<double, kQuantileLevels.size()> positions;
  std::vector<std::uint8_t> is_wanted(counts.size());
  std::size_t part = 0;
  std::size_t below = 0;    // values in the parts before `part`
  std::size_t skipped = 0;  // of these, how many are not wanted
  const auto go_to = [&](std::size_t rank) {
    for (; rank >= below + counts[part]; ++part) {
      below += counts[part];
      if (is_wanted[part] == 0) skipped += counts[part];
    }
    is_wanted[part] = 1;
  };
  for (std::size_t q = 0; q < positions.size(); ++q) {
    const double position = kQuantileLevels[q] * static_cast<double>(values.size() - 1);
    const auto rank = static_cast<std::size_t>(position);
    go_to(rank);
    positions[q] = position - static_cast<double>(skipped);
    if (position > static_cast<double>(rank)) go_to(rank + 1);
  }

  std::vector<float> wanted(values.size());
  std::size_t found = 0;
  for (const float value : values) {
    wanted[found] = value;
    found += is_wanted[parts.of(value)];
  }
  wanted.resize(found);
  std::size_t sorted_up_to = 0;
  for (std::size_t q = 0; q < positions.size(); ++q) {
    distribution.quantiles[q] = value_at(wanted, positions[q], sorted_up_to);
    sorted_up_to = static_cast<std::size_t>(positions[q]);
  }
}

void fill_histogram_and_quantiles(std::span<const float> values, std::size_t bins,
                                  Distribution& distribution) {
  // a part's number is its bin's, times a power of two, and more: rounding is the same in both
  const Bins parts(distribution.minimum, distribution.maximum, bins * kPartsPerBin);
  std::vector<std::uint32_t> counts(bins * kPartsPerBin);
  for (const float value : values) ++counts[parts.of(value)];
  distribution.histogram = {distribution.minimum, distribution.maximum,
                            std::vector<std::uint32_t>(bins)};
  for (std::size_t part = 0; part < counts.size(); ++part) {
    distribution.histogram.counts[part / kPartsPerBin] += counts[part];
  }
  fill_quantiles(values, parts, counts, distribution);
}

bool all_finite(std::span<const float> values) {
  bool result = true;
  for (const float value : values) result &= std::isfinite(value);
  return result;
}

/// The least and the greatest of values, of which there is one at least.
std::pair<float, float> extremes(std::span<const float> values) {
  float least = values[0];
  float greatest = values[0];
  std::size_t i = 0;
  if (values.size() >= simd::kLanes) {
    simd::Lanes least_lanes = simd::Lanes::load(values.data());
    simd::Lanes greatest_lanes = least_lanes;
    for (; i + simd::kLanes <= values.size(); i += simd::kLanes) {
      const simd::Lanes lanes = simd::Lanes::load(values.data() + i);
      least_lanes = min(least_lanes, lanes);
      greatest_lanes = max(greatest_lanes, lanes);
    }
    std::array<float, simd::kLanes> each;
    least_lanes.store(each.data());
    least = std::ranges::min(each);
    greatest_lanes.store(each.data());
    greatest = std::ranges::max(each);
  }
  for (; i < values.size(); ++i) {
    least = std::min(least, values[i]);
    greatest = std::max(greatest, values[i]);
  }
  return {least, greatest};
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
