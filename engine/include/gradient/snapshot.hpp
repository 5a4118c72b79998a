#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gradient/trainer.hpp"

namespace gradient {

/// Raised when the layout of a snapshot changes; newer ones are refused. Version 1 has no units
/// that are off and no frozen parameters, and is read as one without any.
inline constexpr std::uint32_t kSnapshotVersion = 2;

/// Everything that decides how training goes on: learned numbers, optimiser state, schedule, random
/// generators, position in the epoch, and the settings that may change while it runs (learning
/// rate, regularisation, clipping, units that are off, frozen parameters).
///
/// Little-endian: magic "GPSN", version, the network's shape as text, the numbers, an FNV-1a
/// checksum of it all.
[[nodiscard]] std::vector<std::uint8_t> save_snapshot(const Trainer& trainer);

/// Training goes on with the same bits as it would have where the snapshot was taken. Throws Error
/// kDamagedSnapshot with the reason, and changes nothing, where the bytes are cut, altered, of a
/// newer version, or of a network with other layers, optimiser or schedule.
void restore_snapshot(Trainer& trainer, std::span<const std::uint8_t> snapshot);

}  // namespace gradient
