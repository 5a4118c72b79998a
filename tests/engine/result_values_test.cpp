#include "gradient/result_values.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support_network.hpp"

namespace gradient::result_values_test {

using namespace gradient::testing;

namespace {

std::vector<std::string> keys(const Value& value) {
  std::vector<std::string> names;
  for (const auto& [name, member] : std::get<Object>(value.data())) names.push_back(name);
  return names;
}

const Value& member(const Value& value, std::string_view name) {
  for (const auto& [key, content] : std::get<Object>(value.data())) {
    if (key == name) return content;
  }
  throw std::out_of_range(std::string(name));
}

double number(const Value& value, std::string_view name) {
  return std::get<double>(member(value, name).data());
}
const std::vector<float>& floats(const Value& value, std::string_view name) {
  return std::get<std::vector<float>>(member(value, name).data());
}
const std::vector<double>& doubles(const Value& value, std::string_view name) {
  return std::get<std::vector<double>>(member(value, name).data());
}

Trainer trained() {
  Trainer trainer(make_spec(2, {{3, "tanh"}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
  trainer.track_updates();
  static_cast<void>(
      trainer.train_batches(uniform_values(20, -1.0, 1.0, 1), uniform_values(10, -1.0, 1.0, 2), 5));
  return trainer;
}

}  // namespace

TEST_CASE("a training result says steps and loss, and why it stopped if it did",
          "[result_values]") {
  const Value fine = to_value(TrainResult{.steps = 3, .loss = 0.5});
  CHECK(keys(fine) == std::vector<std::string>{"steps", "loss"});
  CHECK(number(fine, "steps") == 3.0);
  CHECK(number(fine, "loss") == 0.5);

  TrainResult stopped{.steps = 2, .loss = std::nan("")};
  stopped.divergence = Divergence{
      .step = 7, .layer = 1, .quantity = DivergedQuantity::kPreActivation, .message = "too large"};
  const Value diverged = to_value(stopped);
  const Value& why = member(diverged, "diverged");
  CHECK(keys(why) == std::vector<std::string>{"step", "layer", "quantity", "message"});
  CHECK(number(why, "step") == 7.0);
  CHECK(number(why, "layer") == 1.0);
  CHECK(std::get<std::string>(member(why, "quantity").data()) == "pre-activation");
  CHECK(std::get<std::string>(member(why, "message").data()) == "too large");
}

TEST_CASE("an evaluation has its accuracy only where there is one", "[result_values]") {
  CHECK(keys(to_value(Evaluation{.loss = 1.0})) == std::vector<std::string>{"loss"});
  const Value with_accuracy = to_value(Evaluation{.loss = 1.0, .accuracy = 0.75});
  CHECK(number(with_accuracy, "accuracy") == 0.75);
  const Value without_end = to_value(Evaluation{.loss = 1.0, .divergence = Divergence{.step = 7}});
  CHECK(number(member(without_end, "diverged"), "step") == 7.0);
}

TEST_CASE("a trace has every factor of the chain rule by name", "[result_values]") {
  const Trainer trainer = trained();
  const Trace found =
      trace(trainer.network(), std::vector<float>{0.5F, 1.0F}, std::vector<float>{1});
  const Value value = to_value(found, Precision::kSingle);
  CHECK(keys(value) == std::vector<std::string>{"loss", "prediction", "layers"});
  CHECK(number(value, "loss") == found.loss);
  CHECK(to_doubles(floats(value, "prediction")) == found.prediction);
  const Array& layers = std::get<Array>(member(value, "layers").data());
  REQUIRE(layers.size() == 2);
  CHECK(keys(layers[0]) == std::vector<std::string>{"weights", "biases", "input", "preActivation",
                                                    "activation", "derivative", "mask",
                                                    "activationGradient", "preActivationGradient",
                                                    "weightGradient", "biasGradient"});
  CHECK(to_doubles(floats(layers[0], "weights")) == found.layers[0].weights);
  CHECK(to_doubles(floats(layers[0], "biasGradient")) == found.layers[0].bias_gradient);
  CHECK(to_doubles(floats(layers[1], "preActivationGradient")) ==
        found.layers[1].pre_activation_gradient);
  const Value in_double = to_value(found, Precision::kDouble);
  CHECK(doubles(in_double, "prediction") == found.prediction);
  CHECK(doubles(std::get<Array>(member(in_double, "layers").data())[0], "weights") ==
        found.layers[0].weights);
}

TEST_CASE("a gradient check names its worst parameter", "[result_values]") {
  for (const auto& [kind, name] : {std::pair{ParameterKind::kWeight, "weight"},
                                   {ParameterKind::kBias, "bias"},
                                   {ParameterKind::kSlope, "slope"}}) {
    GradientCheck check{.checked = 5, .skipped = 1, .worst_relative_error = 1e-8};
    check.worst = {.layer = 1, .kind = kind, .index = 4, .analytic = 0.5, .numeric = 0.25};
    check.analytic = {0.5, 2.0};
    check.numeric = {0.25, 4.0};
    check.relative_errors = {0.0, 1.0};
    const Value value = to_value(check);
    CHECK(keys(value) == std::vector<std::string>{"checked", "skipped", "worstRelativeError",
                                                  "worst", "analytic", "numeric",
                                                  "relativeErrors"});
    CHECK(number(value, "checked") == 5.0);
    CHECK(number(value, "skipped") == 1.0);
    CHECK(number(value, "worstRelativeError") == 1e-8);
    const Value& worst = member(value, "worst");
    CHECK(std::get<std::string>(member(worst, "kind").data()) == name);
    CHECK(number(worst, "layer") == 1.0);
    CHECK(number(worst, "index") == 4.0);
    CHECK(number(worst, "analytic") == 0.5);
    CHECK(number(worst, "numeric") == 0.25);
    CHECK(doubles(value, "analytic") == check.analytic);
    CHECK(doubles(value, "numeric") == check.numeric);
    CHECK(doubles(value, "relativeErrors") == check.relative_errors);
  }
}

TEST_CASE("statistics of each layer carry its name, size and update", "[result_values]") {
  const Trainer trainer = trained();
  const auto statistics =
      layer_statistics(trainer.network(), trainer.last_batch(), 5, trainer.gradients(), 8);
  const Value value = to_value(statistics, trainer);
  const Array& layers = std::get<Array>(value.data());
  REQUIRE(layers.size() == 2);
  const Value& hidden = layers[0];
  const std::vector<std::string> always{"layer",
                                        "units",
                                        "activation",
                                        "preActivation",
                                        "activationValues",
                                        "meanAbsoluteGradient",
                                        "weightNorm",
                                        "weightGradientNorm",
                                        "updateToWeightRatio",
                                        "deadShare",
                                        "cutOffShare",
                                        "saturatedShare",
                                        "zeroShare",
                                        "unitMeanAbsolute",
                                        "unitFlags"};
  std::vector<std::string> full = always;
  full.insert(full.end(), {"preActivationGradient", "weightGradient"});
  CHECK(keys(hidden) == full);
  const auto magnitudes = layer_statistics(trainer.network(), trainer.last_batch(), 5,
                                           trainer.gradients(), 8, Detail::kMagnitudes);
  const Value brief = to_value(magnitudes, trainer);
  const Value& brief_hidden = std::get<Array>(brief.data())[0];
  CHECK(keys(brief_hidden) == always);
  CHECK(keys(member(brief_hidden, "preActivation")) ==
        std::vector<std::string>{"count", "mean", "standardDeviation", "meanAbsolute", "minimum",
                                 "maximum"});
  CHECK(number(hidden, "layer") == 0.0);
  CHECK(number(hidden, "units") == 3.0);
  CHECK(std::get<std::string>(member(hidden, "activation").data()) == "tanh");
  CHECK(number(hidden, "updateToWeightRatio") ==
        trainer.last_update_norm(0) / statistics[0].weight_norm);
  const Value& z = member(hidden, "preActivation");
  CHECK(keys(z) == std::vector<std::string>{"count", "mean", "standardDeviation", "meanAbsolute",
                                            "minimum", "maximum", "quantiles", "histogram"});
  CHECK(number(z, "count") == 15.0);
  CHECK(floats(z, "quantiles").size() == 5);
  CHECK(std::get<std::vector<std::uint32_t>>(member(member(z, "histogram"), "counts").data())
            .size() == 8);
  CHECK(number(member(hidden, "weightGradient"), "zeros") == 0.0);
  CHECK(std::get<std::vector<std::uint8_t>>(member(hidden, "unitFlags").data()).size() == 3);
  CHECK(floats(hidden, "unitMeanAbsolute").size() == 3);
}

}  // namespace gradient::result_values_test
