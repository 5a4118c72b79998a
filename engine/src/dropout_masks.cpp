#include "gradient/dropout_masks.hpp"

namespace gradient {

DropoutMasks next_dropout_masks(const Trainer& trainer, std::size_t batch_rows,
                                std::size_t first_row, std::size_t rows) {
  const Network<float>& network = trainer.network();
  Random random(trainer.state().dropout_random);
  DropoutMasks masks;
  for (std::size_t l = 0; l < network.layouts().size(); ++l) {
    std::vector<std::uint8_t>& kept = masks.kept.emplace_back();
    const double probability = network.spec().layers[l].dropout;
    if (probability == 0.0) continue;
    const LayerLayout& layout = network.layouts()[l];
    for (std::size_t r = 0; r < batch_rows; ++r) {
      // a training step draws for the padding, too
      for (std::size_t unit = 0; unit < layout.output_stride; ++unit) {
        const bool is_kept = random.uniform() >= probability;
        if (unit < layout.units && r >= first_row && r - first_row < rows) {
          kept.push_back(is_kept ? 1 : 0);
        }
      }
    }
  }
  return masks;
}

template <class Real>
void load_masks(const Network<Real>& network, const DropoutMasks& masks, Workspace<Real>& batch) {
  for (std::size_t l = 0; l < masks.kept.size(); ++l) {
    const std::vector<std::uint8_t>& kept = masks.kept[l];
    const LayerLayout& layout = network.layouts()[l];
    const Real factor = static_cast<Real>(1.0 / (1.0 - network.spec().layers[l].dropout));
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const std::size_t row = i / layout.units;
      batch.layers[l].mask.data()[row * layout.output_stride + i % layout.units] =
          kept[i] == 0 ? Real(0) : factor;
    }
  }
}

template void load_masks(const Network<float>&, const DropoutMasks&, Workspace<float>&);
template void load_masks(const Network<double>&, const DropoutMasks&, Workspace<double>&);

}  // namespace gradient
