#include "gradient/column_sums.hpp"

#include <cstddef>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/layout.hpp"
#include "gradient/random.hpp"

namespace gradient::column_sums_test {

TEMPLATE_TEST_CASE("column_sums adds up the rows of every width, each column in their order",
                   "[column_sums]", float, double) {
  Random random(3);
  const std::size_t rows = GENERATE(1U, 7U);
  for (std::size_t columns = 1; columns <= 10 * padded(1); ++columns) {
    CAPTURE(rows, columns);
    const std::size_t stride = padded(columns) + padded(1);
    std::vector<TestType> m(rows * stride);
    for (TestType& value : m) value = static_cast<TestType>(random.uniform(-1.0, 1.0));
    std::vector<TestType> expected(columns, TestType(0));
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) expected[j] += m[i * stride + j];
    }
    std::vector<TestType> sums(padded(columns));
    column_sums(MatrixView<const TestType>{m.data(), rows, columns, stride}, sums.data());
    sums.resize(columns);
    REQUIRE(sums == expected);
  }
}

}  // namespace gradient::column_sums_test
