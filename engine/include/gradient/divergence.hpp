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

/// The quantity that is no longer finite.
enum class DivergedQuantity { kWeights, kPreActivation, kActivation, kLoss, kOptimizerState };

/// As callers see it: "weights", "pre-activation", "activation", "loss",
/// "optimizer-state".
[[nodiscard]] std::string_view diverged_quantity_name(DivergedQuantity quantity);

/// Where training stopped because a value was NaN or infinite.
struct Divergence {
  /// Updates done before.
  std::uint64_t step = 0;
  /// The first layer, in the order of the forward pass, with such a value; -1 where only the loss
  /// is not finite.
  int layer = -1;
  DivergedQuantity quantity = DivergedQuantity::kLoss;
  /// A sentence for the user.
  std::string message{};
};

/// Finds the first value that is not finite, in the order in which a step computes them: each
/// layer's weights (which the previous update made overflow), z, a. Where all are finite, the loss
/// is not.
[[nodiscard]] Divergence find_divergence(const Network<float>& network,
                                         const Workspace<float>& batch, std::size_t rows,
                                         std::uint64_t step);

/// The first layer whose optimiser state holds a value that is not finite: an infinite mean of
/// squares would silently stop its weight from changing. `optimizer_slots` is one arena per slot,
/// each shaped as the network's parameters.
[[nodiscard]] std::optional<Divergence> find_overflow(const Network<float>& network,
                                                      std::span<const float> optimizer_slots,
                                                      std::uint64_t step);

}  // namespace gradient
