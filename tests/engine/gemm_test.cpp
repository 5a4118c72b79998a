#include "gradient/gemm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/layout.hpp"
#include "gradient/random.hpp"

namespace gradient::gemm_test {

namespace {

template <class Real>
std::vector<Real> random_values(std::size_t count, Random& random) {
  std::vector<Real> values(count);
  for (Real& value : values) value = static_cast<Real>(random.uniform(-1.0, 1.0));
  return values;
}

template <class Real>
MatrixView<const Real> read_only(const MatrixView<Real>& m) {
  return {m.data, m.rows, m.columns, m.row_stride, m.column_stride};
}

/// A product and its operands. Columns of C from `columns` to `width` are padding.
template <class Real>
struct Product {
  Product(std::size_t m, std::size_t n, std::size_t k, bool a_transposed, bool b_transposed,
          Random& random)
      : rows(m), columns(n), width(padded(n)), depth(k) {
    a_values = random_values<Real>(m * k, random);
    b_values = random_values<Real>(k * width, random);
    bias = random_values<Real>(width, random);
    a = a_transposed ? MatrixView<Real>{a_values.data(), k, m, m}.transposed()
                     : MatrixView<Real>{a_values.data(), m, k, k};
    b = b_transposed ? MatrixView<Real>{b_values.data(), n, k, k}.transposed()
                     : MatrixView<Real>{b_values.data(), k, n, width};
    if (!b_transposed) {
      for (std::size_t i = 0; i < k; ++i) {
        std::fill_n(b_values.begin() + static_cast<std::ptrdiff_t>(i * width + n), width - n,
                    Real(0));
      }
    }
  }

  [[nodiscard]] std::vector<Real> computed(bool with_bias) const {
    std::vector<Real> c(rows * width, Real(99));
    gemm(read_only(a), read_only(b), with_bias ? bias.data() : nullptr,
         MatrixView<Real>{c.data(), rows, width, width});
    return c;
  }

  /// One element by the definition, summed in Accumulator in the order of k.
  template <class Accumulator>
  [[nodiscard]] Accumulator exact(std::size_t i, std::size_t j, bool with_bias) const {
    auto sum = static_cast<Accumulator>(with_bias ? bias[j] : Real(0));
    for (std::size_t k = 0; j < columns && k < depth; ++k) {
      const auto product = static_cast<Accumulator>(a(i, k)) * static_cast<Accumulator>(b(k, j));
      sum += product;
    }
    return sum;
  }

  std::size_t rows, columns, width, depth;
  std::vector<Real> a_values, b_values, bias;
  MatrixView<Real> a{};
  MatrixView<Real> b{};
};

template <class Real>
double worst_error(const Product<Real>& product, bool with_bias) {
  const std::vector<Real> c = product.computed(with_bias);
  double worst = 0.0;
  for (std::size_t i = 0; i < product.rows; ++i) {
    for (std::size_t j = 0; j < product.width; ++j) {
      const auto found = static_cast<double>(c[i * product.width + j]);
      worst = std::max(worst, std::abs(product.template exact<double>(i, j, with_bias) - found));
    }
  }
  return worst;
}

}  // namespace

TEMPLATE_TEST_CASE("gemm is the product of its factors plus the bias, for every tile shape",
                   "[gemm]", float, double) {
  Random random(1);
  const double tolerance = std::is_same_v<TestType, float> ? 2e-5 : 1e-13;
  const bool a_transposed = GENERATE(false, true);
  const bool b_transposed = GENERATE(false, true);
  for (const std::size_t rows : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U, 17U, 40U}) {
    for (const std::size_t columns : {1U, 4U, 5U, 8U, 12U, 31U}) {
      for (const std::size_t depth : {1U, 2U, 7U, 64U, 150U}) {
        if (b_transposed && depth == 1) continue;  // such a column is a row
        const Product<TestType> product(rows, columns, depth, a_transposed, b_transposed, random);
        CAPTURE(rows, columns, depth, a_transposed, b_transposed);
        REQUIRE(worst_error(product, true) < tolerance);
        REQUIRE(worst_error(product, false) < tolerance);
      }
    }
  }
}

TEST_CASE("gemm is right with several blocks of rows, columns and depth", "[gemm]") {
  Random random(4);
  const bool b_transposed = GENERATE(false, true);
  const Product<float> product(197, 525, 530, b_transposed, b_transposed, random);
  CHECK(worst_error(product, true) < 1e-4);
}

TEST_CASE("gemm sums in the order of k, whatever the tiling and the blocks", "[gemm]") {
  Random random(2);
  const std::size_t rows = GENERATE(11U, 70U);
  const bool b_transposed = GENERATE(false, true);
  const Product<float> product(rows, 13, 520, false, b_transposed, random);
  const std::vector<float> c = product.computed(true);
  if constexpr (!gradient::simd::kFused) {
    for (std::size_t i = 0; i < product.rows; ++i) {
      for (std::size_t j = 0; j < product.columns; ++j) {
        REQUIRE(c[i * product.width + j] == product.exact<float>(i, j, true));
      }
    }
  }
}

namespace {

/// As a batch of images or of outputs of ReLU: at most k, A is 0, of either sign, in several rows.
Product<float> product_of_zeros(std::size_t rows, bool a_transposed, bool b_transposed) {
  Random random(5);
  Product<float> product(rows, 140, 530, a_transposed, b_transposed, random);
  for (std::size_t i = 0; i < product.rows; ++i) {
    for (std::size_t k = 0; k < product.depth; ++k) {
      if ((i / 12 + k) % 5 == 0) continue;
      product.a(i, k) *= 0.0F;
    }
  }
  return product;
}

}  // namespace

TEST_CASE("gemm leaves out zeros that rows have in common, and nothing else", "[gemm]") {
  const std::size_t rows = GENERATE(24U, 64U, 197U);
  const Product<float> product =
      product_of_zeros(rows, GENERATE(false, true), GENERATE(false, true));
  const std::vector<float> c = product.computed(true);
  CHECK(worst_error(product, true) < 1e-4);
  CHECK(worst_error(product, false) < 1e-4);
  if constexpr (!gradient::simd::kFused) {
    for (std::size_t i = 0; i < product.rows; ++i) {
      for (std::size_t j = 0; j < product.columns; ++j) {
        REQUIRE(c[i * product.width + j] == product.exact<float>(i, j, true));
      }
    }
  }
}

TEST_CASE("gemm makes NaN of zero times infinity where all rows have the zero", "[gemm]") {
  const bool b_transposed = GENERATE(false, true);
  const float odd =
      GENERATE(std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN());
  const Product<float> product = product_of_zeros(64, GENERATE(false, true), b_transposed);
  const std::size_t column = GENERATE(0U, 77U, 139U);
  constexpr std::size_t kK = 301;
  product.b(kK, column) = odd;
  for (std::size_t i = 0; i < product.rows; ++i) product.a(i, kK) = 0.0F;
  const std::vector<float> c = product.computed(true);
  for (std::size_t i = 0; i < product.rows; ++i) {
    for (std::size_t j = 0; j < product.columns; ++j) {
      REQUIRE(std::isnan(c[i * product.width + j]) == (j == column));
    }
  }
}

}  // namespace gradient::gemm_test
