#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "gradient/gemm.hpp"
#include "gradient/simd.hpp"

/// Which steps of a product's depth may be left out. What ReLU puts out, its gradient and the
/// pixels of a digit are zeros for a good part, often in the same place of several rows.
namespace gradient {

namespace detail {

/// The bits of kRows values or'ed, for each step of the depth.
template <std::size_t kRows>
GRADIENT_INLINE void combine_rows(std::size_t depth, const LeftFactor<float>& a,
                                  std::uint32_t* bits) {
  for (std::size_t k = 0; k < depth; ++k) {
    std::uint32_t combined = 0;
    for (std::size_t i = 0; i < kRows; ++i) {
      combined |= std::bit_cast<std::uint32_t>(a.data[i * a.row_stride + k * a.depth_stride]);
    }
    bits[k] = combined;
  }
}

}  // namespace detail

/// Writes the steps k < depth at which A(i, k) is not 0 for some i < kRows, in their order, and
/// returns how many they are. -0 is 0; NaN is not. `steps` has room for `depth`.
template <std::size_t kRows>
[[gnu::noinline]] std::size_t list_nonzero_steps(std::size_t depth, const LeftFactor<float>& a,
                                                 std::uint32_t* steps) {
  // Strides that the compiler knows let it work on vectors.
  if (a.depth_stride == 1) {
    detail::combine_rows<kRows>(depth, {a.data, a.row_stride, 1}, steps);
  } else {
    detail::combine_rows<kRows>(depth, a, steps);
  }
  std::size_t count = 0;
#pragma GCC unroll 1
  for (std::size_t k = 0; k < depth; ++k) {
    const bool is_nonzero = steps[k] << 1 != 0;  // all but the sign
    steps[count] = static_cast<std::uint32_t>(k);
    count += is_nonzero ? 1 : 0;
  }
  return count;
}

/// Whether all values are finite; `count` is a multiple of simd::kLanes. Only then is a step with
/// nothing but zeros on the left nothing to the product: 0 times infinity is NaN.
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
