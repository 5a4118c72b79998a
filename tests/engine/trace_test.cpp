#include "gradient/trace.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::trace_test {

using namespace gradient::testing;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

namespace {

Network<float> network_with(const NetworkSpec& spec, const Floats& parameters) {
  Network<float> network(spec);
  set_parameters(network, parameters);
  return network;
}

}  // namespace

TEST_CASE("a trace is the chain rule by hand", "[trace]") {
  // 1 -> 2 relu -> 1 linear: z = (2 * 3 + 1, -1 * 3), a = (7, 0), p = 0.5 * 7 - 4 * 0 + 0.25, y = 3
  const Network<float> network =
      network_with(make_spec(1, {{2, "relu"}, {1, "linear"}}, "half-mse", {{"name", "sgd"}}),
                   {2, -1, 1, 0, 0.5F, -4, 0.25F});
  const Trace found = trace(network, Floats{3}, Floats{3});
  CHECK(found.loss == 0.5 * 0.75 * 0.75);
  CHECK(found.prediction == Doubles{3.75F});

  const LayerTrace& output = found.layers[1];
  CHECK(output.input == Doubles{7, 0});
  CHECK(output.pre_activation == Doubles{3.75F});
  CHECK(output.activation_gradient == Doubles{0.75F});
  CHECK(output.pre_activation_gradient == Doubles{0.75F});
  CHECK(output.weight_gradient == Doubles{5.25F, 0});
  CHECK(output.bias_gradient == Doubles{0.75F});

  const LayerTrace& hidden = found.layers[0];
  CHECK(hidden.weights == Doubles{2, -1});
  CHECK(hidden.biases == Doubles{1, 0});
  CHECK(hidden.input == Doubles{3});
  CHECK(hidden.pre_activation == Doubles{7, -3});
  CHECK(hidden.activation == Doubles{7, 0});
  CHECK(hidden.derivative == Doubles{1, 0});
  CHECK(hidden.activation_gradient == Doubles{0.375F, -3});
  CHECK(hidden.pre_activation_gradient == Doubles{0.375F, 0});
  CHECK(hidden.weight_gradient == Doubles{1.125F, 0});
  CHECK(hidden.bias_gradient == Doubles{0.375F, 0});
}

TEST_CASE("softmax and cross-entropy: dL/dz is p - y, dL/da the loss's own", "[trace]") {
  const Network<float> network = network_with(
      make_spec(1, {{3, "softmax"}}, "cross-entropy", {{"name", "sgd"}}), {0, 0, 0, 1, 2, 3});
  const LayerTrace output = trace(network, Floats{1}, Floats{0, 1, 0}).layers[0];
  const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(3.0);
  for (std::size_t j = 0; j < 3; ++j) {
    const double p = std::exp(1.0 + static_cast<double>(j)) / sum;
    const double y = j == 1 ? 1.0 : 0.0;
    CHECK(output.activation[j] == Catch::Approx(p));
    CHECK(output.pre_activation_gradient[j] == Catch::Approx(p - y));
    CHECK(output.activation_gradient[j] == Catch::Approx(-y / p).margin(1e-9));
  }
  CHECK(output.derivative.empty());
}

TEST_CASE("sigmoid and binary cross-entropy: dL/da f'(z) is dL/dz", "[trace]") {
  const Network<float> network = network_with(
      make_spec(1, {{1, "sigmoid"}}, "binary-cross-entropy", {{"name", "sgd"}}), {0.5F, 0.25F});
  const LayerTrace output = trace(network, Floats{2}, Floats{1}).layers[0];
  const double p = 1.0 / (1.0 + std::exp(-1.25));
  CHECK(output.pre_activation_gradient[0] == Catch::Approx(p - 1.0));
  CHECK(output.activation_gradient[0] == Catch::Approx(-1.0 / p));
  CHECK(output.derivative[0] == Catch::Approx(p * (1.0 - p)));
}

TEST_CASE("prelu shows the slope that it learned, maxout its pieces", "[trace]") {
  const Network<float> prelu = network_with(make_spec(1, {{3, "prelu"}}, "mse", {{"name", "sgd"}}),
                                            {1, -1, 0, 0, 0, 0, 0.5F, 0.25F, 0.125F});
  CHECK(trace(prelu, Floats{2}, Floats{0, 0, 0}).layers[0].derivative == Doubles{1, 0.25F, 0.125F});

  const Network<float> maxout = network_with(
      make_spec(1, {{2, "maxout", {{"params", Object{{"pieces", 3}}}}}}, "mse", {{"name", "sgd"}}),
      {1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0});
  const LayerTrace layer = trace(maxout, Floats{1}, Floats{4, 4}).layers[0];
  CHECK(layer.pre_activation == Doubles{1, 2, 3, 4, 5, 6});
  CHECK(layer.activation == Doubles{5, 6});
  CHECK(layer.activation_gradient == Doubles{2, 4});
  CHECK(layer.pre_activation_gradient == Doubles{0, 0, 0, 0, 2, 4});
  CHECK(layer.derivative.empty());
}

TEST_CASE("a trace has no dropout and no regularisation, and changes nothing", "[trace]") {
  const Object layer{{"units", 6}, {"activation", "tanh"}, {"dropout", 0.9}};
  const Object output{{"units", 1}, {"activation", "linear"}};
  const Object plain = spec_object(2, {{6, "tanh"}, {1, "linear"}}, "mse", {{"name", "sgd"}});
  const Network<float> bare(parse_network_spec(plain));
  const Network<float> regularised(
      parse_network_spec(with(with(plain, "layers", Array{layer, output}), "regularization",
                              Object{{"l1", 1.0}, {"l2", 1.0}})));
  const std::string before = parameter_hash(regularised);
  const Trace expected = trace(bare, Floats{0.5F, -0.5F}, Floats{1});
  const Trace found = trace(regularised, Floats{0.5F, -0.5F}, Floats{1});
  CHECK(found.loss == expected.loss);
  for (std::size_t l = 0; l < 2; ++l) {
    CHECK(found.layers[l].weight_gradient == expected.layers[l].weight_gradient);
  }
  CHECK(parameter_hash(regularised) == before);
}

TEST_CASE("a trace is of one sample that fits", "[trace]") {
  using enum ErrorCode;
  const Network<float> network(
      make_spec(2, {{3, "tanh"}, {2, "linear"}}, "mse", {{"name", "sgd"}}));
  const auto traced = [&](const Floats& x, const Floats& y) {
    return [&network, x, y] { static_cast<void>(trace(network, x, y)); };
  };
  check_refusal(traced({}, {}), kShapeMismatch,
                "x: 0 values given; allowed: a whole number of rows");
  check_refusal(traced({1}, {0, 0}), kShapeMismatch, "x: 1 values given");
  check_refusal(traced({1, 2}, {0}), kShapeMismatch,
                "y: 1 values given; allowed: 2: 2 for each of the 1 rows of x");
  check_refusal(traced({1, 2, 3, 4}, {0, 0, 0, 0}), kShapeMismatch,
                "x: 4 values given; allowed: 2: one sample");
  check_refusal(traced({1, std::nanf("")}, {0, 0}), kOutOfRange, "x[0][1]: NaN given");
}

}  // namespace gradient::trace_test
