#include "gradient/network_api.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "gradient/classes.hpp"
#include "gradient/given_rows.hpp"
#include "gradient/inference.hpp"
#include "gradient/input_gradient.hpp"
#include "gradient/inspection_values.hpp"
#include "gradient/load_rows.hpp"
#include "gradient/masks.hpp"
#include "gradient/network_values.hpp"
#include "gradient/next_rows.hpp"
#include "gradient/parameters.hpp"
#include "gradient/result_values.hpp"
#include "gradient/snapshot.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/statistics.hpp"
#include "gradient/typed_arrays.hpp"

namespace gradient {
namespace {

/// Options that are not given are an object without fields.
const Value& or_none(const Value& options) {
  static const Value kNone{Object{}};
  return options.is_missing() ? kNone : options;
}

std::size_t index_of(const Value& given, std::size_t count, std::string_view argument) {
  const auto* index = given.get_if<double>();
  if (index == nullptr || !(*index >= 0.0 && *index < static_cast<double>(count)) ||
      *index != std::floor(*index)) {
    throw refusal(ErrorCode::kOutOfRange, argument, describe(given),
                  "a whole number from 0 to " + std::to_string(count - 1));
  }
  return static_cast<std::size_t>(*index);
}

/// The name of a split; `train` where none is given.
std::string_view split_name(const Value& given) {
  if (given.is_missing()) return "train";
  const auto* name = given.get_if<std::string>();
  if (name != nullptr) return *name;
  throw refusal(ErrorCode::kUnknownName, "split", describe(given), "train, validation, test");
}

Value to_value(const Classification& found) {
  return Object{{"classes", found.classes}, {"confusion", found.confusion}};
}

}  // namespace

NetworkApi::NetworkApi(const Value& spec) : trainer_(parse_network_spec(spec)) {}

double NetworkApi::parameter_count() const {
  return static_cast<double>(gradient::parameter_count(network().spec()));
}

std::size_t NetworkApi::layer_index(const Value& layer) const {
  return index_of(layer, network().layouts().size(), "layer");
}

Value NetworkApi::train(const Dataset& data, const Value& options) {
  return gradient::to_value(trainer_.train(data, parse_train_options(options)));
}

Value NetworkApi::next_rows(const Dataset& data, const Value& options) const {
  return gradient::next_rows(trainer_, data, or_none(options));
}

Value NetworkApi::train_batch(const Value& x, const Value& y) {
  const std::vector<float>& inputs = floats_of(x, "x");
  const std::vector<float>& targets = floats_of(y, "y");
  const std::size_t rows = rows_of(network().spec(), inputs, targets);
  if (rows > kMaxBatchSize) {
    throw refusal(ErrorCode::kLimitExceeded, "x", std::to_string(rows) + " rows",
                  "at most " + std::to_string(kMaxBatchSize));
  }
  return trainer_.train_batches(inputs, targets, rows);
}

Value NetworkApi::train_batches(const Value& x, const Value& y, const Value& options) {
  SpecReader reader(options, "", "the options of trainBatches");
  const std::size_t batch_size =
      reader.whole("batchSize", {.minimum = 1, .maximum = kMaxBatchSize, .is_limit = true});
  reader.refuse_unknown_fields();
  return trainer_.train_batches(floats_of(x, "x"), floats_of(y, "y"), batch_size);
}

Value NetworkApi::evaluate(const Dataset& data, const Value& split) {
  check_fits(network().spec(), data);
  return gradient::to_value(
      gradient::evaluate(network(), data, split_name(split), probe_, trainer_.step()));
}

Value NetworkApi::classify(const Dataset& data, const Value& split) {
  return to_value(gradient::classify(network(), data, split_name(split), probe_));
}

Value NetworkApi::predict(const Value& x) {
  return gradient::activations_of(network(), network().layouts().size() - 1, floats_of(x, "x"),
                                  probe_);
}

Value NetworkApi::activations_of(const Value& layer, const Value& x) {
  return gradient::activations_of(network(), layer_index(layer), floats_of(x, "x"), probe_);
}

Value NetworkApi::input_gradient(const Value& x, const Value& output) const {
  const std::size_t index =
      output.is_missing() ? 0 : index_of(output, network().spec().layers.back().units, "output");
  return gradient::input_gradient(network(), floats_of(x, "x"), index);
}

Value NetworkApi::trace(const Value& x, const Value& y, const Value& options) const {
  return trace_value(trainer_, x, y, or_none(options));
}

Value NetworkApi::check_gradients(const Value& x, const Value& y, const Value& options) const {
  return check_gradients_value(trainer_, x, y, or_none(options));
}

Value NetworkApi::update_in_double(const Value& x, const Value& y, const Value& options) const {
  return update_in_double_value(trainer_, x, y, or_none(options));
}

Value NetworkApi::statistics_of_last_batch(const Value& given) {
  const StatisticsOptions options = parse_statistics_options(or_none(given));
  trainer_.track_updates();
  const std::size_t rows = trainer_.last_batch_rows();
  if (rows == 0) return Array{};
  return gradient::to_value(layer_statistics(network(), trainer_.last_batch(), rows,
                                             trainer_.gradients(), options.bins, options.detail),
                            trainer_);
}

Value NetworkApi::statistics_of(const Dataset& data, const Value& given) {
  const StatisticsOptions options = parse_statistics_options(or_none(given));
  check_fits(network().spec(), data);
  trainer_.track_updates();
  const std::size_t rows = std::min(options.rows, data.train_size());
  load_rows(network(), data.train_x().first(rows * data.inputs()),
            data.train_y().first(rows * data.outputs()), probe_);
  network().forward(probe_, rows, Dropout::kOff, nullptr);
  static_cast<void>(network().loss_and_gradient(probe_, rows));
  if (probe_gradients_.size() == 0) {
    probe_gradients_.resize_and_clear(network().parameters().size());
  }
  network().backward(probe_, rows, Dropout::kOff, probe_gradients_.data());
  return gradient::to_value(layer_statistics(network(), probe_, rows, probe_gradients_.span(),
                                             options.bins, options.detail),
                            trainer_);
}

Value NetworkApi::spec() const { return spec_value(network().spec()); }

Value NetworkApi::optimizer_state() const { return optimizer_state_value(trainer_); }

Value NetworkApi::parameters() const { return packed(network(), network().parameters()); }

Value NetworkApi::gradients() const { return packed(network(), trainer_.gradients()); }

Value NetworkApi::parameter_hash() const { return gradient::parameter_hash(network()); }

Value NetworkApi::set_parameters(const Value& values) {
  gradient::set_parameters(trainer_.network(), floats_of(values, "parameters"));
  return {};
}

Value NetworkApi::set_learning_rate(const Value& rate) {
  trainer_.network().set_learning_rate(parse_learning_rate(rate));
  return {};
}

Value NetworkApi::set_regularization(const Value& regularization) {
  trainer_.network().set_regularization(parse_regularization(regularization));
  return {};
}

Value NetworkApi::set_clipping(const Value& clipping) {
  trainer_.network().set_clipping(parse_clipping(clipping));
  return {};
}

Value NetworkApi::unit_mask(const Value& layer) const {
  return gradient::unit_mask(network(), layer_index(layer));
}

Value NetworkApi::set_unit_mask(const Value& layer, const Value& mask) {
  gradient::set_unit_mask(trainer_.network(), layer_index(layer), bytes_of(mask, "mask"));
  return {};
}

Value NetworkApi::frozen() const { return frozen_parameters(trainer_); }

Value NetworkApi::set_frozen(const Value& frozen) {
  set_frozen_parameters(trainer_, bytes_of(frozen, "frozen"));
  return {};
}

Value NetworkApi::save() const { return save_snapshot(trainer_); }

Value NetworkApi::restore(const Value& snapshot) {
  const auto* bytes = snapshot.get_if<std::vector<std::uint8_t>>();
  if (bytes == nullptr) {
    throw Error(ErrorCode::kDamagedSnapshot, "snapshot: not a Uint8Array, as save() gives");
  }
  restore_snapshot(trainer_, *bytes);
  return {};
}

}  // namespace gradient
