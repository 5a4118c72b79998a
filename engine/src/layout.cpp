#include "gradient/layout.hpp"

namespace gradient {

std::vector<LayerLayout> layouts_of(const NetworkSpec& spec) {
  std::vector<LayerLayout> layouts;
  std::size_t inputs = spec.inputs;
  std::size_t offset = 0;
  for (const LayerSpec& layer : spec.layers) {
    const ActivationKind kind = layer.activation.entry->info.kind;
    LayerLayout layout;
    layout.inputs = inputs;
    layout.units = layer.units;
    layout.pieces = kind == ActivationKind::kMaxout
                        ? static_cast<std::size_t>(layer.activation.params.front())
                        : 1;
    layout.has_biases = layer.biases != Biases::kNone;
    layout.slopes = kind == ActivationKind::kPrelu ? layer.units : 0;
    layout.input_stride = padded(inputs);
    layout.output_stride = padded(layer.units);
    layout.width = layout.pieces * layout.output_stride;
    layout.weights = offset;
    layout.biases = layout.weights + inputs * layout.width;
    layout.slope_values = layout.biases + layout.width;
    layout.end = layout.slope_values + (layout.slopes > 0 ? layout.output_stride : 0);
    layouts.push_back(layout);
    inputs = layer.units;
    offset = layout.end;
  }
  return layouts;
}

}  // namespace gradient
