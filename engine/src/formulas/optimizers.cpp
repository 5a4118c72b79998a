#include "gradient/optimizers.hpp"

#include <algorithm>

#include "gradient/optimizers/adam.hpp"
#include "gradient/optimizers/adam_variants.hpp"
#include "gradient/optimizers/adaptive.hpp"
#include "gradient/optimizers/gradient_descent.hpp"

namespace gradient {
namespace {

template <class Rule>
consteval Optimizer entry() {
  static_assert(Rule::kInfo.state_slots <= kMaxOptimizerSlots);
  static_assert(Rule::kInfo.entry.parameters.size() <= kMaxOptimizerParameters);
  return {.info = Rule::kInfo,
          .prepare = Rule::prepare,
          .float_update = optimizers::update_block<float, Rule::template Step>,
          .double_update = optimizers::update_block<double, Rule::template Step>};
}

/// RMSProp selects one of four rules by its parameters.
consteval Optimizer rmsprop_entry() {
  using optimizers::Rmsprop;
  return {.info = Rmsprop::kInfo,
          .prepare = Rmsprop::prepare,
          .float_update = Rmsprop::update<float>,
          .double_update = Rmsprop::update<double>};
}

constexpr std::array kOptimizers{
    entry<optimizers::Sgd>(),     entry<optimizers::Momentum>(), entry<optimizers::Nesterov>(),
    entry<optimizers::Adagrad>(), entry<optimizers::Adadelta>(), rmsprop_entry(),
    entry<optimizers::Adam>(),    entry<optimizers::Adamax>(),   entry<optimizers::Nadam>(),
    entry<optimizers::Amsgrad>(), entry<optimizers::AdamW>(),
};

}  // namespace

std::span<const Optimizer> optimizer_table() { return kOptimizers; }

const Optimizer* find_optimizer(std::string_view name) {
  const auto found = std::ranges::find(
      kOptimizers, name, [](const Optimizer& optimizer) { return optimizer.info.entry.name; });
  return found == kOptimizers.end() ? nullptr : &*found;
}

}  // namespace gradient
