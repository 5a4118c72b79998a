#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gradient/info.hpp"

namespace gradient {

/// The most parameters an optimiser takes.
inline constexpr std::size_t kMaxOptimizerParameters = 4;
/// The most values an optimiser stores per parameter of the network.
inline constexpr std::size_t kMaxOptimizerSlots = 3;

/// The description of an optimiser in the table.
struct OptimizerInfo {
  EntryInfo entry;
  /// Values stored per parameter of the network, beside the parameter itself. They start at 0.
  std::size_t state_slots = 0;
  double default_learning_rate = 0.0;
};

/// An optimiser's state besides its slots. Plain data: copying it is an exact snapshot.
/// Default-constructed, it is the state before the first step.
struct OptimizerState {
  /// Updates done.
  std::uint64_t step = 0;
  /// Running powers such as beta^t; each optimiser defines their meaning.
  std::array<double, 4> scalars{};
};

/// The scalars of one step's update, the same for all blocks of parameters.
using StepScalars = std::array<double, 8>;

/// Counts one step and computes its scalars from the optimiser's parameters (in the order of its
/// table), the learning rate of this step and the state. Call it once per step, then update every
/// block with the result. A new learning rate takes effect at once and in full: no optimiser keeps
/// the old one in its state.
using PrepareStep = void (*)(const double* params, double learning_rate, OptimizerState& state,
                             StepScalars& scalars);

/// One fused pass over a block of `count` network parameters: changes `parameters` and `state`.
/// Slot k of element i is `state[k * slot_stride + i]`, so that a block may be part of a larger
/// slot-major arena; `state` may be null where there are no slots. For float `count` is a multiple
/// of simd::kLanes. Elements whose parameter, gradient and slots are 0 (padding) stay 0.
/// NaN or infinity in a gradient reaches its parameter. Blocks are independent: any split into
/// blocks gives the same bits.
template <class Real>
using UpdateBlock = void (*)(Real* parameters, const Real* gradient, Real* state,
                             std::size_t slot_stride, std::size_t count,
                             const StepScalars& scalars);

/// One entry of the table of optimisers.
struct Optimizer {
  OptimizerInfo info;
  PrepareStep prepare = nullptr;
  UpdateBlock<float> float_update = nullptr;
  UpdateBlock<double> double_update = nullptr;

  template <class Real>
  [[nodiscard]] UpdateBlock<Real> update() const;
};

template <>
inline UpdateBlock<float> Optimizer::update<float>() const {
  return float_update;
}
template <>
inline UpdateBlock<double> Optimizer::update<double>() const {
  return double_update;
}

/// All optimisers, in the order in which menus show them.
[[nodiscard]] std::span<const Optimizer> optimizer_table();

/// The entry of that name, or null.
[[nodiscard]] const Optimizer* find_optimizer(std::string_view name);

}  // namespace gradient
