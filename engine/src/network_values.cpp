#include "gradient/network_values.hpp"

#include <span>
#include <utility>

#include "gradient/parameters.hpp"

namespace gradient {
namespace {

void append_parameters(Object& object, const EntryInfo& entry, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    object.emplace_back(entry.parameters[i].name, values[i]);
  }
}

/// {name, …parameters}
Object chosen_object(const EntryInfo& entry, const std::vector<double>& values) {
  Object object{{"name", entry.name}};
  append_parameters(object, entry, values);
  return object;
}

Object layer_object(const LayerSpec& layer) {
  const EntryInfo& activation = layer.activation.entry->info.entry;
  Object params;
  append_parameters(params, activation, layer.activation.params);
  return {{"units", layer.units},
          {"activation", activation.name},
          {"params", std::move(params)},
          {"initializer", chosen_object(layer.initializer.entry->entry, layer.initializer.params)},
          {"bias", layer.bias},
          {"biases", biases_name(layer.biases)},
          {"dropout", layer.dropout}};
}

}  // namespace

Value spec_value(const NetworkSpec& spec) {
  Array layers;
  for (const LayerSpec& layer : spec.layers) layers.emplace_back(layer_object(layer));
  Object optimizer{{"name", spec.optimizer.entry->info.entry.name},
                   {"learningRate", spec.learning_rate}};
  append_parameters(optimizer, spec.optimizer.entry->info.entry, spec.optimizer.params);
  return Object{
      {"inputs", spec.inputs},
      {"layers", std::move(layers)},
      {"loss", chosen_object(spec.loss.entry->info.entry, spec.loss.params)},
      {"optimizer", std::move(optimizer)},
      {"schedule", chosen_object(spec.schedule.entry->entry, spec.schedule.params)},
      {"regularization", Object{{"l1", spec.regularization.l1}, {"l2", spec.regularization.l2}}},
      {"clipping", Object{{"norm", spec.clipping.norm}, {"value", spec.clipping.value}}},
      {"initialScale", spec.initial_scale},
      {"seed", static_cast<double>(spec.seed)}};
}

Value optimizer_state_value(const Trainer& trainer) {
  const std::span<const float> slots = trainer.optimizer_slots();
  const std::size_t arena = trainer.network().parameters().size();
  Array arrays;
  for (std::size_t first = 0; first < slots.size(); first += arena) {
    arrays.emplace_back(packed(trainer.network(), slots.subspan(first, arena)));
  }
  return Object{{"step", static_cast<double>(trainer.step())}, {"slots", std::move(arrays)}};
}

}  // namespace gradient
