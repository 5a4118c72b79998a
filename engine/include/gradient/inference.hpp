#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/divergence.hpp"
#include "gradient/network.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

struct Evaluation {
  /// Mean over the rows, without regularisation.
  double loss = 0.0;
  /// Share of rows whose class is right; empty where the targets are no classes.
  std::optional<double> accuracy{};
  /// Where the loss is not finite.
  std::optional<Divergence> divergence{};
};

/// Loss and accuracy over x [rows, inputs] and y [rows, outputs], rows > 0. A row counts as right
/// where the prediction is on the target's side of 0.5 (binary) or 0 (sign), or has its largest
/// value where the target has (one-hot); never where it has a NaN. `batch` is scratch space;
/// `step`, the updates done before, is what a divergence says.
[[nodiscard]] Evaluation evaluate(const Network<float>& network, std::span<const float> x,
                                  std::span<const float> y, Targets targets,
                                  Workspace<float>& batch, std::uint64_t step = 0);

/// Loss and accuracy over a split of a data set, "train", "validation" or "test"; throws Error
/// where it has no rows.
[[nodiscard]] Evaluation evaluate(const Network<float>& network, const Dataset& data,
                                  std::string_view split, Workspace<float>& batch,
                                  std::uint64_t step = 0);

/// Outputs of one layer for x [rows, inputs]: [rows, units]. NaN and infinities in x go through, as
/// the formulas have them.
[[nodiscard]] std::vector<float> activations_of(const Network<float>& network, std::size_t layer,
                                                std::span<const float> x, Workspace<float>& batch);

}  // namespace gradient
