#include "gradient/schedules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "gradient/portable_math.hpp"

namespace gradient {
namespace {

using Params = const double*;

/// The fraction step / total, limited to 1.
double progress(double step, double total) { return std::min(step / total, 1.0); }

double interpolate(double from, double to, double share) { return from + (to - from) * share; }

double constant_factor(Params /*params*/, std::uint64_t /*step*/, const ScheduleState& /*state*/) {
  return 1.0;
}

double step_factor(Params params, std::uint64_t step, const ScheduleState& /*state*/) {
  const auto period = static_cast<std::uint64_t>(params[0]);
  return portable::power(params[1], step / period);
}

double exponential_factor(Params params, std::uint64_t step, const ScheduleState& /*state*/) {
  return portable::exp(portable::log(params[1]) * (static_cast<double>(step) / params[0]));
}

double cosine_factor(Params params, std::uint64_t step, const ScheduleState& /*state*/) {
  const double wave =
      0.5 * (1.0 + portable::cos(portable::kPi * progress(static_cast<double>(step), params[0])));
  return interpolate(params[1], 1.0, wave);
}

double warmup_factor(Params params, std::uint64_t step, const ScheduleState& /*state*/) {
  return progress(static_cast<double>(step) + 1.0, params[0]);
}

double one_cycle_factor(Params params, std::uint64_t step, const ScheduleState& /*state*/) {
  const double peak = params[1];
  const double rise = params[2];
  const double final_factor = params[3];
  const double share = progress(static_cast<double>(step), params[0]);
  if (share < rise) return interpolate(1.0, peak, share / rise);
  if (share < 2.0 * rise) return interpolate(peak, 1.0, (share - rise) / rise);
  return interpolate(1.0, final_factor, (share - 2.0 * rise) / (1.0 - 2.0 * rise));
}

double plateau_factor(Params /*params*/, std::uint64_t /*step*/, const ScheduleState& state) {
  return state.factor;
}

void observe_plateau(Params params, double loss, ScheduleState& state) {
  const double reduction = params[0];
  const auto patience = static_cast<std::uint64_t>(params[1]);
  const double threshold = params[2];
  const double smoothing = params[3];
  const double minimum = params[4];
  state.smoothed_loss =
      std::isnan(state.smoothed_loss) ? loss : interpolate(loss, state.smoothed_loss, smoothing);
  // a loss may be negative: the threshold is relative to its magnitude
  const double needed = threshold * std::abs(state.best_loss);
  const bool first = std::isinf(state.best_loss) && !std::isnan(loss);
  if (first || state.smoothed_loss < state.best_loss - needed) {
    state.best_loss = state.smoothed_loss;
    state.steps_without_progress = 0;
    return;
  }
  ++state.steps_without_progress;
  if (state.steps_without_progress >= patience) {
    state.factor = std::max(state.factor * reduction, minimum);
    state.steps_without_progress = 0;
  }
}

constexpr double kMaxSteps = 1e9;

consteval ParameterInfo period_parameter(std::string_view description) {
  return {.name = "period",
          .label = "Period",
          .description = description,
          .minimum = 1.0,
          .maximum = kMaxSteps,
          .default_value = 1000.0,
          .integer = true};
}

consteval ParameterInfo total_parameter(std::string_view description) {
  return {.name = "total",
          .label = "Steps in all",
          .description = description,
          .minimum = 1.0,
          .maximum = kMaxSteps,
          .default_value = 5000.0,
          .integer = true};
}

constexpr ParameterInfo kStepParameters[] = {
    period_parameter("Steps after which the rate is multiplied by the factor, again and again."),
    {.name = "factor",
     .label = "Factor",
     .description = "What the rate is multiplied by at the end of each period.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.5,
     .minimum_exclusive = true},
};
constexpr ParameterInfo kExponentialParameters[] = {
    period_parameter("Steps over which the rate falls by the decay."),
    {.name = "decay",
     .label = "Decay",
     .description = "What is left of the rate after each period; 1 changes nothing.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.9,
     .minimum_exclusive = true},
};
constexpr ParameterInfo kCosineParameters[] = {
    total_parameter("Steps from the full rate to the lowest; from then on it stays there."),
    {.name = "minimum",
     .label = "Lowest factor",
     .description = "What is left of the rate at the end.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.0},
};
constexpr ParameterInfo kWarmupParameters[] = {
    {.name = "steps",
     .label = "Warm-up steps",
     .description = "Steps until the full rate; the first has one share of so many.",
     .minimum = 1.0,
     .maximum = kMaxSteps,
     .default_value = 500.0,
     .integer = true},
};
constexpr ParameterInfo kOneCycleParameters[] = {
    total_parameter("Steps of the whole cycle; from then on the rate stays where it ended."),
    {.name = "peak",
     .label = "Peak factor",
     .description = "What the rate is multiplied by at its highest.",
     .minimum = 1.0,
     .maximum = 1000.0,
     .default_value = 10.0},
    {.name = "rise",
     .label = "Share of the rise",
     .description =
         "Share of the steps from the base rate to the peak; the way back takes as many.",
     .minimum = 0.0,
     .maximum = 0.5,
     .default_value = 0.45,
     .minimum_exclusive = true,
     .maximum_exclusive = true},
    {.name = "final",
     .label = "Final factor",
     .description = "What is left of the base rate at the end.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.01},
};
constexpr ParameterInfo kPlateauParameters[] = {
    {.name = "factor",
     .label = "Factor",
     .description = "What the rate is multiplied by when the loss no longer falls.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.5,
     .minimum_exclusive = true,
     .maximum_exclusive = true},
    {.name = "patience",
     .label = "Patience",
     .description = "Steps without progress after which the rate is reduced.",
     .minimum = 1.0,
     .maximum = kMaxSteps,
     .default_value = 500.0,
     .integer = true},
    {.name = "threshold",
     .label = "Threshold",
     .description = "Share by which the loss must fall below the best so far to count as progress.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 1e-3,
     .maximum_exclusive = true},
    {.name = "smoothing",
     .label = "Smoothing",
     .description =
         "Weight of the past in the running mean of the batches' losses; 0 takes each as it is.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 0.98,
     .maximum_exclusive = true},
    {.name = "minimum",
     .label = "Lowest factor",
     .description = "The rate is never reduced below this share of it.",
     .minimum = 0.0,
     .maximum = 1.0,
     .default_value = 1e-4},
};

constexpr std::array kTable = {
    Schedule{{.name = "constant",
              .label = "Constant",
              .description = "The learning rate stays as it is.",
              .formula = "f = 1",
              .formula_tex = "f = 1",
              .parameters = {},
              .year = 0,
              .source = ""},
             constant_factor},
    Schedule{{.name = "step",
              .label = "Step decay",
              .description = "Falls by a factor at the end of each period and is constant between.",
              .formula = "f = factor^floor(t / period)",
              .formula_tex = R"(f = \text{factor}^{\lfloor t / \text{period} \rfloor})",
              .parameters = kStepParameters,
              .year = 0,
              .source = ""},
             step_factor},
    Schedule{{.name = "exponential",
              .label = "Exponential decay",
              .description = "Falls by the same share at every step.",
              .formula = "f = decay^(t / period)",
              .formula_tex = R"(f = \text{decay}^{t / \text{period}})",
              .parameters = kExponentialParameters,
              .year = 0,
              .source = ""},
             exponential_factor},
    Schedule{
        {.name = "cosine",
         .label = "Cosine",
         .description = "Half a wave of a cosine from the full rate to the lowest (no restarts): "
                        "slow at both ends.",
         .formula = "f = minimum + (1 - minimum) (1 + cos(pi min(t / total, 1))) / 2",
         .formula_tex = R"(f = \text{minimum} + (1 - \text{minimum})\,\frac{1 + \cos(\pi \min(t )"
                        R"(/ \text{total}, 1))}{2})",
         .parameters = kCosineParameters,
         .year = 2017,
         .source = "I. Loshchilov, F. Hutter: SGDR: stochastic gradient descent with warm "
                   "restarts. ICLR 2017"},
        cosine_factor},
    Schedule{{.name = "linear-warmup",
              .label = "Linear warm-up",
              .description = "Rises evenly to the full rate and stays there.",
              .formula = "f = min((t + 1) / steps, 1)",
              .formula_tex = R"(f = \min\left(\frac{t + 1}{\text{steps}}, 1\right))",
              .parameters = kWarmupParameters,
              .year = 2017,
              .source = "P. Goyal et al.: Accurate, large minibatch SGD: training ImageNet in 1 "
                        "hour. arXiv:1706.02677"},
             warmup_factor},
    Schedule{{.name = "one-cycle",
              .label = "One cycle",
              .description = "Rises evenly to a peak far above the base rate, falls back in as "
                             "many steps, and then dies out.",
              .formula = "f = 1 to peak over the first share, back to 1 over the next as long, "
                         "then to final, each linearly",
              .formula_tex = "",
              .parameters = kOneCycleParameters,
              .year = 2018,
              .source = "L. Smith: A disciplined approach to neural network hyper-parameters, part "
                        "1. arXiv:1803.09820"},
             one_cycle_factor},
    Schedule{{.name = "reduce-on-plateau",
              .label = "Reduce on plateau",
              .description = "Watches a running mean of the training loss, and reduces the rate "
                             "when it has not fallen for a "
                             "number of steps.",
              .formula = "f <- max(factor f, minimum) after `patience` steps without progress",
              .formula_tex = "",
              .parameters = kPlateauParameters,
              .year = 0,
              .source = ""},
             plateau_factor,
             observe_plateau},
};

}  // namespace

std::span<const Schedule> schedule_table() { return kTable; }

const Schedule* find_schedule(std::string_view name) {
  const auto* found =
      std::ranges::find(kTable, name, [](const Schedule& s) { return s.entry.name; });
  return found == kTable.end() ? nullptr : found;
}

double schedule_factor(const Schedule& schedule, const double* params, std::uint64_t step,
                       const ScheduleState& state) {
  return schedule.factor(params, step, state);
}

void schedule_observe(const Schedule& schedule, const double* params, double loss,
                      ScheduleState& state) {
  if (schedule.observe != nullptr) schedule.observe(params, loss, state);
}

}  // namespace gradient
