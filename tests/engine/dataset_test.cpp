#include "gradient/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "support/datasets.hpp"
#include "support_golden.hpp"

namespace gradient::dataset_test {
namespace {

using namespace gradient::testing;

/// FNV-1a over all arrays of both splits.
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
    const Dataset data =
        make_dataset({{"kind", generator.entry.name}, {"samples", 101}, {"noise", 0.5}});
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

TEST_CASE("The same seed gives the same data, another seed other data") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const auto hash_with_seed = [&](int seed) {
      return hash_of(
          make_dataset({{"kind", generator.entry.name}, {"seed", seed}, {"noise", 0.1}}));
    };
    CHECK(hash_with_seed(1) == hash_with_seed(1));
    CHECK(hash_with_seed(1) != hash_with_seed(2));
  }
}

TEST_CASE("Noise moves the same points by normal deviates of standard deviation 1.5 noise") {
  const auto with_noise = [](double noise) {
    return make_dataset(
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
  const Dataset still = make_dataset({{"kind", "plane"}, {"samples", 4000}, {"testFraction", 0}});
  const Dataset moved =
      make_dataset({{"kind", "plane"}, {"samples", 4000}, {"testFraction", 0}, {"noise", 1}});
  CHECK(std::ranges::equal(still.train_x(), moved.train_x()));
  double squares = 0.0;
  for (std::size_t i = 0; i < 4000; ++i) {
    squares += std::pow(
        static_cast<double>(moved.train_y()[i]) - static_cast<double>(still.train_y()[i]), 2);
  }
  CHECK(std::abs(squares / 4000 / 0.25 - 1.0) < 5.0 * std::sqrt(2.0 / 4000));
}

TEST_CASE("Rows are in random order, neither by class nor along a curve") {
  const Dataset data = make_dataset({{"kind", "spirals"}, {"samples", 2000}, {"testFraction", 0}});
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
    const Dataset data = make_dataset({{"kind", kind}, {"targets", targets}, {"samples", 50}});
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
  CHECK(make_dataset({{"kind", "xor"}, {"targets", "one-hot"}}).outputs() == 2);
  CHECK(make_dataset({{"kind", "blobs"}, {"classes", 7}}).outputs() == 7);
}

TEST_CASE("Features are made of the raw coordinates, in the order asked for") {
  const Dataset data =
      make_dataset({{"kind", "circles"},
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
  const Dataset line =
      make_dataset({{"kind", "sine-1d"}, {"features", Array{"x1", "x1^2", "sin x1"}}});
  CHECK(line.inputs() == 3);
  CHECK(line.dimensions() == 1);
  CHECK(line.train().x(3, 1) == line.train().points()(3, 0) * line.train().points()(3, 0));
}

TEST_CASE("The coordinates in another order are features too") {
  const Dataset swapped = make_dataset({{"kind", "xor"}, {"features", Array{"x2", "x1"}}});
  CHECK(swapped.train().x(0, 0) == swapped.train().points()(0, 1));
  CHECK(swapped.train().x(0, 1) == swapped.train().points()(0, 0));
}

TEST_CASE("Each data set has its own id, which a move preserves") {
  Dataset first = make_dataset({{"kind", "xor"}});
  const Dataset second = make_dataset({{"kind", "xor"}});
  CHECK(first.id() != 0);
  CHECK(first.id() != second.id());
  const std::uint64_t id = first.id();
  const Dataset moved = std::move(first);
  CHECK(moved.id() == id);
  CHECK(moved.train_size() == 250);
}

TEST_CASE("The largest number of samples is possible") {
  const Dataset data = make_dataset({{"kind", "blobs"}, {"samples", 1000000}, {"classes", 10}});
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
    const std::uint64_t hash = hash_of(make_dataset({{"kind", generator.entry.name},
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
