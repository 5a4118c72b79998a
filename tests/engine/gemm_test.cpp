#include "gradient/gemm.hpp"

#include <catch2/catch_amalgamated.hpp>
#include <vector>

#include "gradient/layout.hpp"
#include "gradient/random.hpp"

using gradient::LeftFactor;
using gradient::padded;
using gradient::Random;

namespace {

template <class Real>
std::vector<Real> random_values(std::size_t count, Random& random) {
  std::vector<Real> values(count);
  for (Real& value : values) value = static_cast<Real>(random.uniform(-1.0, 1.0));
  return values;
}

/// The product summed in double, straight from the definition.
template <class Real>
double exact(LeftFactor<Real> a, const std::vector<Real>& b, std::size_t b_stride, double bias,
             std::size_t depth, std::size_t i, std::size_t j) {
  double sum = bias;
  for (std::size_t k = 0; k < depth; ++k) {
    sum += static_cast<double>(a.data[i * a.row_stride + k * a.depth_stride]) *
           static_cast<double>(b[k * b_stride + j]);
  }
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("gemm is the product of its factors plus the bias, for every tile shape", "[gemm]",
                   float, double) {
  Random random(1);
  const double tolerance = std::is_same_v<TestType, float> ? 2e-5 : 1e-13;
  for (const std::size_t rows : {1U, 2U, 3U, 4U, 5U, 6U, 9U, 10U, 17U}) {
    for (const std::size_t columns : {1U, 4U, 5U, 8U, 12U, 31U}) {
      for (const std::size_t depth : {1U, 2U, 7U, 64U}) {
        const bool transposed = depth % 2 == 0;
        const std::size_t width = padded(columns);
        const auto a_values = random_values<TestType>(rows * depth, random);
        const LeftFactor<TestType> a{a_values.data(), transposed ? 1 : depth,
                                     transposed ? rows : 1};
        const auto b = random_values<TestType>(depth * width, random);
        const auto bias = random_values<TestType>(width, random);
        std::vector<TestType> c(rows * width);
        gemm(rows, width, depth, a, b.data(), width, bias.data(), c.data(), width);
        std::vector<TestType> without_bias(rows * width);
        gemm(rows, width, depth, a, b.data(), width, static_cast<const TestType*>(nullptr),
             without_bias.data(), width);
        double worst = 0.0;
        for (std::size_t i = 0; i < rows; ++i) {
          for (std::size_t j = 0; j < width; ++j) {
            const double product = exact(a, b, width, 0.0, depth, i, j);
            const double with_bias = product + static_cast<double>(bias[j]);
            worst = std::max(worst, std::abs(with_bias - static_cast<double>(c[i * width + j])));
            worst = std::max(worst,
                             std::abs(product - static_cast<double>(without_bias[i * width + j])));
          }
        }
        CAPTURE(rows, columns, depth);
        REQUIRE(worst < tolerance);
      }
    }
  }
}

TEST_CASE("gemm sums in the order of the depth, whatever the tiling", "[gemm]") {
  Random random(2);
  constexpr std::size_t kDepth = 37;
  const std::size_t width = padded(13);
  const auto a = random_values<float>(11 * kDepth, random);
  const auto b = random_values<float>(kDepth * width, random);
  std::vector<float> c(11 * width);
  gemm(11, width, kDepth, LeftFactor<float>{a.data(), kDepth, 1}, b.data(), width,
       static_cast<const float*>(nullptr), c.data(), width);
  if constexpr (!gradient::simd::kFused) {
    for (std::size_t i = 0; i < 11; ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        float sum = 0.0F;
        for (std::size_t k = 0; k < kDepth; ++k) {
          const float product = a[i * kDepth + k] * b[k * width + j];
          sum += product;
        }
        REQUIRE(c[i * width + j] == sum);
      }
    }
  }
}

TEMPLATE_TEST_CASE("transpose swaps rows and columns and clears the padding", "[gemm]", float,
                   double) {
  Random random(3);
  for (const std::size_t rows : {1U, 3U, 4U, 9U}) {
    for (const std::size_t columns : {1U, 4U, 6U, 13U}) {
      const std::size_t stride = padded(columns);
      const std::size_t t_stride = padded(rows);
      const auto m = random_values<TestType>(rows * stride, random);
      std::vector<TestType> t(columns * t_stride, TestType(9));
      gradient::transpose(rows, columns, m.data(), stride, t.data(), t_stride);
      for (std::size_t j = 0; j < columns; ++j) {
        for (std::size_t i = 0; i < t_stride; ++i) {
          REQUIRE(t[j * t_stride + i] == (i < rows ? m[i * stride + j] : TestType(0)));
        }
      }
    }
  }
}

TEMPLATE_TEST_CASE("column_sums adds the rows up", "[gemm]", float, double) {
  const std::vector<TestType> m{1, 2, 3, 4, 10, 20, 30, 40, 100, 200, 300, 400};
  std::vector<TestType> sums(4);
  gradient::column_sums(3, 4, m.data(), 4, sums.data());
  REQUIRE(sums == std::vector<TestType>{111, 222, 333, 444});
}
