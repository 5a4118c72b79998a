#include "gradient/divergence.hpp"

#include "gradient/finite.hpp"

namespace gradient {
namespace {

std::string sentence(const Divergence& found, std::size_t layers) {
  const std::string step = std::to_string(found.step);
  if (found.quantity == DivergedQuantity::kLoss) {
    return "Training stopped after step " + step +
           ": the loss is no longer a finite number, though every layer's output is. "
           "Predictions and targets are too far apart for 32-bit floats.";
  }
  const std::string layer =
      "layer " + std::to_string(found.layer + 1) + " of " + std::to_string(layers);
  if (found.quantity == DivergedQuantity::kOptimizerState) {
    return "Training stopped after step " + step +
           ": what the optimiser keeps of past gradients overflowed in " + layer +
           ". A gradient is too large for it: make inputs, targets or weights smaller, or clip the "
           "gradient.";
  }
  if (found.quantity == DivergedQuantity::kWeights) {
    return "Training stopped after step " + step + ": its update made the weights of " + layer +
           " overflow. The learning rate or the gradient is too large.";
  }
  const std::string_view what =
      found.quantity == DivergedQuantity::kPreActivation ? "pre-activations" : "activations";
  return "Training stopped after step " + step + ": the " + std::string(what) + " of " + layer +
         " overflowed. The weights have grown too large.";
}

}  // namespace

std::string_view diverged_quantity_name(DivergedQuantity quantity) {
  switch (quantity) {
    case DivergedQuantity::kWeights:
      return "weights";
    case DivergedQuantity::kPreActivation:
      return "pre-activation";
    case DivergedQuantity::kActivation:
      return "activation";
    case DivergedQuantity::kLoss:
      return "loss";
    case DivergedQuantity::kOptimizerState:
      return "optimizer-state";
  }
  return "loss";
}

Divergence find_divergence(const Network<float>& network, const Workspace<float>& batch,
                           std::size_t rows, std::uint64_t step) {
  const std::vector<LayerLayout>& layouts = network.layouts();
  Divergence found{.step = step};
  const auto at = [&](std::size_t layer, DivergedQuantity quantity) {
    found.layer = static_cast<int>(layer);
    found.quantity = quantity;
  };
  for (std::size_t l = 0; l < layouts.size() && found.layer < 0; ++l) {
    const LayerLayout& layer = layouts[l];
    const LayerValues<float>& values = batch.layers[l];
    if (!all_finite(network.parameters().subspan(layer.weights, layer.end - layer.weights))) {
      at(l, DivergedQuantity::kWeights);
    } else if (!all_finite(values.z.span().first(rows * layer.width))) {
      at(l, DivergedQuantity::kPreActivation);
    } else if (!all_finite(values.a.span().first(rows * layer.output_stride))) {
      at(l, DivergedQuantity::kActivation);
    }
  }
  found.message = sentence(found, layouts.size());
  return found;
}

std::optional<Divergence> find_overflow(const Network<float>& network,
                                        std::span<const float> optimizer_slots,
                                        std::uint64_t step) {
  if (all_finite(optimizer_slots)) return std::nullopt;
  const std::vector<LayerLayout>& layouts = network.layouts();
  Divergence found{.step = step, .quantity = DivergedQuantity::kOptimizerState};
  const std::size_t arena = network.parameters().size();
  const auto overflows = [&](const LayerLayout& layer) {
    for (std::size_t slot = 0; slot < optimizer_slots.size(); slot += arena) {
      if (!all_finite(optimizer_slots.subspan(slot + layer.weights, layer.end - layer.weights))) {
        return true;
      }
    }
    return false;
  };
  std::size_t l = 0;
  while (!overflows(layouts[l])) ++l;
  found.layer = static_cast<int>(l);
  found.message = sentence(found, layouts.size());
  return found;
}

}  // namespace gradient
