#include "gradient/matrix_view.hpp"

#include <array>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::matrix_view_test {
namespace {

/// 2 x 3, its rows padded to 4 values.
constexpr std::array kValues{1, 2, 3, 0, 4, 5, 6, 0};
constexpr MatrixView<const int> kMatrix{kValues.data(), 2, 3, 4};

}  // namespace

TEST_CASE("a view reads M(i, j) by its strides", "[matrix_view]") {
  CHECK(kMatrix(0, 2) == 3);
  CHECK(kMatrix(1, 0) == 4);
  CHECK(kMatrix.is_row_major());
}

TEST_CASE("the transpose has rows for columns and the same values", "[matrix_view]") {
  const auto transpose = kMatrix.transposed();
  CHECK(transpose.rows == 3);
  CHECK(transpose.columns == 2);
  CHECK_FALSE(transpose.is_row_major());
  for (std::size_t i = 0; i < kMatrix.rows; ++i) {
    for (std::size_t j = 0; j < kMatrix.columns; ++j) CHECK(transpose(j, i) == kMatrix(i, j));
  }
  CHECK(transpose.transposed().is_row_major());
}

TEST_CASE("a block is a submatrix, of a transpose too", "[matrix_view]") {
  const auto block = kMatrix.block(1, 1, 1, 2);
  CHECK(block.rows == 1);
  CHECK(block.columns == 2);
  CHECK(block(0, 0) == 5);
  CHECK(block(0, 1) == 6);
  CHECK(kMatrix.transposed().block(1, 1, 2, 1)(1, 0) == 6);
}

TEST_CASE("writing through a view changes the matrix", "[matrix_view]") {
  std::array<int, 4> values{};
  const MatrixView<int> view{values.data(), 2, 2, 2};
  view.transposed()(0, 1) = 7;
  CHECK(values == std::array{0, 0, 7, 0});
}

}  // namespace gradient::matrix_view_test
