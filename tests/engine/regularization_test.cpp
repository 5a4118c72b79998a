#include "gradient/regularization.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/random.hpp"
#include "support_golden.hpp"

namespace gradient::regularization_test {
namespace {

template <class Real>
std::vector<Real> random_weights(std::size_t count) {
  Random random(count);
  std::vector<Real> weights(count);
  for (Real& w : weights) w = static_cast<Real>(random.uniform(-2.0, 2.0));
  return weights;
}

TEMPLATE_TEST_CASE("The penalty is l1 sum |w| + l2 / 2 sum w^2", "", float, double) {
  const std::vector<TestType> hand{1, -2, 0, 3};
  CHECK(regularization_penalty(hand.data(), 4, {.l1 = 0.5, .l2 = 0.0}) == 3.0);
  CHECK(regularization_penalty(hand.data(), 4, {.l1 = 0.0, .l2 = 0.5}) == 3.5);
  CHECK(regularization_penalty(hand.data(), 4, {.l1 = 0.5, .l2 = 0.5}) == 6.5);
  CHECK(regularization_penalty(hand.data(), 4, {}) == 0.0);
  for (std::size_t count = 0; count <= 33; ++count) {
    const auto weights = random_weights<TestType>(count);
    double expected = 0.0;
    for (const TestType weight : weights) {
      const double w = static_cast<double>(weight);
      expected += 0.3 * std::fabs(w) + 0.7 / 2 * w * w;
    }
    CHECK(regularization_penalty(weights.data(), count, {.l1 = 0.3, .l2 = 0.7}) ==
          Catch::Approx(expected).epsilon(1e-13));
  }
}

TEST_CASE("The gradient is the penalty's, by central differences") {
  auto weights = random_weights<double>(33);
  for (const Regularization regularization :
       {Regularization{.l1 = 0.3, .l2 = 0.0}, {.l1 = 0.0, .l2 = 0.7}, {.l1 = 0.3, .l2 = 0.7}}) {
    std::vector<double> gradient(weights.size());
    add_regularization_gradient(weights.data(), gradient.data(), weights.size(), regularization);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double at = weights[i];
      const double h = 1e-5;
      const auto penalty_at = [&](double w) {
        weights[i] = w;
        return regularization_penalty(weights.data(), weights.size(), regularization);
      };
      const double numeric = (penalty_at(at + h) - penalty_at(at - h)) / (2 * h);
      weights[i] = at;
      CHECK(gradient[i] == Catch::Approx(numeric).epsilon(1e-6));
    }
  }
}

TEMPLATE_TEST_CASE("The gradient is added to what is there, and 0 has no sign", "", float, double) {
  const std::vector<TestType> weights{2, -2, 0, TestType(-0.0)};
  std::vector<TestType> gradient{10, 10, 10, 0};
  add_regularization_gradient(weights.data(), gradient.data(), 4, {.l1 = 0.25, .l2 = 0.5});
  CHECK(gradient == std::vector<TestType>{11.25, 8.75, 10, 0});
  add_regularization_gradient(weights.data(), gradient.data(), 4, {.l1 = 0.0, .l2 = 0.5});
  CHECK(gradient == std::vector<TestType>{12.25, 7.75, 10, 0});
}

TEMPLATE_TEST_CASE("A NaN weight shows in the penalty and in its gradient", "", float, double) {
  const std::vector<TestType> weights{1, std::numeric_limits<TestType>::quiet_NaN(), 1};
  for (const Regularization regularization :
       {Regularization{.l1 = 0.5, .l2 = 0.0}, {.l1 = 0.0, .l2 = 0.5}}) {
    CHECK(std::isnan(regularization_penalty(weights.data(), 3, regularization)));
    std::vector<TestType> gradient(3);
    add_regularization_gradient(weights.data(), gradient.data(), 3, regularization);
    CHECK(gradient[0] == TestType(0.5));
    CHECK(std::isnan(gradient[1]));
    CHECK(gradient[2] == TestType(0.5));
  }
}

TEST_CASE("L2 in the gradient is weight decay: it shrinks weights by a constant factor") {
  std::vector<double> weights{1.0, -3.0};
  for (int step = 0; step < 100; ++step) {
    std::vector<double> gradient(2);
    add_regularization_gradient(weights.data(), gradient.data(), 2, {.l1 = 0.0, .l2 = 0.5});
    for (std::size_t i = 0; i < 2; ++i) weights[i] -= 0.1 * gradient[i];
  }
  CHECK(weights[0] == Catch::Approx(std::pow(0.95, 100)));
  CHECK(weights[1] == Catch::Approx(-3.0 * std::pow(0.95, 100)));
}

TEST_CASE("Regularisation gives the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  const Regularization both{.l1 = 0.3, .l2 = 0.7};
  const auto weights = random_weights<float>(1001);
  std::vector<float> gradient = random_weights<float>(1001);
  add_regularization_gradient(weights.data(), gradient.data(), weights.size(), both);
  const std::vector<double> penalty{regularization_penalty(weights.data(), weights.size(), both)};
  CHECK(portable::hash_bits(penalty, portable::hash_bits(gradient)) == 0x2bc20265117f39ebU);
}

}  // namespace
}  // namespace gradient::regularization_test
