// The conformance suite checks every entry of the tables against its description. This part: the
// same bits from the same seed, and from a snapshot.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "gradient/snapshot.hpp"
#include "support/conformance.hpp"

namespace gradient::conformance_snapshot_test {

using namespace gradient::testing;

namespace {

/// A snapshot of the middle of an epoch, restored into a network of another seed: training
/// continues with the same bits.
void check_restores(const Object& object, const Dataset& data) {
  const TrainOptions before{.steps = 11, .batch_size = 7};
  const TrainOptions after{.steps = 17, .batch_size = 7};
  Trainer original(parse_network_spec(object));
  static_cast<void>(original.train(data, before));
  const std::vector<std::uint8_t> snapshot = save_snapshot(original);
  const double expected_loss = original.train(data, after).loss;

  Trainer restored(parse_network_spec(with(object, "seed", 999)));
  restore_snapshot(restored, snapshot);
  CHECK(save_snapshot(restored) == snapshot);
  CHECK(restored.step() == 11);
  CHECK(restored.train(data, after).loss == expected_loss);
  CHECK(restored.step() == original.step());
  CHECK(restored.epoch() == original.epoch());
  CHECK(parameter_hash(restored.network()) == parameter_hash(original.network()));
  CHECK(save_snapshot(restored) == save_snapshot(original));
}

}  // namespace

TEST_CASE("every data set trains a network that fits it, and counts its accuracy",
          "[conformance]") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(name_of(generator));
    const Dataset data(parse_dataset_spec(Object{{"kind", name_of(generator)},
                                                 {"samples", 120},
                                                 {"noise", 0.1},
                                                 {"testFraction", 0.25},
                                                 {"standardize", true}}));
    const Loss& loss = *find_loss(data.targets() == Targets::kOneHot   ? "cross-entropy"
                                  : data.targets() == Targets::kBinary ? "binary-cross-entropy"
                                                                       : "mse");
    const Object object =
        spec_object(data.inputs(), {{8, "tanh"}, {data.outputs(), output_for(loss)}}, name_of(loss),
                    {{"name", "adam"}, {"learningRate", 0.02}});
    Trainer trainer(parse_network_spec(object));
    const double before = loss_on(trainer.network(), data);
    CHECK_FALSE(trainer.train(data, {.epochs = 30, .batch_size = 10}).divergence);
    CHECK(trainer.epoch() == 30);
    CHECK(loss_on(trainer.network(), data) < before);
    Workspace<float> batch;
    const Evaluation test =
        evaluate(trainer.network(), data.test_x(), data.test_y(), data.targets(), batch);
    CHECK(std::isfinite(test.loss));
    CHECK(test.accuracy.has_value() == (data.task() == Task::kClassification));
    if (test.accuracy)
      CHECK(*test.accuracy * 30.0 == Catch::Approx(std::round(*test.accuracy * 30.0)));
    check_restores(object, data);
  }
}

TEST_CASE(
    "every entry of every table: a snapshot in the middle of an epoch goes on with the same "
    "bits",
    "[conformance]") {
  const Loss& mse = *find_loss("mse");
  const Activation& tanh = *find_activation("tanh");
  const Dataset data = random_dataset(parse_network_spec(hidden_spec(tanh, mse)), 50, 3);
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    check_restores(hidden_spec(activation, mse), data);
  }
  for (const Loss& loss : loss_table()) {
    CAPTURE(name_of(loss));
    const Object spec = hidden_spec(tanh, loss);
    check_restores(spec, random_dataset(parse_network_spec(spec), 50, 3));
  }
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    check_restores(hidden_spec(tanh, mse, name_of(optimizer)), data);
  }
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}, {"dropout", 0.2}};
    check_restores(spec_object(3, {{5, "tanh", more}, {2, "linear"}}, "mse", {{"name", "adam"}}),
                   data);
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_restores(with(hidden_spec(tanh, mse), "schedule", name_of(schedule)), data);
  }
}

TEST_CASE("every optimiser: the same spec and seed give the same bits, another seed others",
          "[conformance]") {
  const Activation& tanh = *find_activation("tanh");
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    const Object spec = hidden_spec(tanh, *find_loss("mse"), name_of(optimizer));
    const auto hash_after = [&](int seed) {
      Trainer trainer(parse_network_spec(with(spec, "seed", seed)));
      const Dataset data = easy_dataset(trainer.network().spec());
      static_cast<void>(trainer.train(data, {.steps = 30, .batch_size = 9}));
      return parameter_hash(trainer.network());
    };
    CHECK(hash_after(1) == hash_after(1));
    CHECK(hash_after(1) != hash_after(2));
  }
}

}  // namespace gradient::conformance_snapshot_test
