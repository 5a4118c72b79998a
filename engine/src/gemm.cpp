#include "gradient/gemm.hpp"

#include <algorithm>

#include "gradient/simd.hpp"

namespace gradient {
namespace {

using simd::kLanes;
using simd::Lanes;

/// Rows and lane-columns of the block of C that stays in registers: 10 sums, 2 values of B and one of A fit the
/// 16 registers of a 128-bit machine.
constexpr std::size_t kTileRows = 5;
constexpr std::size_t kTileColumns = 2;

/// One operand of the product, and where the tile starts in each.
struct Tile {
  std::size_t depth;
  LeftFactor<float> a;
  const float* b;
  std::size_t b_stride;
  const float* bias;
  float* c;
  std::size_t c_stride;
};

template <std::size_t kRows, std::size_t kColumns>
inline void multiply_tile(const Tile& tile) {
  Lanes sums[kRows][kColumns];
  for (std::size_t j = 0; j < kColumns; ++j) {
    const Lanes start = tile.bias ? Lanes::load(tile.bias + j * kLanes) : Lanes(0.0F);
    for (std::size_t i = 0; i < kRows; ++i) sums[i][j] = start;
  }
  const float* a = tile.a.data;
  const float* b = tile.b;
  for (std::size_t k = 0; k < tile.depth; ++k) {
    Lanes b_row[kColumns];
    for (std::size_t j = 0; j < kColumns; ++j) b_row[j] = Lanes::load(b + j * kLanes);
    for (std::size_t i = 0; i < kRows; ++i) {
      const Lanes a_value(a[i * tile.a.row_stride]);
      for (std::size_t j = 0; j < kColumns; ++j) {
        sums[i][j] = multiply_add(a_value, b_row[j], sums[i][j]);
      }
    }
    a += tile.a.depth_stride;
    b += tile.b_stride;
  }
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      sums[i][j].store(tile.c + i * tile.c_stride + j * kLanes);
    }
  }
}

/// All rows of one column block: whole tiles, then what is left over.
template <std::size_t kColumns>
void multiply_column_block(std::size_t rows, Tile tile) {
  std::size_t left = rows;
  for (; left >= kTileRows; left -= kTileRows) {
    multiply_tile<kTileRows, kColumns>(tile);
    tile.a.data += kTileRows * tile.a.row_stride;
    tile.c += kTileRows * tile.c_stride;
  }
  switch (left) {
    case 4:
      return multiply_tile<4, kColumns>(tile);
    case 3:
      return multiply_tile<3, kColumns>(tile);
    case 2:
      return multiply_tile<2, kColumns>(tile);
    case 1:
      return multiply_tile<1, kColumns>(tile);
    default:
      return;
  }
}

}  // namespace

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<float> a,
          const float* b, std::size_t b_stride, const float* bias, float* c,
          std::size_t c_stride) {
  const auto tile_at = [&](std::size_t j) {
    return Tile{depth, a, b + j, b_stride, bias ? bias + j : nullptr, c + j, c_stride};
  };
  std::size_t j = 0;
  for (; j + kTileColumns * kLanes <= columns; j += kTileColumns * kLanes) {
    multiply_column_block<kTileColumns>(rows, tile_at(j));
  }
  if (j < columns) multiply_column_block<1>(rows, tile_at(j));
}

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<double> a,
          const double* b, std::size_t b_stride, const double* bias, double* c,
          std::size_t c_stride) {
  for (std::size_t i = 0; i < rows; ++i) {
    double* sums = c + i * c_stride;
    for (std::size_t j = 0; j < columns; ++j) sums[j] = bias ? bias[j] : 0.0;
    for (std::size_t k = 0; k < depth; ++k) {
      const double a_value = a.data[i * a.row_stride + k * a.depth_stride];
      for (std::size_t j = 0; j < columns; ++j) sums[j] += a_value * b[k * b_stride + j];
    }
  }
}

template <class Real>
void transpose(std::size_t rows, std::size_t columns, const Real* m, std::size_t m_stride, Real* t,
               std::size_t t_stride) {
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = 0; i < rows; ++i) t[j * t_stride + i] = m[i * m_stride + j];
    std::fill(t + j * t_stride + rows, t + (j + 1) * t_stride, Real(0));
  }
}

template <class Real>
void column_sums(std::size_t rows, std::size_t columns, const Real* m, std::size_t stride,
                 Real* sums) {
  std::fill_n(sums, columns, Real(0));
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) sums[j] += m[i * stride + j];
  }
}

template void transpose(std::size_t, std::size_t, const float*, std::size_t, float*, std::size_t);
template void transpose(std::size_t, std::size_t, const double*, std::size_t, double*,
                        std::size_t);
template void column_sums(std::size_t, std::size_t, const float*, std::size_t, float*);
template void column_sums(std::size_t, std::size_t, const double*, std::size_t, double*);

}  // namespace gradient
