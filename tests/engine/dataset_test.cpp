#include "gradient/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/spec_reader.hpp"
#include "support_golden.hpp"

namespace gradient::dataset_test {
namespace {

using Points = std::vector<std::pair<float, float>>;

Dataset make(Object spec) { return Dataset(parse_dataset_spec(Value(std::move(spec)))); }

std::vector<float> values_of(const xt::xtensor<float, 2>& array) {
  return {array.data(), array.data() + array.size()};
}

/// All rows' raw coordinates, sorted.
Points all_points(const Dataset& data) {
  Points points;
  for (const DatasetSplit* split : {&data.train(), &data.validation(), &data.test()}) {
    for (std::size_t row = 0; row < split->rows(); ++row) {
      points.emplace_back(split->points()(row, 0), split->points()(row, data.dimensions() - 1));
    }
  }
  std::ranges::sort(points);
  return points;
}

/// The difference between the most and the least frequent class of a split.
std::ptrdiff_t imbalance(const DatasetSplit& split, std::size_t classes) {
  std::vector<std::ptrdiff_t> counts(classes);
  for (const std::int32_t label : split.labels) ++counts[static_cast<std::size_t>(label)];
  const auto [fewest, most] = std::ranges::minmax(counts);
  return most - fewest;
}

/// FNV-1a over everything in it.
std::uint64_t hash_of(const Dataset& data) {
  std::uint64_t hash = portable::kFnvOffset;
  for (const DatasetSplit* split : {&data.train(), &data.test()}) {
    hash = portable::hash_bits(values_of(split->x), hash);
    hash = portable::hash_bits(values_of(split->y), hash);
    hash = portable::hash_bits(values_of(split->points()), hash);
    const std::vector<double> labels(split->labels.begin(), split->labels.end());
    hash = portable::hash_bits(labels, hash);
  }
  return hash;
}

TEST_CASE("Every generated data set has the shapes that its spec says") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const Dataset data = make({{"kind", generator.entry.name}, {"samples", 101}, {"noise", 0.5}});
    CHECK(data.kind() == generator.entry.name);
    CHECK(data.task() == generator.task);
    CHECK(data.classes() == generator.default_classes);
    CHECK(data.dimensions() == generator.dimensions);
    CHECK(data.inputs() == generator.dimensions);
    CHECK(data.train_size() == 50);
    CHECK(data.test_size() == 51);
    CHECK(data.train_x().size() == data.train_size() * data.inputs());
    CHECK(data.train_y().size() == data.train_size() * data.outputs());
    CHECK(data.test_x().size() == data.test_size() * data.inputs());
    CHECK(data.test_y().size() == data.test_size() * data.outputs());
    const bool classifies = generator.task == Task::kClassification;
    CHECK(data.train().labels.size() == (classifies ? data.train_size() : 0));
    CHECK(std::ranges::all_of(data.train_x(), [](float value) { return std::isfinite(value); }));
    CHECK(std::ranges::all_of(data.train_y(), [](float value) { return std::isfinite(value); }));
  }
}

TEST_CASE("Classes are balanced, in both splits") {
  for (const DatasetGenerator& generator : dataset_table()) {
    if (generator.task != Task::kClassification) continue;
    for (const int samples : {10, 11, 100, 997}) {
      for (const double fraction : {0.0, 0.2, 0.5, 0.9}) {
        CAPTURE(generator.entry.name, samples, fraction);
        const Dataset data = make(
            {{"kind", generator.entry.name}, {"samples", samples}, {"testFraction", fraction}});
        CHECK(imbalance(data.train(), data.classes()) <= 2);
        CHECK(imbalance(data.test(), data.classes()) <= 1);
      }
    }
  }
}

TEST_CASE("The test split has its share of the rows, rounded, and never all of them") {
  const auto sizes = [](int samples, double fraction) {
    const Dataset data = make({{"kind", "xor"}, {"samples", samples}, {"testFraction", fraction}});
    return std::pair(data.train_size(), data.test_size());
  };
  CHECK(sizes(500, 0.5) == std::pair<std::size_t, std::size_t>(250, 250));
  CHECK(sizes(500, 0.0) == std::pair<std::size_t, std::size_t>(500, 0));
  CHECK(sizes(500, 0.9) == std::pair<std::size_t, std::size_t>(50, 450));
  CHECK(sizes(7, 0.5) == std::pair<std::size_t, std::size_t>(3, 4));
  CHECK(sizes(2, 0.9) == std::pair<std::size_t, std::size_t>(1, 1));
}

TEST_CASE("The splits share out the same rows, whatever the share") {
  const Dataset whole = make({{"kind", "pinwheel"}, {"samples", 60}, {"testFraction", 0.0}});
  for (const double fraction : {0.1, 0.5, 0.9}) {
    CAPTURE(fraction);
    const Dataset data = make({{"kind", "pinwheel"}, {"samples", 60}, {"testFraction", fraction}});
    CHECK(all_points(data) == all_points(whole));
  }
}

TEST_CASE("The validation split has its share of the rows and takes none of the test rows") {
  const auto with_validation = [](int samples, double test, double validation) {
    return make({{"kind", "pinwheel"},
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
    return make({{"kind", "arrays"},
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
  const Dataset data = make({{"kind", "xor"}, {"validationFraction", 0.1}});
  CHECK(&data.split("train") == &data.train());
  CHECK(&data.split("validation") == &data.validation());
  CHECK(&data.split("test") == &data.test());
  CHECK_THROWS_WITH(data.split("all"), "split: \"all\" given; allowed: train, validation, test");
}

TEST_CASE("The same seed gives the same data, another seed other data") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const auto hash_with_seed = [&](int seed) {
      return hash_of(make({{"kind", generator.entry.name}, {"seed", seed}, {"noise", 0.1}}));
    };
    CHECK(hash_with_seed(1) == hash_with_seed(1));
    CHECK(hash_with_seed(1) != hash_with_seed(2));
  }
}

TEST_CASE("Noise moves the same points by normal deviates of standard deviation 1.5 noise") {
  const auto with_noise = [](double noise) {
    return make(
        {{"kind", "checkerboard"}, {"samples", 4000}, {"noise", noise}, {"testFraction", 0}});
  };
  const Dataset still = with_noise(0.0);
  const Dataset moved = with_noise(0.4);
  CHECK(still.train().labels == moved.train().labels);
  double sum = 0.0;
  double squares = 0.0;
  const std::size_t count = still.train_x().size();
  for (std::size_t i = 0; i < count; ++i) {
    const double step =
        static_cast<double>(moved.train_x()[i]) - static_cast<double>(still.train_x()[i]);
    sum += step;
    squares += step * step;
  }
  const double n = static_cast<double>(count);
  CHECK(std::abs(sum / n) < 5.0 * 0.6 / std::sqrt(n));
  CHECK(std::abs(squares / n / 0.36 - 1.0) < 5.0 * std::sqrt(2.0 / n));
}

TEST_CASE("Noise moves regression targets by 0.5 noise, and not the points") {
  const Dataset still = make({{"kind", "plane"}, {"samples", 4000}, {"testFraction", 0}});
  const Dataset moved =
      make({{"kind", "plane"}, {"samples", 4000}, {"testFraction", 0}, {"noise", 1}});
  CHECK(std::ranges::equal(still.train_x(), moved.train_x()));
  double squares = 0.0;
  for (std::size_t i = 0; i < 4000; ++i) {
    squares += std::pow(
        static_cast<double>(moved.train_y()[i]) - static_cast<double>(still.train_y()[i]), 2);
  }
  CHECK(std::abs(squares / 4000 / 0.25 - 1.0) < 5.0 * std::sqrt(2.0 / 4000));
}

TEST_CASE("Rows stand in a random order: neither by class nor along the shape") {
  const Dataset data = make({{"kind", "spirals"}, {"samples", 2000}, {"testFraction", 0}});
  int same_class_as_next = 0;
  double lag = 0.0;
  double variance = 0.0;
  const auto radius = [&](std::size_t row) {
    return std::hypot(data.train().x(row, 0), data.train().x(row, 1)) - 2.5;
  };
  for (std::size_t row = 0; row + 1 < 2000; ++row) {
    same_class_as_next += data.train().labels[row] == data.train().labels[row + 1] ? 1 : 0;
    lag += radius(row) * radius(row + 1);
    variance += radius(row) * radius(row);
  }
  CHECK(std::abs(same_class_as_next - 1000) < 5 * 23);
  CHECK(std::abs(lag / variance) < 5.0 / std::sqrt(2000.0));
}

TEST_CASE("Targets are encoded as asked for") {
  const auto check = [](std::string_view kind, std::string_view targets, const auto& rule) {
    const Dataset data = make({{"kind", kind}, {"targets", targets}, {"samples", 50}});
    CAPTURE(kind, targets);
    CHECK(targets_name(data.targets()) == targets);
    for (const DatasetSplit* split : {&data.train(), &data.test()}) {
      for (std::size_t row = 0; row < split->rows(); ++row) {
        for (std::size_t column = 0; column < data.outputs(); ++column) {
          CHECK(split->y(row, column) == rule(split->labels[row], static_cast<int>(column)));
        }
      }
    }
  };
  check("xor", "binary", [](int label, int) { return label == 1 ? 1.0F : 0.0F; });
  check("xor", "sign", [](int label, int) { return label == 1 ? 1.0F : -1.0F; });
  const auto one_hot = [](int label, int column) { return label == column ? 1.0F : 0.0F; };
  check("xor", "one-hot", one_hot);
  check("blobs", "one-hot", one_hot);
  CHECK(make({{"kind", "xor"}, {"targets", "one-hot"}}).outputs() == 2);
  CHECK(make({{"kind", "blobs"}, {"classes", 7}}).outputs() == 7);
}

TEST_CASE("Features are made of the raw coordinates, in the order asked for") {
  const Dataset data =
      make({{"kind", "circles"},
            {"samples", 20},
            {"features", Array{"x1 x2", "x2", "sin x1", "x1^2", "x2^2", "sin x2", "x1"}}});
  CHECK(data.inputs() == 7);
  CHECK(data.dimensions() == 2);
  for (const DatasetSplit* split : {&data.train(), &data.test()}) {
    for (std::size_t row = 0; row < split->rows(); ++row) {
      const double x1 = static_cast<double>(split->points()(row, 0));
      const double x2 = static_cast<double>(split->points()(row, 1));
      const double expected[] = {x1 * x2, x2, std::sin(x1), x1 * x1, x2 * x2, std::sin(x2), x1};
      for (std::size_t i = 0; i < 7; ++i)
        CHECK(split->x(row, i) == static_cast<float>(expected[i]));
    }
  }
  const Dataset line = make({{"kind", "sine-1d"}, {"features", Array{"x1", "x1^2", "sin x1"}}});
  CHECK(line.inputs() == 3);
  CHECK(line.dimensions() == 1);
  CHECK(line.train().x(3, 1) == line.train().points()(3, 0) * line.train().points()(3, 0));
}

TEST_CASE("The coordinates in another order are features too") {
  const Dataset swapped = make({{"kind", "xor"}, {"features", Array{"x2", "x1"}}});
  CHECK(swapped.train().x(0, 0) == swapped.train().points()(0, 1));
  CHECK(swapped.train().x(0, 1) == swapped.train().points()(0, 0));
}

TEST_CASE("Standardised inputs have mean 0 and standard deviation 1 over the training split") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const Object spec{
        {"kind", generator.entry.name}, {"features", Array{"x1", "x1^2"}}, {"testFraction", 0.3}};
    Object standardized = spec;
    standardized.emplace_back("standardize", true);
    const Dataset raw = make(spec);
    const Dataset data = make(standardized);
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
      // The test split is moved and scaled by the same numbers, which are not its own.
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
    const Dataset raw = make(spec);
    const Dataset data = make(changed);
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
    // the other splits by the same numbers, which lead back to the raw targets
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
  const Dataset data = make({{"kind", "arrays"},
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
  const Dataset data = make({{"kind", "xor"}, {"samples", 2}, {"standardize", true}});
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
        const Dataset data = make(std::move(spec));
        CHECK(data.transform(values_of(data.train().points())) == values_of(data.train().x));
        CHECK(data.transform(values_of(data.test().points())) == values_of(data.test().x));
      }
    }
  }
}

TEST_CASE("transform refuses what is no whole number of points, and takes none") {
  const Dataset data = make({{"kind", "xor"}});
  CHECK_THROWS_WITH(data.transform(std::vector<float>(3)),
                    "points: 3 values given; allowed: a multiple of 2, the coordinates of a point");
  CHECK(data.transform({}).empty());
}

TEST_CASE("Given rows keep their order, all of them training rows") {
  const std::vector<float> x{1, 2, 3, 4, 5, 6};
  const std::vector<float> y{0.5, 1.5, 2.5};
  const Dataset data =
      make({{"kind", "arrays"}, {"x", x}, {"y", y}, {"inputs", 2}, {"outputs", 1}, {"seed", 9}});
  CHECK(data.kind() == "arrays");
  CHECK(data.task() == Task::kRegression);
  CHECK(data.targets() == Targets::kReal);
  CHECK(data.classes() == 0);
  CHECK(data.dimensions() == 2);
  CHECK(data.train_size() == 3);
  CHECK(data.test_size() == 0);
  CHECK(std::ranges::equal(data.train_x(), x));
  CHECK(std::ranges::equal(data.train_y(), y));
  CHECK(data.test_x().empty());
  CHECK(values_of(data.train().points()) == x);
  CHECK(data.train().labels.empty());
  CHECK(data.transform(x) == x);
}

TEST_CASE("Given rows are split at random by class, and keep their order in each split") {
  std::vector<float> x;
  std::vector<float> y;
  // 30 rows of class 0, 20 of class 1, 50 of class 2, one after the other
  for (int row = 0; row < 100; ++row) {
    x.push_back(static_cast<float>(row));
    const int label = row < 30 ? 0 : row < 50 ? 1 : 2;
    for (int k = 0; k < 3; ++k) y.push_back(k == label ? 1.0F : 0.0F);
  }
  const auto split = [&](int seed) {
    return make({{"kind", "arrays"},
                 {"x", x},
                 {"y", y},
                 {"inputs", 1},
                 {"outputs", 3},
                 {"testFraction", 0.2},
                 {"seed", seed}});
  };
  const Dataset data = split(1);
  CHECK(data.task() == Task::kClassification);
  CHECK(data.classes() == 3);
  CHECK(data.train_size() == 80);
  CHECK(data.test_size() == 20);
  CHECK(std::ranges::is_sorted(data.train_x()));
  CHECK(std::ranges::is_sorted(data.test_x()));
  CHECK(std::ranges::count(data.test().labels, 0) == 6);
  CHECK(std::ranges::count(data.test().labels, 1) == 4);
  CHECK(std::ranges::count(data.test().labels, 2) == 10);
  std::set<float> all(data.train_x().begin(), data.train_x().end());
  all.insert(data.test_x().begin(), data.test_x().end());
  CHECK(all.size() == 100);
  CHECK_FALSE(std::ranges::equal(data.test_x(), split(2).test_x()));
}

TEST_CASE("The classes of given rows are read from their targets") {
  const auto labels = [](std::vector<float> y, int outputs) {
    const std::size_t rows = y.size() / static_cast<std::size_t>(outputs);
    const Dataset data = make({{"kind", "arrays"},
                               {"x", std::vector<float>(rows)},
                               {"y", std::move(y)},
                               {"inputs", 1},
                               {"outputs", outputs}});
    return std::pair(data.train().labels, data.classes());
  };
  using Labels = std::pair<std::vector<std::int32_t>, std::size_t>;
  CHECK(labels({0, 1, 1}, 1) == Labels({0, 1, 1}, 2));
  CHECK(labels({-1, 1, -1}, 1) == Labels({0, 1, 0}, 2));
  CHECK(labels({0, 0, 1, 1, 0, 0}, 3) == Labels({2, 0}, 3));
}

TEST_CASE("Each data set has its own id, which moves with it") {
  Dataset first = make({{"kind", "xor"}});
  const Dataset second = make({{"kind", "xor"}});
  CHECK(first.id() != 0);
  CHECK(first.id() != second.id());
  const std::uint64_t id = first.id();
  const Dataset moved = std::move(first);
  CHECK(moved.id() == id);
  CHECK(moved.train_size() == 250);
}

TEST_CASE("The most samples are possible") {
  const Dataset data = make({{"kind", "blobs"}, {"samples", 1000000}, {"classes", 10}});
  CHECK(data.train_size() == 500000);
  CHECK(imbalance(data.train(), 10) == 0);
}

TEST_CASE("Data sets have the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  const std::map<std::string_view, std::uint64_t> golden = {
      {"circles", 0x4ac57c4792a1ec7cU},     {"xor", 0x826d8e10605ca7a6U},
      {"gaussians", 0xc2607964991a80f3U},   {"spirals", 0xaf3f8552a8a8b11bU},
      {"moons", 0x9f47bf27f77c296fU},       {"blobs", 0xd25b2d200e5fbe6eU},
      {"blobs-mod-2", 0x0dba58d7da07676cU}, {"checkerboard", 0x5d8c2871e82ab1daU},
      {"rings", 0x47af7efbfab083c1U},       {"pinwheel", 0x1ae372f42b90cdcaU},
      {"plane", 0x715a3cd43b0fd03dU},       {"gaussian-bumps", 0xb270764e10311110U},
      {"sine-1d", 0x594298f1e5bf3a58U},     {"step-1d", 0x0d951361f0defd22U},
  };
  for (const DatasetGenerator& generator : dataset_table()) {
    Array features{"x1", "x1^2", "sin x1"};
    if (generator.dimensions == 2) features.emplace_back("x1 x2");
    const std::uint64_t hash = hash_of(make({{"kind", generator.entry.name},
                                             {"noise", 0.3},
                                             {"seed", 7},
                                             {"testFraction", 0.25},
                                             {"standardize", true},
                                             {"features", std::move(features)}}));
    std::ostringstream line;
    line << "{\"" << generator.entry.name << "\", 0x" << std::hex << std::setw(16)
         << std::setfill('0') << hash << "U},";
    CAPTURE(line.str());
    const auto found = golden.find(generator.entry.name);
    CHECK((found != golden.end() && found->second == hash));
  }
  CHECK(golden.size() == dataset_table().size());
}

}  // namespace
}  // namespace gradient::dataset_test
