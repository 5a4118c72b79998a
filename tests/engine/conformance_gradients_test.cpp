// The conformance suite checks every entry of the tables against its description. This part: its
// gradients.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/gradient_check.hpp"
#include "support/conformance.hpp"

namespace gradient::conformance_gradients_test {

using namespace gradient::testing;

namespace {

constexpr double kGradientTolerance = 1e-6;
constexpr double kFloatTolerance = 2e-3;

void check_analytic_gradients(const NetworkSpec& spec, std::size_t most = 400) {
  const Rows rows = random_rows(spec, 6);
  const GradientCheck check = check_gradients(Network<float>(spec), rows.x, rows.y, most);
  CAPTURE(check.worst.layer, static_cast<int>(check.worst.kind), check.worst.index,
          check.worst.analytic, check.worst.numeric);
  CHECK(check.worst_relative_error <= kGradientTolerance);
  CHECK(check.checked > 4 * check.skipped);
}

/// The float network's gradient along a direction, against the slope of the loss along it by
/// differences in double.
void check_float_gradient(const NetworkSpec& spec) {
  const Network<float> network(spec);
  const Rows rows = random_rows(spec, 16);
  Workspace<float> batch;
  load_batch(network, rows.x, rows.y, rows.count, batch);
  network.forward(batch, rows.count, Dropout::kOff, nullptr);
  const double float_loss = network.loss_and_gradient(batch, rows.count);
  AlignedBuffer<float> gradients(network.parameters().size());
  network.backward(batch, rows.count, Dropout::kOff, gradients.data());

  Network<double> exact(network);
  const std::vector<double> kept(exact.parameters().begin(), exact.parameters().end());
  Workspace<double> exact_batch;
  load_batch(exact, rows.x, rows.y, rows.count, exact_batch);
  const auto loss_at = [&](const std::vector<double>& direction, double step) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      exact.parameters()[i] = kept[i] + step * direction[i];
    }
    exact.forward(exact_batch, rows.count, Dropout::kOff, nullptr);
    return exact.loss(exact_batch, rows.count);
  };
  std::vector<double> direction(kept.size());
  CHECK(float_loss == Catch::Approx(loss_at(direction, 0.0)).epsilon(1e-5));
  Random random(8);
  for (int trial = 0; trial < 4; ++trial) {
    double along = 0.0;
    double norm = 0.0;
    for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
      direction[offset] = random.normal();
      const auto slope = static_cast<double>(gradients.data()[offset]);
      along += direction[offset] * slope;
      norm += slope * slope;
    });
    constexpr double kStep = 1e-7;
    const double numeric = (loss_at(direction, kStep) - loss_at(direction, -kStep)) / (2.0 * kStep);
    CHECK(std::abs(along - numeric) <= kFloatTolerance * std::max(std::sqrt(norm), 1e-4));
  }
}

}  // namespace

TEST_CASE("every activation x every loss: backpropagation is the loss's derivative",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      CAPTURE(name_of(activation), name_of(loss));
      check_analytic_gradients(parse_network_spec(hidden_spec(activation, loss)));
      if (fits(loss, activation)) {
        check_analytic_gradients(parse_network_spec(output_spec(activation, loss)));
      }
    }
  }
}

TEST_CASE("every activation's and loss's parameters: backpropagation at both ends of their bounds",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const ParameterInfo& parameter : activation.info.entry.parameters) {
      const double low = parameter.minimum_exclusive ? 0.5 * parameter.default_value
                                                     : std::max(parameter.minimum, -2.0);
      for (const double value : {low, std::min(parameter.maximum, 3.0)}) {
        if (parameter.maximum_exclusive && value >= parameter.maximum) continue;
        CAPTURE(name_of(activation), parameter.name, value);
        const Object params{{"params", Object{{std::string(parameter.name), value}}}};
        check_analytic_gradients(make_spec(
            3, {{5, name_of(activation), params}, {4, name_of(activation), params}, {1, "linear"}},
            "half-mse", {{"name", "adam"}}));
      }
    }
  }
  for (const Loss& loss : loss_table()) {
    for (const ParameterInfo& parameter : loss.info.entry.parameters) {
      for (const double value : {0.5, 2.0}) {
        CAPTURE(name_of(loss), parameter.name, value);
        const Object named{{"name", name_of(loss)}, {std::string(parameter.name), value}};
        check_analytic_gradients(
            parse_network_spec(with(output_spec(*find_activation("linear"), loss), "loss", named)));
      }
    }
  }
}

TEST_CASE("every depth from 1 to 50: backpropagation is the loss's derivative", "[conformance]") {
  for (const auto& [name, initializer] : {std::pair{"linear", "orthogonal"},
                                          {"tanh", "xavier-normal"},
                                          {"relu", "he-normal"},
                                          {"leaky-relu", "he-normal"},
                                          {"prelu", "he-normal"},
                                          {"elu", "he-normal"},
                                          {"selu", "lecun-normal"},
                                          {"gelu", "he-normal"},
                                          {"swish", "he-normal"},
                                          {"maxout", "lecun-normal"}}) {
    for (std::size_t depth = 1; depth <= 50; depth = depth < 8 ? depth + 1 : depth + 14) {
      CAPTURE(name, depth);
      const Object more{{"initializer", initializer}, {"bias", 0.05}};
      std::vector<LayerText> layers(depth - 1, LayerText{6, name, more});
      layers.push_back({2, "linear"});
      check_analytic_gradients(make_spec(3, layers, "half-mse", {{"name", "sgd"}}), 120);
    }
  }
}

TEST_CASE("every initialiser and bias: backpropagation is the loss's derivative", "[conformance]") {
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}, {"bias", 0.1}};
    check_analytic_gradients(make_spec(
        3, {{5, "tanh", more}, {4, "gelu", more}, {2, "linear", more}}, "mse", {{"name", "sgd"}}));
  }
}

TEST_CASE("with L1, L2 and both: backpropagation is the derivative of loss and penalty",
          "[conformance]") {
  for (const auto& [l1, l2] : {std::pair{0.01, 0.0}, {0.0, 0.1}, {0.02, 0.05}}) {
    CAPTURE(l1, l2);
    check_analytic_gradients(
        parse_network_spec(with(hidden_spec(*find_activation("tanh"), *find_loss("mse")),
                                "regularization", Object{{"l1", l1}, {"l2", l2}})));
  }
}

TEST_CASE("with dropout and its mask held: backpropagation is the loss's derivative",
          "[conformance]") {
  const Object dropout{{"dropout", 0.4}};
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    const NetworkSpec spec =
        make_spec(3, {{6, name_of(activation), dropout}, {5, "tanh", dropout}, {2, "softmax"}},
                  "cross-entropy", {{"name", "sgd"}});
    const Rows rows = random_rows(spec, 6);
    Network<double> network{Network<float>(spec)};
    Workspace<double> batch;
    load_batch(network, rows.x, rows.y, rows.count, batch);
    Random random(4);
    network.forward(batch, rows.count, Dropout::kDraw, &random);
    static_cast<void>(network.loss_and_gradient(batch, rows.count));
    AlignedBuffer<double> gradients(network.parameters().size());
    network.backward(batch, rows.count, Dropout::kDraw, gradients.data());
    const auto loss_at = [&](double& parameter, double value) {
      parameter = value;
      network.forward(batch, rows.count, Dropout::kReuse, nullptr);
      return network.loss(batch, rows.count);
    };
    std::size_t wrong = 0;
    std::size_t all = 0;
    for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
      double& parameter = network.parameters()[offset];
      const double kept = parameter;
      const double step = 6e-6;
      const double numeric =
          (loss_at(parameter, kept + step) - loss_at(parameter, kept - step)) / (2.0 * step);
      parameter = kept;
      const double analytic = gradients.data()[offset];
      const double scale = std::max({std::abs(analytic), std::abs(numeric), kGradientFloor});
      ++all;
      if (!(std::abs(analytic - numeric) <= kGradientTolerance * scale)) ++wrong;
    });
    // a parameter may move one of 36 pre-activations over a kink
    CHECK(wrong <= (activation.info.kinks.empty() ? 0 : all / 50));
  }
}

TEST_CASE("every activation x every loss: float32's gradient is its own loss's slope",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      CAPTURE(name_of(activation), name_of(loss));
      check_float_gradient(parse_network_spec(hidden_spec(activation, loss)));
      if (fits(loss, activation) && !activation.info.untrainable) {
        check_float_gradient(parse_network_spec(output_spec(activation, loss)));
      }
    }
  }
}

}  // namespace gradient::conformance_gradients_test
