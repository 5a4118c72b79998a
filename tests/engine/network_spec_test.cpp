#include "gradient/network_spec.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/error.hpp"
#include "support_network.hpp"

namespace gradient::network_spec_test {

using namespace gradient::testing;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Object good() {
  return spec_object(2, {{8, "tanh"}, {1, "sigmoid"}}, "binary-cross-entropy",
                     {{"name", "adam"}, {"learningRate", 0.03}}, 7);
}

Object layer(const Object& more) {
  Object object{{"units", 8}, {"activation", "tanh"}};
  for (const auto& [key, member] : more) object = with(std::move(object), key, member);
  return object;
}

/// The good spec with its first layer replaced.
Object with_layer(Object first) {
  return with(good(), "layers",
              Array{std::move(first), Object{{"units", 1}, {"activation", "sigmoid"}}});
}

struct BadSpec {
  Value spec;
  ErrorCode code;
  /// How the message begins.
  std::string message;
};

}  // namespace

TEST_CASE("a spec is read with its defaults", "[network_spec]") {
  const NetworkSpec spec = parse_network_spec(good());
  CHECK(spec.inputs == 2);
  CHECK(spec.layers.size() == 2);
  CHECK(spec.layers[0].activation.entry->info.entry.name == "tanh");
  CHECK(spec.layers[0].initializer.entry->entry.name ==
        spec.layers[0].activation.entry->info.recommended_initializer);
  CHECK(spec.layers[0].bias == 0.0);
  CHECK(spec.layers[0].dropout == 0.0);
  CHECK(spec.learning_rate == 0.03);
  CHECK(spec.schedule.entry->entry.name == "constant");
  CHECK_FALSE(spec.regularization.active());
  CHECK(spec.clipping.norm == 0.0);
  CHECK(spec.seed == 7);
  CHECK(parameter_count(spec) == 2 * 8 + 8 + 8 + 1);
}

TEST_CASE("the learning rate defaults to the optimiser's", "[network_spec]") {
  const NetworkSpec spec = parse_network_spec(with(good(), "optimizer", Object{{"name", "adam"}}));
  CHECK(spec.learning_rate == find_optimizer("adam")->info.default_learning_rate);
}

TEST_CASE("maxout counts its pieces and prelu its slopes", "[network_spec]") {
  const NetworkSpec spec = make_spec(
      3, {{4, "maxout", {{"params", Object{{"pieces", 3}}}}}, {5, "prelu"}, {2, "linear"}}, "mse",
      {{"name", "sgd"}});
  CHECK(parameter_count(spec) == (3 + 1) * 4 * 3 + (4 + 1) * 5 + 5 + (5 + 1) * 2);
}

TEST_CASE("a bad spec is refused with the field, what was given and what is allowed",
          "[network_spec]") {
  using enum ErrorCode;
  const Object output{{"units", 1}, {"activation", "sigmoid"}};
  const auto optimizer = [](Object fields) { return with(good(), "optimizer", std::move(fields)); };
  const BadSpec cases[] = {
      {Value(), kInvalidArgument, "a network: "},
      {Value(3.0), kInvalidArgument, "a network: 3 given"},
      {Object{}, kInvalidArgument, "inputs: nothing given"},
      {with(good(), "inputs", 0), kOutOfRange, "inputs: 0 given; allowed: a whole number from 1"},
      {with(good(), "inputs", -2), kOutOfRange, "inputs: -2 given"},
      {with(good(), "inputs", 1.5), kOutOfRange, "inputs: 1.5 given"},
      {with(good(), "inputs", kNaN), kOutOfRange, "inputs: NaN given"},
      {with(good(), "inputs", kInfinity), kOutOfRange, "inputs: Infinity given"},
      {with(good(), "inputs", 1e9), kLimitExceeded, "inputs: 1000000000 given"},
      {with(good(), "inputs", "2"), kInvalidArgument, "inputs: \"2\" given"},
      {with(good(), "layers", Value()), kInvalidArgument, "layers: nothing given"},
      {with(good(), "layers", Array{}), kOutOfRange, "layers: "},
      {with(good(), "layers", "8,8"), kInvalidArgument, "layers: \"8,8\" given"},
      {with(good(), "layers", Array{Value(8)}), kInvalidArgument, "layers[0]: 8 given"},
      {with(good(), "layers", Array(kMaxLayers + 1, output)), kLimitExceeded, "layers: "},
      {with_layer(layer({{"units", 0}})), kOutOfRange,
       "layers[0].units: 0 given; allowed: a whole number from 1 to 8192"},
      {with_layer(layer({{"units", 1e9}})), kLimitExceeded, "layers[0].units: 1000000000 given"},
      {with_layer(layer({{"units", kNaN}})), kOutOfRange, "layers[0].units: NaN given"},
      {with_layer(layer({{"units", true}})), kInvalidArgument, "layers[0].units: true given"},
      {with_layer(layer({{"activation", "constructor"}})), kUnknownName,
       "layers[0].activation: \"constructor\" given; allowed: "},
      {with_layer(layer({{"activation", "Tanh"}})), kUnknownName, "layers[0].activation: \"Tanh\""},
      {with_layer(layer({{"activation", 3}})), kInvalidArgument, "layers[0].activation: 3 given"},
      {with_layer(layer({{"activation", "relu"}, {"params", Object{{"slope", 1}}}})), kUnknownName,
       "layers[0].params.slope: "},
      {with_layer(layer({{"activation", "elu"}, {"params", Object{{"alpha", kNaN}}}})), kOutOfRange,
       "layers[0].params.alpha: NaN given"},
      {with_layer(layer({{"activation", "maxout"}, {"params", Object{{"pieces", 1}}}})),
       kOutOfRange, "layers[0].params.pieces: 1 given"},
      {with_layer(layer({{"activation", "maxout"}, {"params", Object{{"pieces", 2.5}}}})),
       kOutOfRange, "layers[0].params.pieces: 2.5 given"},
      {with_layer(layer({{"initializer", "he"}})), kUnknownName, "layers[0].initializer"},
      {with_layer(layer({{"initializer", Object{{"name", "normal"}, {"sigma", 1}}}})), kUnknownName,
       "layers[0].initializer.sigma: "},
      {with_layer(layer({{"bias", kInfinity}})), kOutOfRange, "layers[0].bias: Infinity given"},
      {with_layer(layer({{"bias", 1e7}})), kOutOfRange, "layers[0].bias: 10000000 given"},
      {with_layer(layer({{"dropout", 1}})), kOutOfRange, "layers[0].dropout: 1 given"},
      {with_layer(layer({{"dropout", -0.1}})), kOutOfRange, "layers[0].dropout: -0.1 given"},
      {with_layer(layer({{"unit", 8}})), kUnknownName, "layers[0].unit: "},
      {with(good(), "layers", Array{with(output, "dropout", 0.5)}), kInvalidArgument,
       "layers[0].dropout: "},
      {with(good(), "loss", "entropy"), kUnknownName, "loss"},
      {with(good(), "loss", Value()), kInvalidArgument, "loss: nothing given"},
      {with(good(), "loss", Object{{"name", "huber"}, {"delta", 0}}), kOutOfRange,
       "loss.delta: 0 given"},
      {with(good(), "loss", Object{{"name", "mse"}, {"delta", 1}}), kUnknownName, "loss.delta: "},
      {with(good(), "layers", Array{Object{{"units", 1}, {"activation", "tanh"}}}),
       kInvalidArgument, "loss: \"binary-cross-entropy\" with the output activation \"tanh\""},
      {with(good(), "optimizer", Value()), kInvalidArgument, "optimizer: nothing given"},
      {optimizer({{"learningRate", 0.1}}), kInvalidArgument, "optimizer.name: nothing given"},
      {optimizer({{"name", "adamm"}}), kUnknownName, "optimizer.name: \"adamm\" given"},
      {optimizer({{"name", "sgd"}, {"learningRate", -1}}), kOutOfRange,
       "optimizer.learningRate: -1 given; allowed: a number above 0"},
      {optimizer({{"name", "sgd"}, {"learningRate", 0}}), kOutOfRange,
       "optimizer.learningRate: 0 given"},
      {optimizer({{"name", "sgd"}, {"learningRate", kNaN}}), kOutOfRange,
       "optimizer.learningRate: NaN given"},
      {optimizer({{"name", "sgd"}, {"learningRate", "fast"}}), kInvalidArgument,
       "optimizer.learningRate: \"fast\" given"},
      {optimizer({{"name", "sgd"}, {"momentum", 0.9}}), kUnknownName, "optimizer.momentum: "},
      {optimizer({{"name", "adam"}, {"beta1", 1}}), kOutOfRange, "optimizer.beta1: 1 given"},
      {optimizer({{"name", "adam"}, {"beta2", -0.5}}), kOutOfRange, "optimizer.beta2: -0.5 given"},
      {with(good(), "schedule", "linear"), kUnknownName, "schedule"},
      {with(good(), "schedule", Object{{"name", "cosine"}, {"warp", 1}}), kUnknownName,
       "schedule.warp: "},
      {with(good(), "regularization", Object{{"l2", -1}}), kOutOfRange,
       "regularization.l2: -1 given"},
      {with(good(), "regularization", Object{{"l3", 1}}), kUnknownName, "regularization.l3: "},
      {with(good(), "regularization", 0.1), kInvalidArgument, "regularization: 0.1 given"},
      {with(good(), "clipping", Object{{"norm", -1}}), kOutOfRange, "clipping.norm: -1 given"},
      {with(good(), "clipping", Object{{"value", kNaN}}), kOutOfRange, "clipping.value: NaN given"},
      {with(good(), "clipping", Object{{"size", 1}}), kUnknownName, "clipping.size: "},
      {with(good(), "seed", -1), kOutOfRange, "seed: -1 given"},
      {with(good(), "seed", 4294967296.0), kOutOfRange, "seed: 4294967296 given"},
      {with(good(), "seed", 0.5), kOutOfRange, "seed: 0.5 given"},
      {with(good(), "seed", "x"), kInvalidArgument, "seed: \"x\" given"},
      {with(good(), "optimiser", "adam"), kUnknownName, "optimiser: "},
      {with(good(), "layers", Array(8, Object{{"units", 8192}, {"activation", "sigmoid"}})),
       kLimitExceeded, "layers: 469843968 parameters given; allowed: at most 32000000"},
  };
  for (const BadSpec& bad : cases) {
    CAPTURE(bad.message);
    try {
      static_cast<void>(parse_network_spec(bad.spec));
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK_THAT(error.what(), Catch::Matchers::StartsWith(bad.message));
      CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("allowed: "));
      CHECK(error_code_name(error.code()) == error_code_name(bad.code));
    }
  }
  CHECK(parse_network_spec(good()).layers.size() == 2);
}

TEST_CASE("the limits are reachable: 100 layers, 4096 units, 20 million parameters",
          "[network_spec]") {
  const Object hidden{{"units", 450}, {"activation", "relu"}};
  CHECK(parameter_count(
            parse_network_spec(with(spec_object(450, {{1, "relu"}}, "mse", {{"name", "sgd"}}),
                                    "layers", Array(100, hidden)))) == 100 * 451 * 450);
  const NetworkSpec wide = make_spec(784, {{4096, "relu"}, {4096, "relu"}, {10, "softmax"}},
                                     "cross-entropy", {{"name", "adam"}});
  CHECK(parameter_count(wide) > 20'000'000);
}

}  // namespace gradient::network_spec_test
