#pragma once

#include <cstddef>
#include <vector>

#include "gradient/aligned_buffer.hpp"
#include "gradient/layout.hpp"

namespace gradient {

/// What one layer computes for the rows of a batch. Row-major, padded as in LayerLayout.
template <class Real>
struct LayerValues {
  AlignedBuffer<Real> z;   ///< pre-activations, [rows][width]
  AlignedBuffer<Real> a;   ///< activations, [rows][output_stride]
  AlignedBuffer<Real> da;  ///< dL/da, [rows][output_stride]
  AlignedBuffer<Real> dz;  ///< dL/dz, [rows][width]

  /// Only where the layer has dropout.
  AlignedBuffer<Real> mask;      ///< 0 or 1 / (1 - p) for each output
  AlignedBuffer<Real> a_masked;  ///< a * mask, the next layer's input
};

/// The values of one batch in the forward and backward passes. A network can work on any number of
/// workspaces; a training step allocates nothing once the workspace is large enough.
template <class Real>
class Workspace {
 public:
  /// Makes room for `rows` rows; discards the content where it has to grow.
  void reserve(const NetworkSpec& spec, const std::vector<LayerLayout>& layouts, std::size_t rows) {
    if (rows <= rows_ && layers.size() == layouts.size()) return;
    rows_ = rows;
    inputs.resize_and_clear(rows * layouts.front().input_stride);
    targets.resize_and_clear(rows * layouts.back().output_stride);
    layers.resize(layouts.size());
    for (std::size_t l = 0; l < layouts.size(); ++l) {
      const LayerLayout& layout = layouts[l];
      LayerValues<Real>& values = layers[l];
      values.z.resize_and_clear(rows * layout.width);
      values.a.resize_and_clear(rows * layout.output_stride);
      values.da.resize_and_clear(rows * layout.output_stride);
      values.dz.resize_and_clear(rows * layout.width);
      if (spec.layers[l].dropout > 0.0) {
        values.mask.resize_and_clear(rows * layout.output_stride);
        values.a_masked.resize_and_clear(rows * layout.output_stride);
      }
    }
  }

  /// The number of rows that fit.
  [[nodiscard]] std::size_t capacity() const { return rows_; }

  AlignedBuffer<Real> inputs;   ///< [rows][padded inputs]
  AlignedBuffer<Real> targets;  ///< [rows][padded outputs]
  std::vector<LayerValues<Real>> layers;

 private:
  std::size_t rows_ = 0;
};

}  // namespace gradient
