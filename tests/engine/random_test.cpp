#include "gradient/random.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "support_golden.hpp"

namespace gradient::random_test {
namespace {

constexpr int kDraws = 200'000;

/// splitmix64 as published, advancing `state`.
std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

/// Pearson's correlation of two sequences of uniform numbers.
double correlation(Random first, Random second) {
  double sum_xy = 0.0;
  for (int i = 0; i < kDraws; ++i) sum_xy += (first.uniform() - 0.5) * (second.uniform() - 0.5);
  return 12.0 * sum_xy / kDraws;
}

TEST_CASE("The generator is xoshiro256**: its reference outputs") {
  Random random(Random::State{{1, 2, 3, 4}});
  for (const std::uint64_t expected :
       {std::uint64_t{11520}, std::uint64_t{0}, std::uint64_t{1509978240},
        std::uint64_t{1215971899390074240}, std::uint64_t{1216172134540287360},
        std::uint64_t{607988272756665600}, std::uint64_t{16172922978634559625U},
        std::uint64_t{8476171486693032832}, std::uint64_t{10595114339597558777U},
        std::uint64_t{2904607092377533576}}) {
    CHECK(random() == expected);
  }
}

TEST_CASE("The state is filled by splitmix64 from seed and stream") {
  std::uint64_t published = 1234567;
  CHECK(splitmix64(published) == 6457827717110365317U);
  CHECK(splitmix64(published) == 3203168211198807973U);

  std::uint64_t seed = 42;
  std::uint64_t with_stream = splitmix64(seed) + 7 - 0x9e3779b97f4a7c15U;
  std::uint64_t counter = splitmix64(with_stream);
  const Random random(42, 7);
  for (const std::uint64_t word : random.state().words) CHECK(word == splitmix64(counter));
}

TEST_CASE("Seeds and streams are independent of each other") {
  // 5 standard deviations of a correlation of kDraws pairs
  const double bound = 5.0 / std::sqrt(kDraws);
  CHECK(std::abs(correlation(Random(0, 0), Random(0, 1))) < bound);
  CHECK(std::abs(correlation(Random(0, 0), Random(1, 0))) < bound);
  CHECK(std::abs(correlation(Random(1, 2), Random(2, 1))) < bound);
  CHECK(std::abs(correlation(Random(5, 3), Random(6, 3))) < bound);

  std::set<std::uint64_t> first_numbers;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (std::uint64_t stream = 0; stream < 50; ++stream) {
      first_numbers.insert(Random(seed, stream)());
    }
  }
  CHECK(first_numbers.size() == 200 * 50);
}

TEST_CASE("uniform is in [0, 1) with the moments of a uniform distribution") {
  Random random(1);
  double sum = 0.0;
  double sum_of_squares = 0.0;
  double lag_product = 0.0;
  double smallest = 1.0;
  double largest = 0.0;
  double previous = 0.5;
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.uniform();
    sum += value;
    sum_of_squares += value * value;
    lag_product += (value - 0.5) * (previous - 0.5);
    smallest = std::min(smallest, value);
    largest = std::max(largest, value);
    previous = value;
  }
  CHECK(smallest >= 0.0);
  CHECK(largest < 1.0);
  // Standard errors: sqrt(1/12 n), sqrt(4/45 n), sqrt(1/144 n); the bounds are five of them.
  CHECK(std::abs(sum / kDraws - 1.0 / 2) < 5 * std::sqrt(1.0 / 12 / kDraws));
  CHECK(std::abs(sum_of_squares / kDraws - 1.0 / 3) < 5 * std::sqrt(4.0 / 45 / kDraws));
  CHECK(std::abs(lag_product / kDraws) < 5 * std::sqrt(1.0 / 144 / kDraws));
}

TEST_CASE("The largest uniform number is below 1") {
  // s1 such that rotl(s1 * 5, 7) * 9 has its upper 53 bits set: 5 and 9 have inverses modulo 2^64.
  constexpr std::uint64_t kInverse9 = 0x8e38e38e38e38e39U;
  constexpr std::uint64_t kInverse5 = 0xcccccccccccccccdU;
  static_assert(kInverse9 * 9 == 1 && kInverse5 * 5 == 1);
  const std::uint64_t s1 = std::rotr(0xffffffffffffffffU * kInverse9, 7) * kInverse5;
  Random random(Random::State{{0, s1, 0, 0}});
  CHECK(random.uniform() == 1.0 - 0x1p-53);
}

TEST_CASE("uniform between bounds") {
  Random random(2);
  double sum = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.uniform(-3.0, 1.0);
    REQUIRE(value >= -3.0);
    REQUIRE(value <= 1.0);
    sum += value;
  }
  CHECK(std::abs(sum / kDraws + 1.0) < 5 * 4.0 * std::sqrt(1.0 / 12 / kDraws));
  CHECK(random.uniform(2.0, 2.0) == 2.0);
}

TEST_CASE("normal has the moments and the quantiles of the normal distribution") {
  Random random(3);
  std::array<double, 5> moments{};
  int within_one = 0;
  int beyond_three = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.normal();
    double power = 1.0;
    for (double& moment : moments) moment += (power *= value) / kDraws;
    within_one += std::abs(value) < 1.0 ? 1 : 0;
    beyond_three += std::abs(value) > 3.0 ? 1 : 0;
  }
  // Var(x^k) = (2k - 1)!! - E(x^k)^2
  const auto bound = [](double variance) { return 5 * std::sqrt(variance / kDraws); };
  CHECK(std::abs(moments[0]) < bound(1));
  CHECK(std::abs(moments[1] - 1.0) < bound(3 - 1));
  CHECK(std::abs(moments[2]) < bound(15));
  CHECK(std::abs(moments[3] - 3.0) < bound(105 - 9));
  CHECK(std::abs(moments[4]) < bound(945));
  CHECK(std::abs(static_cast<double>(within_one) / kDraws - 0.682689492) < bound(0.6827 * 0.3173));
  CHECK(std::abs(static_cast<double>(beyond_three) / kDraws - 0.002699796) < bound(0.0027));
}

TEST_CASE("below gives every whole number equally often") {
  Random random(4);
  constexpr std::uint32_t kCount = 7;
  std::array<int, kCount> counts{};
  for (int i = 0; i < kDraws; ++i) ++counts[random.below(kCount)];
  double chi_squared = 0.0;
  constexpr double kExpected = static_cast<double>(kDraws) / kCount;
  for (const int count : counts)
    chi_squared += (count - kExpected) * (count - kExpected) / kExpected;
  CHECK(chi_squared < 22.46);  // 99.9 % of a chi-squared distribution with 6 degrees of freedom
  CHECK(random.below(1) == 0);
}

TEST_CASE("below is fair where the range does not divide 2^32") {
  // Without rejection the lower third of [0, 3 * 2^30) would come twice as often.
  Random random(5);
  constexpr std::uint32_t kCount = 3U << 30U;
  int lower_third = 0;
  for (int i = 0; i < kDraws; ++i) lower_third += random.below(kCount) < (1U << 30U) ? 1 : 0;
  CHECK(std::abs(static_cast<double>(lower_third) / kDraws - 1.0 / 3) <
        5 * std::sqrt(2.0 / 9 / kDraws));
}

TEST_CASE("shuffle gives every order equally often") {
  Random random(6);
  constexpr int kShuffles = 24'000;
  std::vector<int> counts(256);
  for (int i = 0; i < kShuffles; ++i) {
    std::vector<std::uint32_t> order{0, 1, 2, 3};
    random.shuffle(order);
    ++counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]];
  }
  const auto orders =
      std::count_if(counts.begin(), counts.end(), [](int count) { return count > 0; });
  CHECK(orders == 24);
  double chi_squared = 0.0;
  for (const int count : counts) {
    if (count > 0) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000.0;
  }
  CHECK(chi_squared < 49.73);  // 99.9 %, 23 degrees of freedom
}

TEST_CASE("shuffle keeps what it shuffles, and takes nothing and one") {
  Random random(7);
  std::vector<std::uint32_t> many(1000);
  std::iota(many.begin(), many.end(), 0U);
  std::vector<std::uint32_t> shuffled = many;
  random.shuffle(shuffled);
  CHECK(shuffled != many);
  std::sort(shuffled.begin(), shuffled.end());
  CHECK(shuffled == many);

  const Random::State before = random.state();
  std::vector<std::uint32_t> one{5};
  random.shuffle(one);
  random.shuffle({});
  CHECK(one == std::vector<std::uint32_t>{5});
  CHECK(random.state() == before);
}

TEST_CASE("A restored state gives the same numbers again") {
  Random random(8, 9);
  (void)random.normal();
  const Random::State state = random.state();
  std::vector<double> first(10);
  for (double& value : first) value = random.normal();
  random.set_state(state);
  for (const double value : first) CHECK(random.normal() == value);
  Random copy(state);
  for (const double value : first) CHECK(copy.normal() == value);
}

TEST_CASE("The numbers have the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  Random random(2024, 3);
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) {
    values.push_back(random.uniform());
    values.push_back(random.uniform(-2.0, 5.0));
    values.push_back(random.normal());
    values.push_back(random.below(1000));
  }
  CHECK(portable::hash_bits(values) == 0x446364dc32c1e4fcU);
}

}  // namespace
}  // namespace gradient::random_test
