#include "gradient/row_activations.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/simd.hpp"
#include "support_golden.hpp"

namespace gradient::row_activations_test {
namespace {

template <class Real>
constexpr Real kInf = std::numeric_limits<Real>::infinity();
template <class Real>
constexpr Real kNan = std::numeric_limits<Real>::quiet_NaN();

std::size_t padded(std::size_t units) {
  return (units + simd::kLanes - 1) / simd::kLanes * simd::kLanes;
}

/// Reproducible numbers of [-scale, scale).
template <class Real>
std::vector<Real> numbers(std::size_t count, std::uint32_t seed, double scale) {
  std::vector<Real> result(count);
  std::uint32_t state = seed;
  for (Real& number : result) {
    state = state * 1664525U + 1013904223U;
    number = static_cast<Real>(scale * (static_cast<double>(state) * 0x1p-31 - 1.0));
  }
  return result;
}

/// Sets the columns from `units` on.
template <class Real>
void set_padding(std::vector<Real>& matrix, std::size_t units, std::size_t stride, Real value) {
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    if (i % stride >= units) matrix[i] = value;
  }
}

template <class Real>
std::vector<Real> softmax_of(std::vector<Real> z) {
  const std::size_t units = z.size();
  const std::size_t stride = padded(units);
  z.resize(stride, kNan<Real>);
  std::vector<Real> a(stride, Real(5));
  softmax_forward(z.data(), a.data(), 1, units, stride);
  for (std::size_t i = units; i < stride; ++i) CHECK(a[i] == Real(0));
  a.resize(units);
  return a;
}

template <class Real>
double tolerance() {
  return std::is_same_v<Real, float> ? 2e-6 : 1e-13;
}

}  // namespace

TEMPLATE_TEST_CASE("softmax is exp over the sum of exp, for any number of units", "[rows]", float,
                   double) {
  constexpr std::size_t kRows = 3;
  for (std::size_t units = 1; units <= 33; ++units) {
    const std::size_t stride = padded(units);
    CAPTURE(units);
    auto z = numbers<TestType>(kRows * stride, 7U + static_cast<std::uint32_t>(units), 20.0);
    set_padding(z, units, stride, kNan<TestType>);
    std::vector<TestType> a(z.size(), TestType(9));
    softmax_forward(z.data(), a.data(), kRows, units, stride);
    auto in_place = z;
    softmax_forward(in_place.data(), in_place.data(), kRows, units, stride);
    CHECK(in_place == a);
    for (std::size_t row = 0; row < kRows; ++row) {
      double sum = 0.0;
      for (std::size_t i = 0; i < units; ++i)
        sum += std::exp(static_cast<double>(z[row * stride + i]));
      for (std::size_t i = 0; i < stride; ++i) {
        const auto computed = static_cast<double>(a[row * stride + i]);
        if (i >= units) {
          CHECK(computed == 0.0);
        } else {
          const double exact = std::exp(static_cast<double>(z[row * stride + i])) / sum;
          CHECK(computed == Catch::Approx(exact)
                                .epsilon(tolerance<TestType>())
                                .margin(std::is_same_v<TestType, float> ? 1e-9 : 0.0));
        }
      }
    }
  }
}

TEMPLATE_TEST_CASE("softmax has a limit for every row of logits", "[rows]", float, double) {
  using Row = std::vector<TestType>;
  constexpr TestType kHuge = std::numeric_limits<TestType>::max();
  const TestType third = TestType(1) / TestType(3);
  CHECK(softmax_of(Row{kHuge, -kHuge, 0}) == Row{1, 0, 0});
  CHECK(softmax_of(Row{kHuge, kHuge}) == Row{0.5, 0.5});
  CHECK(softmax_of(Row{-kHuge, -kHuge, -kHuge}) == Row{third, third, third});
  CHECK(softmax_of(Row{kInf<TestType>, 3, -kInf<TestType>}) == Row{1, 0, 0});
  CHECK(softmax_of(Row{kInf<TestType>, 3, 1, 4, kInf<TestType>}) == Row{0.5, 0, 0, 0, 0.5});
  CHECK(softmax_of(Row{-kInf<TestType>, 2, 2}) == Row{0, 0.5, 0.5});
  CHECK(softmax_of(Row(3, -kInf<TestType>)) == Row{third, third, third});
  CHECK(softmax_of(Row(5, -kInf<TestType>)) == Row(5, TestType(1) / TestType(5)));
  CHECK(softmax_of(Row{-7}) == Row{1});
  for (const TestType value : softmax_of(Row{1, kNan<TestType>, 2, 3, kInf<TestType>})) {
    CHECK(std::isnan(value));
  }
  for (const TestType value : softmax_of(Row(2, kNan<TestType>))) CHECK(std::isnan(value));
}

TEMPLATE_TEST_CASE("softmax's backward pass is the product with its Jacobian", "[rows]", float,
                   double) {
  constexpr std::size_t kRows = 2;
  for (const std::size_t units : {1U, 2U, 3U, 4U, 5U, 8U, 10U, 31U, 100U}) {
    const std::size_t stride = padded(units);
    CAPTURE(units);
    const auto z = numbers<TestType>(kRows * stride, 3, 3.0);
    std::vector<TestType> a(z.size());
    softmax_forward(z.data(), a.data(), kRows, units, stride);
    auto da = numbers<TestType>(z.size(), 4, 2.0);
    set_padding(a, units, stride, kNan<TestType>);
    set_padding(da, units, stride, kNan<TestType>);
    std::vector<TestType> dz(z.size(), TestType(9));
    softmax_backward(a.data(), da.data(), dz.data(), kRows, units, stride);
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::size_t start = row * stride;
      for (std::size_t i = 0; i < units; ++i) {
        double exact = 0.0;
        for (std::size_t j = 0; j < units; ++j) {
          const double jacobian = static_cast<double>(a[start + j]) *
                                  ((i == j ? 1.0 : 0.0) - static_cast<double>(a[start + i]));
          exact += static_cast<double>(da[start + j]) * jacobian;
        }
        CHECK(static_cast<double>(dz[start + i]) ==
              Catch::Approx(exact).margin(tolerance<TestType>()));
      }
      for (std::size_t i = units; i < stride; ++i) CHECK(dz[start + i] == TestType(0));
    }
    softmax_backward(a.data(), da.data(), da.data(), kRows, units, stride);
    CHECK(da == dz);
  }
}

TEMPLATE_TEST_CASE("maxout takes the largest piece and sends the gradient back to it", "[rows]",
                   float, double) {
  constexpr std::size_t kRows = 3;
  for (const std::size_t pieces : {2U, 3U, 16U}) {
    for (const std::size_t units : {1U, 4U, 7U}) {
      const std::size_t stride = padded(units);
      CAPTURE(pieces, units);
      auto z = numbers<TestType>(kRows * pieces * stride, 5, 1.0);
      set_padding(z, units, stride, TestType(0));
      std::vector<TestType> a(kRows * stride, TestType(9));
      maxout_forward(z.data(), a.data(), kRows, pieces, stride);
      auto da = numbers<TestType>(a.size(), 6, 1.0);
      set_padding(da, units, stride, TestType(0));
      std::vector<TestType> dz(z.size(), TestType(9));
      maxout_backward(z.data(), a.data(), da.data(), dz.data(), kRows, pieces, stride);
      for (std::size_t row = 0; row < kRows; ++row) {
        for (std::size_t i = 0; i < stride; ++i) {
          std::vector<TestType> column(pieces);
          for (std::size_t piece = 0; piece < pieces; ++piece) {
            column[piece] = z[(row * pieces + piece) * stride + i];
          }
          const auto largest = std::ranges::max_element(column);
          CHECK(a[row * stride + i] == *largest);
          for (std::size_t piece = 0; piece < pieces; ++piece) {
            const bool is_largest = piece == static_cast<std::size_t>(largest - column.begin());
            CHECK(dz[(row * pieces + piece) * stride + i] ==
                  (is_largest ? da[row * stride + i] : TestType(0)));
          }
        }
      }
      maxout_backward(z.data(), a.data(), da.data(), z.data(), kRows, pieces, stride);
      CHECK(z == dz);
    }
  }
}

TEMPLATE_TEST_CASE("maxout: the first of equals takes the gradient, NaN takes all", "[rows]", float,
                   double) {
  const std::size_t stride = padded(4);
  constexpr TestType kLow = -kInf<TestType>;
  const std::vector<std::vector<TestType>> pieces = {
      {2, kNan<TestType>, kLow, -0.0}, {5, 1, kLow, 0.0}, {5, 7, kLow, -1}};
  std::vector<TestType> z(3 * stride), a(stride), da(stride, TestType(1)), dz(3 * stride);
  for (std::size_t piece = 0; piece < 3; ++piece) {
    std::ranges::copy(pieces[piece], z.begin() + static_cast<std::ptrdiff_t>(piece * stride));
  }
  maxout_forward(z.data(), a.data(), 1, 3, stride);
  maxout_backward(z.data(), a.data(), da.data(), dz.data(), 1, 3, stride);
  CHECK(a[0] == TestType(5));
  CHECK(std::isnan(a[1]));
  CHECK(a[2] == kLow);
  CHECK(a[3] == TestType(0));
  const auto column = [&](std::size_t i) {
    return std::vector<TestType>{dz[i], dz[stride + i], dz[2 * stride + i]};
  };
  CHECK(column(0) == std::vector<TestType>{0, 1, 0});
  for (const TestType value : column(1)) CHECK(std::isnan(value));
  CHECK(column(2) == std::vector<TestType>{1, 0, 0});
  CHECK(column(3) == std::vector<TestType>{1, 0, 0});
}

TEMPLATE_TEST_CASE("PReLU has a slope per unit and learns it", "[rows]", float, double) {
  constexpr std::size_t kRows = 9;
  for (const std::size_t units : {1U, 4U, 6U, 13U}) {
    const std::size_t stride = padded(units);
    CAPTURE(units);
    auto z = numbers<TestType>(kRows * stride, 11, 2.0);
    z[0] = TestType(0);
    set_padding(z, units, stride, TestType(0));
    auto slopes = numbers<TestType>(stride, 12, 0.5);
    auto da = numbers<TestType>(z.size(), 13, 1.0);
    set_padding(da, units, stride, TestType(0));
    std::vector<TestType> a(z.size()), dz(z.size()), slope_gradients(stride, TestType(9));
    prelu_forward(z.data(), slopes.data(), a.data(), kRows, stride);
    prelu_backward(z.data(), slopes.data(), da.data(), dz.data(), slope_gradients.data(), kRows,
                   stride);
    for (std::size_t i = 0; i < stride; ++i) {
      double slope_gradient = 0.0;
      for (std::size_t row = 0; row < kRows; ++row) {
        const std::size_t at = row * stride + i;
        const bool is_positive = z[at] > TestType(0);
        CHECK(a[at] == (is_positive ? z[at] : slopes[i] * z[at]));
        CHECK(dz[at] == (is_positive ? da[at] : slopes[i] * da[at]));
        if (!is_positive)
          slope_gradient += static_cast<double>(da[at]) * static_cast<double>(z[at]);
        if (i >= units) CHECK((a[at] == TestType(0) && dz[at] == TestType(0)));
      }
      CHECK(static_cast<double>(slope_gradients[i]) ==
            Catch::Approx(slope_gradient).margin(tolerance<TestType>()));
    }
    auto in_place = z;
    prelu_forward(in_place.data(), slopes.data(), in_place.data(), kRows, stride);
    CHECK(in_place == a);
    prelu_backward(z.data(), slopes.data(), da.data(), da.data(), slope_gradients.data(), kRows,
                   stride);
    CHECK(da == dz);
  }
  std::vector<TestType> z(padded(1), kNan<TestType>), slopes(z.size(), TestType(0.5));
  std::vector<TestType> da(z.size(), TestType(1)), a(z.size()), dz(z.size()), gradients(z.size());
  prelu_forward(z.data(), slopes.data(), a.data(), 1, z.size());
  prelu_backward(z.data(), slopes.data(), da.data(), dz.data(), gradients.data(), 1, z.size());
  CHECK(std::isnan(a[0]));
  CHECK(std::isnan(dz[0]));
  CHECK(std::isnan(gradients[0]));
}

TEST_CASE("row activations give the same bits in every build", "[rows][golden]") {
  SKIP_UNLESS_SAME_BITS();
  constexpr std::size_t kRows = 8;
  constexpr std::size_t kUnits = 30;
  const std::size_t stride = padded(kUnits);
  auto z = numbers<float>(kRows * stride, 21, 6.0);
  set_padding(z, kUnits, stride, 0.0F);
  auto da = numbers<float>(z.size(), 22, 1.0);
  set_padding(da, kUnits, stride, 0.0F);
  std::vector<float> a(z.size()), dz(z.size());
  softmax_forward(z.data(), a.data(), kRows, kUnits, stride);
  softmax_backward(a.data(), da.data(), dz.data(), kRows, kUnits, stride);
  CHECK(portable::hash_bits(dz, portable::hash_bits(a)) == 0xa6f8dd6bc71695c6U);
  maxout_forward(z.data(), a.data(), kRows / 2, 2, stride);
  maxout_backward(z.data(), a.data(), da.data(), dz.data(), kRows / 2, 2, stride);
  CHECK(portable::hash_bits(dz, portable::hash_bits(a)) == 0x734358bb83c46fb9U);
  std::vector<float> slopes(stride, 0.25F), gradients(stride);
  prelu_forward(z.data(), slopes.data(), a.data(), kRows, stride);
  prelu_backward(z.data(), slopes.data(), da.data(), dz.data(), gradients.data(), kRows, stride);
  CHECK(portable::hash_bits(gradients, portable::hash_bits(dz, portable::hash_bits(a))) ==
        0x4907878781f41ae8U);
}

}  // namespace gradient::row_activations_test
