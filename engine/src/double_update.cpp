#include "gradient/double_update.hpp"

#include <algorithm>
#include <utility>

#include "gradient/dropout_masks.hpp"
#include "gradient/given_rows.hpp"
#include "gradient/load_rows.hpp"
#include "gradient/parameter_update.hpp"
#include "gradient/parameters.hpp"
#include "gradient/regularization.hpp"

namespace gradient {
namespace {

void add_penalty_gradient(const Network<double>& network, std::span<double> gradients) {
  for (const LayerLayout& layer : network.layouts()) {
    add_regularization_gradient(network.parameters().data() + layer.weights,
                                gradients.data() + layer.weights, layer.inputs * layer.width,
                                network.spec().regularization);
  }
}

}  // namespace

Network<double> network_in_double(const Trainer& trainer, std::span<const double> parameters) {
  Network<double> network(trainer.network());
  if (!parameters.empty()) set_parameters(network, parameters);
  return network;
}

DoubleUpdate update_in_double(const Trainer& trainer, std::span<const double> x,
                              std::span<const double> y, std::span<const double> parameters) {
  const std::size_t rows = checked_rows(trainer.network().spec(), x, y);
  Network<double> network = network_in_double(trainer, parameters);
  const DropoutMasks masks = next_dropout_masks(trainer, rows, 0, rows);
  Workspace<double> batch;
  load_rows(network, x, y, batch);
  load_masks(network, masks, batch);

  DoubleUpdate result;
  result.parameters_before = packed(network, network.parameters());
  result.penalty = network.penalty();
  result.learning_rate = trainer.learning_rate();
  network.forward(batch, rows, masks.mode(), nullptr);
  result.loss = network.loss_and_gradient(batch, rows);
  AlignedBuffer<double> gradients(network.parameters().size());
  AlignedBuffer<double> penalty_gradients(gradients.size());
  const Regularization regularization = network.spec().regularization;
  network.set_regularization({});
  network.backward(batch, rows, masks.mode(), gradients.data());
  network.set_regularization(regularization);
  result.gradient = packed(network, gradients.span());
  add_penalty_gradient(network, penalty_gradients.span());
  result.penalty_gradient = packed(network, penalty_gradients.span());
  add_penalty_gradient(network, gradients.span());

  const HeldParameters held(network.spec(), network.layouts(), trainer.frozen());
  std::vector<double> kept;
  result.gradient_norm = clip_gradients(network.spec().clipping, held, gradients.span());
  result.optimizer_gradient = packed(network, gradients.span());
  OptimizerState state = trainer.state().optimizer;
  std::vector<double> slots(trainer.optimizer_slots().begin(), trainer.optimizer_slots().end());
  update_parameters<double>(network.spec().optimizer, result.learning_rate, held, kept, state,
                            gradients.span(), network.parameters(), slots);
  result.parameters = packed(network, network.parameters());
  const std::span<const double> arenas = slots;
  for (std::size_t first = 0; first < arenas.size(); first += gradients.size()) {
    result.slots.push_back(packed(network, arenas.subspan(first, gradients.size())));
  }
  network.forward(batch, rows, masks.mode(), nullptr);
  result.loss_after = network.loss(batch, rows);
  return result;
}

}  // namespace gradient
