#pragma once

#include <cstddef>

namespace gradient {

/// A matrix in memory that the view does not own: M(i, j) = data[i * row_stride + j *
/// column_stride] for i < rows, j < columns. Strides count values. `Real` is const where the matrix
/// is only read.
template <class Real>
struct MatrixView {
  Real* data;
  std::size_t rows;
  std::size_t columns;
  std::size_t row_stride;
  std::size_t column_stride = 1;

  [[nodiscard]] constexpr Real& operator()(std::size_t i, std::size_t j) const {
    return data[i * row_stride + j * column_stride];
  }

  /// M^T, a view of the same values.
  [[nodiscard]] constexpr MatrixView transposed() const {
    return {data, columns, rows, column_stride, row_stride};
  }

  /// The submatrix of `block_rows` rows from row i on and `block_columns` columns from column j on.
  [[nodiscard]] constexpr MatrixView block(std::size_t i, std::size_t j, std::size_t block_rows,
                                           std::size_t block_columns) const {
    return {data + i * row_stride + j * column_stride, block_rows, block_columns, row_stride,
            column_stride};
  }

  /// Whether the values of a row are adjacent.
  [[nodiscard]] constexpr bool is_row_major() const { return column_stride == 1; }
};

}  // namespace gradient
