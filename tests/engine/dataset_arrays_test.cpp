#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/dataset.hpp"
#include "support/datasets.hpp"

namespace gradient::dataset_arrays_test {
namespace {

using namespace gradient::testing;

TEST_CASE("Given rows keep their order, all of them training rows") {
  const std::vector<float> x{1, 2, 3, 4, 5, 6};
  const std::vector<float> y{0.5, 1.5, 2.5};
  const Dataset data = make_dataset(
      {{"kind", "arrays"}, {"x", x}, {"y", y}, {"inputs", 2}, {"outputs", 1}, {"seed", 9}});
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
    return make_dataset({{"kind", "arrays"},
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
    const Dataset data = make_dataset({{"kind", "arrays"},
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

TEST_CASE("Given labels are encoded as the targets say") {
  const auto targets = [](const char* encoding, int classes) {
    const Dataset data = make_dataset({{"kind", "arrays"},
                                       {"x", std::vector<float>{5, 6, 7}},
                                       {"inputs", 1},
                                       {"labels", std::vector<std::int32_t>{1, 0, 1}},
                                       {"classes", classes},
                                       {"targets", encoding}});
    CHECK(data.classes() == static_cast<std::size_t>(classes));
    CHECK(data.train().labels == std::vector<std::int32_t>{1, 0, 1});
    return std::vector<float>(data.train_y().begin(), data.train_y().end());
  };
  CHECK(targets("binary", 2) == std::vector<float>{1, 0, 1});
  CHECK(targets("sign", 2) == std::vector<float>{1, -1, 1});
  CHECK(targets("one-hot", 3) == std::vector<float>{0, 1, 0, 1, 0, 0, 0, 1, 0});
}

TEST_CASE("Given bytes are divided by the divisor, and split and standardised like numbers") {
  std::vector<std::uint8_t> bytes;
  std::vector<float> numbers;
  for (int i = 0; i < 40; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(i * i % 17));
    numbers.push_back(static_cast<float>(i * i % 17 / 16.0));
  }
  const auto with = [](const Value& x, const Value& divisor) {
    return make_dataset({{"kind", "arrays"},
                         {"x", x},
                         {"divisor", divisor},
                         {"inputs", 2},
                         {"labels", std::vector<std::int32_t>(20, 1)},
                         {"classes", 2},
                         {"standardize", true},
                         {"testFraction", 0.25},
                         {"seed", 3}});
  };
  const Dataset from_bytes = with(bytes, 16);
  const Dataset from_numbers = with(numbers, Value());
  CHECK(std::ranges::equal(from_bytes.train_x(), from_numbers.train_x()));
  CHECK(std::ranges::equal(from_bytes.test_x(), from_numbers.test_x()));
  CHECK(values_of(from_bytes.train().points()) == values_of(from_numbers.train().points()));
  CHECK(from_bytes.test_size() == 5);
}

}  // namespace
}  // namespace gradient::dataset_arrays_test
