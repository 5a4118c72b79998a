#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "gradient/network.hpp"
#include "gradient/workspace.hpp"

namespace gradient {

/// Puts rows x [rows, inputs] and their targets y [rows, outputs] into a workspace, which gets room
/// for them.
template <class Real>
void load_rows(const Network<Real>& network, std::span<const Real> x, std::span<const Real> y,
               Workspace<Real>& batch) {
  const LayerLayout& first = network.layouts().front();
  const LayerLayout& last = network.layouts().back();
  const std::size_t rows = x.size() / first.inputs;
  batch.reserve(network.spec(), network.layouts(), rows);
  for (std::size_t r = 0; r < rows; ++r) {
    std::ranges::copy(x.subspan(r * first.inputs, first.inputs),
                      batch.inputs.data() + r * first.input_stride);
    std::ranges::copy(y.subspan(r * last.units, last.units),
                      batch.targets.data() + r * last.output_stride);
  }
}

}  // namespace gradient
