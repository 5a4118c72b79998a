#include "gradient/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "gradient/lane_math.hpp"
#include "gradient/padded_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// The values of a padded matrix [rows][pieces][stride], without padding.
std::vector<float> without_padding(std::span<const float> matrix, std::size_t rows,
                                   std::size_t units) {
  std::vector<float> values(rows * units);
  copy_without_padding(matrix.data(), rows, units, values.data());
  return values;
}

/// log10 |v|, within 3e-7 relative.
void take_logarithms(std::span<float> values) {
  const auto logarithm = [](simd::Lanes v) {
    return simd::log(abs(v)) * simd::constant<simd::Lanes, 0.43429448190325182765>();
  };
  std::size_t i = 0;
  for (; i + simd::kLanes <= values.size(); i += simd::kLanes) {
    logarithm(simd::Lanes::load(values.data() + i)).store(values.data() + i);
  }
  if (i == values.size()) return;
  const std::size_t rest = values.size() - i;
  simd::store_first(logarithm(simd::load_first(values.data() + i, rest)), values.data() + i, rest);
}

LogDistribution log_distribution(std::vector<float> values, std::size_t bins) {
  LogDistribution result;
  result.zeros = std::erase(values, 0.0F);
  take_logarithms(values);
  result.logarithms = describe_distribution(values, bins);
  return result;
}

double mean_absolute(std::span<const float> values) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    sum += std::abs(static_cast<double>(value));
    ++count;
  }
  return sum / static_cast<double>(count);
}

double norm(std::span<const float> values) {
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(sum);
}

/// da/dz of each unit by itself, [rows][output_stride]; for softmax the Jacobian's diagonal, for
/// maxout 1.
std::vector<float> unit_derivatives(const Network<float>& network, std::size_t layer,
                                    const LayerValues<float>& values, std::size_t rows) {
  const LayerLayout& layout = network.layouts()[layer];
  const Activation& activation = *network.spec().layers[layer].activation.entry;
  const std::size_t count = rows * layout.output_stride;
  std::vector<float> derivatives(count, 1.0F);
  switch (activation.info.kind) {
    case ActivationKind::kElementwise:
      activation.float_kernels.derivative(values.z.data(), derivatives.data(), count,
                                          network.activation_params(layer));
      break;
    case ActivationKind::kPrelu:
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t unit = i % layout.output_stride;
        if (!(values.z.data()[i] > 0.0F)) {
          derivatives[i] = network.parameters()[layout.slope_values + unit];
        }
      }
      break;
    case ActivationKind::kSoftmax:
      for (std::size_t i = 0; i < count; ++i) {
        derivatives[i] = values.a.data()[i] * (1.0F - values.a.data()[i]);
      }
      break;
    case ActivationKind::kMaxout:
      break;
  }
  return derivatives;
}

/// What the rows say of one unit.
struct UnitCounts {
  double absolute = 0.0;   ///< sum of |a|
  std::size_t flat = 0;    ///< rows with f' near 0, a rectifier's flat side left out
  std::size_t off = 0;     ///< rows with f = 0 and f' = 0
  std::size_t steep = 0;   ///< rows with f' != 0
  std::size_t pulled = 0;  ///< rows with dL/da != 0
};

std::vector<UnitCounts> count_rows(const Network<float>& network, std::size_t layer,
                                   const LayerValues<float>& values, std::size_t rows) {
  const LayerLayout& layout = network.layouts()[layer];
  const bool rectifies = network.spec().layers[layer].activation.entry->info.rectifier;
  const bool is_fused = layer + 1 == network.layouts().size() && network.output_is_fused();
  const std::vector<float> derivatives = unit_derivatives(network, layer, values, rows);
  std::vector<UnitCounts> counts(layout.units);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t row = r * layout.output_stride;
    const float* gradients = (is_fused ? values.dz : values.da).data() + row;
    for (std::size_t unit = 0; unit < layout.units; ++unit) {
      UnitCounts& count = counts[unit];
      const float a = values.a.data()[row + unit];
      const float slope = derivatives[row + unit];
      const bool is_rectified = rectifies && values.z.data()[row + unit] <= 0.0F;
      const bool is_flat = std::abs(slope) < static_cast<float>(kSaturatedDerivative);
      count.absolute += std::abs(static_cast<double>(a));
      count.flat += is_flat && !is_rectified ? 1 : 0;
      count.off += a == 0.0F && slope == 0.0F ? 1 : 0;
      count.steep += slope != 0.0F ? 1 : 0;
      count.pulled += gradients[unit] != 0.0F ? 1 : 0;
    }
  }
  return counts;
}

std::uint8_t flags_of(const UnitCounts& count, std::size_t rows) {
  const bool is_dead = count.off == rows;
  const bool is_cut_off = count.pulled == 0 && count.steep > 0;
  const bool is_saturated =
      static_cast<double>(count.flat) >= kSaturatedRows * static_cast<double>(rows);
  return static_cast<std::uint8_t>((is_dead ? kDeadUnit : 0) | (is_saturated ? kSaturatedUnit : 0) |
                                   (is_cut_off ? kCutOffUnit : 0));
}

double share_of(const std::vector<std::uint8_t>& flags, std::uint8_t flag) {
  const auto count =
      std::ranges::count_if(flags, [flag](std::uint8_t unit) { return (unit & flag) != 0; });
  return static_cast<double>(count) / static_cast<double>(flags.size());
}

void describe_units(const Network<float>& network, std::size_t layer,
                    const LayerValues<float>& values, std::size_t rows, LayerStatistics& result) {
  for (const UnitCounts& count : count_rows(network, layer, values, rows)) {
    result.unit_mean_absolute.push_back(
        static_cast<float>(count.absolute / static_cast<double>(rows)));
    result.unit_flags.push_back(flags_of(count, rows));
  }
  result.dead_share = share_of(result.unit_flags, kDeadUnit);
  result.cut_off_share = share_of(result.unit_flags, kCutOffUnit);
  result.saturated_share = share_of(result.unit_flags, kSaturatedUnit);
}

LayerStatistics statistics_of(const Network<float>& network, std::size_t layer,
                              const LayerValues<float>& values, std::size_t rows,
                              std::span<const float> gradients, std::size_t bins, Detail detail) {
  const LayerLayout& layout = network.layouts()[layer];
  const std::size_t weight_count = layout.biases - layout.weights;
  const auto layer_weights = network.parameters().subspan(layout.weights, weight_count);
  const auto weight_gradients = gradients.subspan(layout.weights, weight_count);

  std::vector<float> z = without_padding(values.z.span(), rows * layout.pieces, layout.units);
  std::vector<float> a = without_padding(values.a.span(), rows, layout.units);
  std::vector<float> dz = without_padding(values.dz.span(), rows * layout.pieces, layout.units);
  LayerStatistics result;
  result.zero_share =
      static_cast<double>(std::ranges::count(a, 0.0F)) / static_cast<double>(a.size());
  result.pre_activation = describe_distribution(z, bins, detail);
  result.activation = describe_distribution(a, bins, detail);
  result.mean_absolute_gradient = mean_absolute(dz);
  if (detail == Detail::kFull) {
    result.pre_activation_gradient = log_distribution(std::move(dz), bins);
    result.weight_gradient = log_distribution(
        without_padding(weight_gradients, layout.inputs * layout.pieces, layout.units), bins);
  }
  result.weight_norm = norm(layer_weights);
  result.weight_gradient_norm = norm(weight_gradients);
  describe_units(network, layer, values, rows, result);
  return result;
}

}  // namespace

StatisticsOptions parse_statistics_options(const Value& value) {
  static constexpr std::array<std::string_view, 2> kDetails{"full", "magnitudes"};
  SpecReader reader(value, "", "the options of statistics");
  StatisticsOptions options;
  options.rows = reader.whole("rows", {.minimum = 1}, options.rows);
  options.bins = reader.whole("bins", {.minimum = 1, .maximum = 1024}, options.bins);
  options.detail = reader.choice("detail", kDetails, 0) == 0 ? Detail::kFull : Detail::kMagnitudes;
  reader.refuse_unknown_fields();
  return options;
}

std::vector<LayerStatistics> layer_statistics(const Network<float>& network,
                                              const Workspace<float>& batch, std::size_t rows,
                                              std::span<const float> gradients, std::size_t bins,
                                              Detail detail) {
  std::vector<LayerStatistics> result;
  result.reserve(network.layouts().size());
  for (std::size_t l = 0; l < network.layouts().size(); ++l) {
    result.push_back(statistics_of(network, l, batch.layers[l], rows, gradients, bins, detail));
  }
  return result;
}

}  // namespace gradient
