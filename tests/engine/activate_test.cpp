#include "gradient/activate.hpp"

#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/activation_info.hpp"
#include "support/reference_network.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::activate_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

bool is_elementwise(const Activation& activation) {
  return activation.info.kind == ActivationKind::kElementwise ||
         activation.info.kind == ActivationKind::kPrelu;
}

}  // namespace

TEST_CASE("every element-wise activation gives its value and derivative", "[activate]") {
  const Floats x{-4.5F, -2.0F, -0.75F, 0.25F, 1.5F, 2.5F, 7.0F};
  for (const Activation& activation : activation_table()) {
    const std::string name(activation.info.entry.name);
    if (!is_elementwise(activation)) continue;
    CAPTURE(name);
    const Floats values = activate(name, ActivationPart::kValue, x, {});
    const Floats slopes = activate(name, ActivationPart::kDerivative, x, {});
    REQUIRE(values.size() == x.size());
    Numbers params;
    for (const ParameterInfo& parameter : activation.info.entry.parameters) {
      params.push_back(parameter.default_value);
    }
    const ReferenceActivation& reference =
        reference_activation(name == "prelu" ? "leaky-relu" : name);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto z = static_cast<double>(x[i]);
      CHECK(static_cast<double>(values[i]) ==
            Catch::Approx(reference.value(z, params)).epsilon(1e-5).margin(1e-6));
      CHECK(static_cast<double>(slopes[i]) ==
            Catch::Approx(reference.derivative(z, params)).epsilon(1e-5).margin(1e-6));
    }
  }
}

TEST_CASE("parameters are taken by name", "[activate]") {
  CHECK(activate("leaky-relu", ActivationPart::kValue, Floats{-2}, Object{{"slope", 0.25}}) ==
        Floats{-0.5F});
  CHECK(activate("prelu", ActivationPart::kDerivative, Floats{-2}, Object{{"slope", 0.25}}) ==
        Floats{0.25F});
  CHECK(activate("relu", ActivationPart::kValue, Floats{}, {}).empty());
}

TEST_CASE("what cannot be evaluated element by element is refused", "[activate]") {
  using enum ErrorCode;
  const auto call = [](std::string_view name, const Value& params = {}) {
    return [=] { static_cast<void>(activate(name, ActivationPart::kValue, Floats{1}, params)); };
  };
  check_refusal(call("softmax"), kUnsupported,
                "activation: \"softmax\" given; allowed: element-wise activations: linear, ");
  check_refusal(call("maxout"), kUnsupported, "activation: \"maxout\" given");
  check_refusal(call("constructor"), kUnknownName, "activation: \"constructor\" given");
  check_refusal(call(""), kUnknownName, "activation: \"\" given");
  check_refusal(call("tanh", Object{{"alpha", 1}}), kUnknownName, "params.alpha: unknown field");
  check_refusal(call("elu", Object{{"alpha", "1"}}), kInvalidArgument, "params.alpha: \"1\" given");
  check_refusal(call("elu", 3), kInvalidArgument, "params: 3 given; allowed: an object");
}

TEST_CASE("the time of an activation is read from the clock that is given", "[activate]") {
  int calls = 0;
  const auto clock = [&calls] { return 2.5 * ++calls; };
  for (const ActivationPart part : {ActivationPart::kValue, ActivationPart::kDerivative}) {
    calls = 0;
    CHECK(time_activation("gelu", part, 100, 3, clock) == 2.5);
    CHECK(calls == 2);
  }
  check_refusal(
      [&] { static_cast<void>(time_activation("softmax", ActivationPart::kValue, 1, 1, clock)); },
      ErrorCode::kUnsupported, "activation: \"softmax\" given");
}

}  // namespace gradient::activate_test
