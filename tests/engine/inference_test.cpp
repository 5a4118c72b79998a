#include "gradient/inference.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/given_rows.hpp"
#include "gradient/parameters.hpp"
#include "support/reference_network.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::inference_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

/// One output layer that passes its inputs on.
Network<float> identity(std::size_t size, std::string_view loss = "mse") {
  Network<float> network(make_spec(size, {{size, "linear"}}, loss, {{"name", "sgd"}}));
  Floats parameters((size + 1) * size);
  for (std::size_t i = 0; i < size; ++i) parameters[i * size + i] = 1.0F;
  set_parameters(network, parameters);
  return network;
}

double accuracy_of(const Network<float>& network, const Floats& predictions, const Floats& targets,
                   Targets kind) {
  Workspace<float> batch;
  return evaluate(network, predictions, targets, kind, batch).accuracy.value();
}

}  // namespace

TEST_CASE("evaluation over any number of rows is the mean over the rows", "[inference]") {
  const Network<float> network(
      make_spec(3, {{7, "gelu"}, {2, "softmax"}}, "cross-entropy", {{"name", "sgd"}}));
  for (const std::size_t rows : {1U, 2U, 63U, 64U, 65U, 128U, 200U}) {
    CAPTURE(rows);
    const Floats x = uniform_values(rows * 3, -1.0, 1.0, 4);
    const Floats y = targets_for(*find_loss("cross-entropy"), rows, 2, 5);
    ReferenceNetwork reference(network);
    const double expected = reference.run({x.begin(), x.end()}, {y.begin(), y.end()});
    Workspace<float> batch;
    const Evaluation found = evaluate(network, x, y, Targets::kOneHot, batch);
    CHECK(found.loss == Catch::Approx(expected).epsilon(1e-5));
    std::size_t right = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      const Numbers& p = reference.layers.back().a;
      right += (p[2 * r] >= p[2 * r + 1]) == (y[2 * r] > y[2 * r + 1]) ? 1 : 0;
    }
    CHECK(found.accuracy.value() ==
          Catch::Approx(static_cast<double>(right) / static_cast<double>(rows)));

    const Floats output = activations_of(network, 1, x, batch);
    const Floats hidden = activations_of(network, 0, x, batch);
    REQUIRE(output.size() == rows * 2);
    REQUIRE(hidden.size() == rows * 7);
    for (std::size_t i = 0; i < output.size(); ++i) {
      CHECK(static_cast<double>(output[i]) == Catch::Approx(reference.layers[1].a[i]).margin(1e-6));
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      CHECK(static_cast<double>(hidden[i]) == Catch::Approx(reference.layers[0].a[i]).margin(1e-6));
    }
  }
}

TEST_CASE("rows give the same bits alone as among others", "[inference]") {
  const Network<float> network(
      make_spec(3, {{7, "tanh"}, {2, "linear"}}, "mse", {{"name", "sgd"}}));
  const Floats x = uniform_values(100 * 3, -1.0, 1.0, 4);
  Workspace<float> batch;
  const Floats all = activations_of(network, 1, x, batch);
  for (std::size_t r = 0; r < 100; ++r) {
    const Floats row(x.begin() + static_cast<std::ptrdiff_t>(3 * r),
                     x.begin() + static_cast<std::ptrdiff_t>(3 * r + 3));
    const Floats alone = activations_of(network, 1, row, batch);
    CHECK(alone[0] == all[2 * r]);
    CHECK(alone[1] == all[2 * r + 1]);
  }
}

TEST_CASE("accuracy: binary at 0.5, sign at 0, one-hot by the largest", "[inference]") {
  const Network<float> one = identity(1);
  CHECK(accuracy_of(one, {0.4F, 0.6F, 0.5F, 9}, {0, 1, 0, 0}, Targets::kBinary) == 0.75);
  CHECK(accuracy_of(one, {-0.4F, 0.6F, 0, 0.1F}, {-1, 1, -1, -1}, Targets::kSign) == 0.75);
  const Network<float> three = identity(3);
  CHECK(accuracy_of(three, {1, 2, 3, 3, 2, 1}, {0, 0, 1, 0, 1, 0}, Targets::kOneHot) == 0.5);
  // a tie goes to the first
  CHECK(accuracy_of(three, {1, 1, 0, 1, 1, 0}, {1, 0, 0, 0, 1, 0}, Targets::kOneHot) == 0.5);
  // binary in several columns: a row is right where all are
  CHECK(accuracy_of(three, {1, 0, 1, 1, 1, 1}, {1, 0, 1, 1, 0, 1}, Targets::kBinary) == 0.5);
}

TEST_CASE("a row with an output that is no number is right by no measure", "[inference]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Network<float> one = identity(1);
  CHECK(accuracy_of(one, {nan, nan, 0.9F, 0.1F}, {0, 1, 1, 0}, Targets::kBinary) == 0.5);
  CHECK(accuracy_of(one, {nan, nan}, {-1, 1}, Targets::kSign) == 0.0);
  const Network<float> three = identity(3);
  CHECK(accuracy_of(three, {nan, 0, 0, 0, nan, 1}, {1, 0, 0, 0, 0, 1}, Targets::kOneHot) == 0.0);
}

TEST_CASE("regression has no accuracy, and regularisation is no part of the loss", "[inference]") {
  Network<float> network = identity(1);
  network.set_regularization({.l1 = 5.0, .l2 = 5.0});
  Workspace<float> batch;
  const Evaluation found = evaluate(network, Floats{2, 3}, Floats{1, 1}, Targets::kReal, batch);
  CHECK_FALSE(found.accuracy);
  CHECK(found.loss == 2.5);
}

TEST_CASE("a loss that is not finite is said to come from the first chunk that is not",
          "[inference]") {
  Network<float> network = identity(1);
  Workspace<float> batch;
  Floats x(200, 1.0F);
  CHECK_FALSE(evaluate(network, x, x, Targets::kReal, batch, 9).divergence);
  network.parameters()[0] = 1e10F;
  x[100] = 1e30F;
  const Evaluation found = evaluate(network, x, Floats(200, 0.0F), Targets::kReal, batch, 9);
  CHECK_FALSE(std::isfinite(found.loss));
  REQUIRE(found.divergence);
  CHECK(found.divergence->step == 9);
  CHECK(found.divergence->layer == 0);
  CHECK(found.divergence->quantity == DivergedQuantity::kPreActivation);
}

TEST_CASE("dropout is off in evaluation", "[inference]") {
  const NetworkSpec spec =
      make_spec(2, {{50, "tanh", {{"dropout", 0.9}}}, {1, "linear"}}, "mse", {{"name", "sgd"}});
  const NetworkSpec plain = make_spec(2, {{50, "tanh"}, {1, "linear"}}, "mse", {{"name", "sgd"}});
  Workspace<float> first;
  Workspace<float> second;
  const Floats x{0.5F, -0.25F};
  CHECK(activations_of(Network<float>(spec), 1, x, first) ==
        activations_of(Network<float>(plain), 1, x, second));
}

TEST_CASE("rows that do not fit are refused", "[inference]") {
  using enum ErrorCode;
  const NetworkSpec spec = identity(3).spec();
  CHECK(rows_of(spec, Floats(6)) == 2);
  CHECK(rows_of(spec, Floats(6), Floats(6)) == 2);
  check_refusal(
      [&] { static_cast<void>(rows_of(spec, Floats{})); }, kShapeMismatch,
      "x: 0 values given; allowed: a whole number of rows, at least one, of 3 values each");
  check_refusal([&] { static_cast<void>(rows_of(spec, Floats(4))); }, kShapeMismatch,
                "x: 4 values given");
  check_refusal([&] { static_cast<void>(rows_of(spec, Floats(6), Floats(5))); }, kShapeMismatch,
                "y: 5 values given; allowed: 6: 3 for each of the 2 rows of x");
}

}  // namespace gradient::inference_test
