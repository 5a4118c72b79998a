#include "gradient/gradient_check.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::gradient_check_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

Network<float> network_with(const NetworkSpec& spec, const Floats& parameters) {
  Network<float> network(spec);
  set_parameters(network, parameters);
  return network;
}

std::size_t count_nan(const std::vector<double>& values) {
  std::size_t count = 0;
  for (const double value : values) count += std::isnan(value) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a check says where its worst error is, and of which kind the parameter is",
          "[gradient_check]") {
  const Network<float> network(make_spec(2, {{3, "prelu"}, {2, "tanh"}}, "mse", {{"name", "sgd"}}));
  const GradientCheck check =
      check_gradients(network, uniform_values(8, -1.0, 1.0, 1), uniform_values(8, -1.0, 1.0, 2));
  const std::size_t count = parameter_count(network.spec());
  CHECK(check.checked + check.skipped == count);
  CHECK(check.relative_errors.size() == count);
  CHECK(count_nan(check.relative_errors) == check.skipped);
  CHECK(check.worst_relative_error < 1e-6);
  CHECK(check.worst_relative_error == check.relative_errors[check.worst.index]);
  const ParameterKind kind = check.worst.kind;
  const std::size_t index = check.worst.index;
  const std::size_t hidden = 2 * 3 + 3 + 3;
  CHECK(check.worst.layer == (index < hidden ? 0U : 1U));
  const std::size_t within = index < hidden ? index : index - hidden;
  const std::size_t weights = 6;
  const std::size_t biases = index < hidden ? 3 : 2;
  CHECK(kind == (within < weights            ? ParameterKind::kWeight
                 : within < weights + biases ? ParameterKind::kBias
                                             : ParameterKind::kSlope));
}

TEST_CASE("at most as many parameters as asked for are compared, evenly spread",
          "[gradient_check]") {
  const Network<float> network(
      make_spec(2, {{8, "tanh"}, {8, "tanh"}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
  const std::size_t count = parameter_count(network.spec());
  const Floats x = uniform_values(8, -1.0, 1.0, 1);
  const Floats y = uniform_values(4, -1.0, 1.0, 2);
  for (const std::size_t most : {1U, 2U, 7U, 50U, 104U, 105U, 106U, 1000U}) {
    CAPTURE(most);
    const GradientCheck check = check_gradients(network, x, y, most);
    CHECK(check.checked <= most);
    CHECK(check.checked >= std::min(most, count) / 2);
    CHECK(check.checked == count - count_nan(check.relative_errors));
  }
  CHECK(check_gradients(network, x, y).checked == count);
}

TEST_CASE("a parameter that may move a pre-activation over a kink is skipped", "[gradient_check]") {
  for (const std::string_view name : {"relu", "leaky-relu", "step", "hard-tanh", "prelu"}) {
    CAPTURE(name);
    // z = x w + b is exactly a kink: 0, and for hard-tanh 1
    const float kink = name == "hard-tanh" ? 1.0F : 0.0F;
    Floats parameters{1.0F, kink - 2.0F, 1.0F, 0.0F};
    if (name == "prelu") parameters.insert(parameters.begin() + 2, 0.25F);
    const Network<float> network = network_with(
        make_spec(1, {{1, name}, {1, "linear"}}, "mse", {{"name", "sgd"}}), parameters);
    const GradientCheck check = check_gradients(network, Floats{2}, Floats{1});
    CHECK(check.skipped == 2);
    CHECK(std::isnan(check.relative_errors[0]));
    CHECK(std::isnan(check.relative_errors[1]));
    CHECK(check.worst_relative_error < 1e-6);
    const GradientCheck away = check_gradients(network, Floats{2.5F}, Floats{1});
    CHECK(away.skipped == 0);
    CHECK(away.worst_relative_error < 1e-6);
  }
}

TEST_CASE("maxout is skipped where two pieces tie", "[gradient_check]") {
  const Network<float> network = network_with(
      make_spec(1, {{1, "maxout", {{"params", Object{{"pieces", 2}}}}}}, "mse", {{"name", "sgd"}}),
      {1, 2, 1, 0});
  const GradientCheck tie = check_gradients(network, Floats{1}, Floats{0});
  CHECK(tie.skipped == 4);
  const GradientCheck apart = check_gradients(network, Floats{2}, Floats{0});
  CHECK(apart.skipped == 0);
  CHECK(apart.worst_relative_error < 1e-6);
}

TEST_CASE("a loss's own kinks are skipped", "[gradient_check]") {
  struct Case {
    Value loss;
    float prediction;
    float target;
    bool skipped;
  };
  const Object huber{{"name", "huber"}, {"delta", 0.5}};
  const Case cases[] = {
      {"mae", 1, 1, true},      {"mae", 1, 0.5F, false}, {"hinge", 1, 1, true},
      {"hinge", 2, 1, false},   {"hinge", 1, -1, false}, {huber, 1.5F, 1, false},
      {huber, 1.25F, 1, false}, {"mse", 1, 1, false},    {"log-cosh", 1, 1, false}};
  for (const Case& given : cases) {
    CAPTURE(describe(given.loss), given.prediction, given.target);
    const Object spec = spec_object(1, {{1, "linear"}}, "mse", {{"name", "sgd"}});
    const Network<float> network =
        network_with(parse_network_spec(with(spec, "loss", given.loss)), {given.prediction, 0});
    const GradientCheck check = check_gradients(network, Floats{1}, Floats{given.target});
    if (given.skipped) CHECK(check.skipped == 2);
    CHECK(check.worst_relative_error < 1e-6);
    if (!given.skipped && describe(given.loss) != describe(Value(huber))) CHECK(check.skipped == 0);
  }
}

TEST_CASE("probabilities at the bounds that they are kept in are skipped, or agree",
          "[gradient_check]") {
  for (const float z : {-3.0F, -2.9999994F, -3.5F, 3.0F, 2.9999994F, 0.0F}) {
    CAPTURE(z);
    const Network<float> network = network_with(
        make_spec(1, {{1, "hard-sigmoid"}}, "binary-cross-entropy", {{"name", "sgd"}}), {0, z});
    CHECK(check_gradients(network, Floats{1}, Floats{1}).worst_relative_error < 1e-5);
  }
}

TEST_CASE("a weight at 0 is skipped where L1 has its kink, a bias is not", "[gradient_check]") {
  const Object spec = with(spec_object(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}),
                           "regularization", Object{{"l1", 0.1}});
  const Network<float> network = network_with(parse_network_spec(spec), {0, 0});
  const GradientCheck check = check_gradients(network, Floats{1}, Floats{1});
  CHECK(check.skipped == 1);
  CHECK(std::isnan(check.relative_errors[0]));
  CHECK(check.relative_errors[1] < 1e-6);
}

TEST_CASE("dropout is off in a check, and the network stays as it was", "[gradient_check]") {
  const Network<float> network(
      make_spec(2, {{6, "tanh", {{"dropout", 0.5}}}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
  const std::string before = parameter_hash(network);
  CHECK(check_gradients(network, Floats{0.1F, 0.2F}, Floats{0.3F}).worst_relative_error < 1e-6);
  CHECK(parameter_hash(network) == before);
}

TEST_CASE("a network whose loss is not finite does not pass", "[gradient_check]") {
  Network<float> network(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  network.parameters()[0] = std::nanf("");
  const GradientCheck check = check_gradients(network, Floats{1}, Floats{0});
  CHECK_FALSE(check.worst_relative_error <= 1e-6);
}

TEST_CASE("rows that do not fit are refused", "[gradient_check]") {
  using enum ErrorCode;
  const Network<float> network(make_spec(2, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  check_refusal([&] { static_cast<void>(check_gradients(network, Floats{1}, Floats{1})); },
                kShapeMismatch, "x: 1 values given");
  check_refusal([&] { static_cast<void>(check_gradients(network, Floats{1, 2}, Floats{})); },
                kShapeMismatch, "y: 0 values given");
  check_refusal(
      [&] { static_cast<void>(check_gradients(network, Floats{1, std::nanf("")}, Floats{0})); },
      kOutOfRange, "x[0][1]: NaN given; allowed: a finite number");
}

}  // namespace gradient::gradient_check_test
