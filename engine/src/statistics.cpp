#include "gradient/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// The values of a padded matrix [rows][pieces][stride], without padding.
std::vector<float> without_padding(std::span<const float> matrix, std::size_t rows,
                                   std::size_t units, std::size_t stride) {
  std::vector<float> values;
  values.reserve(rows * units);
  for (std::size_t r = 0; r < rows; ++r) {
    const auto row = matrix.subspan(r * stride, units);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

LogDistribution log_distribution(std::vector<float> values, std::size_t bins) {
  LogDistribution result;
  result.zeros = std::erase(values, 0.0F);
  for (float& value : values) value = std::log10(std::abs(value));
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

bool is_dead(const LayerLayout& layout, const LayerValues<float>& values, std::size_t rows,
             std::size_t unit) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t piece = 0; piece < layout.pieces; ++piece) {
      if (values.dz.data()[r * layout.width + piece * layout.output_stride + unit] != 0.0F) {
        return false;
      }
    }
  }
  return true;
}

bool is_saturated(const LayerLayout& layout, std::span<const float> derivatives, std::size_t rows,
                  std::size_t unit) {
  std::size_t flat = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const float derivative = derivatives[r * layout.output_stride + unit];
    flat += std::abs(derivative) < static_cast<float>(kSaturatedDerivative) ? 1 : 0;
  }
  return static_cast<double>(flat) > kSaturatedRows * static_cast<double>(rows);
}

void describe_units(const Network<float>& network, std::size_t layer,
                    const LayerValues<float>& values, std::size_t rows, LayerStatistics& result) {
  const LayerLayout& layout = network.layouts()[layer];
  const std::vector<float> derivatives = unit_derivatives(network, layer, values, rows);
  std::size_t dead = 0;
  std::size_t saturated = 0;
  for (std::size_t unit = 0; unit < layout.units; ++unit) {
    double sum = 0.0;
    for (std::size_t r = 0; r < rows; ++r) {
      sum += std::abs(static_cast<double>(values.a.data()[r * layout.output_stride + unit]));
    }
    result.unit_mean_absolute.push_back(static_cast<float>(sum / static_cast<double>(rows)));
    const bool unit_is_dead = is_dead(layout, values, rows, unit);
    const bool unit_is_saturated = is_saturated(layout, derivatives, rows, unit);
    dead += unit_is_dead ? 1 : 0;
    saturated += unit_is_saturated ? 1 : 0;
    result.unit_flags.push_back(
        static_cast<std::uint8_t>((unit_is_dead ? 1 : 0) | (unit_is_saturated ? 2 : 0)));
  }
  result.dead_share = static_cast<double>(dead) / static_cast<double>(layout.units);
  result.saturated_share = static_cast<double>(saturated) / static_cast<double>(layout.units);
}

LayerStatistics statistics_of(const Network<float>& network, std::size_t layer,
                              const LayerValues<float>& values, std::size_t rows,
                              std::span<const float> gradients, std::size_t bins, Detail detail) {
  const LayerLayout& layout = network.layouts()[layer];
  const std::size_t weight_count = layout.biases - layout.weights;
  const auto layer_weights = network.parameters().subspan(layout.weights, weight_count);
  const auto weight_gradients = gradients.subspan(layout.weights, weight_count);

  std::vector<float> z =
      without_padding(values.z.span(), rows * layout.pieces, layout.units, layout.output_stride);
  std::vector<float> a = without_padding(values.a.span(), rows, layout.units, layout.output_stride);
  std::vector<float> dz =
      without_padding(values.dz.span(), rows * layout.pieces, layout.units, layout.output_stride);
  LayerStatistics result;
  result.zero_share =
      static_cast<double>(std::ranges::count(a, 0.0F)) / static_cast<double>(a.size());
  result.pre_activation = describe_distribution(z, bins, detail);
  result.activation = describe_distribution(a, bins, detail);
  result.mean_absolute_gradient = mean_absolute(dz);
  if (detail == Detail::kFull) {
    result.pre_activation_gradient = log_distribution(std::move(dz), bins);
    result.weight_gradient =
        log_distribution(without_padding(weight_gradients, layout.inputs * layout.pieces,
                                         layout.units, layout.output_stride),
                         bins);
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
