#include "gradient/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/random.hpp"

namespace gradient::distribution_test {

using Catch::Approx;

TEST_CASE("a distribution describes a sample by hand-computed numbers", "[distribution]") {
  std::vector<float> values{4, -2, 1, 3, -1};
  const auto found = describe_distribution(values, 3);
  CHECK(found.count == 5);
  CHECK(found.mean == Approx(1.0));
  CHECK(found.standard_deviation == Approx(std::sqrt(26.0 / 5.0)));
  CHECK(found.mean_absolute == Approx(11.0 / 5.0));
  CHECK(found.minimum == -2.0);
  CHECK(found.maximum == 4.0);
  CHECK(found.quantiles[0] == Approx(-1.8));
  CHECK(found.quantiles[1] == Approx(-1.0));
  CHECK(found.quantiles[2] == Approx(1.0));
  CHECK(found.quantiles[3] == Approx(3.0));
  CHECK(found.quantiles[4] == Approx(3.8));
  CHECK(found.histogram.counts == std::vector<std::uint32_t>{2, 1, 2});
}

TEST_CASE("quantiles of 0..100 are their levels", "[distribution]") {
  std::vector<float> values(101);
  for (std::size_t i = 0; i < values.size(); ++i) values[(i * 37) % 101] = static_cast<float>(i);
  const auto found = describe_distribution(values, 10);
  for (std::size_t q = 0; q < found.quantiles.size(); ++q) {
    CHECK(found.quantiles[q] == Approx(100.0 * gradient::kQuantileLevels[q]));
  }
  CHECK(std::accumulate(found.histogram.counts.begin(), found.histogram.counts.end(), 0U) == 101);
}

TEST_CASE("quantiles are those of the sorted sample, however it is spread", "[distribution]") {
  gradient::Random random(7);
  const std::size_t size = GENERATE(1U, 2U, 3U, 50U, 999U, 4096U);
  const int power = GENERATE(0, 1, 3, 15);  // from all equal to nearly all in one bin
  std::vector<float> values(size);
  for (float& value : values) {
    value = static_cast<float>(std::pow(2.0 * random.uniform() - 1.0, power));
  }
  std::vector<float> sorted = values;
  std::ranges::sort(sorted);
  const auto found = describe_distribution(values, 30);
  for (std::size_t q = 0; q < found.quantiles.size(); ++q) {
    const double position = gradient::kQuantileLevels[q] * static_cast<double>(size - 1);
    const auto rank = static_cast<std::size_t>(position);
    const double low = static_cast<double>(sorted[rank]);
    const double high = static_cast<double>(sorted[std::min(rank + 1, size - 1)]);
    const double expected = low + (position - static_cast<double>(rank)) * (high - low);
    CAPTURE(size, power, q);
    CHECK(found.quantiles[q] == Approx(expected).margin(1e-12));
  }
  CHECK(found.minimum == static_cast<double>(sorted.front()));
  CHECK(found.maximum == static_cast<double>(sorted.back()));
}

TEST_CASE("values that are not finite are left out", "[distribution]") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<float> values{std::nanf(""), 2, kInfinity, -kInfinity, 4};
  const auto found = describe_distribution(values, 2);
  CHECK(found.count == 2);
  CHECK(found.mean == 3.0);
  CHECK(found.minimum == 2.0);
  CHECK(found.maximum == 4.0);
}

TEST_CASE("equal values fall into the first bin, and no values give NaN", "[distribution]") {
  std::vector<float> equal(7, 3.0F);
  CHECK(describe_distribution(equal, 4).histogram.counts == std::vector<std::uint32_t>{7, 0, 0, 0});
  CHECK(describe_distribution(equal, 4).standard_deviation == 0.0);
  std::vector<float> none;
  const auto found = describe_distribution(none, 4);
  CHECK(found.count == 0);
  CHECK(std::isnan(found.mean));
  CHECK(std::isnan(found.quantiles[2]));
}

TEST_CASE("without full detail there are no quantiles and no histogram", "[distribution]") {
  for (std::vector<float> values : {std::vector<float>{4, -2, 1}, std::vector<float>{}}) {
    CAPTURE(values.size());
    const auto found = describe_distribution(values, 4, gradient::Detail::kMagnitudes);
    CHECK(found.count == values.size());
    CHECK(found.histogram.counts.empty());
    for (const double quantile : found.quantiles) CHECK(std::isnan(quantile));
  }
}

}  // namespace gradient::distribution_test
