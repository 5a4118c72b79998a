#include "gradient/padded_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::padded_rows_test {

namespace {

/// 1, 2, 3, … in a buffer of exactly that size, so that a sanitizer sees what is read beyond it.
std::vector<float> counted(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i + 1);
  return values;
}

constexpr std::size_t kRows = 5;

}  // namespace

TEST_CASE("rows are copied with zeros up to whole lanes, in any order", "[padded_rows]") {
  const std::size_t width = GENERATE(1U, 2U, 3U, 4U, 5U, 7U, 8U, 13U);
  const std::vector<float> values = counted(kRows * width);
  const std::vector<std::uint32_t> order{4, 0, 2, 2};
  std::vector<float> target(order.size() * padded(width), -1.0F);
  RowCopier(values, width).copy(order, target.data());
  for (std::size_t r = 0; r < order.size(); ++r) {
    for (std::size_t i = 0; i < padded(width); ++i) {
      CAPTURE(width, r, i);
      CHECK(target[r * padded(width) + i] == (i < width ? values[order[r] * width + i] : 0.0F));
    }
  }
}

TEST_CASE("consecutive rows are copied as the same rows by index", "[padded_rows]") {
  const std::size_t width = GENERATE(1U, 4U, 7U);
  const std::vector<float> values = counted(kRows * width);
  const RowCopier copier(values, width);
  std::vector<float> by_number(3 * padded(width));
  copier.copy(std::vector<std::uint32_t>{2, 3, 4}, by_number.data());
  std::vector<float> consecutive(3 * padded(width));
  copier.copy(2, 3, consecutive.data());
  CHECK(consecutive == by_number);
}

TEST_CASE("padding is removed, and nothing is written after the last row", "[padded_rows]") {
  const std::size_t width = GENERATE(1U, 2U, 3U, 4U, 5U, 7U, 8U, 13U);
  const std::vector<float> values = counted(kRows * width);
  std::vector<float> rows(kRows * padded(width));
  RowCopier(values, width).copy(0, kRows, rows.data());
  std::vector<float> copied(kRows * width);
  copy_without_padding(rows.data(), kRows, width, copied.data());
  CAPTURE(width);
  CHECK(copied == values);
}

}  // namespace gradient::padded_rows_test
