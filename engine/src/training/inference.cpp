#include "gradient/inference.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "gradient/given_rows.hpp"
#include "gradient/multiply_by_column.hpp"
#include "gradient/padded_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Rows that go through the network at once: few enough that a small network's values stay in the
/// first cache.
constexpr std::size_t kChunkRows = 128;

bool is_right(const float* prediction, const float* target, std::size_t outputs, Targets targets) {
  // each comparison with NaN is false, as if it said "not this class"
  if (std::any_of(prediction, prediction + outputs, [](float p) { return std::isnan(p); })) {
    return false;
  }
  if (targets == Targets::kOneHot) {
    return std::max_element(prediction, prediction + outputs) - prediction ==
           std::max_element(target, target + outputs) - target;
  }
  const float threshold = targets == Targets::kSign ? 0.0F : 0.5F;
  return std::equal(prediction, prediction + outputs, target,
                    [&](float p, float y) { return (p > threshold) == (y > threshold); });
}

/// Makes room for chunks of the rows of x; visit(first_row, rows) sees each.
template <class Visit>
void for_each_chunk(const Network<float>& network, std::span<const float> x,
                    Workspace<float>& batch, Visit&& visit) {
  const std::size_t rows = x.size() / network.spec().inputs;
  batch.reserve(network.spec(), network.layouts(), std::min(rows, kChunkRows));
  for (std::size_t start = 0; start < rows; start += kChunkRows) {
    visit(start, std::min(kChunkRows, rows - start));
  }
}

/// z of a layer, as z[rows][units] without padding.
void pre_activations(const Network<float>& network, std::size_t layer, InputRows<float> x,
                     Workspace<float>& batch, std::size_t rows, float* z) {
  const LayerLayout& layout = network.layouts()[layer];
  x = network.forward_to_input(layer, x, batch, rows);
  if (layout.units == 1) {
    const float* parameters = network.parameters().data();
    return multiply_by_column(rows, layout.inputs, x.data, x.stride, parameters + layout.weights,
                              layout.width, parameters[layout.biases], z);
  }
  network.pre_activate(layer, x, batch, rows);
  copy_without_padding(batch.layers[layer].z.data(), rows, layout.units, z);
}

}  // namespace

Evaluation evaluate(const Network<float>& network, std::span<const float> x,
                    std::span<const float> y, Targets targets, Workspace<float>& batch,
                    std::uint64_t step) {
  const LayerLayout& output = network.layouts().back();
  const std::size_t rows = rows_of(network.spec(), x, y);
  const RowCopier inputs(x, network.spec().inputs);
  Evaluation result;
  double loss_sum = 0.0;
  std::size_t right = 0;
  for_each_chunk(network, x, batch, [&](std::size_t start, std::size_t count) {
    inputs.copy(start, count, batch.inputs.data());
    network.forward(batch, count, Dropout::kOff, nullptr);
    for (std::size_t r = 0; r < count; ++r) {
      const float* target = y.data() + (start + r) * output.units;
      std::copy_n(target, output.units, batch.targets.data() + r * output.output_stride);
      const float* prediction = batch.layers.back().a.data() + r * output.output_stride;
      right += is_right(prediction, target, output.units, targets) ? 1 : 0;
    }
    const double loss = network.loss(batch, count);
    if (!std::isfinite(loss) && !result.divergence) {
      result.divergence = find_divergence(network, batch, count, step);
    }
    loss_sum += loss * static_cast<double>(count);
  });
  result.loss = loss_sum / static_cast<double>(rows);
  if (targets != Targets::kReal) {
    result.accuracy = static_cast<double>(right) / static_cast<double>(rows);
  }
  return result;
}

Evaluation evaluate(const Network<float>& network, const Dataset& data, std::string_view split,
                    Workspace<float>& batch, std::uint64_t step) {
  const DatasetSplit& rows = data.split(split);
  if (rows.rows() == 0) {
    throw refusal(
        ErrorCode::kInvalidArgument, "split",
        "\"" + std::string(split) + "\" of a data set without a " + std::string(split) + " split",
        "train, or a data set with " + std::string(split) + "Fraction above 0");
  }
  return evaluate(network, Dataset::flat(rows.x), Dataset::flat(rows.y), data.targets(), batch,
                  step);
}

std::vector<float> activations_of(const Network<float>& network, std::size_t layer,
                                  std::span<const float> x, Workspace<float>& batch) {
  const std::size_t rows = rows_of(network.spec(), x);
  const LayerLayout& layout = network.layouts()[layer];
  const std::size_t inputs = network.spec().inputs;
  const Activation& activation = *network.spec().layers[layer].activation.entry;
  std::vector<float> result(rows * layout.units);
  for_each_chunk(network, x, batch, [&](std::size_t start, std::size_t count) {
    const InputRows<float> chunk{x.data() + start * inputs, inputs};
    float* const to = result.data() + start * layout.units;
    if (activation.info.kind == ActivationKind::kElementwise) {
      // padding needs no activation: three quarters of a single output's row
      pre_activations(network, layer, chunk, batch, count, to);
      activation.float_kernels.value(to, to, count * layout.units,
                                     network.activation_params(layer));
      network.clear_off_units(layer, to, count, layout.units);
    } else {
      const InputRows<float> before = network.forward_to_input(layer, chunk, batch, count);
      network.pre_activate(layer, before, batch, count);
      network.activate(layer, batch, count);
      copy_without_padding(batch.layers[layer].a.data(), count, layout.units, to);
    }
  });
  return result;
}

}  // namespace gradient
