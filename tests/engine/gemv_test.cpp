#include "gradient/gemv.hpp"

#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/gemm.hpp"
#include "gradient/layout.hpp"
#include "gradient/random.hpp"

namespace gradient::gemv_test {

TEMPLATE_TEST_CASE("the product for a single output has the bits of the product for many", "[gemv]",
                   float, double) {
  Random random(5);
  const std::size_t width = padded(1);
  for (const std::size_t rows : {1U, 2U, 3U, 7U, 8U, 9U, 16U, 23U, 64U}) {
    for (const std::size_t depth : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 13U, 64U, 129U}) {
      CAPTURE(rows, depth);
      std::vector<TestType> a(rows * depth);
      std::vector<TestType> w(depth * width);
      for (TestType& value : a) value = static_cast<TestType>(random.uniform(-1.0, 1.0));
      for (std::size_t k = 0; k < depth; ++k) {
        w[k * width] = static_cast<TestType>(random.uniform(-1.0, 1.0));
      }
      const std::vector<TestType> bias(width, TestType(0.3));
      std::vector<TestType> c(rows * width);
      const MatrixView<const TestType> a_view{a.data(), rows, depth, depth};
      gemm(a_view, MatrixView<const TestType>{w.data(), depth, 1, width}, bias.data(),
           MatrixView<TestType>{c.data(), rows, width, width});
      std::vector<TestType> y(rows + 1, TestType(99));
      gemv(a_view, w.data(), width, bias[0], y.data());
      for (std::size_t i = 0; i < rows; ++i) CHECK(y[i] == c[i * width]);
      CHECK(y[rows] == TestType(99));
    }
  }
}

}  // namespace gradient::gemv_test
