#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "gradient/matrix_view.hpp"
#include "gradient/simd.hpp"

/// The values of k that a product A B needs: those at which A is not 0. Outputs of ReLU, their
/// gradients and images of digits have many zeros, often at the same k of several rows.
namespace gradient {

namespace detail {

/// bits[k] = the bitwise or of A(0, k) to A(kRows - 1, k).
template <std::size_t kRows>
GRADIENT_INLINE void combine_rows(const MatrixView<const float>& a, std::uint32_t* bits) {
  for (std::size_t k = 0; k < a.columns; ++k) {
    std::uint32_t combined = 0;
    for (std::size_t i = 0; i < kRows; ++i) combined |= std::bit_cast<std::uint32_t>(a(i, k));
    bits[k] = combined;
  }
}

}  // namespace detail

/// Writes the k < a.columns at which A(i, k) is not 0 for some i < kRows, ascending, and returns
/// their number. -0 is 0; NaN is not. `values` has room for a.columns numbers.
template <std::size_t kRows>
[[gnu::noinline]] std::size_t list_nonzero_k(MatrixView<const float> a, std::uint32_t* values) {
  if (a.is_row_major()) {
    a.column_stride = 1;  // which the compiler then knows: it vectorises the loop
    detail::combine_rows<kRows>(a, values);
  } else {
    detail::combine_rows<kRows>(a, values);
  }
  std::size_t count = 0;
#pragma GCC unroll 1
  for (std::size_t k = 0; k < a.columns; ++k) {
    const bool is_nonzero = values[k] << 1 != 0;  // without the sign bit
    values[count] = static_cast<std::uint32_t>(k);
    count += is_nonzero ? 1 : 0;
  }
  return count;
}

/// Whether all values are finite; `count` is a multiple of simd::kLanes. Only where B is finite may
/// a k with A(., k) = 0 be left out: 0 times infinity is NaN.
[[gnu::noinline]] inline bool all_finite(std::size_t count, const float* values) {
  using simd::kLanes;
  using simd::Lanes;
  std::array<Lanes, 4> products;
  products.fill(Lanes(0.0F));
  std::size_t i = 0;
  for (; i + products.size() * kLanes <= count; i += products.size() * kLanes) {
    for (std::size_t v = 0; v < products.size(); ++v) {
      products[v] = multiply_add(Lanes::load(values + i + v * kLanes), Lanes(0.0F), products[v]);
    }
  }
  for (; i < count; i += kLanes) {
    products[0] = multiply_add(Lanes::load(values + i), Lanes(0.0F), products[0]);
  }
  return all((products[0] + products[1]) + (products[2] + products[3]) == Lanes(0.0F));
}

}  // namespace gradient
