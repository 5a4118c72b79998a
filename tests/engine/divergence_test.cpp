#include "gradient/divergence.hpp"

#include <limits>
#include <string>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/error.hpp"
#include "gradient/parameters.hpp"
#include "support_network.hpp"

namespace gradient::divergence_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Fixture {
  Network<float> network{
      make_spec(2, {{3, "tanh"}, {4, "relu"}, {1, "linear"}}, "mse", {{"name", "sgd"}})};
  Workspace<float> batch;

  Fixture() {
    load_batch(network, uniform_values(10, -1.0, 1.0, 1), uniform_values(5, -1.0, 1.0, 2), 5,
               batch);
    network.forward(batch, 5, Dropout::kOff, nullptr);
  }

  [[nodiscard]] Divergence find(std::size_t rows = 5) const {
    return find_divergence(network, batch, rows, 12);
  }
};

}  // namespace

TEST_CASE("the first value that is not finite is named by layer and quantity", "[divergence]") {
  Fixture fixture;
  const auto check = [&](int layer, DivergedQuantity quantity, const std::string& message) {
    const Divergence found = fixture.find();
    CHECK(found.step == 12);
    CHECK(found.layer == layer);
    CHECK(found.quantity == quantity);
    CHECK(found.message == message);
  };
  check(
      -1, DivergedQuantity::kLoss,
      "Training stopped after step 12: the loss is no longer a finite number, though every layer's "
      "output is. Predictions and targets are too far apart for 32-bit floats.");
  fixture.batch.layers[2].a.data()[4] = kInfinity;
  check(2, DivergedQuantity::kActivation,
        "Training stopped after step 12: the activations of layer 3 of 3 overflowed. The weights "
        "have grown too large.");
  fixture.batch.layers[1].z.data()[5] = -kInfinity;
  check(1, DivergedQuantity::kPreActivation,
        "Training stopped after step 12: the pre-activations of layer 2 of 3 overflowed. The "
        "weights have grown too large.");
  fixture.network.parameters()[fixture.network.layouts()[1].biases] =
      std::numeric_limits<float>::quiet_NaN();
  check(1, DivergedQuantity::kWeights,
        "Training stopped after step 12: its update made the weights of layer 2 of 3 overflow. The "
        "learning rate or the gradient is too large.");
  fixture.network.parameters()[0] = kInfinity;
  CHECK(fixture.find().layer == 0);
}

TEST_CASE("rows after the last one do not count", "[divergence]") {
  Fixture fixture;
  fixture.batch.layers[0].z.data()[4 * fixture.network.layouts()[0].width] = kInfinity;
  CHECK(fixture.find(4).layer == -1);
  CHECK(fixture.find(5).layer == 0);
}

TEST_CASE("quantities have the names of the API", "[divergence]") {
  CHECK(diverged_quantity_name(DivergedQuantity::kWeights) == "weights");
  CHECK(diverged_quantity_name(DivergedQuantity::kPreActivation) == "pre-activation");
  CHECK(diverged_quantity_name(DivergedQuantity::kActivation) == "activation");
  CHECK(diverged_quantity_name(DivergedQuantity::kLoss) == "loss");
  CHECK(diverged_quantity_name(DivergedQuantity::kOptimizerState) == "optimizer-state");
}

TEST_CASE("training that diverges names the quantity", "[divergence]") {
  const Dataset data = arrays_dataset({1.0F}, {0.0F}, 1, 1);
  const auto diverge = [&](const NetworkSpec& spec, const Floats& parameters) {
    Trainer trainer(spec);
    set_parameters(trainer.network(), parameters);
    const TrainResult result = trainer.train(data, {.steps = 50, .batch_size = 1});
    REQUIRE(result.divergence);
    return *result.divergence;
  };
  const Object sgd{{"name", "sgd"}, {"learningRate", 1e6}};
  SECTION("a loss too large for floats, before any update") {
    const Divergence found = diverge(make_spec(1, {{1, "linear"}}, "mse", sgd), {1e30F, 0});
    CHECK(found.step == 0);
    CHECK(found.layer == -1);
    CHECK(found.quantity == DivergedQuantity::kLoss);
  }
  SECTION("a product that overflows") {
    const Divergence found =
        diverge(make_spec(1, {{1, "linear"}, {1, "linear"}}, "mae", sgd), {1e30F, 0, 1e30F, 0});
    CHECK(found.step == 0);
    CHECK(found.layer == 1);
    CHECK(found.quantity == DivergedQuantity::kPreActivation);
  }
  SECTION("an update that makes the weights overflow") {
    const Divergence found =
        diverge(make_spec(1, {{1, "linear"}, {1, "linear"}}, "mae", sgd), {1e15F, 0, 1e20F, 0});
    CHECK(found.quantity != DivergedQuantity::kLoss);
    CHECK(found.step >= 1);
  }
}

TEST_CASE("a gradient of 1e20 moves the weight or is reported, with every optimiser",
          "[divergence]") {
  const Dataset data = arrays_dataset({1e20F}, {1.0F}, 1, 1);
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(optimizer.info.entry.name);
    Trainer trainer(make_spec(1, {{1, "linear", {{"initializer", "zeros"}}}}, "mae",
                              {{"name", optimizer.info.entry.name}, {"learningRate", 0.001}}));
    const TrainResult result = trainer.train(data, {.steps = 1, .batch_size = 1});
    CHECK(result.steps == 1);
    if (!result.divergence) {
      CHECK(trainer.network().parameters()[0] != 0.0F);
      continue;
    }
    CHECK(result.divergence->quantity == DivergedQuantity::kOptimizerState);
    CHECK(result.divergence->layer == 0);
    CHECK(result.divergence->step == 1);
    CHECK(result.divergence->message ==
          "Training stopped after step 1: what the optimiser keeps of past gradients overflowed in "
          "layer 1 of 1. A gradient is too large for it: make inputs, targets or weights smaller, "
          "or clip the gradient.");
    CHECK_THROWS_AS(trainer.train_batches(std::vector{1.0F}, std::vector{1.0F}, 1), Error);
  }
}

TEST_CASE("an overflow of the optimiser's state is found in its layer", "[divergence]") {
  const Fixture fixture;
  const std::size_t arena = fixture.network.parameters().size();
  Floats slots(2 * arena);
  CHECK_FALSE(find_overflow(fixture.network, slots, 3));
  slots[arena + fixture.network.layouts()[1].biases] = kInfinity;
  const auto found = find_overflow(fixture.network, slots, 3);
  REQUIRE(found);
  CHECK(found->layer == 1);
  CHECK(found->step == 3);
}

}  // namespace gradient::divergence_test
