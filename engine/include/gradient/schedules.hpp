#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "gradient/info.hpp"

namespace gradient {

/// A schedule's state, which depends on the losses it has observed. Plain data: copying it is an
/// exact snapshot. Default-constructed, it is the state before the first step; only
/// `reduce-on-plateau` changes it.
struct ScheduleState {
  /// Factor on the learning rate.
  double factor = 1.0;
  /// Running mean of the losses; NaN before the first.
  double smoothed_loss = std::numeric_limits<double>::quiet_NaN();
  double best_loss = std::numeric_limits<double>::infinity();
  /// Steps since the best loss, or since the last reduction of the factor.
  std::uint64_t steps_without_progress = 0;
};

/// One entry of the table of schedules.
struct Schedule {
  EntryInfo entry;
  /// See schedule_factor().
  double (*factor)(const double* params, std::uint64_t step, const ScheduleState& state) = nullptr;
  /// See schedule_observe(); null where the schedule does not depend on the loss.
  void (*observe)(const double* params, double loss, ScheduleState& state) = nullptr;
};

/// All schedules, in the order in which menus show them.
[[nodiscard]] std::span<const Schedule> schedule_table();

/// The entry of that name, or null.
[[nodiscard]] const Schedule* find_schedule(std::string_view name);

/// The factor on the base learning rate for the update after `step` updates; the first update has
/// step 0. After its end a schedule keeps its last factor. `params` holds the entry's parameters in
/// the order of its list.
[[nodiscard]] double schedule_factor(const Schedule& schedule, const double* params,
                                     std::uint64_t step, const ScheduleState& state);

/// Updates the schedule's state by the loss of the last step. Call it once per step.
void schedule_observe(const Schedule& schedule, const double* params, double loss,
                      ScheduleState& state);

}  // namespace gradient
