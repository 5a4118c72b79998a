#include "gradient/gradient_clipping.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/random.hpp"
#include "support_golden.hpp"

namespace gradient::gradient_clipping_test {
namespace {

template <class Real>
std::vector<Real> random_gradient(std::size_t count) {
  Random random(count);
  std::vector<Real> gradient(count);
  for (Real& g : gradient) g = static_cast<Real>(random.uniform(-2.0, 2.0));
  return gradient;
}

template <class Real>
double exact_norm(const std::vector<Real>& gradient) {
  long double sum = 0.0L;
  for (const Real g : gradient) sum += static_cast<long double>(g) * static_cast<long double>(g);
  return static_cast<double>(std::sqrt(sum));
}

TEMPLATE_TEST_CASE("The norm is the root of the sum of squares", "", float, double) {
  const std::vector<TestType> hand{3, -4, 12};
  CHECK(gradient_norm(hand.data(), hand.size()) == 13.0);
  for (std::size_t count = 0; count <= 33; ++count) {
    const auto gradient = random_gradient<TestType>(count);
    CHECK(gradient_norm(gradient.data(), count) ==
          Catch::Approx(exact_norm(gradient)).epsilon(1e-14));
  }
  const auto large = random_gradient<TestType>(100'000);
  CHECK(gradient_norm(large.data(), large.size()) ==
        Catch::Approx(exact_norm(large)).epsilon(1e-13));
}

TEST_CASE("Squares of floats do not overflow in the norm") {
  const std::vector<float> gradient{3e38F, 3e38F};
  CHECK(gradient_norm(gradient.data(), 2) == Catch::Approx(3e38 * std::sqrt(2.0)));
}

TEMPLATE_TEST_CASE("Clipping by norm keeps the direction and returns the norm before", "", float,
                   double) {
  const auto gradient = random_gradient<TestType>(19);
  const double norm = exact_norm(gradient);
  auto clipped = gradient;
  CHECK(clip_gradient_by_norm(clipped.data(), clipped.size(), 0.5) == Catch::Approx(norm));
  CHECK(exact_norm(clipped) == Catch::Approx(0.5).epsilon(1e-6));
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    CHECK(static_cast<double>(clipped[i]) ==
          Catch::Approx(static_cast<double>(gradient[i]) * 0.5 / norm).epsilon(1e-6));
  }
}

TEMPLATE_TEST_CASE("A gradient within the limit stays as it is", "", float, double) {
  const std::vector<TestType> gradient{3, -4, 0};
  auto clipped = gradient;
  CHECK(clip_gradient_by_norm(clipped.data(), 3, 5.0) == 5.0);
  CHECK(clipped == gradient);
  clip_gradient_by_value(clipped.data(), 3, 4.0);
  CHECK(clipped == gradient);
}

TEMPLATE_TEST_CASE("Clipping by value limits each element", "", float, double) {
  std::vector<TestType> gradient{3, -4, 0, 0.25, -0.25, 1, -1};
  clip_gradient_by_value(gradient.data(), gradient.size(), 1.0);
  CHECK(gradient == std::vector<TestType>{1, -1, 0, 0.25, -0.25, 1, -1});
}

TEMPLATE_TEST_CASE("What is not finite stays visible", "", float, double) {
  const TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  const TestType infinity = std::numeric_limits<TestType>::infinity();
  std::vector<TestType> with_nan{5, nan, -5};
  CHECK(std::isnan(clip_gradient_by_norm(with_nan.data(), 3, 1.0)));
  CHECK(with_nan[0] == 5);
  clip_gradient_by_value(with_nan.data(), 3, 1.0);
  CHECK(with_nan[0] == 1);
  CHECK(std::isnan(with_nan[1]));
  CHECK(with_nan[2] == -1);
  std::vector<TestType> with_infinity{5, infinity, -5};
  CHECK(clip_gradient_by_norm(with_infinity.data(), 3, 1.0) ==
        std::numeric_limits<double>::infinity());
  CHECK(with_infinity == std::vector<TestType>{5, infinity, -5});
}

TEST_CASE("Clipping gives the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  auto gradient = random_gradient<float>(1001);
  const double norm = clip_gradient_by_norm(gradient.data(), gradient.size(), 1.5);
  const std::vector<double> norms{norm, gradient_norm(gradient.data(), gradient.size())};
  CHECK(portable::hash_bits(norms, portable::hash_bits(gradient)) == 0x485a825f37bba5e5U);
}

}  // namespace
}  // namespace gradient::gradient_clipping_test
