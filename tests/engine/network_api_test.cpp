#include "gradient/network_api.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/classes.hpp"
#include "gradient/inference.hpp"
#include "gradient/inspection_values.hpp"
#include "gradient/network_values.hpp"
#include "gradient/parameters.hpp"
#include "gradient/result_values.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::network_api_test {

using namespace gradient::testing;
using Bytes = std::vector<std::uint8_t>;
using Floats = std::vector<float>;

namespace {

Object spec() {
  return spec_object(2, {{3, "tanh", {{"dropout", 0.25}}}, {1, "sigmoid"}}, "binary-cross-entropy",
                     {{"name", "adam"}, {"learningRate", 0.05}});
}

Dataset circles() {
  return Dataset(parse_dataset_spec(Object{{"kind", "circles"}, {"samples", 60}}));
}

const Value kNone;
const Floats kX{0.5F, -0.25F, 1, 2};
const Floats kY{0, 1};

template <class T>
const T& as(const Value& value) {
  return std::get<T>(value.data());
}

}  // namespace

TEST_CASE("training through the API is the trainer's, call by call", "[network_api]") {
  const Dataset data = circles();
  NetworkApi api{spec()};
  Trainer trainer(parse_network_spec(spec()));
  const Object options{{"steps", 3}, {"batchSize", 8}};
  CHECK(api.train(data, options) == to_value(trainer.train(data, parse_train_options(options))));
  CHECK(as<double>(api.train_batch(kX, kY)) == trainer.train_batches(kX, kY, 2));
  CHECK(as<double>(api.train_batches(kX, kY, Object{{"batchSize", 1}})) ==
        trainer.train_batches(kX, kY, 1));
  CHECK(as<std::string>(api.parameter_hash()) == parameter_hash(trainer.network()));
  CHECK(api.parameters() == Value(packed(trainer.network(), trainer.network().parameters())));
  CHECK(api.gradients() == Value(packed(trainer.network(), trainer.gradients())));
  CHECK(api.optimizer_state() == optimizer_state_value(trainer));
  CHECK(api.spec() == spec_value(trainer.network().spec()));
  CHECK(api.step() == 6.0);
  CHECK(api.epoch() == 0.0);
  CHECK(api.parameter_count() == 13.0);
  CHECK(api.learning_rate() == 0.05);
}

TEST_CASE("looking through the API is the engine's own functions", "[network_api]") {
  const Dataset data = circles();
  NetworkApi api{spec()};
  const Trainer trainer(parse_network_spec(spec()));
  Workspace<float> batch;
  for (const char* split : {"train", "test"}) {
    CHECK(api.evaluate(data, split) == to_value(evaluate(trainer.network(), data, split, batch)));
    const Classification found = classify(trainer.network(), data, split, batch);
    CHECK(api.classify(data, split) ==
          Value(Object{{"classes", found.classes}, {"confusion", found.confusion}}));
  }
  CHECK(api.predict(kX) == api.activations_of(1, kX));
  CHECK(as<Floats>(api.activations_of(0, kX)).size() == 6);
  CHECK(api.input_gradient(kX, 0) == api.input_gradient(kX, kNone));
  const Floats x{0.5F, -0.25F};
  const Floats y{1};
  CHECK(api.trace(x, y, Object{{"precision", "double"}}) ==
        trace_value(trainer, x, y, Object{{"precision", "double"}}));
  CHECK(api.check_gradients(x, y, kNone) == check_gradients_value(trainer, x, y, Object{}));
  CHECK(api.update_in_double(x, y, kNone) == update_in_double_value(trainer, x, y, Object{}));
}

TEST_CASE("arguments that are missing have their defaults", "[network_api]") {
  const Dataset data = circles();
  NetworkApi api{spec()};
  CHECK(api.evaluate(data, kNone) == api.evaluate(data, "train"));
  CHECK(api.next_rows(data, kNone) == api.next_rows(data, Object{}));
  CHECK(api.trace(Floats{1, 2}, Floats{1}, kNone) == api.trace(Floats{1, 2}, Floats{1}, Object{}));
  CHECK(as<Array>(api.statistics_of_last_batch(kNone)).empty());
  // from here on there is an update to compare with the weights: no ratio is NaN
  static_cast<void>(api.train(data, Object{{"steps", 1}}));
  CHECK(api.statistics_of(data, kNone) == api.statistics_of(data, Object{}));
  CHECK(api.statistics_of_last_batch(kNone) == api.statistics_of_last_batch(Object{}));
}

TEST_CASE("statistics of a data set are those of its first rows, without dropout",
          "[network_api]") {
  const Dataset data = circles();
  NetworkApi api{spec()};
  const Array all = as<Array>(api.statistics_of(data, Object{{"rows", 1000}}));
  const Array some = as<Array>(api.statistics_of(data, Object{{"rows", 7}}));
  const auto count = [](const Value& layer) {
    const Object& object = as<Object>(layer);
    const auto found = std::ranges::find(object, "preActivation", &Object::value_type::first);
    return as<double>(as<Object>(found->second).front().second);
  };
  CHECK(count(all[0]) == static_cast<double>(3 * data.train_size()));
  CHECK(count(some[0]) == 21.0);
  static_cast<void>(api.train(data, Object{{"steps", 1}, {"batchSize", 5}}));
  CHECK(count(as<Array>(api.statistics_of_last_batch(Object{}))[0]) == 15.0);
  // the same whatever was looked at before, and however often
  const Value again = api.statistics_of(data, Object{{"rows", 7}});
  static_cast<void>(api.statistics_of(data, Object{{"rows", 1000}}));
  CHECK(api.statistics_of(data, Object{{"rows", 7}}) == again);
}

TEST_CASE("what is set is there afterwards", "[network_api]") {
  NetworkApi api{spec()};
  Floats parameters = as<Floats>(api.parameters());
  parameters[3] = 7;
  CHECK(api.set_parameters(parameters).is_missing());
  CHECK(api.parameters() == Value(parameters));
  static_cast<void>(api.set_learning_rate(0.5));
  CHECK(api.learning_rate() == 0.5);
  static_cast<void>(api.set_regularization(Object{{"l2", 0.125}}));
  static_cast<void>(api.set_clipping(Object{{"norm", 2.0}}));
  NetworkApi copy{api.spec()};
  CHECK(copy.spec() == api.spec());
  static_cast<void>(api.set_unit_mask(0, Bytes{1, 0, 1}));
  CHECK(api.unit_mask(0) == Value(Bytes{1, 0, 1}));
  CHECK(api.unit_mask(1) == Value(Bytes{1}));
  Bytes frozen(13);
  frozen[2] = 1;
  static_cast<void>(api.set_frozen(frozen));
  CHECK(api.frozen() == Value(frozen));
  const Value saved = api.save();
  static_cast<void>(api.train_batch(kX, kY));
  CHECK_FALSE(api.save() == saved);
  static_cast<void>(api.restore(saved));
  CHECK(api.save() == saved);
}

TEST_CASE("bad arguments are refused by name", "[network_api]") {
  using enum ErrorCode;
  const Dataset data = circles();
  NetworkApi api{spec()};
  const auto refuse = [](auto&& call, ErrorCode code, const std::string& message) {
    check_refusal([&] { static_cast<void>(call()); }, code, message);
  };
  refuse([&] { return api.predict(Array{1.0, 2.0}); }, kInvalidArgument,
         "x: [1, 2] given; allowed: a Float32Array");
  refuse([&] { return api.predict(kNone); }, kInvalidArgument, "x: nothing given");
  refuse([&] { return api.activations_of(2, kX); }, kOutOfRange,
         "layer: 2 given; allowed: a whole number from 0 to 1");
  refuse([&] { return api.activations_of(0.5, kX); }, kOutOfRange, "layer: 0.5 given");
  refuse([&] { return api.activations_of("first", kX); }, kOutOfRange, "layer: \"first\" given");
  refuse([&] { return api.activations_of(kNone, kX); }, kOutOfRange, "layer: nothing given");
  refuse([&] { return api.input_gradient(kX, 1); }, kOutOfRange,
         "output: 1 given; allowed: a whole number from 0 to 0");
  refuse([&] { return api.evaluate(data, "all"); }, kUnknownName,
         "split: \"all\" given; allowed: train, validation, test");
  refuse([&] { return api.evaluate(data, 3); }, kUnknownName, "split: 3 given");
  refuse([&] { return api.train(data, kNone); }, kInvalidArgument,
         "the options of train: nothing given");
  refuse([&] { return api.train_batches(kX, kY, kNone); }, kInvalidArgument,
         "the options of trainBatches: nothing given");
  refuse([&] { return api.train_batch(kX, Floats{1}); }, kShapeMismatch, "y: 1 values given");
  refuse([&] { return api.train_batch(Floats(2 * 65537), Floats(65537)); }, kLimitExceeded,
         "x: 65537 rows given; allowed: at most 65536");
  refuse([&] { return api.set_unit_mask(0, Floats{1}); }, kInvalidArgument,
         "mask: Float32Array(1) given; allowed: a Uint8Array");
  refuse([&] { return api.set_frozen(Array{}); }, kInvalidArgument, "frozen: [] given");
  refuse([&] { return api.set_parameters(3); }, kInvalidArgument,
         "parameters: 3 given; allowed: a Float32Array");
  refuse([&] { return api.restore(Array{}); }, kDamagedSnapshot,
         "snapshot: not a Uint8Array, as save() gives");
  const Dataset other = arrays_dataset({1, 2}, {0, 1}, 1, 1);
  refuse([&] { return api.statistics_of(other, kNone); }, kShapeMismatch, "data: 1 inputs given");
}

}  // namespace gradient::network_api_test
