#include "gradient/masks.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/gradient_check.hpp"
#include "gradient/input_gradient.hpp"
#include "gradient/parameters.hpp"
#include "gradient/snapshot.hpp"
#include "support/conformance.hpp"
#include "support/refusals.hpp"

namespace gradient::masks_test {

using namespace gradient::testing;
using Floats = std::vector<float>;
using Flags = std::vector<std::uint8_t>;

namespace {

/// 3-5-4-2 with the second and the fifth unit of its first layer off.
Trainer half_off(const Object& spec) {
  Trainer trainer(parse_network_spec(spec));
  set_unit_mask(trainer.network(), 0, Flags{1, 0, 1, 1, 0});
  return trainer;
}

Floats predictions(const Network<float>& network, const Floats& x) {
  Workspace<float> batch;
  return activations_of(network, network.layouts().size() - 1, x, batch);
}

}  // namespace

TEST_CASE("a unit that is off gives 0, and the network is the one without it", "[masks]") {
  const Loss& mse = *find_loss("mse");
  const Floats x = uniform_values(3 * 200, -1.0, 1.0, 4);
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    Trainer trainer = half_off(hidden_spec(activation, mse));
    const Network<float>& network = trainer.network();
    Workspace<float> batch;
    const Floats a = activations_of(network, 0, x, batch);
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (i % 5 == 1 || i % 5 == 4) CHECK(a[i] == 0.0F);
    }
    // the same as with no weight that leads out of it
    Network<float> cut(network.spec());
    const LayerLayout& second = cut.layouts()[1];
    for (const std::size_t unit : {1U, 4U}) {
      std::ranges::fill(
          cut.parameters().subspan(second.weights + unit * second.width, second.width), 0.0F);
    }
    CHECK(predictions(network, x) == predictions(cut, x));
    CHECK(input_gradient(network, x, 1) == input_gradient(cut, x, 1));
  }
}

TEST_CASE("gradients are right with units that are off", "[masks]") {
  const Loss& mse = *find_loss("mse");
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    const Trainer trainer = half_off(hidden_spec(activation, mse));
    const Rows rows = random_rows(trainer.network().spec(), 6);
    CHECK(check_gradients(trainer.network(), rows.x, rows.y).worst_relative_error < 1e-6);
  }
}

TEST_CASE("no gradient passes through a unit that is off, with dropout too", "[masks]") {
  Trainer trainer(make_spec(2, {{3, "tanh", {{"dropout", 0.5}}}, {1, "linear"}}, "mse",
                            {{"name", "sgd"}, {"learningRate", 0.1}}));
  set_unit_mask(trainer.network(), 0, Flags{1, 0, 1});
  static_cast<void>(trainer.train(random_dataset(trainer.network().spec(), 20, 3),
                                  {.steps = 10, .batch_size = 5}));
  const Floats gradients = packed(trainer.network(), trainer.gradients());
  // weights [2][3], biases [3], then the weights out of the layer
  for (const std::size_t i : {1U, 4U, 7U, 10U}) CHECK(gradients[i] == 0.0F);
  CHECK(gradients[0] != 0.0F);
}

TEST_CASE("an infinite unit that is off gives 0, not NaN", "[masks]") {
  Trainer trainer = half_off(hidden_spec(*find_activation("relu"), *find_loss("mse")));
  trainer.network().parameters()[trainer.network().layouts()[0].biases + 1] = INFINITY;
  const Floats found = predictions(trainer.network(), Floats{1, 1, 1});
  CHECK(std::ranges::all_of(found, [](float value) { return std::isfinite(value); }));
}

TEST_CASE("a mask can be read, and turns units on again", "[masks]") {
  const Object spec = hidden_spec(*find_activation("tanh"), *find_loss("mse"));
  Trainer trainer = half_off(spec);
  CHECK(unit_mask(trainer.network(), 0) == Flags{1, 0, 1, 1, 0});
  CHECK(unit_mask(trainer.network(), 1) == Flags{1, 1, 1, 1});
  set_unit_mask(trainer.network(), 0, Flags(5, 1));
  const Floats x{1, 2, 3};
  CHECK(predictions(trainer.network(), x) ==
        predictions(Network<float>(parse_network_spec(spec)), x));
}

TEST_CASE("frozen parameters and their optimiser state keep their bits, and no others", "[masks]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    const Object spec =
        with(hidden_spec(*find_activation("tanh"), *find_loss("mse"), name_of(optimizer)),
             "regularization", Object{{"l2", 0.1}});
    Trainer trainer(parse_network_spec(spec));
    const Dataset data = random_dataset(trainer.network().spec(), 50, 3);
    const auto train = [&] {
      static_cast<void>(trainer.train(data, {.steps = 10, .batch_size = 7}));
    };
    train();
    Flags frozen(parameter_count(trainer.network().spec()));
    for (std::size_t i = 0; i < frozen.size(); i += 3) frozen[i] = 1;
    set_frozen_parameters(trainer, frozen);
    const auto state = [&] {
      std::vector<Floats> arrays{packed(trainer.network(), trainer.network().parameters())};
      const std::size_t arena = trainer.network().parameters().size();
      for (std::size_t slot = 0; slot < optimizer.info.state_slots; ++slot) {
        const auto slots = std::as_const(trainer).optimizer_slots();
        arrays.push_back(packed(trainer.network(), slots.subspan(slot * arena, arena)));
      }
      return arrays;
    };
    const std::vector<Floats> before = state();
    train();
    const std::vector<Floats> after = state();
    const Floats gradients = packed(trainer.network(), trainer.gradients());
    for (std::size_t i = 0; i < frozen.size(); ++i) {
      for (std::size_t array = 0; array < before.size(); ++array) {
        if (frozen[i] == 1) CHECK(after[array][i] == before[array][i]);
      }
      CHECK((after[0][i] == before[0][i]) == (frozen[i] == 1));
      if (frozen[i] == 1) CHECK(gradients[i] == 0.0F);
    }
    set_frozen_parameters(trainer, Flags(frozen.size()));
    train();
    CHECK(state()[0][0] != after[0][0]);
  }
}

TEST_CASE("masks survive save and restore, into a network that has others", "[masks]") {
  const Object spec = hidden_spec(*find_activation("tanh"), *find_loss("mse"));
  Trainer original = half_off(spec);
  const Dataset data = random_dataset(original.network().spec(), 50, 3);
  Flags frozen(parameter_count(original.network().spec()));
  frozen[2] = 1;
  set_frozen_parameters(original, frozen);
  static_cast<void>(original.train(data, {.steps = 5}));
  const auto snapshot = save_snapshot(original);

  Trainer restored(parse_network_spec(spec));
  set_unit_mask(restored.network(), 1, Flags{0, 0, 1, 1});
  restore_snapshot(restored, snapshot);
  CHECK(save_snapshot(restored) == snapshot);
  CHECK(unit_mask(restored.network(), 0) == Flags{1, 0, 1, 1, 0});
  CHECK(unit_mask(restored.network(), 1) == Flags{1, 1, 1, 1});
  CHECK(frozen_parameters(restored) == frozen);
  static_cast<void>(original.train(data, {.steps = 5}));
  static_cast<void>(restored.train(data, {.steps = 5}));
  CHECK(parameter_hash(restored.network()) == parameter_hash(original.network()));
}

TEST_CASE("masks that do not fit are refused", "[masks]") {
  using enum ErrorCode;
  Trainer trainer(parse_network_spec(hidden_spec(*find_activation("tanh"), *find_loss("mse"))));
  const auto mask = [&](std::size_t layer, const Flags& flags) {
    return [&trainer, layer, flags] { set_unit_mask(trainer.network(), layer, flags); };
  };
  check_refusal(mask(0, {1, 0}), kShapeMismatch,
                "mask: 2 values given; allowed: 5, one for each unit of the layer");
  check_refusal(mask(0, {1, 0, 2, 1, 1}), kOutOfRange, "mask[2]: 2 given; allowed: 0 or 1");
  check_refusal(mask(2, {1, 0}), kOutOfRange,
                "layer: 2 given; allowed: a hidden layer, from 0 to 1");
  Trainer flat(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  check_refusal([&] { set_unit_mask(flat.network(), 0, Flags{1}); }, kOutOfRange,
                "layer: 0 given; allowed: a hidden layer, of which there is none");
  check_refusal([&] { set_frozen_parameters(flat, Flags{1}); }, kShapeMismatch,
                "frozen: 1 values given; allowed: 2, one for each parameter");
  check_refusal([&] { set_frozen_parameters(flat, Flags{1, 9}); }, kOutOfRange,
                "frozen[1]: 9 given; allowed: 0 or 1");
}

}  // namespace gradient::masks_test
