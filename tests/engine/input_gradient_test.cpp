#include "gradient/input_gradient.hpp"

#include <cmath>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/conformance.hpp"
#include "support/refusals.hpp"

namespace gradient::input_gradient_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

constexpr std::size_t kRows = 7;

/// da/dx of the double network by backpropagation, against central differences of a.
void check_against_differences(const NetworkSpec& spec) {
  const Network<double> network{Network<float>(spec)};
  const std::size_t outputs = spec.layers.back().units;
  const LayerLayout& first = network.layouts().front();
  const LayerLayout& last = network.layouts().back();
  const Floats x = uniform_values(kRows * spec.inputs, -1.0, 1.0, 5);
  Workspace<double> batch;
  load_batch(network, x, Floats(kRows * outputs), kRows, batch);
  AlignedBuffer<double> scratch(network.parameters().size());
  AlignedBuffer<double> gradient(kRows * first.input_stride);
  const auto output_at = [&](std::size_t row, std::size_t output) {
    network.forward(batch, kRows, Dropout::kOff, nullptr);
    return batch.layers.back().a.data()[row * last.output_stride + output];
  };
  for (std::size_t output = 0; output < outputs; ++output) {
    static_cast<void>(output_at(0, output));
    AlignedBuffer<double>& da = batch.layers.back().da;
    std::ranges::fill(da.span(), 0.0);
    for (std::size_t r = 0; r < kRows; ++r) da.data()[r * last.output_stride + output] = 1.0;
    network.backward_to_input(batch, kRows, scratch.data(), gradient.data());
    for (std::size_t r = 0; r < kRows; ++r) {
      for (std::size_t i = 0; i < spec.inputs; ++i) {
        double& value = batch.inputs.data()[r * first.input_stride + i];
        const double kept = value;
        constexpr double kStep = 1e-6;
        value = kept + kStep;
        const double above = output_at(r, output);
        value = kept - kStep;
        const double below = output_at(r, output);
        value = kept;
        CAPTURE(output, r, i);
        CHECK(gradient.data()[r * first.input_stride + i] ==
              Catch::Approx((above - below) / (2.0 * kStep)).epsilon(1e-5).margin(1e-7));
      }
    }
  }
}

}  // namespace

TEST_CASE("the gradient of an output with respect to the inputs is the slope of that output",
          "[input_gradient]") {
  const Loss& mse = *find_loss("mse");
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    if (activation.info.untrainable) continue;
    check_against_differences(parse_network_spec(hidden_spec(activation, mse)));
    check_against_differences(parse_network_spec(output_spec(activation, mse)));
  }
}

TEST_CASE("a linear network's gradient is its weights, for any number of rows",
          "[input_gradient]") {
  Network<float> network(make_spec(2, {{3, "linear"}}, "mse", {{"name", "sgd"}}));
  set_parameters(network, Floats{1, 2, 3, 4, 5, 6, 0, 0, 0});
  for (const std::size_t rows : {1U, 3U, 300U}) {
    const Floats found = input_gradient(network, Floats(2 * rows, 0.5F), 1);
    REQUIRE(found.size() == 2 * rows);
    for (std::size_t r = 0; r < rows; ++r) {
      CHECK(found[2 * r] == 2.0F);
      CHECK(found[2 * r + 1] == 5.0F);
    }
  }
}

TEST_CASE("dropout and loss do not matter, and NaN propagates", "[input_gradient]") {
  const Object plain = spec_object(2, {{4, "tanh"}, {1, "sigmoid"}}, "mse", {{"name", "sgd"}});
  const Object other = spec_object(2, {{4, "tanh", {{"dropout", 0.5}}}, {1, "sigmoid"}},
                                   "binary-cross-entropy", {{"name", "sgd"}});
  const Network<float> network(parse_network_spec(plain));
  const Floats x{0.5F, -0.25F};
  CHECK(input_gradient(network, x, 0) ==
        input_gradient(Network<float>(parse_network_spec(other)), x, 0));
  CHECK(std::isnan(input_gradient(network, Floats{std::nanf(""), 0}, 0)[0]));
  check_refusal([&] { static_cast<void>(input_gradient(network, Floats{1}, 0)); },
                ErrorCode::kShapeMismatch, "x: 1 values given");
}

}  // namespace gradient::input_gradient_test
