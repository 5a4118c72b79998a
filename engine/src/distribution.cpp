#include "gradient/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradient {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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

void fill_quantiles(std::span<float> values, Distribution& distribution) {
  std::size_t sorted_up_to = 0;
  for (std::size_t q = 0; q < kQuantileLevels.size(); ++q) {
    const double position = kQuantileLevels[q] * static_cast<double>(values.size() - 1);
    distribution.quantiles[q] = value_at(values, position, sorted_up_to);
    sorted_up_to = static_cast<std::size_t>(position);
  }
}

Histogram histogram_of(std::span<const float> values, double lower, double upper,
                       std::size_t bins) {
  Histogram histogram{lower, upper, std::vector<std::uint32_t>(bins)};
  const double scale = upper > lower ? static_cast<double>(bins) / (upper - lower) : 0.0;
  for (const float value : values) {
    const auto bin = static_cast<std::size_t>((static_cast<double>(value) - lower) * scale);
    ++histogram.counts[std::min(bin, bins - 1)];
  }
  return histogram;
}

}  // namespace

Distribution describe_distribution(std::span<float> values, std::size_t bins, Detail detail) {
  const auto end = std::partition(values.begin(), values.end(),
                                  [](float value) { return std::isfinite(value); });
  values = values.first(static_cast<std::size_t>(end - values.begin()));
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
  const auto count = static_cast<double>(values.size());
  double sum = 0.0;
  double absolute_sum = 0.0;
  for (const float value : values) {
    sum += static_cast<double>(value);
    absolute_sum += std::abs(static_cast<double>(value));
  }
  result.mean = sum / count;
  result.mean_absolute = absolute_sum / count;
  double squares = 0.0;
  for (const float value : values) {
    const double deviation = static_cast<double>(value) - result.mean;
    squares += deviation * deviation;
  }
  result.standard_deviation = std::sqrt(squares / count);
  const auto [smallest, largest] = std::ranges::minmax(values);
  result.minimum = static_cast<double>(smallest);
  result.maximum = static_cast<double>(largest);
  if (detail == Detail::kFull) {
    result.histogram = histogram_of(values, result.minimum, result.maximum, bins);
    fill_quantiles(values, result);
  }
  return result;
}

}  // namespace gradient
