#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/divergence.hpp"
#include "gradient/epoch_order.hpp"
#include "gradient/held_parameters.hpp"
#include "gradient/network.hpp"
#include "gradient/optimizers.hpp"
#include "gradient/random.hpp"
#include "gradient/schedules.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

struct TrainOptions {
  /// Mini-batches to run; or else
  std::optional<std::uint64_t> steps;
  /// epochs to finish, the current one being the first.
  std::optional<std::uint64_t> epochs;
  std::size_t batch_size = 32;
  bool shuffle = true;
};

/// Reads `{steps | epochs, batchSize, shuffle}`; throws Error.
[[nodiscard]] TrainOptions parse_train_options(const Value& value);

struct TrainResult {
  std::uint64_t steps = 0;
  /// Mean over the rows seen, each before its update; NaN where there were none.
  double loss = 0.0;
  std::optional<Divergence> divergence;
};

/// Everything that a step changes beside the network's parameters. Plain data but for the slots.
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
  /// Of the next step: the network's, as the schedule has it.
  [[nodiscard]] double learning_rate() const;

  /// Goes on where the last call stopped. Unshuffled batches are consecutive rows; the last one of
  /// an epoch may be short. Stops before the update of a step whose loss is not finite, and says
  /// where that came from; says after the last step whether the optimiser's state has overflowed.
  /// Throws Error where the data set's shape or targets do not fit the network.
  TrainResult train(const Dataset& data, const TrainOptions& options);

  /// One step per `batch_size` consecutive rows of x [rows, inputs] and y [rows, outputs]; the mean
  /// loss of the rows, each before its update. Throws Error kDiverged in place of a loss that is
  /// not finite, and after the last step where the optimiser's state has overflowed; other Errors
  /// where the rows are none to learn from (see checked_rows).
  double train_batches(std::span<const float> x, std::span<const float> y, std::size_t batch_size);

  /// The parameters that no update changes from now on, beside biases that are fixed: neither the
  /// update itself nor the optimiser's decay, and the optimiser's state for them stays, too. A flag
  /// for each parameter, in the order of for_each_parameter.
  void set_frozen(std::span<const std::uint8_t> frozen);
  /// Such flags, or empty: none is frozen.
  [[nodiscard]] std::span<const std::uint8_t> frozen() const { return frozen_; }

  /// dL/d parameter of the last step, after clipping, 0 for parameters that no update changes: an
  /// arena shaped as the network's parameters. After a divergence those of the step that was
  /// stopped, not clipped; they may not be finite.
  [[nodiscard]] std::span<const float> gradients() const { return gradients_.span(); }

  /// The batch that the last step saw, and how many rows of it count.
  [[nodiscard]] const Workspace<float>& last_batch() const { return batch_; }
  [[nodiscard]] std::size_t last_batch_rows() const { return last_batch_rows_; }

  /// Norm of the last update of a layer's weights; NaN before there is one and after a divergence.
  [[nodiscard]] double last_update_norm(std::size_t layer) const;
  /// From now on the last step of each call keeps the weights that it changes.
  void track_updates() { tracks_updates_ = true; }

  /// Which rows come next.
  [[nodiscard]] const EpochOrder& order() const { return order_; }

  [[nodiscard]] TrainingState state() const;
  [[nodiscard]] std::span<float> optimizer_slots() { return optimizer_slots_.span(); }
  [[nodiscard]] std::span<const float> optimizer_slots() const { return optimizer_slots_.span(); }
  void set_state(const TrainingState& state);

 private:
  [[nodiscard]] double step_on_batch(std::size_t rows, bool is_last);
  void update(double loss);
  void keep_weights();

  Network<float> network_;
  AlignedBuffer<float> gradients_;
  AlignedBuffer<float> optimizer_slots_;
  OptimizerState optimizer_state_;
  ScheduleState schedule_state_;
  EpochOrder order_;
  Random dropout_random_;
  std::vector<std::uint8_t> frozen_;
  HeldParameters held_;
  std::vector<float> kept_;
  /// The data set that was found to fit.
  std::uint64_t fitting_data_ = 0;
  Workspace<float> batch_;
  std::size_t last_batch_rows_ = 0;
  bool tracks_updates_ = false;
  AlignedBuffer<float> weights_before_update_;
};

/// Throws Error where the data's inputs, outputs or targets do not fit the network and its loss.
void check_fits(const NetworkSpec& spec, const Dataset& data);

}  // namespace gradient
