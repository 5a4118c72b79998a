// The conformance suite checks every entry of the tables against its description. This part:
// training.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/conformance.hpp"

namespace gradient::conformance_training_test {

using namespace gradient::testing;

namespace {

void check_trains(const NetworkSpec& spec, std::uint64_t steps, double share) {
  Trainer trainer(spec);
  const Dataset data = easy_dataset(spec);
  const double before = loss_on(trainer.network(), data);
  const TrainResult result = trainer.train(data, {.steps = steps, .batch_size = 16});
  CHECK_FALSE(result.divergence);
  const double after = loss_on(trainer.network(), data);
  CAPTURE(before, after);
  CHECK(std::isfinite(result.loss));
  CHECK(after < share * before);
}

/// The next step's length is proportional to the learning rate that is set while training runs.
void check_live_learning_rate(const NetworkSpec& spec) {
  const Dataset data = easy_dataset(spec);
  Trainer slow(spec);
  static_cast<void>(slow.train(data, {.steps = 5, .batch_size = 16}));
  Trainer fast = slow;
  const std::vector<float> start = packed(slow.network(), slow.network().parameters());
  constexpr double kFactor = 4.0;
  fast.network().set_learning_rate(kFactor * slow.network().spec().learning_rate);
  CHECK(fast.learning_rate() == Catch::Approx(kFactor * slow.learning_rate()));
  static_cast<void>(slow.train(data, {.steps = 1, .batch_size = 16}));
  static_cast<void>(fast.train(data, {.steps = 1, .batch_size = 16}));
  const std::vector<float> short_step = packed(slow.network(), slow.network().parameters());
  const std::vector<float> long_step = packed(fast.network(), fast.network().parameters());
  double moved = 0.0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    const double once = static_cast<double>(short_step[i]) - static_cast<double>(start[i]);
    const double more = static_cast<double>(long_step[i]) - static_cast<double>(start[i]);
    CHECK(more == Catch::Approx(kFactor * once).epsilon(1e-3).margin(2e-6));
    moved += std::abs(once);
  }
  CHECK(moved > 0.0);
}

}  // namespace

TEST_CASE("every activation x every loss x every optimiser: training makes an easy loss fall",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      for (const Optimizer& optimizer : optimizer_table()) {
        CAPTURE(name_of(activation), name_of(loss), name_of(optimizer));
        check_trains(parse_network_spec(hidden_spec(activation, loss, name_of(optimizer))), 60,
                     0.995);
      }
    }
  }
}

TEST_CASE("every activation learns to tell two halves of a plane apart, unless it cannot",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    const Loss& loss = *find_loss("binary-cross-entropy");
    const NetworkSpec spec =
        parse_network_spec(with(hidden_spec(activation, loss), "optimizer",
                                Object{{"name", "adam"}, {"learningRate", 0.02}}));
    if (!activation.info.untrainable) {
      check_trains(spec, 600, 0.5);
      continue;
    }
    // no gradient passes: layers before it do not change
    Trainer trainer(spec);
    const LayerLayout& first = trainer.network().layouts().front();
    const auto hidden = [&] {
      const auto arena = trainer.network().parameters().subspan(0, first.end);
      return std::vector<float>(arena.begin(), arena.end());
    };
    const std::vector<float> before = hidden();
    static_cast<void>(trainer.train(easy_dataset(spec), {.steps = 100, .batch_size = 16}));
    CHECK(hidden() == before);
  }
}

TEST_CASE("every initialiser and every schedule lets an easy loss fall", "[conformance]") {
  const Object base = hidden_spec(*find_activation("tanh"), *find_loss("half-mse"));
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}};
    check_trains(
        make_spec(3, {{5, "tanh", more}, {2, "linear", more}}, "half-mse", {{"name", "adam"}}), 100,
        0.95);
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_trains(parse_network_spec(with(base, "schedule", name_of(schedule))), 200, 0.99);
  }
}

TEST_CASE("every optimiser, schedule and activation takes a new learning rate at once and in full",
          "[conformance]") {
  const Loss& mse = *find_loss("mse");
  const Activation& tanh = *find_activation("tanh");
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    check_live_learning_rate(
        parse_network_spec(with(hidden_spec(tanh, mse), "optimizer",
                                Object{{"name", name_of(optimizer)}, {"learningRate", 0.01}})));
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_live_learning_rate(
        parse_network_spec(with(with(hidden_spec(tanh, mse), "schedule", name_of(schedule)),
                                "optimizer", Object{{"name", "sgd"}, {"learningRate", 0.1}})));
  }
}

}  // namespace gradient::conformance_training_test
