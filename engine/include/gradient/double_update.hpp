#pragma once

#include <optional>
#include <span>
#include <vector>

#include "gradient/trainer.hpp"

namespace gradient {

/// One update to all digits of double. Lists are in the order of for_each_parameter.
struct DoubleUpdate {
  /// Mean over the rows, without the penalty: before the update, and after it.
  double loss = 0.0;
  double loss_after = 0.0;
  /// The penalty l1 sum |w| + l2 / 2 sum w^2, before the update.
  double penalty = 0.0;
  /// Of this step, as the schedule has it.
  double learning_rate = 0.0;
  /// Of what the optimiser would take, before it is scaled down to the limit on its norm; nothing
  /// where there is no such limit.
  std::optional<double> gradient_norm;
  /// dL/dp, the mean over the rows.
  std::vector<double> gradient;
  /// l1 sign(w) + l2 w for weights, 0 for the others.
  std::vector<double> penalty_gradient;
  /// What the optimiser takes: the sum of both, 0 for what no update changes, clipped.
  std::vector<double> optimizer_gradient;
  std::vector<double> parameters_before;
  std::vector<double> parameters;
  /// What the optimiser keeps for each parameter, after the update.
  std::vector<std::vector<double>> slots;
};

/// The update that the trainer's next step makes if its batch is x [rows, inputs] and y [rows,
/// outputs], computed in double from the trainer's state: rate of the schedule, dropout masks,
/// regularisation, clipping, optimiser, frozen parameters. `parameters` (in the order of
/// for_each_parameter; empty: the trainer's own) take the place of the float ones. The trainer
/// stays as it is. Throws Error where the shapes do not fit, a value is NaN or infinite, or a
/// target none that the loss can have.
[[nodiscard]] DoubleUpdate update_in_double(const Trainer& trainer, std::span<const double> x,
                                            std::span<const double> y,
                                            std::span<const double> parameters = {});

/// The trainer's network in double, with these parameters where there are any.
[[nodiscard]] Network<double> network_in_double(const Trainer& trainer,
                                                std::span<const double> parameters);

}  // namespace gradient
