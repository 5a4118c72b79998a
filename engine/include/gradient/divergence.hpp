#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gradient/network.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// What was found to be no longer finite.
enum class DivergedQuantity { kWeights, kPreActivation, kActivation, kLoss, kOptimizerState };

/// As callers see it: "weights", "pre-activation", "activation", "loss",
/// "optimizer-state".
[[nodiscard]] std::string_view diverged_quantity_name(DivergedQuantity quantity);

/// Where training stopped because a value was NaN or infinite.
struct Divergence {
  /// Updates done before.
  std::uint64_t step = 0;
  /// The first layer, in the order of the forward pass, that holds such a value; -1: only the loss
  /// is one.
  int layer = -1;
  DivergedQuantity quantity = DivergedQuantity::kLoss;
  /// A sentence for people.
  std::string message{};
};

/// Looks for the first value that is not finite, in the order in which a step computes them: each
/// layer's weights (overflowed in the update before), z, a; then the loss, which is not finite.
[[nodiscard]] Divergence find_divergence(const Network<float>& network,
                                         const Workspace<float>& batch, std::size_t rows,
                                         std::uint64_t step);

/// The first layer whose optimiser state, `slots` times an arena shaped as the network's
/// parameters, holds a value that is not finite: an infinite mean of squares would freeze its
/// weight for ever without a word.
[[nodiscard]] std::optional<Divergence> find_overflow(const Network<float>& network,
                                                      std::span<const float> optimizer_slots,
                                                      std::uint64_t step);

}  // namespace gradient
