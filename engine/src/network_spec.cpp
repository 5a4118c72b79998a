#include "gradient/network_spec.hpp"

#include <array>
#include <limits>
#include <string>

#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

constexpr NumberBounds kLearningRateBounds{
    .minimum = 0.0, .maximum = kMaxLearningRate, .minimum_exclusive = true};
constexpr NumberBounds kBiasBounds{.minimum = -1e6, .maximum = 1e6};
constexpr NumberBounds kDropoutBounds{.minimum = 0.0, .maximum = 1.0, .maximum_exclusive = true};
constexpr NumberBounds kPenaltyBounds{.minimum = 0.0, .maximum = 1e6};
constexpr NumberBounds kInitialScaleBounds{.minimum = 0.0, .maximum = 1e6};
constexpr NumberBounds kClippingBounds{.minimum = 0.0, .maximum = 1e6};

const EntryInfo& entry_info(const Activation& activation) { return activation.info.entry; }
const EntryInfo& entry_info(const Loss& loss) { return loss.info.entry; }
const EntryInfo& entry_info(const Optimizer& optimizer) { return optimizer.info.entry; }
const EntryInfo& entry_info(const Initializer& initializer) { return initializer.entry; }
const EntryInfo& entry_info(const Schedule& schedule) { return schedule.entry; }

/// The entry that `field` names.
template <class Entry>
const Entry& choose(SpecReader& reader, std::string_view field, std::span<const Entry> table) {
  std::vector<std::string_view> names;
  for (const Entry& entry : table) names.push_back(entry_info(entry).name);
  return table[reader.choice(field, names)];
}

/// An entry and its parameters, which are the only fields of one object.
template <class Entry>
Chosen<Entry> read_chosen(SpecReader reader, std::span<const Entry> table) {
  const Entry& entry = choose(reader, "name", table);
  Chosen<Entry> chosen{&entry, read_parameters(reader, entry_info(entry).parameters)};
  reader.refuse_unknown_fields();
  return chosen;
}

Chosen<Activation> read_activation(SpecReader& layer) {
  const Activation& activation = choose(layer, "activation", activation_table());
  SpecReader params = layer.object_or_empty("params");
  Chosen<Activation> chosen{&activation,
                            read_parameters(params, entry_info(activation).parameters)};
  params.refuse_unknown_fields();
  return chosen;
}

LayerSpec read_layer(SpecReader layer) {
  LayerSpec spec;
  spec.units = layer.whole("units", {.minimum = 1, .maximum = kMaxUnits, .is_limit = true});
  spec.activation = read_activation(layer);
  const std::string_view fitting = spec.activation.entry->info.recommended_initializer;
  spec.initializer = read_chosen(layer.named("initializer", fitting), initializer_table());
  spec.bias = layer.number("bias", kBiasBounds, 0.0);
  constexpr std::array kBiases{biases_name(Biases::kTrained), biases_name(Biases::kFixed),
                               biases_name(Biases::kNone)};
  spec.biases = static_cast<Biases>(layer.choice("biases", kBiases, 0));
  if (spec.biases == Biases::kNone && spec.bias != 0.0) {
    layer.refuse("bias", ErrorCode::kInvalidArgument, "0 where biases is \"none\"");
  }
  spec.dropout = layer.number("dropout", kDropoutBounds, 0.0);
  layer.refuse_unknown_fields();
  return spec;
}

void read_optimizer(SpecReader reader, NetworkSpec& spec) {
  const Optimizer& optimizer = choose(reader, "name", optimizer_table());
  spec.learning_rate =
      reader.number("learningRate", kLearningRateBounds, optimizer.info.default_learning_rate);
  spec.optimizer = {&optimizer, read_parameters(reader, optimizer.info.entry.parameters)};
  reader.refuse_unknown_fields();
}

Regularization read_regularization(SpecReader reader) {
  const Regularization regularization{.l1 = reader.number("l1", kPenaltyBounds, 0.0),
                                      .l2 = reader.number("l2", kPenaltyBounds, 0.0)};
  reader.refuse_unknown_fields();
  return regularization;
}

ClippingSpec read_clipping(SpecReader reader) {
  const ClippingSpec clipping{.norm = reader.number("norm", kClippingBounds, 0.0),
                              .value = reader.number("value", kClippingBounds, 0.0)};
  reader.refuse_unknown_fields();
  return clipping;
}

/// Names of the activations whose values are in [0, 1].
std::string probability_activations() {
  std::vector<std::string_view> names;
  for (const Activation& activation : activation_table()) {
    const Range& range = activation.info.range;
    if (range.lower >= 0.0 && range.upper <= 1.0) names.push_back(activation.info.entry.name);
  }
  return join(names);
}

void check_output(const SpecReader& reader, const NetworkSpec& spec) {
  const LayerSpec& output = spec.layers.back();
  const std::string path = "layers[" + std::to_string(spec.layers.size() - 1) + "]";
  if (output.dropout > 0.0) {
    throw refusal(ErrorCode::kInvalidArgument, path + ".dropout", describe(Value(output.dropout)),
                  "0 in the output layer");
  }
  const ActivationInfo& activation = output.activation.entry->info;
  const bool probabilities = activation.range.lower >= 0.0 && activation.range.upper <= 1.0;
  const LossInfo& loss = spec.loss.entry->info;
  if (loss.outputs == LossOutputs::kProbabilities && !probabilities) {
    reader.refuse(
        "loss", ErrorCode::kInvalidArgument,
        "\"" + std::string(loss.entry.name) + "\" with the output activation \"" +
            std::string(activation.entry.name) + "\"",
        "with it, an output activation with values in [0, 1]: " + probability_activations());
  }
}

void check_size(const SpecReader& reader, const NetworkSpec& spec) {
  const std::size_t count = parameter_count(spec);
  if (count > kMaxParameters) {
    reader.refuse("layers", ErrorCode::kLimitExceeded, std::to_string(count) + " parameters",
                  "at most " + std::to_string(kMaxParameters) + " parameters in all");
  }
}

}  // namespace

NetworkSpec parse_network_spec(const Value& value) {
  SpecReader reader(value, "", "a network");
  NetworkSpec spec;
  spec.inputs = reader.whole("inputs", {.minimum = 1, .maximum = kMaxInputs, .is_limit = true});
  for (SpecReader& layer :
       reader.objects("layers", {.minimum = 1, .maximum = kMaxLayers, .is_limit = true})) {
    spec.layers.push_back(read_layer(std::move(layer)));
  }
  spec.loss = read_chosen(reader.named("loss"), loss_table());
  read_optimizer(reader.named("optimizer"), spec);
  spec.schedule = read_chosen(reader.named("schedule", "constant"), schedule_table());
  spec.regularization = read_regularization(reader.object_or_empty("regularization"));
  spec.clipping = read_clipping(reader.object_or_empty("clipping"));
  spec.initial_scale = reader.number("initialScale", kInitialScaleBounds, 1.0);
  spec.seed = static_cast<std::uint32_t>(
      reader.whole("seed", {.maximum = std::numeric_limits<std::uint32_t>::max()}, 0));
  reader.refuse_unknown_fields();
  check_output(reader, spec);
  check_size(reader, spec);
  return spec;
}

Regularization parse_regularization(const Value& value) {
  return read_regularization(SpecReader(value, "", "regularization"));
}

ClippingSpec parse_clipping(const Value& value) {
  return read_clipping(SpecReader(value, "", "clipping"));
}

double parse_learning_rate(const Value& value) {
  const Value wrapped(Object{{"learningRate", value}});
  return SpecReader(wrapped).number("learningRate", kLearningRateBounds);
}

std::size_t parameter_count(const NetworkSpec& spec) {
  std::size_t inputs = spec.inputs;
  std::size_t count = 0;
  for (const LayerSpec& layer : spec.layers) {
    const ActivationKind kind = layer.activation.entry->info.kind;
    const std::size_t pieces = kind == ActivationKind::kMaxout
                                   ? static_cast<std::size_t>(layer.activation.params.front())
                                   : 1;
    const std::size_t biases = layer.biases == Biases::kNone ? 0 : 1;
    count += (inputs + biases) * layer.units * pieces +
             (kind == ActivationKind::kPrelu ? layer.units : 0);
    inputs = layer.units;
  }
  return count;
}

}  // namespace gradient
