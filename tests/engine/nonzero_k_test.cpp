#include "gradient/nonzero_k.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/random.hpp"

namespace gradient::nonzero_k_test {

using gradient::simd::kLanes;

namespace {

constexpr std::size_t kRows = 6;
constexpr std::size_t kDepth = 37;

/// kRows x kDepth values as they lie in a matrix or in its transpose.
struct Rows {
  explicit Rows(bool is_transposed) : transposed(is_transposed) {}

  float& at(std::size_t i, std::size_t k) {
    return values[transposed ? k * kRows + i : i * kDepth + k];
  }
  [[nodiscard]] std::vector<std::uint32_t> nonzero_k() const {
    std::vector<std::uint32_t> steps(kDepth);
    const LeftFactor<float> a = {values.data(), transposed ? 1 : kDepth, transposed ? kRows : 1};
    steps.resize(list_nonzero_k<kRows>(kDepth, a, steps.data()));
    return steps;
  }

  bool transposed;
  std::array<float, kRows * kDepth> values{};
};

}  // namespace

TEST_CASE("a step is listed where any of the rows has a value, however the rows lie",
          "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  CHECK(rows.nonzero_k().empty());

  rows.at(5, 0) = 1.0F;
  rows.at(2, 9) = -std::numeric_limits<float>::denorm_min();
  rows.at(0, 9) = 3.0F;
  rows.at(1, 20) = std::numeric_limits<float>::quiet_NaN();
  rows.at(0, 36) = -std::numeric_limits<float>::infinity();
  CHECK(rows.nonzero_k() == std::vector<std::uint32_t>{0, 9, 20, 36});
}

TEST_CASE("a zero with a sign is a zero", "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  rows.values.fill(-0.0F);
  CHECK(rows.nonzero_k().empty());
}

TEST_CASE("every step is listed where all have values", "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  rows.values.fill(0.5F);
  const std::vector<std::uint32_t> steps = rows.nonzero_k();
  REQUIRE(steps.size() == kDepth);
  for (std::size_t k = 0; k < kDepth; ++k) CHECK(steps[k] == k);
}

TEST_CASE("one infinity or NaN anywhere makes values not finite", "[nonzero_k]") {
  const float odd =
      GENERATE(std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
               std::numeric_limits<float>::quiet_NaN());
  Random random(1);
  for (const std::size_t vectors : {1U, 3U, 4U, 5U, 11U}) {
    std::vector<float> values(vectors * kLanes);
    for (float& value : values) value = static_cast<float>(random.uniform(-3e38, 3e38));
    REQUIRE(all_finite(values.size(), values.data()));
    for (float& value : values) {
      const float before = value;
      value = odd;
      REQUIRE_FALSE(all_finite(values.size(), values.data()));
      value = before;
    }
  }
}

}  // namespace gradient::nonzero_k_test
