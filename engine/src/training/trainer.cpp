#include "gradient/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "gradient/finite.hpp"
#include "gradient/given_rows.hpp"
#include "gradient/padded_rows.hpp"
#include "gradient/parameter_update.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Streams of the spec's seed; the weights have stream 1 and those from 2^32.
constexpr std::uint64_t kShuffleStream = 2;
constexpr std::uint64_t kDropoutStream = 3;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TrainOptions parse_train_options(const Value& value) {
  SpecReader reader(value, "", "the options of train");
  constexpr WholeBounds kCount{.minimum = 1};
  TrainOptions options;
  if (reader.has("steps")) options.steps = reader.whole("steps", kCount);
  if (reader.has("epochs")) options.epochs = reader.whole("epochs", kCount);
  options.batch_size =
      reader.whole("batchSize", {.minimum = 1, .maximum = kMaxBatchSize, .is_limit = true}, 32);
  options.shuffle = reader.boolean("shuffle", true);
  reader.refuse_unknown_fields();
  if (options.steps.has_value() == options.epochs.has_value()) {
    throw refusal(ErrorCode::kInvalidArgument, "steps, epochs", options.steps ? "both" : "neither",
                  "exactly one of them");
  }
  return options;
}

Trainer::Trainer(const NetworkSpec& spec)
    : network_(spec),
      gradients_(network_.parameters().size()),
      optimizer_slots_(spec.optimizer.entry->info.state_slots * network_.parameters().size()),
      order_(Random(spec.seed, kShuffleStream)),
      dropout_random_(spec.seed, kDropoutStream),
      held_(spec, network_.layouts(), {}) {}

double Trainer::learning_rate() const {
  const NetworkSpec& spec = network_.spec();
  return spec.learning_rate * schedule_factor(*spec.schedule.entry, spec.schedule.params.data(),
                                              step(), schedule_state_);
}

TrainResult Trainer::train(const Dataset& data, const TrainOptions& options) {
  if (data.id() != fitting_data_) {
    check_fits(network_.spec(), data);
    fitting_data_ = data.id();
  }
  const std::size_t batch_size = std::min(options.batch_size, data.train_size());
  batch_.reserve(network_.spec(), network_.layouts(), batch_size);
  const RowCopier inputs(data.train_x(), network_.spec().inputs);
  const RowCopier targets(data.train_y(), network_.layouts().back().units);
  TrainResult result;
  double loss_sum = 0.0;
  std::size_t rows_seen = 0;
  const std::uint64_t last_epoch = epoch() + options.epochs.value_or(0);
  while (options.steps ? result.steps < *options.steps : epoch() < last_epoch) {
    const auto rows = order_.next(data.train_size(), batch_size, options.shuffle);
    inputs.copy(rows, batch_.inputs.data());
    targets.copy(rows, batch_.targets.data());
    const bool is_last = options.steps ? result.steps + 1 == *options.steps : epoch() == last_epoch;
    const double loss = step_on_batch(rows.size(), is_last);
    if (!std::isfinite(loss)) {
      result.divergence = find_divergence(network_, batch_, rows.size(), step());
      break;
    }
    loss_sum += loss * static_cast<double>(rows.size());
    rows_seen += rows.size();
    ++result.steps;
  }
  if (!result.divergence) result.divergence = find_overflow(network_, optimizer_slots(), step());
  result.loss = rows_seen > 0 ? loss_sum / static_cast<double>(rows_seen) : kNaN;
  return result;
}

double Trainer::train_batches(std::span<const float> x, std::span<const float> y,
                              std::size_t batch_size) {
  const LayerLayout& first = network_.layouts().front();
  const std::size_t rows = checked_rows(network_.spec(), x, y);
  batch_.reserve(network_.spec(), network_.layouts(), std::min(batch_size, rows));
  const RowCopier inputs(x, first.inputs);
  const RowCopier targets(y, network_.layouts().back().units);
  double loss_sum = 0.0;
  for (std::size_t start = 0; start < rows; start += batch_size) {
    const std::size_t count = std::min(batch_size, rows - start);
    inputs.copy(start, count, batch_.inputs.data());
    targets.copy(start, count, batch_.targets.data());
    const double loss = step_on_batch(count, start + count == rows);
    if (!std::isfinite(loss)) {
      throw Error(ErrorCode::kDiverged, find_divergence(network_, batch_, count, step()).message);
    }
    loss_sum += loss * static_cast<double>(count);
  }
  if (const auto overflow = find_overflow(network_, optimizer_slots(), step())) {
    throw Error(ErrorCode::kDiverged, overflow->message);
  }
  return loss_sum / static_cast<double>(rows);
}

double Trainer::step_on_batch(std::size_t rows, bool is_last) {
  last_batch_rows_ = rows;
  network_.forward(batch_, rows, Dropout::kDraw, &dropout_random_);
  const double loss = network_.loss_and_gradient(batch_, rows);
  network_.backward(batch_, rows, Dropout::kDraw, gradients_.data());
  if (!std::isfinite(loss)) {
    weights_before_update_ = {};
    return loss;
  }
  if (is_last && tracks_updates_) keep_weights();
  update(loss);
  return loss;
}

void Trainer::update(double loss) {
  const NetworkSpec& spec = network_.spec();
  const std::span<float> gradients = gradients_.span();
  clip_gradients(spec.clipping, held_, gradients);
  update_parameters<float>(spec.optimizer, learning_rate(), held_, kept_, optimizer_state_,
                           gradients, network_.parameters(), optimizer_slots_.span());
  schedule_observe(*spec.schedule.entry, spec.schedule.params.data(), loss, schedule_state_);
}

void Trainer::set_frozen(std::span<const std::uint8_t> frozen) {
  frozen_.clear();
  if (std::ranges::find(frozen, 1) != frozen.end()) frozen_.assign(frozen.begin(), frozen.end());
  held_ = HeldParameters(network_.spec(), network_.layouts(), frozen_);
}

void Trainer::keep_weights() {
  const std::span<const float> parameters = network_.parameters();
  if (weights_before_update_.size() != parameters.size()) {
    weights_before_update_.resize_and_clear(parameters.size());
  }
  std::ranges::copy(parameters, weights_before_update_.data());
}

double Trainer::last_update_norm(std::size_t layer) const {
  if (weights_before_update_.size() == 0) return kNaN;
  const LayerLayout& layout = network_.layouts()[layer];
  double sum = 0.0;
  for (std::size_t i = layout.weights; i < layout.biases; ++i) {
    const double change = static_cast<double>(network_.parameters()[i]) -
                          static_cast<double>(weights_before_update_.data()[i]);
    sum += change * change;
  }
  return std::sqrt(sum);
}

TrainingState Trainer::state() const {
  return {optimizer_state_, schedule_state_, order_.position(), dropout_random_.state()};
}

void Trainer::set_state(const TrainingState& state) {
  optimizer_state_ = state.optimizer;
  schedule_state_ = state.schedule;
  order_.restore(state.position);
  dropout_random_.set_state(state.dropout_random);
  weights_before_update_ = {};
}

void check_fits(const NetworkSpec& spec, const Dataset& data) {
  if (data.inputs() != spec.inputs) {
    throw refusal(ErrorCode::kShapeMismatch, "data", std::to_string(data.inputs()) + " inputs",
                  std::to_string(spec.inputs) + ", as the network has");
  }
  const std::size_t outputs = spec.layers.back().units;
  if (data.outputs() != outputs) {
    throw refusal(ErrorCode::kShapeMismatch, "data", std::to_string(data.outputs()) + " outputs",
                  std::to_string(outputs) + ", as the network has");
  }
  const std::string_view wanted = spec.loss.entry->info.targets;
  const Targets targets = data.targets();
  const bool free = targets == Targets::kReal || wanted == "real";
  const bool zero_or_one = wanted == "binary" || (wanted == "one-hot" && outputs > 1);
  const bool fits =
      wanted == "sign" ? targets == Targets::kSign : zero_or_one && targets != Targets::kSign;
  if (!free && !fits) {
    throw refusal(ErrorCode::kInvalidArgument, "data",
                  "targets \"" + std::string(targets_name(targets)) + "\" with the loss \"" +
                      std::string(spec.loss.entry->info.entry.name) + "\"",
                  "targets \"" + std::string(wanted) + "\"");
  }
  if (targets == Targets::kReal) {
    check_targets(spec, data.train_y(), "data.train().y");
    check_targets(spec, Dataset::flat(data.validation().y), "data.validation().y");
    check_targets(spec, data.test_y(), "data.test().y");
  }
}

}  // namespace gradient
