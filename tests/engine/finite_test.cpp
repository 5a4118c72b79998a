#include "gradient/finite.hpp"

#include <limits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::finite_test {

TEST_CASE("a NaN or an infinity is found at every place of rows of every length", "[finite]") {
  constexpr float kLargest = std::numeric_limits<float>::max();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  CHECK(all_finite({}));
  for (std::size_t size = 1; size < 20; ++size) {
    std::vector<float> values(size, kLargest);
    REQUIRE(all_finite(values));
    for (std::size_t i = 0; i < size; ++i) {
      CAPTURE(size, i);
      for (const float bad : {kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN()}) {
        values[i] = bad;
        CHECK_FALSE(all_finite(values));
      }
      values[i] = -0.0F;
    }
  }
}

}  // namespace gradient::finite_test
