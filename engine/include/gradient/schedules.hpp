#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "gradient/info.hpp"

namespace gradient {

/// What a schedule remembers of the losses that it was shown. Plain data: copying it is an exact
/// snapshot. A fresh one is the state before the first step; only `reduce-on-plateau` ever changes
/// it.
struct ScheduleState {
  /// What the learning rate is multiplied by.
  double factor = 1.0;
  /// Running mean of the losses; NaN before the first.
  double smoothed_loss = std::numeric_limits<double>::quiet_NaN();
  double best_loss = std::numeric_limits<double>::infinity();
  /// Losses seen since the best one, or since the factor was last reduced.
  std::uint64_t steps_without_progress = 0;
};

/// One row of the table of schedules.
struct Schedule {
  EntryInfo entry;
  /// See schedule_factor().
  double (*factor)(const double* params, std::uint64_t step, const ScheduleState& state) = nullptr;
  /// See schedule_observe(); null where the schedule does not look at the loss.
  void (*observe)(const double* params, double loss, ScheduleState& state) = nullptr;
};

/// All schedules, in the order in which menus show them.
[[nodiscard]] std::span<const Schedule> schedule_table();

/// The entry of that name, or null.
[[nodiscard]] const Schedule* find_schedule(std::string_view name);

/// What the base learning rate is multiplied by for the update that follows `step` updates, the
/// first being step 0. Defined for every step: beyond its end a schedule stays where it ended.
/// `params` holds the entry's parameters in the order of its list.
[[nodiscard]] double schedule_factor(const Schedule& schedule, const double* params,
                                     std::uint64_t step, const ScheduleState& state);

/// Shows the schedule the loss of the step just done. Call it once per step.
void schedule_observe(const Schedule& schedule, const double* params, double loss,
                      ScheduleState& state);

}  // namespace gradient
