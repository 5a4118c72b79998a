#include "gradient/epoch_order.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::epoch_order_test {

namespace {

std::vector<std::uint32_t> rows_of_pass(EpochOrder& order, std::size_t size, std::size_t batch,
                                        bool shuffle) {
  std::vector<std::uint32_t> rows;
  const std::uint64_t epoch = order.epoch();
  while (order.epoch() == epoch) {
    const auto next = order.next(size, batch, shuffle);
    rows.insert(rows.end(), next.begin(), next.end());
  }
  return rows;
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> rows) {
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::uint32_t> first_rows(std::size_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

}  // namespace

TEST_CASE("unshuffled batches are consecutive rows and the last one may be short",
          "[epoch_order]") {
  EpochOrder order(Random(1));
  CHECK(order.next(10, 4, false).size() == 4);
  CHECK(order.next(10, 4, false)[0] == 4);
  const auto last = order.next(10, 4, false);
  CHECK(last.size() == 2);
  CHECK(last[1] == 9);
  CHECK(order.epoch() == 1);
  CHECK(order.next(10, 4, false)[0] == 0);
}

TEST_CASE("a shuffled epoch has every row once, and each epoch another order", "[epoch_order]") {
  EpochOrder order(Random(1));
  const auto first = rows_of_pass(order, 100, 7, true);
  const auto second = rows_of_pass(order, 100, 7, true);
  CHECK(sorted(first) == first_rows(100));
  CHECK(sorted(second) == first_rows(100));
  CHECK(first != second);
  CHECK(first != first_rows(100));
}

TEST_CASE("data of another size starts a new epoch", "[epoch_order]") {
  EpochOrder order(Random(1));
  static_cast<void>(order.next(10, 4, false));
  CHECK(order.next(6, 4, false)[0] == 0);
  CHECK(order.next(6, 4, false).size() == 2);
  CHECK(order.epoch() == 1);
}

TEST_CASE("from a saved position the same rows follow", "[epoch_order]") {
  const auto taken = GENERATE(0U, 1U, 3U, 25U, 26U, 40U);
  EpochOrder order(Random(5));
  for (unsigned i = 0; i < taken; ++i) static_cast<void>(order.next(100, 4, true));
  EpochOrder restored(Random(77));
  restored.restore(order.position());
  CHECK(restored.epoch() == order.epoch());
  for (int i = 0; i < 60; ++i) {
    const auto expected = order.next(100, 4, true);
    const auto found = restored.next(100, 4, true);
    REQUIRE(std::ranges::equal(expected, found));
  }
}

}  // namespace gradient::epoch_order_test
