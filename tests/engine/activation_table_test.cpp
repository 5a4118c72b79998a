#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/activations.hpp"
#include "support/activation_checks.hpp"

namespace gradient::testing::activation_table_test {

TEST_CASE("the table has the activations that specs may name, in the menu's order",
          "[activations]") {
  const std::vector<std::string_view> expected = {
      "linear",    "step",     "sigmoid",   "hard-sigmoid", "log-sigmoid", "tanh",
      "hard-tanh", "relu",     "relu6",     "leaky-relu",   "prelu",       "elu",
      "selu",      "gelu",     "gelu-tanh", "swish",        "hard-swish",  "mish",
      "softplus",  "softsign", "sine",      "gaussian",     "maxout",      "softmax"};
  std::vector<std::string_view> names;
  for (const Activation& entry : activation_table()) names.push_back(entry.info.entry.name);
  CHECK(names == expected);
  for (const std::string_view name : names) {
    const Activation* found = find_activation(name);
    REQUIRE(found != nullptr);
    CHECK(found->info.entry.name == name);
  }
  CHECK(find_activation("") == nullptr);
  CHECK(find_activation("ReLU") == nullptr);
  CHECK(find_activation("relu ") == nullptr);
}

TEST_CASE("every entry is described completely", "[activations]") {
  for (const Activation& entry : activation_table()) {
    const ActivationInfo& info = entry.info;
    CAPTURE(info.entry.name);
    CHECK_FALSE(info.entry.label.empty());
    CHECK(info.entry.description.ends_with('.'));
    CHECK_FALSE(info.entry.formula.empty());
    CHECK_FALSE(info.entry.formula_tex.empty());
    CHECK_FALSE(info.derivative_formula.empty());
    CHECK_FALSE(info.derivative_formula_tex.empty());
    CHECK_FALSE(info.entry.source.empty());
    CHECK((info.entry.year == 0 || (info.entry.year >= 1943 && info.entry.year <= 2026)));
    CHECK(std::set<std::string_view>{"xavier-uniform", "he-normal", "lecun-normal"}.count(
              info.recommended_initializer) == 1);
    CHECK(info.range.lower < info.range.upper);
    CHECK(info.derivative_range.lower <= info.derivative_range.upper);
    CHECK(info.kinks.empty() == (info.smooth || info.kind == ActivationKind::kMaxout));
    CHECK((info.kinks.empty() || !info.kink_convention.empty()));
    CHECK(info.entry.parameters.size() <= kMaxActivationParameters);
    for (const ParameterInfo& parameter : info.entry.parameters) {
      CHECK_FALSE(parameter.label.empty());
      CHECK(parameter.description.ends_with('.'));
      CHECK(parameter.minimum <= parameter.default_value);
      CHECK(parameter.default_value <= parameter.maximum);
    }
    const bool has_kernels = info.kind == ActivationKind::kElementwise;
    CHECK((entry.float_kernels.value != nullptr) == has_kernels);
    CHECK((entry.float_kernels.derivative != nullptr) == has_kernels);
    CHECK((entry.float_kernels.backward != nullptr) == has_kernels);
    CHECK((entry.double_kernels.value != nullptr) == has_kernels);
    CHECK((entry.double_kernels.derivative != nullptr) == has_kernels);
    CHECK((entry.double_kernels.backward != nullptr) == has_kernels);
    CHECK((!has_kernels || has_reference(info.entry.name)));
  }
}

TEST_CASE("the ranges hold and are no wider than they need to be", "[activations]") {
  const auto check = [](const Range& range, const ErrorBound& error, const auto& function) {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const float z : sample_points()) {
      const auto v = static_cast<double>(function(z));
      least = std::min(least, v);
      greatest = std::max(greatest, v);
    }
    const auto slack = [&error](double bound) {
      return std::max(error.absolute, error.relative * std::fabs(bound));
    };
    if (std::isfinite(range.lower)) CHECK(least >= range.lower - slack(range.lower));
    if (std::isfinite(range.upper)) CHECK(greatest <= range.upper + slack(range.upper));
    const auto reaches = [](double extreme, double bound) {
      return std::isinf(bound) ? std::fabs(extreme) > 1e30 : std::fabs(extreme - bound) < 1e-5;
    };
    CHECK(reaches(least, range.lower));
    CHECK(reaches(greatest, range.upper));
    CHECK_FALSE((range.lower_inclusive && std::isinf(range.lower)));
    CHECK_FALSE((range.upper_inclusive && std::isinf(range.upper)));
  };
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    const ActivationInfo& info = activation.entry.info;
    CAPTURE(activation.name());
    check(info.range, info.value_error, [&](float z) { return activation.value(z); });
    check(info.derivative_range, info.derivative_error,
          [&](float z) { return activation.derivative(z); });
  }
}

TEST_CASE("the flags agree with the function", "[activations]") {
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    const ActivationInfo& info = activation.entry.info;
    CAPTURE(activation.name());
    bool never_falls = true;
    bool is_odd = true;
    bool is_flat = true;
    double before = activation.exact_value(-13.0);
    for (const double z : grid()) {
      const double value = activation.exact_value(z);
      never_falls = never_falls && value >= before;
      is_odd = is_odd && std::fabs(value + activation.exact_value(-z)) < 1e-12;
      is_flat = is_flat && activation.exact_derivative(z) == 0.0;
      before = value;
    }
    CHECK(info.monotonic == never_falls);
    CHECK(info.zero_centred == is_odd);
    CHECK(info.untrainable == is_flat);
    const bool flattens = std::fabs(activation.exact_derivative(-1e4)) < 1e-3 ||
                          std::fabs(activation.exact_derivative(1e4)) < 1e-3;
    CHECK(info.saturating == flattens);
  }
}

TEST_CASE("derivatives are the slope, and jump exactly where kinks are listed", "[activations]") {
  constexpr double kStep = 1e-5;
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    CAPTURE(activation.name());
    for (const double z : grid()) {
      const double slope =
          (activation.exact_value(z + kStep) - activation.exact_value(z - kStep)) / (2.0 * kStep);
      const double derivative = activation.double_derivative(z);
      CAPTURE(z);
      CHECK(std::fabs(derivative - slope) < 1e-8);
      CHECK(std::fabs(activation.double_value(z) - activation.exact_value(z)) <= 1e-14);
    }
    // A kink could only hide on a short number.
    for (double z = -12.0; z <= 12.0; z += 0.25) {
      const double left = (activation.exact_value(z) - activation.exact_value(z - kStep)) / kStep;
      const double right = (activation.exact_value(z + kStep) - activation.exact_value(z)) / kStep;
      const auto& kinks = activation.entry.info.kinks;
      const bool is_kink = std::ranges::find(kinks, z) != kinks.end();
      CAPTURE(z, left, right);
      CHECK((std::fabs(right - left) > 1e-3) == is_kink);
    }
  }
}

TEST_CASE("at kinks the derivative is the one of the convention", "[activations]") {
  const std::map<std::string_view, std::vector<double>> expected = {{"step", {0.0}},
                                                                    {"hard-sigmoid", {0.0, 0.0}},
                                                                    {"hard-tanh", {0.0, 0.0}},
                                                                    {"relu", {0.0}},
                                                                    {"relu6", {0.0, 0.0}},
                                                                    {"leaky-relu", {0.01}},
                                                                    {"selu", {1.7580993408473766}},
                                                                    {"hard-swish", {0.0, 1.0}}};
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    const auto kinks = activation.entry.info.kinks;
    CAPTURE(activation.name());
    CHECK(kinks.empty() == !expected.contains(activation.name()));
    for (std::size_t i = 0; i < kinks.size(); ++i) {
      const double derivative = expected.at(activation.name()).at(i);
      CHECK(activation.derivative(static_cast<float>(kinks[i])) == static_cast<float>(derivative));
      CHECK(activation.double_derivative(kinks[i]) == Catch::Approx(derivative).epsilon(1e-7));
    }
  }
  CHECK(ActivationAtDefaults(*find_activation("step")).value(0.0F) == 0.0F);
}

}  // namespace gradient::testing::activation_table_test
