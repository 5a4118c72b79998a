#include "gradient/portable_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support_golden.hpp"

namespace gradient::portable::portable_math_test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Values spread evenly over [lower, upper], both ends among them, and between the steps at random.
std::vector<double> spread(double lower, double upper, int count = 200'000) {
  std::mt19937_64 generator(7);
  std::vector<double> values{lower, upper};
  const double step = (upper - lower) / count;
  for (int i = 0; i < count; ++i) {
    const double within = static_cast<double>(generator() >> 11U) * 0x1p-53;
    values.push_back(lower + (i + within) * step);
  }
  return values;
}

template <class Computed, class Exact>
double worst_relative_error(const std::vector<double>& xs, Computed computed, Exact exact) {
  double worst = 0.0;
  for (const double x : xs) {
    worst = std::max(worst, std::abs((computed(x) - exact(x)) / exact(x)));
  }
  return worst;
}

template <class Computed, class Exact>
double worst_absolute_error(const std::vector<double>& xs, Computed computed, Exact exact) {
  double worst = 0.0;
  for (const double x : xs) worst = std::max(worst, std::abs(computed(x) - exact(x)));
  return worst;
}

const auto kPortableExp = [](double x) { return portable::exp(x); };
const auto kPortableLog = [](double x) { return portable::log(x); };
const auto kPortableSin = [](double x) { return portable::sin(x); };
const auto kPortableCos = [](double x) { return portable::cos(x); };
const auto kStdExp = [](double x) { return std::exp(x); };
const auto kStdLog = [](double x) { return std::log(x); };
const auto kStdSin = [](double x) { return std::sin(x); };
const auto kStdCos = [](double x) { return std::cos(x); };

TEST_CASE("exp agrees with the standard library") {
  CHECK(worst_relative_error(spread(-1.0, 1.0), kPortableExp, kStdExp) < 4e-16);
  CHECK(worst_relative_error(spread(-708.0, 709.7), kPortableExp, kStdExp) < 4e-16);
  CHECK(portable::exp(0.0) == 1.0);
  CHECK(portable::exp(-0.0) == 1.0);
  CHECK(portable::exp(709.9) == kInfinity);
  CHECK(portable::exp(kInfinity) == kInfinity);
  CHECK(portable::exp(-746.0) == 0.0);
  CHECK(portable::exp(-kInfinity) == 0.0);
  CHECK(portable::exp(-740.0) == Catch::Approx(std::exp(-740.0)).epsilon(1e-3));
  CHECK(std::isnan(portable::exp(kNan)));
}

TEST_CASE("log agrees with the standard library") {
  CHECK(worst_relative_error(spread(0.5, 2.0), kPortableLog, kStdLog) < 6e-16);
  CHECK(worst_relative_error(spread(1e-3, 0.5), kPortableLog, kStdLog) < 6e-16);
  CHECK(worst_relative_error(spread(2.0, 1e9), kPortableLog, kStdLog) < 6e-16);
  CHECK(worst_relative_error({5e-324, 1e-310, 1e-300, 1e300, std::numeric_limits<double>::max()},
                             kPortableLog, kStdLog) < 6e-16);
  CHECK(portable::log(1.0) == 0.0);
  CHECK(portable::log(0.0) == -kInfinity);
  CHECK(portable::log(-0.0) == -kInfinity);
  CHECK(portable::log(kInfinity) == kInfinity);
  CHECK(std::isnan(portable::log(-1.0)));
  CHECK(std::isnan(portable::log(kNan)));
}

TEST_CASE("sin and cos agree with the standard library") {
  for (const double reach : {1.0, 10.0, 1e3, 1e6}) {
    CAPTURE(reach);
    CHECK(worst_absolute_error(spread(-reach, reach), kPortableSin, kStdSin) < 3e-16);
    CHECK(worst_absolute_error(spread(-reach, reach), kPortableCos, kStdCos) < 3e-16);
  }
  CHECK(worst_relative_error(spread(1e-8, 3.0), kPortableSin, kStdSin) < 4e-16);
  CHECK(portable::sin(0.0) == 0.0);
  CHECK(portable::cos(0.0) == 1.0);
  CHECK(portable::cos(kPi) == -1.0);
  CHECK(portable::sin(kPi / 2) == 1.0);
  CHECK(std::isnan(portable::sin(kNan)));
  CHECK(std::isnan(portable::sin(kInfinity)));
  CHECK(std::isnan(portable::cos(-kInfinity)));
}

TEST_CASE("Beyond their range sin and cos still lie on the unit circle") {
  for (const double x : {1.1e6, -1e9, 1e15, 3.4e38, -1.7e308}) {
    CAPTURE(x);
    const double sine = portable::sin(x);
    const double cosine = portable::cos(x);
    CHECK(std::abs(sine * sine + cosine * cosine - 1.0) < 1e-15);
    CHECK(portable::sin(-x) == -sine);
  }
}

TEST_CASE("power is repeated multiplication") {
  CHECK(power(0.5, 0) == 1.0);
  CHECK(power(0.0, 0) == 1.0);
  CHECK(power(0.0, 5) == 0.0);
  CHECK(power(-2.0, 3) == -8.0);
  CHECK(power(0.5, 1074) == 5e-324);
  CHECK(power(1.0, std::numeric_limits<std::uint64_t>::max()) == 1.0);
  CHECK(power(0.9, 10) == Catch::Approx(std::pow(0.9, 10)).epsilon(1e-15));
}

TEST_CASE("hash_bits is FNV-1a") {
  CHECK(hash_bits(std::span<const float>()) == 0xcbf29ce484222325U);

  const std::vector<float> bytes{std::bit_cast<float>(std::uint32_t{0x00006162})};
  std::uint64_t expected = 0xcbf29ce484222325U;
  for (const std::uint64_t byte : {0x62U, 0x61U, 0U, 0U})
    expected = (expected ^ byte) * 0x100000001b3U;
  CHECK(hash_bits(bytes) == expected);
  const std::vector<double> one{1.0};
  CHECK(hash_bits(one) != hash_bits(std::vector<double>{-1.0}));
}

TEST_CASE("The functions have the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  std::vector<double> values;
  // Arguments from whole numbers alone, so that they have the same bits too.
  for (int i = 1; i <= 10'000; ++i) {
    values.push_back(portable::exp((i - 5000) / 64.0));
    values.push_back(portable::log(i / 128.0));
    values.push_back(portable::sin((i - 5000) / 16.0));
    values.push_back(portable::cos((i - 5000) / 16.0));
  }
  CHECK(hash_bits(values) == 0x2c549a2032a5d7b2U);
}

}  // namespace
}  // namespace gradient::portable::portable_math_test
