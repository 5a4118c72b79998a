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
  /// Share of rows whose class is predicted correctly; empty for regression.
  std::optional<double> accuracy{};
  /// Set where the loss is not finite.
  std::optional<Divergence> divergence{};
};

/// Loss and accuracy over x [rows, inputs] and y [rows, outputs], rows > 0. A prediction is correct
/// where it is on the target's side of 0.5 (binary) or 0 (sign), or has its largest value at the
/// same output as the target (one-hot); with a NaN it is not. `batch` is scratch space; `step` is
/// the number of updates done, which a divergence reports.
[[nodiscard]] Evaluation evaluate(const Network<float>& network, std::span<const float> x,
                                  std::span<const float> y, Targets targets,
                                  Workspace<float>& batch, std::uint64_t step = 0);

/// Loss and accuracy over the split "train", "validation" or "test" of a data set; throws Error
/// where it has no rows.
[[nodiscard]] Evaluation evaluate(const Network<float>& network, const Dataset& data,
                                  std::string_view split, Workspace<float>& batch,
                                  std::uint64_t step = 0);

/// Outputs of one layer for x [rows, inputs]: [rows, units]. NaN and infinities in x propagate.
[[nodiscard]] std::vector<float> activations_of(const Network<float>& network, std::size_t layer,
                                                std::span<const float> x, Workspace<float>& batch);

}  // namespace gradient
