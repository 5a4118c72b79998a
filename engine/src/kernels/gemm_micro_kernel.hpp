#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "gemm_blocking.hpp"
#include "gradient/matrix_view.hpp"
#include "gradient/simd.hpp"

/// The innermost loop of gemm: a tile of C in registers, C += A B over the depth.
namespace gradient {

/// A tile of C: kRows rows of kVectors vectors.
template <std::size_t kRows, std::size_t kVectors>
using Tile = std::array<std::array<simd::Lanes, kVectors>, kRows>;

/// What a tile is summed from: A [kRows or more, k], and k rows of B, b_stride values apart.
struct TileOperands {
  MatrixView<const float> a;
  const float* b;
  std::size_t b_stride;
};

/// The values of p at which some row of a tile's A is not 0, ascending.
struct NonzeroK {
  std::size_t count;
  std::array<std::uint32_t, blocking::kKC> values;
};

/// Calls function(std::integral_constant<std::size_t, value>()) for a value from kMin to kMax: a
/// kernel is compiled for each, with loops that are unrolled and sums that stay in registers.
template <std::size_t kMin, std::size_t kMax, class Function>
GRADIENT_INLINE void dispatch(std::size_t value, const Function& function) {
  if constexpr (kMin < kMax) {
    if (value != kMin) return dispatch<kMin + 1, kMax>(value, function);
  }
  function(std::integral_constant<std::size_t, kMin>());
}

template <std::size_t kVectors>
GRADIENT_INLINE std::array<simd::Lanes, kVectors> load_vectors(const float* row) {
  std::array<simd::Lanes, kVectors> vectors;
  for (std::size_t v = 0; v < kVectors; ++v) vectors[v] = simd::Lanes::load(row + v * simd::kLanes);
  return vectors;
}

/// What the sums of a row of C start from: the bias, or zeros where that is null.
template <std::size_t kVectors>
GRADIENT_INLINE std::array<simd::Lanes, kVectors> load_bias(const float* bias) {
  std::array<simd::Lanes, kVectors> vectors;
  for (std::size_t v = 0; v < kVectors; ++v) {
    vectors[v] = bias ? simd::Lanes::load(bias + v * simd::kLanes) : simd::Lanes(0.0F);
  }
  return vectors;
}

template <std::size_t kRows, std::size_t kVectors>
GRADIENT_INLINE Tile<kRows, kVectors> load_tile(const float* c, std::size_t c_stride) {
  Tile<kRows, kVectors> tile;
  for (std::size_t i = 0; i < kRows; ++i) tile[i] = load_vectors<kVectors>(c + i * c_stride);
  return tile;
}

template <std::size_t kRows, std::size_t kVectors>
GRADIENT_INLINE void store_tile(const Tile<kRows, kVectors>& tile, float* c, std::size_t c_stride) {
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      tile[i][v].store(c + i * c_stride + v * simd::kLanes);
    }
  }
}

/// tile(i, .) += A(i, p) B(p, .) for one p, a rank-1 update; `a` is at A(0, p), `b` at B(p, 0).
template <std::size_t kRows, std::size_t kVectors>
GRADIENT_INLINE void rank_1_update(Tile<kRows, kVectors>& tile, const float* a,
                                   std::size_t a_row_stride, const float* b) {
  const std::array<simd::Lanes, kVectors> b_row = load_vectors<kVectors>(b);
  for (std::size_t i = 0; i < kRows; ++i) {
    const simd::Lanes a_value(a[i * a_row_stride]);
    for (std::size_t v = 0; v < kVectors; ++v) {
      tile[i][v] = multiply_add(a_value, b_row[v], tile[i][v]);
    }
  }
}

/// tile += A B over every p < k. The p loop is not unrolled: compilers would load the operands of
/// several iterations first and run out of registers.
template <std::size_t kRows, std::size_t kVectors>
GRADIENT_INLINE void multiply_accumulate(const TileOperands& operands,
                                         Tile<kRows, kVectors>& tile) {
  const float* a = operands.a.data;
  const float* b = operands.b;
#pragma GCC unroll 1
  for (std::size_t p = 0; p < operands.a.columns; ++p) {
    rank_1_update(tile, a, operands.a.row_stride, b);
    a += operands.a.column_stride;
    b += operands.b_stride;
  }
}

/// tile += A B over the listed values of p.
template <std::size_t kRows, std::size_t kVectors>
GRADIENT_INLINE void multiply_accumulate(const TileOperands& operands, const NonzeroK& nonzero,
                                         Tile<kRows, kVectors>& tile) {
  const std::uint32_t* next = nonzero.values.data();
  const std::uint32_t* const end = next + nonzero.count;
#pragma GCC unroll 1
  for (; next != end; ++next) {
    const std::size_t p = *next;
    rank_1_update(tile, operands.a.data + p * operands.a.column_stride, operands.a.row_stride,
                  operands.b + p * operands.b_stride);
  }
}

}  // namespace gradient
