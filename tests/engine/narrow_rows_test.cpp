#include "gradient/narrow_rows.hpp"

#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/activations.hpp"

namespace gradient::narrow_rows_test {
namespace {

/// Rows of `units` different values and zeros up to a vector.
std::vector<float> narrow_rows(std::size_t rows, std::size_t units) {
  std::vector<float> z(rows * simd::kLanes);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      z[row * simd::kLanes + unit] = 0.37F * static_cast<float>(row) - static_cast<float>(unit) - 4;
    }
  }
  return z;
}

}  // namespace

TEST_CASE("narrow rows are activated as wide ones are, with zeros for padding", "[narrow_rows]") {
  const auto value = find_activation("sigmoid")->float_kernels.value;
  for (std::size_t units = 1; units <= kNarrowUnits; ++units) {
    for (const std::size_t rows : {1U, 2U, 3U, 4U, 5U, 10U, 63U, 64U, 65U, 131U}) {
      const std::vector<float> z = narrow_rows(rows, units);
      std::vector<float> expected(z.size());
      value(z.data(), expected.data(), z.size(), nullptr);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        if (i % simd::kLanes >= units) expected[i] = 0.0F;
      }
      std::vector<float> a(z.size() + 1, 7.0F);
      activate_narrow_rows(value, nullptr, z.data(), a.data(), rows, units);
      CAPTURE(rows, units);
      CHECK(a.back() == 7.0F);
      a.pop_back();
      CHECK(a == expected);
    }
  }
}

}  // namespace gradient::narrow_rows_test
