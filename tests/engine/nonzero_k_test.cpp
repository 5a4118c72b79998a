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

/// A of kRows x kDepth values, row-major or transposed.
struct Rows {
  explicit Rows(bool is_transposed) : transposed(is_transposed) {}

  float& at(std::size_t i, std::size_t k) {
    return values[transposed ? k * kRows + i : i * kDepth + k];
  }
  [[nodiscard]] std::vector<std::uint32_t> nonzero_k() const {
    std::vector<std::uint32_t> list(kDepth);
    const auto a = transposed
                       ? MatrixView<const float>{values.data(), kDepth, kRows, kRows}.transposed()
                       : MatrixView<const float>{values.data(), kRows, kDepth, kDepth};
    list.resize(list_nonzero_k<kRows>(a, list.data()));
    return list;
  }

  bool transposed;
  std::array<float, kRows * kDepth> values{};
};

}  // namespace

TEST_CASE("k is listed where A is not 0 in some row, transposed or not", "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  CHECK(rows.nonzero_k().empty());

  rows.at(5, 0) = 1.0F;
  rows.at(2, 9) = -std::numeric_limits<float>::denorm_min();
  rows.at(0, 9) = 3.0F;
  rows.at(1, 20) = std::numeric_limits<float>::quiet_NaN();
  rows.at(0, 36) = -std::numeric_limits<float>::infinity();
  CHECK(rows.nonzero_k() == std::vector<std::uint32_t>{0, 9, 20, 36});
}

TEST_CASE("a negative zero is a zero", "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  rows.values.fill(-0.0F);
  CHECK(rows.nonzero_k().empty());
}

TEST_CASE("every k is listed where no value is 0", "[nonzero_k]") {
  Rows rows(GENERATE(false, true));
  rows.values.fill(0.5F);
  const std::vector<std::uint32_t> list = rows.nonzero_k();
  REQUIRE(list.size() == kDepth);
  for (std::size_t k = 0; k < kDepth; ++k) CHECK(list[k] == k);
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
