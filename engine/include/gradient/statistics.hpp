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

// What may be wrong with a unit, over the rows of a batch. z is its pre-activation, f its
// activation; softmax counts by the diagonal of its Jacobian, maxout has f' = 1.
//
// dead        f(z) = 0 and f'(z) = 0 for every row: nothing goes through it in either direction
// cut off     dL/da = 0 for every row, though f'(z) is not 0 for all of them: what comes after it
//             lets no gradient through (where loss and output activation are fused, dL/dz stands
//             for dL/da)
// saturated   |f'(z)| < kSaturatedDerivative on at least kSaturatedRows of the rows, those apart
//             where a rectifier is flat as it should be (ActivationInfo::rectifier and z <= 0)

inline constexpr double kSaturatedDerivative = 0.01;
inline constexpr double kSaturatedRows = 0.95;

/// Bits of LayerStatistics::unit_flags.
inline constexpr std::uint8_t kDeadUnit = 1;
inline constexpr std::uint8_t kSaturatedUnit = 2;
inline constexpr std::uint8_t kCutOffUnit = 4;

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
  /// Shares of units.
  double dead_share = 0.0;
  double cut_off_share = 0.0;
  double saturated_share = 0.0;
  /// Share of outputs that are exactly 0.
  double zero_share = 0.0;
  /// Mean |a| of each unit over the rows.
  std::vector<float> unit_mean_absolute;
  /// kDeadUnit, kSaturatedUnit and kCutOffUnit, added up.
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
