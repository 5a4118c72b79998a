#include "gradient/given_rows.hpp"

#include <limits>

#include <catch2/catch_amalgamated.hpp>

#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::given_rows_test {

using namespace gradient::testing;
using enum ErrorCode;
using Floats = std::vector<float>;

namespace {

NetworkSpec spec_with(std::string_view loss, std::size_t outputs) {
  return make_spec(2, {{outputs, output_for(*find_loss(loss))}}, loss, {{"name", "sgd"}});
}

void refused(const NetworkSpec& spec, const Floats& x, const Floats& y, ErrorCode code,
             const std::string& message) {
  check_refusal([&] { static_cast<void>(checked_rows(spec, x, y)); }, code, message);
}

}  // namespace

TEST_CASE("every loss takes the targets of its encoding", "[given_rows]") {
  for (const Loss& loss : loss_table()) {
    for (const std::size_t outputs : {1U, 3U}) {
      CAPTURE(loss.info.entry.name, outputs);
      const Floats y = targets_for(loss, 4, outputs, 1);
      CHECK(checked_rows(spec_with(loss.info.entry.name, outputs), Floats(8), y) == 4);
    }
  }
}

TEST_CASE("NaN and infinity are refused by row and column", "[given_rows]") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const NetworkSpec one = spec_with("mse", 1);
  refused(one, {1, 2, 3, std::nanf("")}, {0, 0}, kOutOfRange,
          "x[1][1]: NaN given; allowed: a finite number");
  refused(one, {1, kInfinity, 3, 4}, {0, 0}, kOutOfRange, "x[0][1]: Infinity given");
  refused(one, {1, 2, 3, 4}, {0, -kInfinity}, kOutOfRange, "y[1]: -Infinity given");
  refused(spec_with("mse", 3), {1, 2}, {0, 0, kInfinity}, kOutOfRange, "y[0][2]: Infinity given");
}

TEST_CASE("binary cross-entropy takes numbers from 0 to 1", "[given_rows]") {
  const NetworkSpec one = spec_with("binary-cross-entropy", 1);
  CHECK(checked_rows(one, Floats(4), Floats{0.25F, 1}) == 2);
  refused(
      one, Floats(4), {1, 2}, kOutOfRange,
      "y[1]: 2 given; allowed: a number from 0 to 1 with the loss \"binary-cross-entropy\"; two "
      "classes are 0 and 1");
  refused(spec_with("binary-cross-entropy", 2), Floats(4), {1, 0, 0, -1}, kOutOfRange,
          "y[1][1]: -1 given; allowed: a number from 0 to 1");
}

TEST_CASE("cross-entropy takes rows that are distributions, and says how labels are encoded",
          "[given_rows]") {
  const NetworkSpec three = spec_with("cross-entropy", 3);
  CHECK(checked_rows(three, Floats(4),
                     Floats{0.5F, 0.25F, 0.25F, 0.3333333F, 0.3333333F, 0.3333333F}) == 2);
  refused(three, Floats(4), {0, 1, 0, 1, 1, 0}, kOutOfRange,
          "y[1]: [1, 1, 0] given; allowed: numbers from 0 to 1 that add up to 1 with the loss "
          "\"cross-entropy\"; class 2 of 3 is the row 0, 1, 0");
  refused(three, Floats(2), {2, -1, 0}, kOutOfRange, "y[0]: [2, -1, 0] given");
  refused(
      three, Floats(6), {1, 2, 3}, kShapeMismatch,
      "y: 3 values given; allowed: 9: 3 for each of the 3 rows of x; class 2 of 3 is the row 0, "
      "1, 0");
  refused(spec_with("cross-entropy", 1), Floats(2), {2}, kOutOfRange,
          "y[0]: 2 given; allowed: numbers from 0 to 1 that add up to 1 with the loss "
          "\"cross-entropy\"; one output for each class, and 1 in that of the row's class, else 0");
}

TEST_CASE("hinge takes -1 and 1", "[given_rows]") {
  refused(spec_with("hinge", 1), Floats(4), {1, 0}, kOutOfRange,
          "y[1]: 0 given; allowed: -1 or 1 with the loss \"hinge\"");
}

TEST_CASE("real targets of a data set are held to the loss, too", "[given_rows]") {
  Trainer trainer(spec_with("binary-cross-entropy", 1));
  const auto train = [&](const Floats& y) {
    return static_cast<int>(trainer.train(arrays_dataset(Floats(4), y, 2, 1), {.steps = 1}).steps);
  };
  CHECK(train({0.25F, 0.5F}) == 1);
  check_refusal([&] { static_cast<void>(train({1, 2})); }, kOutOfRange,
                "data.train().y[1]: 2 given; allowed: a number from 0 to 1");
}

}  // namespace gradient::given_rows_test
