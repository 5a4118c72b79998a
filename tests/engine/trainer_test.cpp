#include "gradient/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/gradient_clipping.hpp"
#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "support/reference_network.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::trainer_test {

using namespace gradient::testing;

namespace {

Object small_spec(Object optimizer = {{"name", "sgd"}, {"learningRate", 0.1}}) {
  return spec_object(2, {{5, "tanh"}, {1, "linear"}}, "half-mse", std::move(optimizer));
}

Trainer make_trainer(const Object& spec) { return Trainer(parse_network_spec(spec)); }

Dataset ten_rows() {
  return arrays_dataset(uniform_values(20, -1.0, 1.0, 1), uniform_values(10, -1.0, 1.0, 2), 2, 1);
}

std::string hash_of(const Trainer& trainer) { return parameter_hash(trainer.network()); }

/// A rate so small that no float32 parameter moves.
constexpr double kStandStill = 1e-30;

}  // namespace

TEST_CASE("train's options are read with their defaults", "[trainer]") {
  const TrainOptions steps = parse_train_options(Object{{"steps", 3}});
  CHECK(steps.steps == 3U);
  CHECK_FALSE(steps.epochs);
  CHECK(steps.batch_size == 32);
  CHECK(steps.shuffle);
  const TrainOptions epochs =
      parse_train_options(Object{{"epochs", 2}, {"batchSize", 7}, {"shuffle", false}});
  CHECK(epochs.epochs == 2U);
  CHECK(epochs.batch_size == 7);
  CHECK_FALSE(epochs.shuffle);
}

TEST_CASE("bad options of train are refused", "[trainer]") {
  using enum ErrorCode;
  const auto parse = [](const Value& value) { static_cast<void>(parse_train_options(value)); };
  check_refusals(
      parse,
      {
          {Value(), kInvalidArgument, "the options of train: nothing given; allowed: an object"},
          {Value(100), kInvalidArgument, "the options of train: 100 given; allowed: an object"},
          {Object{}, kInvalidArgument,
           "steps, epochs: neither given; allowed: exactly one of them"},
          {Object{{"steps", 1}, {"epochs", 1}}, kInvalidArgument, "steps, epochs: both given"},
          {Object{{"steps", 0}}, kOutOfRange, "steps: 0 given; allowed: a whole number from 1"},
          {Object{{"steps", -1}}, kOutOfRange, "steps: -1 given"},
          {Object{{"steps", 1.5}}, kOutOfRange, "steps: 1.5 given"},
          {Object{{"steps", std::nan("")}}, kOutOfRange, "steps: NaN given"},
          {Object{{"steps", "ten"}}, kInvalidArgument, "steps: \"ten\" given"},
          {Object{{"steps", 1e12}}, kOutOfRange, "steps: 1000000000000 given"},
          {Object{{"epochs", 0}}, kOutOfRange, "epochs: 0 given"},
          {Object{{"epochs", true}}, kInvalidArgument, "epochs: true given"},
          {Object{{"steps", 1}, {"batchSize", 0}}, kOutOfRange, "batchSize: 0 given"},
          {Object{{"steps", 1}, {"batchSize", 65537}}, kLimitExceeded, "batchSize: 65537 given"},
          {Object{{"steps", 1}, {"batchSize", 2.5}}, kOutOfRange, "batchSize: 2.5 given"},
          {Object{{"steps", 1}, {"shuffle", 1}}, kInvalidArgument,
           "shuffle: 1 given; allowed: true"},
          {Object{{"steps", 1}, {"batch", 5}}, kUnknownName, "batch: unknown field"},
      });
}

TEST_CASE("fifty steps agree with the reference network in double", "[trainer]") {
  // D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning representations by back-propagating
  // errors, 1986
  for (const std::string_view activation : {"tanh", "sigmoid", "softplus", "gelu"}) {
    CAPTURE(activation);
    constexpr double kRate = 0.2;
    Trainer trainer(make_spec(2, {{5, activation}, {4, activation}, {2, "softmax"}},
                              "cross-entropy", {{"name", "sgd"}, {"learningRate", kRate}}));
    ReferenceNetwork reference(trainer.network());
    const std::vector<float> x = uniform_values(24, -1.0, 1.0, 3);
    const std::vector<float> y = targets_for(*find_loss("cross-entropy"), 12, 2, 4);
    for (int step = 0; step < 50; ++step) {
      const double loss = trainer.train_batches(x, y, 12);
      const double expected = reference.run({x.begin(), x.end()}, {y.begin(), y.end()});
      CHECK(loss == Catch::Approx(expected).epsilon(1e-5));
      for (ReferenceLayer& layer : reference.layers) {
        for (std::size_t i = 0; i < layer.weights.size(); ++i) {
          layer.weights[i] -= kRate * layer.weight_gradient[i];
        }
        for (std::size_t i = 0; i < layer.biases.size(); ++i) {
          layer.biases[i] -= kRate * layer.bias_gradient[i];
        }
      }
    }
  }
}

TEST_CASE("an unshuffled epoch is its consecutive batches, the last one short", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer by_data = make_trainer(small_spec());
  Trainer by_rows = make_trainer(small_spec());
  const TrainResult result = by_data.train(data, {.epochs = 3, .batch_size = 4, .shuffle = false});
  CHECK(result.steps == 9);
  CHECK(by_data.epoch() == 3);
  double loss = 0.0;
  for (int epoch = 0; epoch < 3; ++epoch) {
    loss += by_rows.train_batches(data.train_x(), data.train_y(), 4) / 3.0;
  }
  CHECK(hash_of(by_data) == hash_of(by_rows));
  CHECK(result.loss == Catch::Approx(loss).epsilon(1e-12));
  CHECK(by_rows.epoch() == 0);
  CHECK(by_rows.step() == 9);
}

TEST_CASE("train continues where the last call stopped", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer once = make_trainer(small_spec());
  Trainer twice = make_trainer(small_spec());
  static_cast<void>(once.train(data, {.steps = 12, .batch_size = 3}));
  static_cast<void>(twice.train(data, {.steps = 5, .batch_size = 3}));
  static_cast<void>(twice.train(data, {.steps = 7, .batch_size = 3}));
  CHECK(hash_of(once) == hash_of(twice));
  CHECK(once.epoch() == 3);
}

TEST_CASE("epochs count the one that has begun as the first", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec());
  CHECK(trainer.train(data, {.epochs = 1, .batch_size = 4}).steps == 3);
  CHECK(trainer.train(data, {.steps = 2, .batch_size = 4}).steps == 2);
  CHECK(trainer.train(data, {.epochs = 1, .batch_size = 4}).steps == 1);
  CHECK(trainer.epoch() == 2);
  CHECK(trainer.train(data, {.epochs = 2, .batch_size = 4}).steps == 6);
}

TEST_CASE("the loss is the mean over the rows seen, each before its update", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec({{"name", "sgd"}, {"learningRate", kStandStill}}));
  Workspace<float> batch;
  const double expected =
      evaluate(trainer.network(), data.train_x(), data.train_y(), data.targets(), batch).loss;
  CHECK(trainer.train(data, {.epochs = 1, .batch_size = 4}).loss ==
        Catch::Approx(expected).epsilon(1e-6));
  CHECK(trainer.train_batches(data.train_x(), data.train_y(), 3) ==
        Catch::Approx(expected).epsilon(1e-6));
}

TEST_CASE("a batch larger than the training split is the whole split", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer large = make_trainer(small_spec());
  Trainer whole = make_trainer(small_spec());
  CHECK(large.train(data, {.epochs = 2, .batch_size = 5000}).steps == 2);
  CHECK(whole.train(data, {.epochs = 2, .batch_size = 10}).steps == 2);
  CHECK(hash_of(large) == hash_of(whole));
}

TEST_CASE("batches of any sizes in any order work on one trainer", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec());
  for (const std::size_t size : {1U, 10U, 3U, 7U, 2U, 10U}) {
    CHECK(std::isfinite(trainer.train(data, {.epochs = 1, .batch_size = size}).loss));
    CHECK(trainer.last_batch_rows() == (10 % size == 0 ? size : 10 % size));
  }
}

TEST_CASE("gradients are clipped by value, then by norm", "[trainer]") {
  const Dataset data = ten_rows();
  const auto gradients_with = [&](Object clipping) {
    Trainer trainer = make_trainer(with(small_spec(), "clipping", std::move(clipping)));
    static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 10, .shuffle = false}));
    return packed(trainer.network(), trainer.gradients());
  };
  const auto norm_of = [](const std::vector<float>& g) {
    return gradient_norm(g.data(), g.size());
  };
  const std::vector<float> free = gradients_with({});
  const double norm = norm_of(free);
  const float largest = std::abs(std::ranges::max(free, {}, [](float g) { return std::abs(g); }));

  const std::vector<float> by_norm = gradients_with({{"norm", 0.5 * norm}});
  CHECK(norm_of(by_norm) == Catch::Approx(0.5 * norm));
  for (std::size_t i = 0; i < free.size(); ++i) {
    CHECK(by_norm[i] == Catch::Approx(0.5F * free[i]).margin(1e-9));
  }
  CHECK(gradients_with({{"norm", 2.0 * norm}}) == free);

  const float limit = 0.5F * largest;
  const std::vector<float> by_value = gradients_with({{"value", static_cast<double>(limit)}});
  for (std::size_t i = 0; i < free.size(); ++i)
    CHECK(by_value[i] == std::clamp(free[i], -limit, limit));

  const std::vector<float> both =
      gradients_with({{"value", static_cast<double>(limit)}, {"norm", 0.1 * norm}});
  CHECK(norm_of(both) == Catch::Approx(0.1 * norm));
  const double scale = 0.1 * norm / norm_of(by_value);
  for (std::size_t i = 0; i < free.size(); ++i) {
    CHECK(static_cast<double>(both[i]) ==
          Catch::Approx(scale * static_cast<double>(by_value[i])).margin(1e-9));
  }
}

TEST_CASE("the learning rate is the spec's times the schedule's factor at this step", "[trainer]") {
  const Dataset data = ten_rows();
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(schedule.entry.name);
    Trainer trainer = make_trainer(with(small_spec(), "schedule", schedule.entry.name));
    const std::vector<double>& params = trainer.network().spec().schedule.params;
    for (std::uint64_t step = 0; step < 30; ++step) {
      CHECK(trainer.step() == step);
      const ScheduleState state = trainer.state().schedule;
      CHECK(trainer.learning_rate() == 0.1 * schedule_factor(schedule, params.data(), step, state));
      static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 5}));
    }
  }
}

TEST_CASE("the norm of the last update is that of the change of a layer's weights", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec());
  CHECK(std::isnan(trainer.last_update_norm(0)));
  static_cast<void>(trainer.train(data, {.steps = 3, .batch_size = 5}));
  CHECK(std::isnan(trainer.last_update_norm(0)));
  trainer.track_updates();
  static_cast<void>(trainer.train(data, {.steps = 3, .batch_size = 5}));
  for (std::size_t l = 0; l < 2; ++l) {
    // plain gradient descent: the change is the rate times the gradient
    const LayerLayout& layer = trainer.network().layouts()[l];
    const auto gradient = trainer.gradients().subspan(layer.weights, layer.biases - layer.weights);
    CHECK(trainer.last_update_norm(l) ==
          Catch::Approx(0.1 * gradient_norm(gradient.data(), gradient.size())).epsilon(1e-4));
  }
  trainer.set_state(trainer.state());
  CHECK(std::isnan(trainer.last_update_norm(0)));
}

TEST_CASE("dropout does not shift the order of the rows", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer plain = make_trainer(small_spec());
  Trainer dropping = make_trainer(spec_object(2, {{5, "tanh", {{"dropout", 0.5}}}, {1, "linear"}},
                                              "half-mse", {{"name", "sgd"}}));
  static_cast<void>(plain.train(data, {.steps = 7, .batch_size = 4}));
  static_cast<void>(dropping.train(data, {.steps = 7, .batch_size = 4}));
  CHECK(plain.state().position.random == dropping.state().position.random);
  CHECK(plain.state().dropout_random != dropping.state().dropout_random);
}

TEST_CASE("regularisation and clipping may change while training runs", "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec());
  Trainer decayed = trainer;
  const double weight = static_cast<double>(trainer.network().parameters()[0]);
  decayed.network().set_regularization({.l1 = 0.0, .l2 = 0.5});
  static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 10}));
  static_cast<void>(decayed.train(data, {.steps = 1, .batch_size = 10}));
  CHECK(static_cast<double>(decayed.gradients()[0] - trainer.gradients()[0]) ==
        Catch::Approx(0.5 * weight).margin(1e-6));
  decayed.network().set_clipping({.norm = 1e-3, .value = 0.0});
  static_cast<void>(decayed.train(data, {.steps = 1, .batch_size = 10}));
  CHECK(gradient_norm(decayed.gradients().data(), decayed.gradients().size()) ==
        Catch::Approx(1e-3).epsilon(1e-4));
}

TEST_CASE("training stops before the update of a step whose loss is not finite", "[trainer]") {
  Trainer trainer = make_trainer(small_spec({{"name", "sgd"}, {"learningRate", 1e6}}));
  const Dataset data = ten_rows();
  const TrainResult result = trainer.train(data, {.steps = 100, .batch_size = 10});
  REQUIRE(result.divergence);
  CHECK(result.steps < 100);
  CHECK(result.divergence->step == trainer.step());
  CHECK(trainer.step() == result.steps);
  CHECK(std::isfinite(result.loss));
  const TrainResult again = trainer.train(data, {.steps = 1, .batch_size = 10});
  CHECK(again.steps == 0);
  CHECK(std::isnan(again.loss));
  CHECK(again.divergence);
}

TEST_CASE("after a divergence the batch, its gradients and the updates are of the same step",
          "[trainer]") {
  const Dataset data = ten_rows();
  Trainer trainer = make_trainer(small_spec({{"name", "sgd"}, {"learningRate", 1e6}}));
  trainer.track_updates();
  static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 10}));
  REQUIRE(std::isfinite(trainer.last_update_norm(0)));
  REQUIRE(trainer.train(data, {.steps = 100, .batch_size = 10}).divergence);

  Workspace<float> same = trainer.last_batch();
  std::vector<float> gradients(trainer.gradients().size());
  trainer.network().backward(same, trainer.last_batch_rows(), Dropout::kOff, gradients.data());
  CHECK(std::ranges::equal(trainer.gradients(), gradients, [](float a, float b) {
    return a == b || (std::isnan(a) && std::isnan(b));
  }));
  CHECK(std::isnan(trainer.last_update_norm(0)));
}

TEST_CASE("rows given directly that diverge are refused with what overflowed", "[trainer]") {
  Trainer trainer(make_spec(1, {{1, "linear"}}, "half-mse", {{"name", "sgd"}}));
  trainer.network().parameters()[0] = 3e38F;
  try {
    static_cast<void>(trainer.train_batches(std::vector{3.0F}, std::vector{0.0F}, 1));
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDiverged);
    CHECK_THAT(error.what(),
               Catch::Matchers::StartsWith("Training stopped after step 0: the pre-activations of "
                                           "layer 1 of 1 overflowed."));
  }
}

TEST_CASE("data that does not fit the network is refused", "[trainer]") {
  using enum ErrorCode;
  const auto fits_network = [](const Object& spec, const Dataset& data) {
    check_fits(parse_network_spec(spec), data);
  };
  const auto refused = [&](const Object& spec, const Dataset& data, ErrorCode code,
                           const std::string& message) {
    check_refusal([&] { fits_network(spec, data); }, code, message);
  };
  const auto spec = [](std::size_t inputs, std::size_t outputs, std::string_view activation,
                       std::string_view loss) {
    return spec_object(inputs, {{outputs, activation}}, loss, {{"name", "sgd"}});
  };
  const auto rows = [](const std::vector<float>& y, std::size_t outputs) {
    return arrays_dataset(std::vector<float>(2 * y.size() / outputs, 0.5F), y, 2, outputs);
  };
  const Dataset real = rows({0.5F, 1.5F}, 1);
  const Dataset binary = rows({0.0F, 1.0F}, 1);
  const Dataset sign = rows({-1.0F, 1.0F}, 1);
  const Dataset one_hot = rows({1.0F, 0.0F, 0.0F, 1.0F}, 2);

  refused(spec(3, 1, "linear", "mse"), real, kShapeMismatch,
          "data: 2 inputs given; allowed: 3, as the network has");
  refused(spec(2, 2, "linear", "mse"), real, kShapeMismatch,
          "data: 1 outputs given; allowed: 2, as the network has");
  refused(spec(2, 1, "sigmoid", "binary-cross-entropy"), sign, kInvalidArgument,
          "data: targets \"sign\" with the loss \"binary-cross-entropy\" given; allowed: targets "
          "\"binary\"");
  refused(spec(2, 1, "linear", "hinge"), binary, kInvalidArgument,
          "data: targets \"binary\" with the loss \"hinge\" given; allowed: targets \"sign\"");
  refused(spec(2, 2, "linear", "hinge"), one_hot, kInvalidArgument,
          "data: targets \"one-hot\" with the loss \"hinge\"");
  fits_network(spec(2, 1, "linear", "mse"), sign);
  fits_network(spec(2, 1, "linear", "hinge"), sign);
  fits_network(spec(2, 1, "sigmoid", "binary-cross-entropy"), binary);
  fits_network(spec(2, 2, "sigmoid", "binary-cross-entropy"), one_hot);
  fits_network(spec(2, 2, "softmax", "cross-entropy"), one_hot);
  fits_network(spec(2, 1, "linear", "huber"), real);
}

}  // namespace gradient::trainer_test
