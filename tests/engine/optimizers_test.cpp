#include "gradient/optimizers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/random.hpp"
#include "gradient/simd.hpp"
#include "reference_optimizers.hpp"
#include "support_golden.hpp"

namespace gradient::optimizers_test {
namespace {

using namespace testing;

/// Parameters, slots and state of one training, run through the table's functions.
template <class Real>
struct Training {
  Training(const Optimizer& which, Values parameters_of_which, std::vector<Real> start)
      : optimizer(&which),
        params(std::move(parameters_of_which)),
        theta(std::move(start)),
        slots(theta.size() * which.info.state_slots) {}

  void step(const std::vector<Real>& gradient, double learning_rate) {
    StepScalars scalars{};
    optimizer->prepare(params.data(), learning_rate, state, scalars);
    optimizer->update<Real>()(theta.data(), gradient.data(), slots.data(), theta.size(),
                              theta.size(), scalars);
  }

  const Optimizer* optimizer;
  Values params;
  std::vector<Real> theta;
  std::vector<Real> slots;
  OptimizerState state;
};

struct Problem {
  std::string name;
  Values start;
  /// The gradient at theta in step t.
  std::function<Values(const Values& theta, int t)> gradient;
};

/// Eight parameters each: two vectors of four lanes, one of eight.
std::vector<Problem> problems() {
  return {
      {"a bowl of condition 100",
       {1, -1, 2, -2, 0.5, 3, -0.25, 1.5},
       [](const Values& theta, int) {
         Values g(theta.size());
         for (std::size_t i = 0; i < g.size(); ++i) {
           g[i] = std::pow(100.0, static_cast<double>(i) / 7.0) * 0.1 * (theta[i] - 0.3);
         }
         return g;
       }},
      {"log cosh along coupled directions",
       {2, -1, 0, 1, -2, 0.5, 1.5, -0.5},
       [](const Values& theta, int) {
         Values g(theta.size());
         for (std::size_t i = 0; i < g.size(); ++i) {
           const std::size_t next = (i + 1) % g.size();
           const double pull = std::tanh(theta[i] - 0.5 * theta[next]);
           g[i] += pull;
           g[next] -= 0.5 * pull;
         }
         return g;
       }},
      {"gradients that do not depend on the parameters, zeros among them",
       {0, 1, 2, 3, -1, -2, -3, 0.1},
       [](const Values& theta, int t) {
         Values g(theta.size());
         for (std::size_t i = 0; i < g.size(); ++i) {
           const double phase = 0.1 * t * static_cast<double>(i + 1);
           g[i] = t % 7 == 0 ? 0.0 : 1.25 + std::sin(phase);
         }
         return g;
       }},
  };
}

std::string describe(const Optimizer& optimizer, const Values& params) {
  std::string text(optimizer.info.entry.name);
  for (const double value : params) text += ' ' + std::to_string(value);
  return text;
}

/// Runs the engine and the reference side by side for 200 steps, of which the last 100 have a tenth
/// of the learning rate, on the gradients that the reference meets (where its steps are near a
/// sign, a loop of its own would amplify float32's rounding). Returns the largest error relative to
/// max(1, |x|).
template <class Real>
double largest_error(const Optimizer& optimizer, const Values& params, const Problem& problem) {
  const OptimizerOracle& oracle = optimizer_oracles().find(optimizer.info.entry.name)->second;
  Training<Real> training(optimizer, params, {problem.start.begin(), problem.start.end()});
  Values theta = problem.start;
  std::vector<Reference> references(theta.size());
  for (Reference& reference : references) reference = oracle.reference(params);
  double error = 0.0;
  for (int t = 1; t <= 200; ++t) {
    const double rate = t <= 100 ? oracle.learning_rate : 0.1 * oracle.learning_rate;
    const Values gradient = problem.gradient(theta, t);
    training.step({gradient.begin(), gradient.end()}, rate);
    for (std::size_t i = 0; i < theta.size(); ++i) {
      theta[i] = references[i](theta[i], gradient[i], rate, t);
      const double difference = std::fabs(static_cast<double>(training.theta[i]) - theta[i]);
      error = std::max(error, difference / std::max(1.0, std::fabs(theta[i])));
      if (std::isnan(difference)) return difference;
    }
  }
  return error;
}

const Optimizer& optimizer_named(std::string_view name) {
  const Optimizer* found = find_optimizer(name);
  REQUIRE(found != nullptr);
  return *found;
}

/// theta after each of `gradients` at rate 0.1 and default parameters but for `params`.
double after(std::string_view name, const std::vector<double>& gradients, Values params = {}) {
  const Optimizer& optimizer = optimizer_named(name);
  if (params.empty()) params = defaults_of(optimizer);
  Training<double> training(optimizer, params, {1.0});
  for (const double g : gradients) training.step({g}, 0.1);
  return training.theta[0];
}

TEST_CASE("The table of optimisers holds the API's ids, and each finds its entry") {
  std::vector<std::string_view> names;
  for (const Optimizer& optimizer : optimizer_table()) {
    names.push_back(optimizer.info.entry.name);
    CHECK(find_optimizer(optimizer.info.entry.name) == &optimizer);
  }
  CHECK(names == std::vector<std::string_view>{"sgd", "momentum", "nesterov", "adagrad", "adadelta",
                                               "rmsprop", "adam", "adamax", "nadam", "amsgrad",
                                               "adamw"});
  CHECK(find_optimizer("Adam") == nullptr);
  CHECK(find_optimizer("") == nullptr);
}

TEST_CASE("Every optimiser describes itself, and its defaults are within their bounds") {
  for (const Optimizer& optimizer : optimizer_table()) {
    const EntryInfo& entry = optimizer.info.entry;
    INFO(entry.name);
    CHECK_FALSE(entry.label.empty());
    CHECK_FALSE(entry.description.empty());
    CHECK_FALSE(entry.formula.empty());
    CHECK_FALSE(entry.formula_tex.empty());
    CHECK(entry.year > 1900);
    CHECK_FALSE(entry.source.empty());
    CHECK(optimizer.info.default_learning_rate > 0.0);
    CHECK(optimizer.info.state_slots <= kMaxOptimizerSlots);
    CHECK(entry.parameters.size() <= kMaxOptimizerParameters);
    std::set<std::string_view> names;
    for (const ParameterInfo& parameter : entry.parameters) {
      INFO(parameter.name);
      CHECK(names.insert(parameter.name).second);
      CHECK_FALSE(parameter.label.empty());
      CHECK_FALSE(parameter.description.empty());
      CHECK(parameter.default_value >= parameter.minimum);
      CHECK(parameter.default_value < parameter.maximum);
    }
  }
}

TEST_CASE("Every optimiser follows its paper's equations for 200 steps") {
  for (const Optimizer& optimizer : optimizer_table()) {
    INFO(optimizer.info.entry.name);
    REQUIRE(optimizer_oracles().contains(optimizer.info.entry.name));
    for (const Values& params : settings_of(optimizer)) {
      for (const Problem& problem : problems()) {
        INFO(describe(optimizer, params) << ", " << problem.name);
        CHECK(largest_error<double>(optimizer, params, problem) <= 1e-12);
        CHECK(largest_error<float>(optimizer, params, problem) <= 1e-4);
      }
    }
  }
}

TEST_CASE("First steps as computed by hand") {
  using Catch::Matchers::WithinRel;
  CHECK_THAT(after("sgd", {0.5}), WithinRel(0.95, 1e-15));
  // v = 1, 1.9
  CHECK_THAT(after("momentum", {1, 1}), WithinRel(1 - 0.1 - 0.19, 1e-14));
  // v = 1, 1.9; steps 1 + 0.9 * 1, 1 + 0.9 * 1.9
  CHECK_THAT(after("nesterov", {1, 1}), WithinRel(1 - 0.19 - 0.271, 1e-14));
  // G = 4, 8
  CHECK_THAT(after("adagrad", {2, 2}), WithinRel(1 - 0.1 - 0.2 / std::sqrt(8.0), 1e-9));
  CHECK_THAT(after("adadelta", {1}), WithinRel(1 - 0.1 * std::sqrt(1e-6 / 0.050001), 1e-14));
  CHECK_THAT(after("rmsprop", {1}), WithinRel(1 - 0.1 / std::sqrt(0.1 + 1e-8), 1e-14));
  // variance 0.1 - 0.01
  CHECK_THAT(after("rmsprop", {1}, {0.9, 0, 1, 1e-8}),
             WithinRel(1 - 0.1 / std::sqrt(0.09 + 1e-8), 1e-14));
  // The first step of Adam and AdaMax is the rate, whatever the gradient.
  CHECK_THAT(after("adam", {0.5}), WithinRel(1 - 0.1 * 0.5 / (0.5 + 1e-8), 1e-14));
  CHECK_THAT(after("adam", {-700}), WithinRel(1.1, 1e-10));
  CHECK_THAT(after("adamax", {0.5}), WithinRel(1 - 0.1 * 0.5 / (0.5 + 1e-8), 1e-14));
  // m = 0.1 g, v = 0.001 g^2, both uncorrected
  CHECK_THAT(after("amsgrad", {1}), WithinRel(1 - 0.01 / (std::sqrt(0.001) + 1e-8), 1e-14));
  CHECK_THAT(after("amsgrad", {1}, {0.9, 0.999, 1e-8, 1}), WithinRel(after("adam", {1}), 1e-14));
  CHECK_THAT(after("adamw", {1}, {0.9, 0.999, 1e-8, 0.5}),
             WithinRel(after("adam", {1}) - 0.1 * 0.5, 1e-14));
  const double mu1 = 0.9 * (1 - 0.5 * std::pow(0.96, 0.004));
  const double mu2 = 0.9 * (1 - 0.5 * std::pow(0.96, 0.008));
  CHECK_THAT(after("nadam", {1}),
             WithinRel(1 - 0.1 * (mu2 * (1 - mu1) / (1 - mu1 * mu2) + 1) / (1 + 1e-8), 1e-14));
}

TEST_CASE("Adam divides by 1 - beta^t: a constant gradient moves by the rate in every step") {
  Training<double> training(optimizer_named("adam"), {0.9, 0.999, 1e-8}, {0.0});
  for (int t = 1; t <= 1000; ++t) {
    training.step({3.0}, 0.01);
    REQUIRE(training.theta[0] == Catch::Approx(-0.01 * t).epsilon(1e-7));
  }
}

TEST_CASE("Every optimiser descends a bowl at its default learning rate") {
  for (const Optimizer& optimizer : optimizer_table()) {
    INFO(optimizer.info.entry.name);
    Training<float> training(optimizer, defaults_of(optimizer),
                             std::vector<float>(2 * simd::kLanes, 1.0F));
    for (int t = 0; t < 1000; ++t)
      training.step(training.theta, optimizer.info.default_learning_rate);
    for (const float x : training.theta) CHECK(std::fabs(x) < 0.7F);
  }
}

/// |x| after 500 steps from 1 on curvature / 2 x^2.
double distance_after_500_steps(std::string_view name, const Values& params, double curvature,
                                double rate) {
  Training<double> training(optimizer_named(name), params, {1.0});
  for (int t = 0; t < 500; ++t) training.step({curvature * training.theta[0]}, rate);
  return std::fabs(training.theta[0]);
}

TEST_CASE("Gradient descent converges below 2 / L on a quadratic and diverges above") {
  for (const double curvature : {0.01, 1.0, 250.0}) {
    CHECK(distance_after_500_steps("sgd", {}, curvature, 1.98 / curvature) < 1e-3);
    CHECK(distance_after_500_steps("sgd", {}, curvature, 2.0 / curvature) ==
          Catch::Approx(1.0).epsilon(1e-10));
    CHECK(distance_after_500_steps("sgd", {}, curvature, 2.02 / curvature) > 1e3);
  }
}

TEST_CASE("The heavy ball converges up to 2 (1 + mu) / L") {
  // Polyak 1964: the roots of z^2 - (1 + mu - alpha L) z + mu leave the unit circle there.
  for (const double mu : {0.3, 0.9}) {
    const double limit = 2.0 * (1.0 + mu) / 5.0;
    CHECK(distance_after_500_steps("momentum", {mu}, 5.0, 0.95 * limit) < 1e-2);
    CHECK(distance_after_500_steps("momentum", {mu}, 5.0, 1.05 * limit) > 1e2);
  }
}

TEST_CASE("A learning rate of 0 freezes the parameters at once, whatever the optimiser's state") {
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Values& params : settings_of(optimizer)) {
      INFO(describe(optimizer, params));
      Training<float> training(optimizer, params, std::vector<float>(simd::kLanes, 1.0F));
      for (int t = 0; t < 10; ++t) training.step(std::vector<float>(simd::kLanes, 0.5F), 0.01);
      const std::vector<float> before = training.theta;
      training.step(std::vector<float>(simd::kLanes, 0.5F), 0.0);
      CHECK(training.theta == before);
    }
  }
}

TEST_CASE("Padding stays 0: no parameter, no gradient, nothing in the slots") {
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Values& params : settings_of(optimizer)) {
      INFO(describe(optimizer, params));
      Training<float> training(optimizer, params, std::vector<float>(simd::kLanes));
      Training<double> in_double(optimizer, params, std::vector<double>(simd::kLanes));
      for (int t = 0; t < 300; ++t) {
        training.step(std::vector<float>(simd::kLanes), 0.1);
        in_double.step(std::vector<double>(simd::kLanes), 0.1);
      }
      const auto is_zero = [](double x) { return x == 0.0; };
      CHECK(std::ranges::all_of(training.theta, is_zero));
      CHECK(std::ranges::all_of(training.slots, is_zero));
      CHECK(std::ranges::all_of(in_double.theta, is_zero));
      CHECK(std::ranges::all_of(in_double.slots, is_zero));
    }
  }
}

TEST_CASE("NaN and infinity in a gradient reach their parameter and no other") {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Values& params : settings_of(optimizer)) {
      for (const float bad : {std::numeric_limits<float>::quiet_NaN(), infinity, -infinity}) {
        INFO(describe(optimizer, params) << ", " << bad);
        std::vector<float> gradient(simd::kLanes, 0.5F);
        Training<float> training(optimizer, params, std::vector<float>(simd::kLanes, 1.0F));
        training.step(gradient, 0.01);
        gradient[1] = bad;
        training.step(gradient, 0.01);
        gradient[1] = 0.5F;
        training.step(gradient, 0.01);
        CHECK_FALSE(std::isfinite(training.theta[1]));
        CHECK(std::isfinite(training.theta[0]));
        CHECK(std::isfinite(training.theta[2]));
      }
    }
  }
}

TEST_CASE("A copy of the state continues with the same bits") {
  for (const Optimizer& optimizer : optimizer_table()) {
    INFO(optimizer.info.entry.name);
    static_assert(std::is_trivially_copyable_v<OptimizerState>);
    Training<float> training(optimizer, defaults_of(optimizer),
                             std::vector<float>(simd::kLanes, 1.0F));
    for (int t = 0; t < 20; ++t) training.step(training.theta, 0.01);
    CHECK(training.state.step == 20);
    Training<float> copy = training;
    for (int t = 0; t < 20; ++t) {
      training.step(training.theta, 0.01);
      copy.step(copy.theta, 0.01);
    }
    CHECK(copy.theta == training.theta);
    CHECK(copy.slots == training.slots);
  }
}

TEST_CASE("Blocks of an arena give the same bits as one pass over it") {
  const std::size_t count = 5 * simd::kLanes;
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Values& params : settings_of(optimizer)) {
      INFO(describe(optimizer, params));
      std::vector<float> start(count);
      for (std::size_t i = 0; i < count; ++i) start[i] = 0.1F * static_cast<float>(i) - 0.5F;
      Training<float> whole(optimizer, params, start);
      Training<float> split(optimizer, params, start);
      for (int t = 0; t < 10; ++t) {
        const std::vector<float> gradient = whole.theta;
        whole.step(gradient, 0.01);
        StepScalars scalars{};
        optimizer.prepare(params.data(), 0.01, split.state, scalars);
        const std::size_t cut = 2 * simd::kLanes;
        optimizer.float_update(split.theta.data(), gradient.data(), split.slots.data(), count, cut,
                               scalars);
        optimizer.float_update(split.theta.data() + cut, gradient.data() + cut,
                               split.slots.data() + (split.slots.empty() ? 0 : cut), count,
                               count - cut, scalars);
      }
      CHECK(split.theta == whole.theta);
      CHECK(split.slots == whole.slots);
    }
  }
}

TEST_CASE("State that decays without gradients never stays denormal") {
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Values& params : settings_of(optimizer)) {
      INFO(describe(optimizer, params));
      Training<float> training(optimizer, params, std::vector<float>(simd::kLanes, 1.0F));
      // squares near the smallest normal number, where the slow decays would take too long
      // otherwise
      for (int t = 0; t < 5; ++t) training.step(std::vector<float>(simd::kLanes, 1e-18F), 0.01);
      for (int t = 0; t < 20000; ++t) {
        training.step(std::vector<float>(simd::kLanes), 0.01);
        const bool any_denormal = std::ranges::any_of(
            training.slots, [](float x) { return std::fpclassify(x) == FP_SUBNORMAL; });
        REQUIRE_FALSE(any_denormal);
      }
    }
  }
}

/// Of 100 steps on gradients from the engine's generator: parameters and slots.
std::uint64_t golden_hash(const Optimizer& optimizer, const Values& params) {
  Random random(2024);
  std::vector<float> start(12);
  for (float& x : start) x = static_cast<float>(random.uniform()) - 0.5F;
  Training<float> training(optimizer, params, start);
  std::vector<float> gradient(start.size());
  for (int t = 0; t < 100; ++t) {
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      gradient[i] = training.theta[i] + static_cast<float>(random.uniform()) - 0.5F;
    }
    training.step(gradient, optimizer.info.default_learning_rate);
  }
  std::vector<float> all = training.theta;
  all.insert(all.end(), training.slots.begin(), training.slots.end());
  return portable::hash_bits(all);
}

TEST_CASE("Every optimiser gives the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  const std::map<std::string, std::uint64_t, std::less<>> expected{
      {"sgd", 0x49ac0a9c11994efaU},      {"momentum", 0x61df4193452814c1U},
      {"nesterov", 0x7d0d4eba3edeae14U}, {"adagrad", 0x4e992d0534789eaeU},
      {"adadelta", 0xa9f2fd27e58f9835U}, {"rmsprop", 0x133a15393045da66U},
      {"adam", 0x0289252148ae240bU},     {"adamax", 0x3cd529e2454dd424U},
      {"nadam", 0xe98b15ec79dba045U},    {"amsgrad", 0xc597542697cdb5adU},
      {"adamw", 0x712dfcacc9b4b2ddU},
  };
  for (const Optimizer& optimizer : optimizer_table()) {
    INFO(optimizer.info.entry.name);
    REQUIRE(expected.contains(optimizer.info.entry.name));
    const std::uint64_t hash = golden_hash(optimizer, defaults_of(optimizer));
    CHECK(hash == expected.find(optimizer.info.entry.name)->second);
  }
}

}  // namespace
}  // namespace gradient::optimizers_test
