#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gradient/trainer.hpp"

namespace gradient {

/// Which outputs of the rows of a batch are kept: for each layer [rows][units] flags, 1 where an
/// output is kept and 0 where it is dropped; empty where the layer has no dropout. Without any
/// layer: dropout is off.
struct DropoutMasks {
  std::vector<std::vector<std::uint8_t>> kept;

  /// What forward and backward do with a workspace that holds these masks.
  [[nodiscard]] Dropout mode() const { return kept.empty() ? Dropout::kOff : Dropout::kReuse; }
};

/// The masks that the trainer's next step draws for the rows `first_row`, …, `first_row + rows - 1`
/// of a batch of `batch_rows` rows. The trainer stays as it is.
[[nodiscard]] DropoutMasks next_dropout_masks(const Trainer& trainer, std::size_t batch_rows,
                                              std::size_t first_row, std::size_t rows);

/// Writes the masks' factors, 0 or 1 / (1 - p), into a workspace that has room for the rows.
template <class Real>
void load_masks(const Network<Real>& network, const DropoutMasks& masks, Workspace<Real>& batch);

}  // namespace gradient
