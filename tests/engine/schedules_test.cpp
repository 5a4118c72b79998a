#include "gradient/schedules.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/spec_reader.hpp"
#include "support_golden.hpp"

namespace gradient::schedules_test {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

constexpr std::uint64_t kFarAway = std::numeric_limits<std::uint64_t>::max();

const Schedule& schedule(std::string_view name) {
  const Schedule* found = find_schedule(name);
  REQUIRE(found != nullptr);
  return *found;
}

double factor(std::string_view name, const std::vector<double>& params, std::uint64_t step) {
  return schedule_factor(schedule(name), params.data(), step, ScheduleState{});
}

TEST_CASE("The table holds the schedules by name, each once and described") {
  std::vector<std::string_view> names;
  for (const Schedule& entry : schedule_table()) {
    CAPTURE(entry.entry.name);
    names.push_back(entry.entry.name);
    CHECK(find_schedule(entry.entry.name) == &entry);
    CHECK_FALSE(entry.entry.label.empty());
    CHECK_FALSE(entry.entry.description.empty());
    CHECK_FALSE(entry.entry.formula.empty());
    CHECK((entry.entry.year == 0) == entry.entry.source.empty());
    for (const ParameterInfo& parameter : entry.entry.parameters) {
      CHECK(parameter.minimum <= parameter.default_value);
      CHECK(parameter.default_value <= parameter.maximum);
    }
  }
  CHECK(names == std::vector<std::string_view>{"constant", "step", "exponential", "cosine",
                                               "linear-warmup", "one-cycle", "reduce-on-plateau"});
  CHECK(find_schedule("warmup") == nullptr);
}

TEST_CASE("Every schedule is finite and not negative at every step") {
  for (const Schedule& entry : schedule_table()) {
    CAPTURE(entry.entry.name);
    const std::vector<double> params = default_parameters(entry.entry.parameters);
    for (const std::uint64_t step : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{999},
                                     std::uint64_t{1'000'000}, kFarAway}) {
      CAPTURE(step);
      const double value = schedule_factor(entry, params.data(), step, ScheduleState{});
      CHECK(std::isfinite(value));
      CHECK(value >= 0.0);
    }
  }
}

TEST_CASE("All but step decay are continuous: no step changes the factor by much") {
  for (const Schedule& entry : schedule_table()) {
    if (entry.entry.name == "step") continue;
    CAPTURE(entry.entry.name);
    const std::vector<double> params = default_parameters(entry.entry.parameters);
    double previous = schedule_factor(entry, params.data(), 0, ScheduleState{});
    double largest_change = 0.0;
    for (std::uint64_t step = 1; step < 6000; ++step) {
      const double value = schedule_factor(entry, params.data(), step, ScheduleState{});
      largest_change = std::max(largest_change, std::abs(value - previous));
      previous = value;
    }
    CHECK(largest_change < 0.005);
  }
}

TEST_CASE("constant is 1") {
  CHECK(factor("constant", {}, 0) == 1.0);
  CHECK(factor("constant", {}, kFarAway) == 1.0);
}

TEST_CASE("step: factor^floor(t / period)") {
  CHECK(factor("step", {10, 0.5}, 0) == 1.0);
  CHECK(factor("step", {10, 0.5}, 9) == 1.0);
  CHECK(factor("step", {10, 0.5}, 10) == 0.5);
  CHECK(factor("step", {10, 0.5}, 19) == 0.5);
  CHECK(factor("step", {10, 0.5}, 35) == 0.125);
  CHECK(factor("step", {1, 0.1}, 3) == 0.1 * (0.1 * 0.1));
  CHECK(factor("step", {10, 1.0}, kFarAway) == 1.0);
  CHECK(factor("step", {10, 0.5}, kFarAway) == 0.0);
}

TEST_CASE("exponential: decay^(t / period)") {
  CHECK(factor("exponential", {100, 0.9}, 0) == 1.0);
  CHECK_THAT(factor("exponential", {100, 0.9}, 100), WithinRel(0.9, 1e-15));
  CHECK_THAT(factor("exponential", {100, 0.9}, 50), WithinRel(std::sqrt(0.9), 1e-15));
  CHECK_THAT(factor("exponential", {1, 0.99}, 1000), WithinRel(std::pow(0.99, 1000), 1e-13));
  CHECK(factor("exponential", {100, 1.0}, kFarAway) == 1.0);
  CHECK(factor("exponential", {100, 0.9}, kFarAway) == 0.0);
}

TEST_CASE("cosine: minimum + (1 - minimum) (1 + cos(pi t / total)) / 2, then the minimum") {
  CHECK(factor("cosine", {1000, 0.0}, 0) == 1.0);
  CHECK_THAT(factor("cosine", {1000, 0.0}, 250),
             WithinRel(0.5 * (1.0 + std::cos(0.25 * std::numbers::pi)), 1e-15));
  CHECK_THAT(factor("cosine", {1000, 0.0}, 500), WithinRel(0.5, 1e-15));
  CHECK(factor("cosine", {1000, 0.0}, 1000) == 0.0);
  CHECK(factor("cosine", {1000, 0.0}, 1001) == 0.0);
  CHECK(factor("cosine", {1000, 0.1}, 0) == 1.0);
  CHECK_THAT(factor("cosine", {1000, 0.1}, 500), WithinRel(0.55, 1e-15));
  CHECK(factor("cosine", {1000, 0.1}, kFarAway) == 0.1);
}

TEST_CASE("linear-warmup: (t + 1) / steps, at most 1") {
  CHECK(factor("linear-warmup", {4}, 0) == 0.25);
  CHECK(factor("linear-warmup", {4}, 1) == 0.5);
  CHECK(factor("linear-warmup", {4}, 2) == 0.75);
  CHECK(factor("linear-warmup", {4}, 3) == 1.0);
  CHECK(factor("linear-warmup", {4}, 4) == 1.0);
  CHECK(factor("linear-warmup", {1}, 0) == 1.0);
  CHECK(factor("linear-warmup", {4}, kFarAway) == 1.0);
}

TEST_CASE("one-cycle: up to the peak, down to the base, and out, linearly") {
  const std::vector<double> params{1000, 9.0, 0.4, 0.0};
  CHECK(factor("one-cycle", params, 0) == 1.0);
  CHECK_THAT(factor("one-cycle", params, 200), WithinRel(5.0, 1e-15));
  CHECK_THAT(factor("one-cycle", params, 400), WithinRel(9.0, 1e-15));
  CHECK_THAT(factor("one-cycle", params, 600), WithinRel(5.0, 1e-14));
  CHECK_THAT(factor("one-cycle", params, 800), WithinRel(1.0, 1e-14));
  CHECK_THAT(factor("one-cycle", params, 900), WithinRel(0.5, 1e-14));
  CHECK_THAT(factor("one-cycle", params, 1000), WithinAbs(0.0, 1e-15));
  CHECK(factor("one-cycle", params, kFarAway) == factor("one-cycle", params, 1000));
  CHECK_THAT(factor("one-cycle", {1000, 9.0, 0.4, 0.01}, kFarAway), WithinRel(0.01, 1e-13));
}

/// Passes `losses` to the schedule, one after the other.
ScheduleState observed(const std::vector<double>& params, const std::vector<double>& losses,
                       ScheduleState state = {}) {
  for (const double loss : losses) {
    schedule_observe(schedule("reduce-on-plateau"), params.data(), loss, state);
  }
  return state;
}

double plateau(const std::vector<double>& params, const std::vector<double>& losses) {
  return schedule_factor(schedule("reduce-on-plateau"), params.data(), 0, observed(params, losses));
}

TEST_CASE("reduce-on-plateau reduces after `patience` losses without progress, and again") {
  // factor, patience, threshold, smoothing, minimum
  const std::vector<double> params{0.5, 3, 0.0, 0.0, 0.1};
  CHECK(plateau(params, {}) == 1.0);
  CHECK(plateau(params, {5, 4, 3, 2, 1}) == 1.0);
  CHECK(plateau(params, {1, 1, 1}) == 1.0);
  CHECK(plateau(params, {1, 1, 1, 1}) == 0.5);
  CHECK(plateau(params, {1, 2, 3, 0.9, 1, 1}) == 1.0);
  CHECK(plateau(params, {1, 1, 1, 1, 1, 1}) == 0.5);
  CHECK(plateau(params, {1, 1, 1, 1, 1, 1, 1}) == 0.25);
  CHECK(plateau(params, std::vector<double>(100, 1.0)) == 0.1);
}

TEST_CASE("reduce-on-plateau counts as progress what falls by the threshold's share of the best") {
  const std::vector<double> params{0.5, 2, 0.1, 0.0, 0.0};
  CHECK(plateau(params, {1.0, 0.95, 0.91}) == 0.5);
  CHECK(plateau(params, {1.0, 0.95, 0.89}) == 1.0);
  // A negative loss falls by going away from 0.
  CHECK(plateau(params, {-1.0, -1.05, -1.09}) == 0.5);
  CHECK(plateau(params, {-1.0, -1.05, -1.11}) == 1.0);
}

TEST_CASE("reduce-on-plateau looks at the running mean of the losses") {
  const std::vector<double> params{0.5, 3, 0.0, 0.75, 0.0};
  CHECK(observed(params, {8.0}).smoothed_loss == 8.0);
  CHECK(observed(params, {8.0, 4.0}).smoothed_loss == 7.0);
  CHECK(observed(params, {8.0, 4.0, 3.0}).smoothed_loss == 6.0);
  // One lucky batch among bad ones is no new best.
  CHECK(observed(params, {1.0, 2.0, 0.9}).best_loss == 1.0);
}

TEST_CASE("reduce-on-plateau takes a loss that is not a number as no progress") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> params{0.5, 2, 0.0, 0.5, 0.0};
  CHECK(plateau(params, {nan, nan}) == 0.5);
  const ScheduleState state = observed(params, {nan, 2.0, 1.0});
  CHECK(state.factor == 1.0);
  CHECK(state.best_loss == 1.5);
}

TEST_CASE("The factor depends only on the state and the step") {
  const std::vector<double> params{0.5, 3, 0.0, 0.9, 0.0};
  const std::vector<double> first{3, 2, 2.5, 2.5};
  const std::vector<double> second{2.6, 2.5, 2.4, 2.6, 2.7, 2.8};
  std::vector<double> both = first;
  both.insert(both.end(), second.begin(), second.end());
  const ScheduleState at_once = observed(params, both);
  const ScheduleState in_parts = observed(params, second, observed(params, first));
  CHECK(at_once.factor == in_parts.factor);
  CHECK(at_once.smoothed_loss == in_parts.smoothed_loss);
  CHECK(at_once.best_loss == in_parts.best_loss);
  CHECK(at_once.steps_without_progress == in_parts.steps_without_progress);
}

TEST_CASE("The other schedules do not depend on the loss") {
  for (const Schedule& entry : schedule_table()) {
    if (entry.entry.name == "reduce-on-plateau") continue;
    CAPTURE(entry.entry.name);
    ScheduleState state;
    const std::vector<double> params = default_parameters(entry.entry.parameters);
    schedule_observe(entry, params.data(), 3.0, state);
    CHECK(std::isnan(state.smoothed_loss));
    CHECK(state.steps_without_progress == 0);
  }
}

TEST_CASE("The factors have the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  std::vector<double> values;
  for (const Schedule& entry : schedule_table()) {
    const std::vector<double> params = default_parameters(entry.entry.parameters);
    ScheduleState state;
    for (std::uint64_t step = 0; step < 6000; ++step) {
      values.push_back(schedule_factor(entry, params.data(), step, state));
      schedule_observe(entry, params.data(), 1.0 / static_cast<double>(1 + step % 700), state);
    }
  }
  CHECK(portable::hash_bits(values) == 0x2ba59ff3c522d576U);
}

}  // namespace
}  // namespace gradient::schedules_test
