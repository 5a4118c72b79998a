#pragma once

#include <cstddef>
#include <vector>

#include "gradient/network_spec.hpp"
#include "gradient/simd.hpp"

namespace gradient {

/// `count` rounded up to whole vectors. Rows are padded so that kernels have no tails; padding is 0
/// and stays 0.
[[nodiscard]] constexpr std::size_t padded(std::size_t count) {
  return (count + simd::kLanes - 1) / simd::kLanes * simd::kLanes;
}

/// The offsets of one layer's parameters in the arena, and the shapes of its matrices.
struct LayerLayout {
  std::size_t inputs = 0;
  std::size_t units = 0;
  /// Linear pieces of a unit: 1 except for maxout.
  std::size_t pieces = 1;
  /// Absent biases have a place in the arena, too, which is 0 and stays 0.
  bool has_biases = true;
  /// Learned parameters of the activation: one slope per unit for prelu, else 0.
  std::size_t slopes = 0;

  std::size_t input_stride = 0;   ///< padded(inputs): values in a row of the layer's input
  std::size_t output_stride = 0;  ///< padded(units): values in a row of a and dL/da
  std::size_t width = 0;          ///< pieces * output_stride: values in a row of z, dL/dz and W

  std::size_t weights =
      0;  ///< offset of W, [inputs][width]; column of piece p, unit u: p * output_stride + u
  std::size_t biases = 0;        ///< offset of b, [width]
  std::size_t slope_values = 0;  ///< offset of the slopes, [output_stride], where there are any
  std::size_t end = 0;           ///< offset of the next layer

  /// Columns of W and dL/dz that products need. Those beyond are padding at the end of a row; with
  /// several pieces padding lies between the pieces too, and all columns are needed.
  [[nodiscard]] std::size_t columns() const { return pieces == 1 ? units : width; }

  /// The number of parameters, without padding.
  [[nodiscard]] std::size_t parameter_count() const {
    return (inputs + (has_biases ? 1 : 0)) * units * pieces + slopes;
  }
};

/// The layout of every layer, in order.
[[nodiscard]] std::vector<LayerLayout> layouts_of(const NetworkSpec& spec);

enum class ParameterKind { kWeight, kBias, kSlope };

/// Calls visit(layer, kind, offset, count) for every run of parameters that are adjacent in the
/// arena, in the order in which callers see them: layer by layer, weights [inputs][pieces * units]
/// row-major, then biases, then slopes.
template <class Visit>
void for_each_parameter_run(const std::vector<LayerLayout>& layers, Visit&& visit) {
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const LayerLayout& layer = layers[l];
    const auto row = [&](std::size_t start, ParameterKind kind) {
      for (std::size_t piece = 0; piece < layer.pieces; ++piece) {
        visit(l, kind, start + piece * layer.output_stride, layer.units);
      }
    };
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      row(layer.weights + i * layer.width, ParameterKind::kWeight);
    }
    if (layer.has_biases) row(layer.biases, ParameterKind::kBias);
    if (layer.slopes > 0) visit(l, ParameterKind::kSlope, layer.slope_values, layer.slopes);
  }
}

/// Calls visit(layer, kind, offset) for every parameter, in the same order.
template <class Visit>
void for_each_parameter(const std::vector<LayerLayout>& layers, Visit&& visit) {
  for_each_parameter_run(
      layers, [&](std::size_t layer, ParameterKind kind, std::size_t start, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) visit(layer, kind, start + i);
      });
}

}  // namespace gradient
