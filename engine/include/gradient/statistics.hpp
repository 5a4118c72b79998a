#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gradient/distribution.hpp"
#include "gradient/network.hpp"
#include "gradient/value.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// A derivative smaller than this counts as flat,
inline constexpr double kSaturatedDerivative = 0.01;
/// and a unit as saturated where it is flat on more than this share of the rows.
inline constexpr double kSaturatedRows = 0.95;

/// A distribution of log10 |v| over the values that are not 0.
struct LogDistribution {
  Distribution logarithms;
  /// Values that are exactly 0.
  std::size_t zeros = 0;
};

/// What one layer did on a batch.
struct LayerStatistics {
  Distribution pre_activation;
  Distribution activation;
  /// mean |dL/dz| over finite values.
  double mean_absolute_gradient = 0.0;
  /// With full detail only.
  std::optional<LogDistribution> pre_activation_gradient;
  std::optional<LogDistribution> weight_gradient;
  /// Euclidean norms over the layer's weights.
  double weight_norm = 0.0;
  double weight_gradient_norm = 0.0;
  /// Shares of units: dL/dz is 0 on every row; |f'(z)| < kSaturatedDerivative on more than
  /// kSaturatedRows of them.
  double dead_share = 0.0;
  double saturated_share = 0.0;
  /// Share of outputs that are exactly 0.
  double zero_share = 0.0;
  /// Mean |a| of each unit over the rows.
  std::vector<float> unit_mean_absolute;
  /// Bit 0: dead, bit 1: saturated.
  std::vector<std::uint8_t> unit_flags;
};

struct StatisticsOptions {
  /// Rows of the data set to look at, from its first on; more than it has: all of them.
  std::size_t rows = 256;
  /// Bins of each histogram.
  std::size_t bins = 40;
  Detail detail = Detail::kFull;
};

/// Reads `{rows, bins, detail}`, each with its default; throws Error.
[[nodiscard]] StatisticsOptions parse_statistics_options(const Value& value);

/// Of every layer, from a batch that has gone forward and backward, and its gradients. `bins` per
/// histogram.
[[nodiscard]] std::vector<LayerStatistics> layer_statistics(
    const Network<float>& network, const Workspace<float>& batch, std::size_t rows,
    std::span<const float> gradients, std::size_t bins, Detail detail = Detail::kFull);

}  // namespace gradient
