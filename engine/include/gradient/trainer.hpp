#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/divergence.hpp"
#include "gradient/epoch_order.hpp"
#include "gradient/network.hpp"
#include "gradient/non_trainable_parameters.hpp"
#include "gradient/optimizers.hpp"
#include "gradient/random.hpp"
#include "gradient/schedules.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

struct TrainOptions {
  /// Exactly one of these is set: mini-batches to run, or
  std::optional<std::uint64_t> steps;
  /// epochs to finish, of which the current one is the first.
  std::optional<std::uint64_t> epochs;
  std::size_t batch_size = 32;
  bool shuffle = true;
};

/// Reads `{steps | epochs, batchSize, shuffle}`; throws Error.
[[nodiscard]] TrainOptions parse_train_options(const Value& value);

struct TrainResult {
  std::uint64_t steps = 0;
  /// Mean over the rows taken, each before its update; NaN where there were none.
  double loss = 0.0;
  std::optional<Divergence> divergence;
};

/// What a step changes besides the parameters and the optimiser's slots. Plain data.
struct TrainingState {
  OptimizerState optimizer;
  ScheduleState schedule;
  EpochOrder::Position position;
  Random::State dropout_random;
};

/// Trains one network by mini-batches: forward, loss, backward, update.
class Trainer {
 public:
  explicit Trainer(const NetworkSpec& spec);

  [[nodiscard]] Network<float>& network() { return network_; }
  [[nodiscard]] const Network<float>& network() const { return network_; }
  [[nodiscard]] std::uint64_t step() const { return optimizer_state_.step; }
  [[nodiscard]] std::uint64_t epoch() const { return order_.epoch(); }
  /// The learning rate of the next step: the spec's times the schedule's factor.
  [[nodiscard]] double learning_rate() const;

  /// Continues where the last call stopped. Unshuffled batches are consecutive rows; the last batch
  /// of an epoch may be smaller. Stops before the update of a step whose loss is not finite; the
  /// result then names the first quantity that was not finite, or after the last step an overflow
  /// of the optimiser's state. Throws Error where the data set's shape or targets do not fit the
  /// network.
  TrainResult train(const Dataset& data, const TrainOptions& options);

  /// One step per `batch_size` consecutive rows of x [rows, inputs] and y [rows, outputs]. Returns
  /// the mean loss of the rows, each before its update. Throws Error kDiverged where a loss is not
  /// finite, and after the last step where the optimiser's state has overflowed; other Errors where
  /// the rows are invalid (see checked_rows).
  double train_batches(std::span<const float> x, std::span<const float> y, std::size_t batch_size);

  /// Freezes parameters: neither updates nor weight decay change them, and their optimiser state
  /// does not change. A flag for each parameter, in the order of for_each_parameter.
  void set_frozen(std::span<const std::uint8_t> frozen);
  /// These flags; empty where no parameter is frozen.
  [[nodiscard]] std::span<const std::uint8_t> frozen() const { return frozen_; }

  /// The gradients of the last step after clipping, 0 for parameters that are not trained: an arena
  /// shaped as the network's parameters. After a divergence those of the step that was stopped, not
  /// clipped; they may not be finite.
  [[nodiscard]] std::span<const float> gradients() const { return gradients_.span(); }

  /// The batch of the last step, and the number of its rows.
  [[nodiscard]] const Workspace<float>& last_batch() const { return batch_; }
  [[nodiscard]] std::size_t last_batch_rows() const { return last_batch_rows_; }

  /// Norm of the last update of a layer's weights; NaN before the first tracked update and after a
  /// divergence.
  [[nodiscard]] double last_update_norm(std::size_t layer) const;
  /// From now on the last step of each call saves the weights before its update.
  void track_updates() { tracks_updates_ = true; }

  /// The order of the next rows.
  [[nodiscard]] const EpochOrder& order() const { return order_; }

  [[nodiscard]] TrainingState state() const;
  [[nodiscard]] std::span<float> optimizer_slots() { return optimizer_slots_.span(); }
  [[nodiscard]] std::span<const float> optimizer_slots() const { return optimizer_slots_.span(); }
  void set_state(const TrainingState& state);

 private:
  [[nodiscard]] double step_on_batch(std::size_t rows, bool is_last);
  void update(double loss);
  void save_weights();

  Network<float> network_;
  AlignedBuffer<float> gradients_;
  AlignedBuffer<float> optimizer_slots_;
  OptimizerState optimizer_state_;
  ScheduleState schedule_state_;
  EpochOrder order_;
  Random dropout_random_;
  std::vector<std::uint8_t> frozen_;
  NonTrainableParameters<float> non_trainable_;
  /// The id of the last data set that was checked.
  std::uint64_t checked_data_id_ = 0;
  Workspace<float> batch_;
  std::size_t last_batch_rows_ = 0;
  bool tracks_updates_ = false;
  AlignedBuffer<float> weights_before_update_;
};

/// Throws Error where the data's inputs, outputs or targets do not fit the network and its loss.
void check_fits(const NetworkSpec& spec, const Dataset& data);

}  // namespace gradient
