#include <algorithm>
#include <cmath>
#include <vector>

#include "gradient/initializers.hpp"

namespace gradient {
namespace {

/// Distributed as the Q of the QR decomposition of a matrix of normal deviates, with a positive
/// diagonal of R, but without decomposing: the Householder vectors are drawn instead (G. W.
/// Stewart, SIAM J. Numer. Anal. 17(3), 1980; F. Mezzadri, Notices AMS 54(5), 2007). `q` is
/// [rows][columns] with rows >= columns.
void random_tall_orthogonal(std::size_t rows, std::size_t columns, Random& random,
                            std::span<double> q) {
  std::ranges::fill(q, 0.0);
  std::vector<double> reflector(rows);
  std::vector<double> products(columns);
  // Q = H_0 H_1 … D I, multiplied from the right: H_k changes only the lower right block from (k,
  // k) on.
  for (std::size_t k = columns; k-- > 0;) {
    double square = 0.0;
    while (square == 0.0) {
      for (std::size_t i = k; i < rows; ++i) {
        reflector[i] = random.normal();
        square += reflector[i] * reflector[i];
      }
    }
    const double norm = std::sqrt(square);
    const double sign = reflector[k] < 0.0 ? -1.0 : 1.0;
    // v = x + sign(x_0) |x| e_0, and v^T v / 2 = |x| (|x| + |x_0|)
    const double half_square = norm * (norm + std::abs(reflector[k]));
    reflector[k] += sign * norm;

    q[k * columns + k] = -sign;
    std::fill(products.begin() + static_cast<std::ptrdiff_t>(k), products.end(), 0.0);
    for (std::size_t i = k; i < rows; ++i) {
      const double* row = q.data() + i * columns;
      const double factor = reflector[i];
      for (std::size_t j = k; j < columns; ++j) products[j] += factor * row[j];
    }
    for (std::size_t i = k; i < rows; ++i) {
      double* row = q.data() + i * columns;
      const double factor = reflector[i] / half_square;
      for (std::size_t j = k; j < columns; ++j) row[j] -= factor * products[j];
    }
  }
}

}  // namespace

void random_orthogonal(std::size_t rows, std::size_t columns, Random& random,
                       std::span<double> matrix) {
  if (rows >= columns) {
    random_tall_orthogonal(rows, columns, random, matrix);
    return;
  }
  std::vector<double> transposed(rows * columns);
  random_tall_orthogonal(columns, rows, random, transposed);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) matrix[i * columns + j] = transposed[j * rows + i];
  }
}

}  // namespace gradient
