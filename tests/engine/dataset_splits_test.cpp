#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/dataset.hpp"
#include "support/datasets.hpp"

namespace gradient::dataset_splits_test {
namespace {

using namespace gradient::testing;

TEST_CASE("Classes are balanced, in both splits") {
  for (const DatasetGenerator& generator : dataset_table()) {
    if (generator.task != Task::kClassification) continue;
    for (const int samples : {10, 11, 100, 997}) {
      for (const double fraction : {0.0, 0.2, 0.5, 0.9}) {
        CAPTURE(generator.entry.name, samples, fraction);
        const Dataset data = make_dataset(
            {{"kind", generator.entry.name}, {"samples", samples}, {"testFraction", fraction}});
        CHECK(imbalance(data.train(), data.classes()) <= 2);
        CHECK(imbalance(data.test(), data.classes()) <= 1);
      }
    }
  }
}

TEST_CASE("The test split has its fraction of the rows, rounded, and never all of them") {
  const auto sizes = [](int samples, double fraction) {
    const Dataset data =
        make_dataset({{"kind", "xor"}, {"samples", samples}, {"testFraction", fraction}});
    return std::pair(data.train_size(), data.test_size());
  };
  CHECK(sizes(500, 0.5) == std::pair<std::size_t, std::size_t>(250, 250));
  CHECK(sizes(500, 0.0) == std::pair<std::size_t, std::size_t>(500, 0));
  CHECK(sizes(500, 0.9) == std::pair<std::size_t, std::size_t>(50, 450));
  CHECK(sizes(7, 0.5) == std::pair<std::size_t, std::size_t>(3, 4));
  CHECK(sizes(2, 0.9) == std::pair<std::size_t, std::size_t>(1, 1));
}

TEST_CASE("The splits are of the same rows, whatever the fraction") {
  const Dataset whole =
      make_dataset({{"kind", "pinwheel"}, {"samples", 60}, {"testFraction", 0.0}});
  for (const double fraction : {0.1, 0.5, 0.9}) {
    CAPTURE(fraction);
    const Dataset data =
        make_dataset({{"kind", "pinwheel"}, {"samples", 60}, {"testFraction", fraction}});
    CHECK(all_points(data) == all_points(whole));
  }
}

TEST_CASE("The validation split has its fraction of the rows and takes none of the test rows") {
  const auto with_validation = [](int samples, double test, double validation) {
    return make_dataset({{"kind", "pinwheel"},
                         {"samples", samples},
                         {"testFraction", test},
                         {"validationFraction", validation}});
  };
  for (const double fraction : {0.1, 0.25, 0.4}) {
    CAPTURE(fraction);
    const Dataset without = with_validation(60, 0.5, 0.0);
    const Dataset data = with_validation(60, 0.5, fraction);
    CHECK(without.validation_size() == 0);
    CHECK(data.validation_size() == static_cast<std::size_t>(std::lround(60 * fraction)));
    CHECK(values_of(data.test().x) == values_of(without.test().x));
    CHECK(all_points(data) == all_points(without));
    CHECK(imbalance(data.validation(), data.classes()) <= 2);
    CHECK(imbalance(data.train(), data.classes()) <= 2);
  }
  const Dataset few = with_validation(5, 0.4, 0.5);
  CHECK(few.train_size() == 1);
  CHECK(few.validation_size() == 2);
  CHECK(few.test_size() == 2);
}

TEST_CASE("Splits by class, at random, and of the last rows") {
  std::vector<float> x;
  std::vector<float> y;
  for (int row = 0; row < 100; ++row) {
    x.push_back(static_cast<float>(row));
    y.push_back(row < 80 ? 0.0F : 1.0F);
  }
  const auto split = [&](const char* rule) {
    return make_dataset({{"kind", "arrays"},
                         {"x", x},
                         {"y", y},
                         {"inputs", 1},
                         {"outputs", 1},
                         {"testFraction", 0.2},
                         {"validationFraction", 0.3},
                         {"split", rule},
                         {"seed", 3}});
  };
  const auto ones = [](const DatasetSplit& rows) { return std::ranges::count(rows.labels, 1); };
  const Dataset stratified = split("stratified");
  CHECK(ones(stratified.test()) == 4);
  CHECK(ones(stratified.validation()) == 6);
  CHECK(ones(stratified.train()) == 10);

  const Dataset random = split("random");
  CHECK(random.test_size() == 20);
  CHECK(random.validation_size() == 30);
  CHECK(ones(random.test()) != 4);
  CHECK(ones(random.test()) > 0);

  const Dataset last = split("last");
  CHECK(values_of(last.train().x) == std::vector<float>(x.begin(), x.begin() + 50));
  CHECK(values_of(last.validation().x) == std::vector<float>(x.begin() + 50, x.begin() + 80));
  CHECK(values_of(last.test().x) == std::vector<float>(x.begin() + 80, x.end()));
}

TEST_CASE("A split is found by its name") {
  const Dataset data = make_dataset({{"kind", "xor"}, {"validationFraction", 0.1}});
  CHECK(&data.split("train") == &data.train());
  CHECK(&data.split("validation") == &data.validation());
  CHECK(&data.split("test") == &data.test());
  CHECK_THROWS_WITH(data.split("all"), "split: \"all\" given; allowed: train, validation, test");
}

}  // namespace
}  // namespace gradient::dataset_splits_test
