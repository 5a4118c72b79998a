#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gradient {

/// Counts of values in equal bins over [lower, upper]; the last bin includes `upper`.
struct Histogram {
  double lower = 0.0;
  double upper = 0.0;
  std::vector<std::uint32_t> counts{};
};

inline constexpr std::array<double, 5> kQuantileLevels = {0.05, 0.25, 0.5, 0.75, 0.95};

/// How much of a sample is described.
enum class Detail {
  kMagnitudes,  ///< count, mean, deviation, mean |v|, smallest and largest: one or two passes
  kFull,        ///< quantiles and histogram too, at several times the cost
};

/// Descriptive statistics of a sample, of its finite values only. Every number is NaN where there
/// are none.
struct Distribution {
  /// Finite values.
  std::size_t count = 0;
  double mean = 0.0;
  /// Of the population: sqrt(mean (v - mean)^2).
  double standard_deviation = 0.0;
  double mean_absolute = 0.0;
  double minimum = 0.0;
  double maximum = 0.0;
  /// At kQuantileLevels, linear between the neighbouring values (R's type 7).
  std::array<double, kQuantileLevels.size()> quantiles{};
  Histogram histogram{};
};

/// `bins` >= 1. Reorders the values. Without full detail quantiles are NaN and the histogram has no
/// bins.
[[nodiscard]] Distribution describe_distribution(std::span<float> values, std::size_t bins,
                                                 Detail detail = Detail::kFull);

}  // namespace gradient
