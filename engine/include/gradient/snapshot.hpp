#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gradient/trainer.hpp"

namespace gradient {

/// Incremented when the format changes; newer versions are refused. Version 1 has neither unit
/// masks nor frozen parameters: it is read as if all units were on and no parameter frozen.
inline constexpr std::uint32_t kSnapshotVersion = 2;

/// Everything that determines how training continues: parameters, optimiser state, schedule, random
/// generators, position in the epoch, and the settings that may change during training (learning
/// rate, regularisation, clipping, unit masks, frozen parameters).
///
/// Little-endian: magic "GPSN", version, the network's shape as text, the data, an FNV-1a checksum
/// of everything before it.
[[nodiscard]] std::vector<std::uint8_t> save_snapshot(const Trainer& trainer);

/// Training then continues with the same bits as it did after the snapshot was taken. Throws Error
/// kDamagedSnapshot with the reason, and changes nothing, where the bytes are truncated or altered,
/// of a newer version, or of a network with other layers, optimiser or schedule.
void restore_snapshot(Trainer& trainer, std::span<const std::uint8_t> snapshot);

}  // namespace gradient
