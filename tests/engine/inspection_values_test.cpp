#include "gradient/inspection_values.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/double_update.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/parameters.hpp"
#include "gradient/result_values.hpp"
#include "gradient/trace.hpp"
#include "support/conformance.hpp"
#include "support/refusals.hpp"

namespace gradient::inspection_values_test {

using namespace gradient::testing;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;

namespace {

Trainer make_trainer() {
  return Trainer(parse_network_spec(with(
      spec_object(2, {{3, "tanh", {{"dropout", 0.5}}}, {1, "linear"}}, "mse", {{"name", "adam"}}),
      "regularization", Object{{"l2", 0.5}})));
}

const Floats kX{0.5F, -0.25F};
const Floats kY{1};

Doubles parameters_of(const Trainer& trainer) {
  return to_doubles(packed(trainer.network(), trainer.network().parameters()));
}

}  // namespace

TEST_CASE("a trace is in float unless double is asked for, and then also of given parameters",
          "[inspection_values]") {
  const Trainer trainer = make_trainer();
  CHECK(trace_value(trainer, kX, kY, Object{}) ==
        to_value(trace(trainer.network(), kX, kY), Precision::kSingle));
  const Network<double> network(trainer.network());
  const Value in_double =
      to_value(trace(network, to_doubles(kX), to_doubles(kY)), Precision::kDouble);
  const Object options{{"precision", "double"}};
  CHECK(trace_value(trainer, kX, kY, options) == in_double);
  CHECK(trace_value(trainer, to_doubles(kX), kY, options) == in_double);
  CHECK(trace_value(trainer, kX, kY, with(options, "parameters", parameters_of(trainer))) ==
        in_double);
  Doubles moved = parameters_of(trainer);
  moved[0] += 1e-12;
  CHECK_FALSE(trace_value(trainer, kX, kY, with(options, "parameters", moved)) == in_double);
}

TEST_CASE("a trace takes the masks of its row in the next batch", "[inspection_values]") {
  Trainer trainer = make_trainer();
  const Value value =
      trace_value(trainer, kX, kY, Object{{"dropout", Object{{"rows", 4}, {"row", 2}}}});
  const Trace found = trace(trainer.network(), kX, kY, next_dropout_masks(trainer, 4, 2, 1));
  CHECK(value == to_value(found, Precision::kSingle));
  // the hidden layer's outputs times their mask are what the output layer gets
  for (std::size_t unit = 0; unit < 3; ++unit) {
    CHECK(found.layers[1].input[unit] ==
          found.layers[0].activation[unit] * found.layers[0].mask[unit]);
  }
  CHECK(found.layers[1].mask.empty());
}

TEST_CASE("the mean of the rows' traces is the gradient of the next step, dropout included",
          "[inspection_values]") {
  Trainer trainer(
      make_spec(2, {{6, "tanh", {{"dropout", 0.5}}}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
  constexpr std::size_t kRows = 4;
  const Rows rows = random_rows(trainer.network().spec(), kRows);
  Doubles mean(12);
  for (std::size_t r = 0; r < kRows; ++r) {
    const Trace found =
        trace(Network<double>(trainer.network()),
              Doubles{static_cast<double>(rows.x[2 * r]), static_cast<double>(rows.x[2 * r + 1])},
              Doubles{static_cast<double>(rows.y[r])}, next_dropout_masks(trainer, kRows, r, 1));
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += found.layers[0].weight_gradient[i] / static_cast<double>(kRows);
    }
  }
  static_cast<void>(trainer.train_batches(rows.x, rows.y, kRows));
  const Floats gradients = packed(trainer.network(), trainer.gradients());
  for (std::size_t i = 0; i < mean.size(); ++i) {
    CHECK_THAT(static_cast<double>(gradients[i]), Catch::Matchers::WithinAbs(mean[i], 1e-6));
  }
}

TEST_CASE("a check has the penalty unless it is left out, and the masks asked for",
          "[inspection_values]") {
  const Trainer trainer = make_trainer();
  const Network<double> network(trainer.network());
  const auto check = [&](const GradientCheckOptions& options) {
    return to_value(check_gradients(network, to_doubles(kX), to_doubles(kY), options));
  };
  CHECK(check_gradients_value(trainer, kX, kY, Object{}) == check({}));
  CHECK(check_gradients_value(trainer, kX, kY, Object{{"regularization", false}}) ==
        check({.regularization = false}));
  CHECK_FALSE(check({}) == check({.regularization = false}));
  const DropoutMasks masks = next_dropout_masks(trainer, 3, 1, 1);
  CHECK(check_gradients_value(trainer, kX, kY,
                              Object{{"dropout", Object{{"rows", 3}, {"row", 1}}}}) ==
        check({.masks = masks}));
  const GradientCheck masked =
      check_gradients(network, to_doubles(kX), to_doubles(kY), {.masks = masks});
  CHECK(masked.worst_relative_error < 1e-6);
}

TEST_CASE("without the penalty a check agrees with the trace of the same row",
          "[inspection_values]") {
  const Trainer trainer = make_trainer();
  const Network<double> network(trainer.network());
  const DropoutMasks masks = next_dropout_masks(trainer, 3, 1, 1);
  const Trace found = trace(network, to_doubles(kX), to_doubles(kY), masks);
  const GradientCheck check = check_gradients(network, to_doubles(kX), to_doubles(kY),
                                              {.regularization = false, .masks = masks});
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(check.analytic[i] == found.layers[0].weight_gradient[i]);
    CHECK_THAT(check.numeric[i],
               Catch::Matchers::WithinAbs(found.layers[0].weight_gradient[i], 1e-8));
  }
}

TEST_CASE("an update takes parameters in double", "[inspection_values]") {
  const Trainer trainer = make_trainer();
  Doubles moved = parameters_of(trainer);
  moved[0] += 1e-12;
  CHECK(update_in_double_value(trainer, kX, kY, Object{{"parameters", moved}}) ==
        to_value(update_in_double(trainer, to_doubles(kX), to_doubles(kY), moved)));
}

TEST_CASE("what does not fit is refused by name", "[inspection_values]") {
  using enum ErrorCode;
  const Trainer trainer = make_trainer();
  const auto traced = [&](const Value& x, const Value& y, const Object& options) {
    return [&trainer, x, y, options] { static_cast<void>(trace_value(trainer, x, y, options)); };
  };
  check_refusal(traced(to_doubles(kX), kY, {}), kInvalidArgument,
                "x: Float64Array(2) given; allowed: a Float32Array");
  check_refusal(traced(kX, 3, {{"precision", "double"}}), kInvalidArgument,
                "y: 3 given; allowed: a Float64Array or a Float32Array");
  check_refusal(traced(kX, kY, {{"precision", "half"}}), kUnknownName,
                "precision: \"half\" given; allowed: one of single, double");
  check_refusal(traced(kX, kY, {{"parameters", parameters_of(trainer)}}), kInvalidArgument,
                "parameters: Float64Array(13) given; allowed: only with precision \"double\"");
  check_refusal(traced(kX, kY, {{"dropout", true}}), kInvalidArgument, "dropout: true given");
  check_refusal(traced(kX, kY, {{"dropout", Object{}}}), kInvalidArgument,
                "dropout.rows: nothing given");
  check_refusal(traced(kX, kY, {{"dropout", Object{{"rows", 2}, {"row", 2}}}}), kOutOfRange,
                "dropout.row: 2 given; allowed: a whole number from 0 to 1");
  check_refusal(traced(kX, kY, {{"mask", 1}}), kUnknownName,
                "mask: unknown field; allowed: precision, parameters, dropout");
  check_refusal(
      [&] {
        static_cast<void>(
            check_gradients_value(trainer, kX, kY, Object{{"parameters", Doubles{1}}}));
      },
      kShapeMismatch, "parameters: 1 values given; allowed: 13");
  check_refusal(
      [&] {
        static_cast<void>(check_gradients_value(trainer, Floats(4), Floats(2),
                                                Object{{"dropout", Object{{"rows", 1}}}}));
      },
      kOutOfRange, "dropout.rows: 1 given; allowed: a whole number from 2");
  check_refusal(
      [&] { static_cast<void>(update_in_double_value(trainer, kX, kY, Object{{"rate", 1}})); },
      kUnknownName, "rate: unknown field; allowed: parameters");
}

}  // namespace gradient::inspection_values_test
