#include <cmath>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/dataset.hpp"
#include "support/datasets.hpp"

namespace gradient::dataset_standardization_test {
namespace {

using namespace gradient::testing;

TEST_CASE("Standardised inputs have mean 0 and standard deviation 1 over the training split") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const Object spec{
        {"kind", generator.entry.name}, {"features", Array{"x1", "x1^2"}}, {"testFraction", 0.3}};
    Object standardized = spec;
    standardized.emplace_back("standardize", true);
    const Dataset raw = make_dataset(spec);
    const Dataset data = make_dataset(standardized);
    CHECK(values_of(data.train().points()) == values_of(raw.train().points()));
    for (std::size_t i = 0; i < data.inputs(); ++i) {
      double mean = 0.0;
      double raw_mean = 0.0;
      const double rows = static_cast<double>(data.train_size());
      for (std::size_t row = 0; row < data.train_size(); ++row) {
        mean += static_cast<double>(data.train().x(row, i)) / rows;
        raw_mean += static_cast<double>(raw.train().x(row, i)) / rows;
      }
      double variance = 0.0;
      double raw_variance = 0.0;
      for (std::size_t row = 0; row < data.train_size(); ++row) {
        variance += std::pow(static_cast<double>(data.train().x(row, i)) - mean, 2) / rows;
        raw_variance += std::pow(static_cast<double>(raw.train().x(row, i)) - raw_mean, 2) / rows;
      }
      CHECK(std::abs(mean) < 1e-7);
      CHECK(std::abs(variance - 1.0) < 1e-6);
      // the test split is standardised by the mean and deviation of the training split
      for (std::size_t row = 0; row < data.test_size(); ++row) {
        const double expected =
            (static_cast<double>(raw.test().x(row, i)) - raw_mean) / std::sqrt(raw_variance);
        CHECK(std::abs(static_cast<double>(data.test().x(row, i)) - expected) < 1e-6);
      }
    }
  }
}

TEST_CASE("Standardised targets have mean 0 and standard deviation 1 over the training split") {
  for (const DatasetGenerator& generator : dataset_table()) {
    if (generator.task != Task::kRegression) continue;
    CAPTURE(generator.entry.name);
    const Object spec{{"kind", generator.entry.name}, {"validationFraction", 0.2}, {"noise", 0.3}};
    Object changed = spec;
    changed.emplace_back("standardizeTargets", true);
    const Dataset raw = make_dataset(spec);
    const Dataset data = make_dataset(changed);
    CHECK(raw.target_standardization().mean.size() == 0);
    CHECK(values_of(data.train().x) == values_of(raw.train().x));
    const auto& [mean, deviation] = data.target_standardization();
    REQUIRE(mean.size() == 1);
    double sum = 0.0;
    double squares = 0.0;
    for (const float y : data.train_y()) {
      sum += static_cast<double>(y);
      squares += std::pow(static_cast<double>(y), 2);
    }
    const double rows = static_cast<double>(data.train_size());
    CHECK(std::abs(sum / rows) < 1e-6);
    CHECK(std::abs(squares / rows - 1.0) < 1e-6);
    // the other splits by the same mean and deviation, which restore the raw targets
    for (const char* split : {"train", "validation", "test"}) {
      const auto scaled = values_of(data.split(split).y);
      const auto expected = values_of(raw.split(split).y);
      for (std::size_t i = 0; i < scaled.size(); ++i) {
        CHECK(static_cast<double>(scaled[i]) * deviation(0) + mean(0) ==
              Catch::Approx(static_cast<double>(expected[i])).margin(1e-6));
      }
    }
  }
}

TEST_CASE("A constant input is standardised to 0, in the training split and beyond") {
  std::vector<float> x;
  for (int row = 0; row < 100; ++row) x.insert(x.end(), {0.1F, static_cast<float>(row)});
  const Dataset data = make_dataset({{"kind", "arrays"},
                                     {"x", x},
                                     {"y", std::vector<float>(100)},
                                     {"inputs", 2},
                                     {"outputs", 1},
                                     {"standardize", true}});
  for (std::size_t row = 0; row < 100; ++row) CHECK(data.train().x(row, 0) == 0.0F);
  CHECK(data.transform(std::vector<float>{0.1F, 0.0F})[0] == 0.0F);
  CHECK(std::isfinite(data.transform(std::vector<float>{5.0F, 0.0F})[0]));
}

TEST_CASE("A training split of one row is standardised to 0") {
  const Dataset data = make_dataset({{"kind", "xor"}, {"samples", 2}, {"standardize", true}});
  REQUIRE(data.train_size() == 1);
  CHECK(data.train().x(0, 0) == 0.0F);
  CHECK(std::isfinite(data.test().x(0, 0)));
}

TEST_CASE("transform gives the bits of the data set's own rows") {
  for (const DatasetGenerator& generator : dataset_table()) {
    for (const bool standardize : {false, true}) {
      for (const bool with_features : {false, true}) {
        CAPTURE(generator.entry.name, standardize, with_features);
        Object spec{{"kind", generator.entry.name}, {"noise", 0.2}, {"standardize", standardize}};
        if (with_features) spec.emplace_back("features", Array{"sin x1", "x1", "x1^2"});
        const Dataset data = make_dataset(std::move(spec));
        CHECK(data.transform(values_of(data.train().points())) == values_of(data.train().x));
        CHECK(data.transform(values_of(data.test().points())) == values_of(data.test().x));
      }
    }
  }
}

TEST_CASE("transform refuses a size that is no multiple of the dimensions, and allows no points") {
  const Dataset data = make_dataset({{"kind", "xor"}});
  CHECK_THROWS_WITH(data.transform(std::vector<float>(3)),
                    "points: 3 values given; allowed: a multiple of 2, the coordinates of a point");
  CHECK(data.transform({}).empty());
}

}  // namespace
}  // namespace gradient::dataset_standardization_test
