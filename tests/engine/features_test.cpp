#include "gradient/features.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::features_test {
namespace {

double value_at(std::string_view name, float x1, float x2) {
  const Feature* feature = find_feature(name);
  REQUIRE(feature != nullptr);
  const std::array<float, 2> point{x1, x2};
  return feature->value(point.data());
}

TEST_CASE("The table holds the features by name, the coordinates first") {
  std::vector<std::string_view> names;
  for (const Feature& feature : feature_table()) {
    names.push_back(feature.name);
    CHECK(find_feature(feature.name) == &feature);
    CHECK_FALSE(feature.label.empty());
    CHECK_FALSE(feature.formula.empty());
    CHECK(feature.dimensions == (feature.name.find("x2") == std::string_view::npos ? 1U : 2U));
  }
  CHECK(names ==
        std::vector<std::string_view>{"x1", "x2", "x1^2", "x2^2", "x1 x2", "sin x1", "sin x2"});
  CHECK(find_feature("x3") == nullptr);
}

TEST_CASE("Each feature is its formula") {
  CHECK(value_at("x1", 3.0F, -2.0F) == 3.0);
  CHECK(value_at("x2", 3.0F, -2.0F) == -2.0);
  CHECK(value_at("x1^2", 3.0F, -2.0F) == 9.0);
  CHECK(value_at("x2^2", 3.0F, -2.0F) == 4.0);
  CHECK(value_at("x1 x2", 3.0F, -2.0F) == -6.0);
  CHECK_THAT(value_at("sin x1", 3.0F, -2.0F), Catch::Matchers::WithinAbs(std::sin(3.0), 1e-15));
  CHECK_THAT(value_at("sin x2", 3.0F, -2.0F), Catch::Matchers::WithinAbs(std::sin(-2.0), 1e-15));
}

TEST_CASE("The largest coordinates do not overflow a feature") {
  const float largest = std::numeric_limits<float>::max();
  CHECK(std::isfinite(value_at("x1^2", largest, 0.0F)));
  CHECK(std::isfinite(value_at("x1 x2", largest, -largest)));
  CHECK(std::abs(value_at("sin x1", largest, 0.0F)) <= 1.0);
}

}  // namespace
}  // namespace gradient::features_test
