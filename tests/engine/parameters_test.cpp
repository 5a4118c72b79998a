#include "gradient/parameters.hpp"

#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::parameters_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

NetworkSpec mixed_spec() {
  return make_spec(3,
                   {{5, "prelu"}, {2, "maxout", {{"params", Object{{"pieces", 3}}}}}, {1, "tanh"}},
                   "mse", {{"name", "sgd"}});
}

Floats numbered(std::size_t count) {
  Floats values(count);
  std::iota(values.begin(), values.end(), 1.0F);
  return values;
}

}  // namespace

TEST_CASE("parameters go in and out in one order: weights by rows, biases, slopes",
          "[parameters]") {
  Network<float> network(mixed_spec());
  const Floats values = numbered(parameter_count(network.spec()));
  set_parameters(network, values);
  CHECK(packed(network, network.parameters()) == values);
  const LayerLayout& first = network.layouts()[0];
  // weight from input 1 to unit 2 of the first layer: row 1, column 2 of [3][5]
  CHECK(network.parameters()[first.weights + first.width + 2] == values[1 * 5 + 2]);
  CHECK(network.parameters()[first.biases + 4] == values[3 * 5 + 4]);
  CHECK(network.parameters()[first.slope_values + 1] == values[3 * 5 + 5 + 1]);
  // maxout's columns are pieces * units: input 4, piece 2, unit 1
  const LayerLayout& second = network.layouts()[1];
  CHECK(network.parameters()[second.weights + 4 * second.width + 2 * second.output_stride + 1] ==
        values[25 + 4 * 6 + 2 * 2 + 1]);
}

TEST_CASE("parameters of another number, or not finite, are refused and nothing changes",
          "[parameters]") {
  using enum ErrorCode;
  Network<float> network(mixed_spec());
  const std::size_t count = parameter_count(network.spec());
  const Floats before = packed(network, network.parameters());
  const auto set = [&](const Floats& values) {
    return [&, values] { set_parameters(network, values); };
  };
  const std::string allowed = std::to_string(count) + ", as the network has";
  check_refusal(set({}), kShapeMismatch, "parameters: 0 values given; allowed: " + allowed);
  check_refusal(set(Floats(count - 1)), kShapeMismatch, "parameters: ");
  check_refusal(set(Floats(count + 1)), kShapeMismatch, "parameters: ");
  Floats values = numbered(count);
  values[17] = std::numeric_limits<float>::quiet_NaN();
  check_refusal(set(values), kOutOfRange, "parameters[17]: NaN given; allowed: a finite number");
  values[3] = -std::numeric_limits<float>::infinity();
  check_refusal(set(values), kOutOfRange, "parameters[3]: -Infinity given");
  CHECK(packed(network, network.parameters()) == before);
}

TEST_CASE("the hash is FNV-1a of the bits", "[parameters]") {
  Network<float> network(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  // eight zero bytes, and 1.0f (00 00 80 3f) then -2.0f (00 00 00 c0), by another implementation of
  // FNV-1a
  set_parameters(network, Floats{0, 0});
  CHECK(parameter_hash(network) == "a8c7f832281a39c5");
  set_parameters(network, Floats{1, -2});
  CHECK(parameter_hash(network) == "0979e9ee2da22858");
}

TEST_CASE("each parameter, each bit and the order count in the hash", "[parameters]") {
  Network<float> network(mixed_spec());
  const Floats values = numbered(parameter_count(network.spec()));
  set_parameters(network, values);
  const std::string before = parameter_hash(network);
  for (std::size_t i = 0; i < values.size(); ++i) {
    Floats other = values;
    other[i] = std::nextafter(other[i], 1e9F);
    set_parameters(network, other);
    CHECK(parameter_hash(network) != before);
  }
  Floats swapped = values;
  std::swap(swapped[0], swapped[1]);
  set_parameters(network, swapped);
  CHECK(parameter_hash(network) != before);
}

}  // namespace gradient::parameters_test
