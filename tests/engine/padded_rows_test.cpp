#include "gradient/padded_rows.hpp"

#include <cstddef>
#include <span>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

using namespace gradient;

namespace {

/// 1, 2, 3, … in a buffer of exactly that size, so that a sanitizer sees what is read beyond it.
std::vector<float> counted(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i + 1);
  return values;
}

constexpr std::size_t kRows = 5;

}  // namespace

TEST_CASE("a row is copied with zeros up to whole lanes, in any order", "[padded_rows]") {
  const std::size_t width = GENERATE(1U, 2U, 3U, 4U, 5U, 7U, 8U, 13U);
  const std::vector<float> values = counted(kRows * width);
  const RowCopier copier(values, width);
  for (const std::size_t row : {4U, 0U, 2U}) {
    std::vector<float> target(padded(width), -1.0F);
    copier.copy(row, target.data());
    for (std::size_t i = 0; i < target.size(); ++i) {
      CAPTURE(width, row, i);
      CHECK(target[i] == (i < width ? values[row * width + i] : 0.0F));
    }
  }
}

TEST_CASE("padding is left out again, and nothing written behind the last row", "[padded_rows]") {
  const std::size_t width = GENERATE(1U, 2U, 3U, 4U, 5U, 7U, 8U, 13U);
  const std::vector<float> values = counted(kRows * width);
  const RowCopier copier(values, width);
  std::vector<float> rows(kRows * padded(width));
  for (std::size_t row = 0; row < kRows; ++row) {
    copier.copy(row, rows.data() + row * padded(width));
  }
  std::vector<float> copied(kRows * width);
  copy_without_padding(rows.data(), kRows, width, copied.data());
  CAPTURE(width);
  CHECK(copied == values);
}
