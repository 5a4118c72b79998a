#include "gradient/double_update.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "reference_optimizers.hpp"
#include "support/conformance.hpp"
#include "support/refusals.hpp"

namespace gradient::double_update_test {

using namespace gradient::testing;
using Doubles = std::vector<double>;

namespace {

Object optimizer_object(std::string_view name) { return {{"name", name}, {"learningRate", 0.05}}; }

/// 3-4-2 with everything that an update has: dropout, a penalty, fixed biases, a schedule.
Object rich_spec(std::string_view optimizer) {
  Object spec =
      spec_object(3, {{4, "tanh", {{"dropout", 0.4}}}, {2, "linear", {{"biases", "fixed"}}}},
                  "half-mse", optimizer_object(optimizer));
  spec = with(spec, "regularization", Object{{"l1", 0.01}, {"l2", 0.1}});
  return with(spec, "schedule", Object{{"name", "step"}, {"period", 2}, {"factor", 0.5}});
}

DoubleUpdate update_of(const Trainer& trainer, const Rows& rows, const Doubles& parameters = {}) {
  return update_in_double(trainer, to_doubles(rows.x), to_doubles(rows.y), parameters);
}

/// One reference of the optimiser's paper for each parameter.
std::vector<Reference> references(const Optimizer& optimizer, std::size_t count) {
  const auto& oracle = optimizer_oracles().find(optimizer.info.entry.name)->second;
  return std::vector<Reference>(count, oracle.reference(defaults_of(optimizer)));
}

}  // namespace

TEST_CASE("every optimiser: the update is its paper's, at first and after steps in float",
          "[double_update]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    Trainer trainer(make_spec(3, {{4, "tanh"}, {2, "linear"}}, "half-mse",
                              optimizer_object(name_of(optimizer))));
    const std::size_t count = parameter_count(trainer.network().spec());
    std::vector<Reference> reference = references(optimizer, count);
    for (int t = 1; t <= 6; ++t) {
      CAPTURE(t);
      const Rows rows = random_rows(trainer.network().spec(), 5, 100U + static_cast<unsigned>(t));
      const DoubleUpdate update = update_of(trainer, rows);
      const Doubles before = to_doubles(packed(trainer.network(), trainer.network().parameters()));
      CHECK(update.parameters_before == before);
      CHECK(update.slots.size() == optimizer.info.state_slots);
      const std::vector<Reference> memory = reference;
      const double tolerance = t == 1 ? 1e-13 : 2e-6;
      for (std::size_t i = 0; i < count; ++i) {
        const double expected =
            reference[i](before[i], update.optimizer_gradient[i], update.learning_rate, t);
        CHECK_THAT(update.parameters[i], Catch::Matchers::WithinAbs(expected, tolerance));
      }
      // the trainer's own step moves the optimiser's memory by gradients in float
      static_cast<void>(trainer.train_batches(rows.x, rows.y, 5));
      const std::vector<float> gradients = packed(trainer.network(), trainer.gradients());
      reference = memory;
      for (std::size_t i = 0; i < count; ++i) {
        static_cast<void>(
            reference[i](before[i], static_cast<double>(gradients[i]), update.learning_rate, t));
      }
    }
  }
}

TEST_CASE("every optimiser: the update is the next step's, with its dropout masks",
          "[double_update]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    Trainer trainer(parse_network_spec(rich_spec(name_of(optimizer))));
    for (unsigned t = 0; t < 5; ++t) {
      const Rows rows = random_rows(trainer.network().spec(), 6, 50 + t);
      const DoubleUpdate update = update_of(trainer, rows);
      CHECK(update.learning_rate == trainer.learning_rate());
      const double loss = trainer.train_batches(rows.x, rows.y, 6);
      CHECK_THAT(loss, Catch::Matchers::WithinRel(update.loss, 1e-5));
      const std::vector<float> after = packed(trainer.network(), trainer.network().parameters());
      const std::vector<float> gradients = packed(trainer.network(), trainer.gradients());
      for (std::size_t i = 0; i < after.size(); ++i) {
        // adaptive steps divide by the root of a gradient that may be almost 0
        CHECK_THAT(update.parameters[i],
                   Catch::Matchers::WithinAbs(static_cast<double>(after[i]), 2e-4));
        CHECK_THAT(update.optimizer_gradient[i],
                   Catch::Matchers::WithinAbs(static_cast<double>(gradients[i]), 1e-5));
      }
    }
  }
}

TEST_CASE("gradient and penalty's gradient are the slopes of loss and penalty by differences",
          "[double_update]") {
  const Trainer trainer(parse_network_spec(rich_spec("adam")));
  const Rows rows = random_rows(trainer.network().spec(), 6);
  const DoubleUpdate update = update_of(trainer, rows);
  constexpr double kStep = 1e-6;
  for (std::size_t i = 0; i < update.parameters_before.size(); ++i) {
    CAPTURE(i);
    Doubles shifted = update.parameters_before;
    shifted[i] += kStep;
    const DoubleUpdate above = update_of(trainer, rows, shifted);
    shifted[i] -= 2.0 * kStep;
    const DoubleUpdate below = update_of(trainer, rows, shifted);
    CHECK_THAT(update.gradient[i],
               Catch::Matchers::WithinAbs((above.loss - below.loss) / (2.0 * kStep), 1e-9));
    CHECK_THAT(update.penalty_gradient[i],
               Catch::Matchers::WithinAbs((above.penalty - below.penalty) / (2.0 * kStep), 1e-9));
  }
}

TEST_CASE("the loss after the update is the loss of the parameters after it", "[double_update]") {
  const Trainer trainer(parse_network_spec(rich_spec("momentum")));
  const Rows rows = random_rows(trainer.network().spec(), 6);
  const DoubleUpdate update = update_of(trainer, rows);
  CHECK(update.loss_after == update_of(trainer, rows, update.parameters).loss);
  CHECK(update.loss_after < update.loss);
}

TEST_CASE("the gradient is clipped by value, then by its norm", "[double_update]") {
  const Object plain = spec_object(3, {{4, "tanh"}, {2, "linear"}}, "mse", {{"name", "sgd"}});
  const auto clipped = [&](const Object& clipping) {
    const Trainer trainer(parse_network_spec(with(plain, "clipping", clipping)));
    return update_of(trainer, random_rows(trainer.network().spec(), 4));
  };
  const DoubleUpdate none = clipped({});
  CHECK_FALSE(none.gradient_norm);
  CHECK(none.optimizer_gradient == none.gradient);

  const DoubleUpdate by_value = clipped({{"value", 0.1}});
  const DoubleUpdate by_both = clipped({{"value", 0.1}, {"norm", 0.2}});
  double squares = 0.0;
  for (std::size_t i = 0; i < none.gradient.size(); ++i) {
    const double limited = std::clamp(none.gradient[i], -0.1, 0.1);
    CHECK(by_value.optimizer_gradient[i] == limited);
    squares += limited * limited;
  }
  CHECK_FALSE(by_value.gradient_norm);
  REQUIRE(by_both.gradient_norm);
  CHECK_THAT(*by_both.gradient_norm, Catch::Matchers::WithinRel(std::sqrt(squares), 1e-14));
  REQUIRE(*by_both.gradient_norm > 0.2);
  for (std::size_t i = 0; i < none.gradient.size(); ++i) {
    CHECK_THAT(by_both.optimizer_gradient[i],
               Catch::Matchers::WithinRel(by_value.optimizer_gradient[i] * 0.2 / std::sqrt(squares),
                                          1e-14));
  }
}

TEST_CASE("what is frozen or fixed keeps its value and the optimiser's, to the bit",
          "[double_update]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    Trainer trainer(parse_network_spec(rich_spec(name_of(optimizer))));
    const Rows rows = random_rows(trainer.network().spec(), 6);
    static_cast<void>(trainer.train_batches(rows.x, rows.y, 6));
    const std::size_t count = parameter_count(trainer.network().spec());
    std::vector<std::uint8_t> frozen(count);
    frozen[1] = 1;
    trainer.set_frozen(frozen);
    const DoubleUpdate update = update_of(trainer, rows);
    for (const std::size_t held : {std::size_t{1}, count - 1, count - 2}) {
      CHECK(update.parameters[held] == update.parameters_before[held]);
      CHECK(update.optimizer_gradient[held] == 0.0);
      CHECK(update.gradient[held] != 0.0);
      for (std::size_t slot = 0; slot < update.slots.size(); ++slot) {
        const auto arena = trainer.optimizer_slots().subspan(
            slot * trainer.network().parameters().size(), trainer.network().parameters().size());
        CHECK(update.slots[slot][held] ==
              static_cast<double>(packed(trainer.network(), arena)[held]));
      }
    }
    CHECK(update.parameters[0] != update.parameters_before[0]);
  }
}

TEST_CASE("an update in double changes nothing", "[double_update]") {
  Trainer looked_at(parse_network_spec(rich_spec("adam")));
  Trainer left_alone(parse_network_spec(rich_spec("adam")));
  for (unsigned t = 0; t < 4; ++t) {
    const Rows rows = random_rows(looked_at.network().spec(), 6, t);
    static_cast<void>(update_of(looked_at, rows));
    static_cast<void>(looked_at.train_batches(rows.x, rows.y, 6));
    static_cast<void>(left_alone.train_batches(rows.x, rows.y, 6));
  }
  CHECK(parameter_hash(looked_at.network()) == parameter_hash(left_alone.network()));
}

TEST_CASE("rows and parameters that do not fit are refused", "[double_update]") {
  using enum ErrorCode;
  const Trainer trainer(make_spec(2, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  const auto update = [&](const Doubles& x, const Doubles& y, const Doubles& parameters = {}) {
    return [&trainer, x, y, parameters] {
      static_cast<void>(update_in_double(trainer, x, y, parameters));
    };
  };
  check_refusal(update({1}, {1}), kShapeMismatch, "x: 1 values given");
  check_refusal(update({1, 2}, {}), kShapeMismatch, "y: 0 values given");
  check_refusal(update({1, std::nan("")}, {0}), kOutOfRange, "x[0][1]: NaN given");
  check_refusal(update({1, 2}, {0}, {1, 2}), kShapeMismatch,
                "parameters: 2 values given; allowed: 3, as the network has");
  check_refusal(update({1, 2}, {0}, {1, 2, HUGE_VAL}), kOutOfRange,
                "parameters[2]: Infinity given; allowed: a finite number");
}

}  // namespace gradient::double_update_test
