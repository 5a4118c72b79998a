// A published example, worked out by hand to ten digits: the printed numbers against the engine's.
#include <cmath>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/double_update.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/trace.hpp"
#include "support_network.hpp"

namespace gradient::worked_example_test {

using namespace gradient::testing;
using Doubles = std::vector<double>;

namespace {

// M. Mazur, A step by step backpropagation example, 2015,
// https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/: two inputs, two hidden
// and two output units, all sigmoid; half squared error, rate 0.5.
const Doubles kInputs{0.05, 0.10};
const Doubles kTargets{0.01, 0.99};
/// w1, w3, w2, w4, b1, b1, w5, w7, w6, w8, b2, b2 in his numbering: his w1 and w2 lead to h1.
const Doubles kParameters{0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60};

Trainer mazur(std::string_view biases) {
  const Object more{{"biases", biases}};
  return Trainer(make_spec(2, {{2, "sigmoid", more}, {2, "sigmoid", more}}, "half-mse",
                           {{"name", "sgd"}, {"learningRate", 0.5}}));
}

/// The first values of `found`, to half a unit of the tenth digit after the point.
void check_digits(const Doubles& found, std::size_t first, const Doubles& published) {
  for (std::size_t i = 0; i < published.size(); ++i) {
    CAPTURE(first + i);
    CHECK_THAT(found[first + i], Catch::Matchers::WithinAbs(published[i], 5.1e-11));
  }
}

}  // namespace

TEST_CASE("Mazur's example: forward, loss and gradients in double", "[worked_example]") {
  const Trainer trainer = mazur("fixed");
  const Trace found = trace(network_in_double(trainer, kParameters), kInputs, kTargets);
  check_digits({found.loss}, 0, {0.2983711088});
  check_digits(found.layers[0].activation, 0, {0.5932699921, 0.5968843783});
  check_digits(found.prediction, 0, {0.7513650696, 0.7729284653});
  check_digits(found.layers[1].weight_gradient, 0,
               {0.0821670406, -0.0226025405, 0.0826676278, -0.0227402422});
  check_digits(found.layers[0].weight_gradient, 0,
               {0.0004385677, 0.0004977127, 0.0008771355, 0.0009954255});
  CHECK(found.layers[0].weights == Doubles{0.15, 0.25, 0.20, 0.30});
}

TEST_CASE("Mazur's example: each gradient is the central difference", "[worked_example]") {
  const Trainer trainer = mazur("trained");
  const GradientCheck check =
      check_gradients(network_in_double(trainer, kParameters), kInputs, kTargets);
  CHECK(check.checked == 12);
  CHECK(check.worst_relative_error < 1e-7);
  check_digits(check.analytic, 6, {0.0821670406, -0.0226025405, 0.0826676278, -0.0227402422});
}

TEST_CASE("Mazur's example: the new weights, and the loss after one step", "[worked_example]") {
  // his own loss after the step, 0.291027924, is wrong in the seventh digit
  for (const auto& [biases, loss_after] :
       {std::pair{"fixed", 0.2910277737}, {"trained", 0.2804714468}}) {
    CAPTURE(biases);
    const Trainer trainer = mazur(biases);
    const DoubleUpdate update = update_in_double(trainer, kInputs, kTargets, kParameters);
    check_digits(update.parameters, 0, {0.1497807161, 0.2497511436, 0.1995614323, 0.2995022873});
    check_digits(update.parameters, 6, {0.3589164797, 0.5113012702, 0.4086661861, 0.5613701211});
    check_digits({update.loss, update.loss_after}, 0, {0.2983711088, loss_after});
    CHECK((update.parameters[4] == 0.35) == (biases == std::string("fixed")));
  }
}

}  // namespace gradient::worked_example_test
