#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/trainer.hpp"

namespace gradient {

/// For each unit of a hidden layer 1 where it is on, 0 where it is off.
[[nodiscard]] std::vector<std::uint8_t> unit_mask(const Network<float>& network, std::size_t layer);
/// Throws Error where the layer is not hidden, or `mask` has another length or other values.
void set_unit_mask(Network<float>& network, std::size_t layer, std::span<const std::uint8_t> mask);

/// For each parameter, in the order of for_each_parameter, 1 where it is frozen, 0 where it is
/// trained.
[[nodiscard]] std::vector<std::uint8_t> frozen_parameters(const Trainer& trainer);
/// Throws Error where `frozen` has another length or other values.
void set_frozen_parameters(Trainer& trainer, std::span<const std::uint8_t> frozen);

}  // namespace gradient
