#include "gradient/gemm.hpp"

#include <algorithm>

#include "gradient/simd.hpp"

namespace gradient {
namespace {

using simd::kLanes;
using simd::Lanes;

/// Rows and lane-columns of the block of C that stays in registers: 10 sums, 2 values of B and one
/// of A fit the 16 registers of a 128-bit machine.
constexpr std::size_t kTileRows = 5;
constexpr std::size_t kTileLanes = 2;
constexpr std::size_t kTileColumns = kTileLanes * kLanes;

/// Sizes of what is packed at a time (Goto and van de Geijn 2008): a panel of B, kBlockDepth x
/// kTileColumns, stays in the first cache while tiles of A stream from the second.
constexpr std::size_t kBlockDepth = 256;
constexpr std::size_t kBlockRows = 160;
constexpr std::size_t kBlockColumns = 256;

/// A factor of no more values than this is read in place: it stays in the first cache however it
/// lies there.
constexpr std::size_t kSmallFactor = 2048;

/// With fewer rows than this, a right factor that lies row by row is read too seldom for packing it
/// to pay.
constexpr std::size_t kFewRows = 24;

struct Scratch {
  alignas(32) float a[kBlockRows * kBlockDepth];
  alignas(32) float b[kBlockDepth * (kBlockColumns + kTileColumns)];
};

/// Where a tile of C starts, what it starts from, and its operands.
struct Tile {
  std::size_t depth;
  const float* a;
  std::size_t a_row_stride;
  std::size_t a_depth_stride;
  const float* b;
  std::size_t b_stride;
  /// kLanes * (lane columns) values, null for zeros; unused where the sums go on from C.
  const float* bias;
  bool goes_on;
  float* c;
  std::size_t c_stride;
};

/// How the left factor lies within a tile: the next row is the next value, or the next step of the
/// depth is.
enum class LeftOrder { kRowsTogether, kDepthTogether };

template <std::size_t kRows, std::size_t kColumns, LeftOrder kOrder>
inline void multiply_tile(const Tile& tile) {
  Lanes sums[kRows][kColumns];
  const float* a[kRows];
  for (std::size_t i = 0; i < kRows; ++i) {
    a[i] = tile.a + i * (kOrder == LeftOrder::kRowsTogether ? 1 : tile.a_row_stride);
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (tile.goes_on) {
        sums[i][j] = Lanes::load(tile.c + i * tile.c_stride + j * kLanes);
      } else {
        sums[i][j] = tile.bias ? Lanes::load(tile.bias + j * kLanes) : Lanes(0.0F);
      }
    }
  }
  const float* b = tile.b;
  const std::size_t a_step = kOrder == LeftOrder::kDepthTogether ? 1 : tile.a_depth_stride;
  for (std::size_t k = 0, at = 0; k < tile.depth; ++k, at += a_step) {
    Lanes b_row[kColumns];
    for (std::size_t j = 0; j < kColumns; ++j) b_row[j] = Lanes::load(b + j * kLanes);
    for (std::size_t i = 0; i < kRows; ++i) {
      const Lanes a_value(kOrder == LeftOrder::kRowsTogether ? a[0][at + i] : a[i][at]);
      for (std::size_t j = 0; j < kColumns; ++j) {
        sums[i][j] = multiply_add(a_value, b_row[j], sums[i][j]);
      }
    }
    b += tile.b_stride;
  }
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      sums[i][j].store(tile.c + i * tile.c_stride + j * kLanes);
    }
  }
}

template <std::size_t kColumns, LeftOrder kOrder>
void multiply_rows(std::size_t rows, const Tile& tile) {
  switch (rows) {
    case 5:
      return multiply_tile<5, kColumns, kOrder>(tile);
    case 4:
      return multiply_tile<4, kColumns, kOrder>(tile);
    case 3:
      return multiply_tile<3, kColumns, kOrder>(tile);
    case 2:
      return multiply_tile<2, kColumns, kOrder>(tile);
    default:
      return multiply_tile<1, kColumns, kOrder>(tile);
  }
}

/// Every row of C in one panel of columns; `tile` is the first, the next one starts `a_step`
/// further in A.
template <std::size_t kColumns, LeftOrder kOrder>
void multiply_panel(std::size_t rows, Tile tile, std::size_t a_step) {
  for (std::size_t i = 0; i < rows; i += kTileRows) {
    multiply_rows<kColumns, kOrder>(std::min(kTileRows, rows - i), tile);
    tile.a += a_step;
    tile.c += kTileRows * tile.c_stride;
  }
}

void multiply_panel(std::size_t rows, std::size_t columns, const Tile& tile, std::size_t a_step) {
  const bool is_whole = columns > kLanes;
  if (tile.a_row_stride == 1) {
    return is_whole ? multiply_panel<kTileLanes, LeftOrder::kRowsTogether>(rows, tile, a_step)
                    : multiply_panel<1, LeftOrder::kRowsTogether>(rows, tile, a_step);
  }
  return is_whole ? multiply_panel<kTileLanes, LeftOrder::kDepthTogether>(rows, tile, a_step)
                  : multiply_panel<1, LeftOrder::kDepthTogether>(rows, tile, a_step);
}

/// Blocks of kTileRows rows, each [depth][kTileRows].
void pack_left(std::size_t rows, std::size_t depth, LeftFactor<float> a, float* packed) {
  for (std::size_t i = 0; i < rows; i += kTileRows, packed += kTileRows * depth) {
    const std::size_t count = std::min(kTileRows, rows - i);
    const float* first = a.data + i * a.row_stride;
    for (std::size_t k = 0; k < depth; ++k) {
      for (std::size_t r = 0; r < count; ++r) {
        packed[k * kTileRows + r] = first[r * a.row_stride + k * a.depth_stride];
      }
    }
  }
}

/// Panels of kTileColumns columns, each [depth][kTileColumns], zeros beyond the factor's last
/// column.
void pack_right(std::size_t columns, std::size_t depth, RightFactor<float> b, float* packed) {
  for (std::size_t j = 0; j < columns; j += kTileColumns, packed += kTileColumns * depth) {
    const std::size_t count = j < b.columns ? std::min(kTileColumns, b.columns - j) : 0;
    const float* first = b.data + j * b.column_stride;
    if (count < kTileColumns) std::fill_n(packed, kTileColumns * depth, 0.0F);
    if (b.column_stride == 1 && count == kTileColumns) {
      for (std::size_t k = 0; k < depth; ++k) {
        for (std::size_t lane = 0; lane < kTileColumns; lane += kLanes) {
          Lanes::load(first + k * b.depth_stride + lane).store(packed + k * kTileColumns + lane);
        }
      }
    } else {
      for (std::size_t column = 0; column < count; ++column) {
        const float* source = first + column * b.column_stride;
        for (std::size_t k = 0; k < depth; ++k) {
          packed[k * kTileColumns + column] = source[k * b.depth_stride];
        }
      }
    }
  }
}

/// The product with the right factor packed, and the left one where it is large, block by block.
void multiply_packed(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<float> a,
                     RightFactor<float> b, const float* bias, float* c, std::size_t c_stride) {
  static thread_local Scratch scratch;
  for (std::size_t j0 = 0; j0 < columns; j0 += kBlockColumns) {
    const std::size_t n = std::min(kBlockColumns, columns - j0);
    for (std::size_t k0 = 0; k0 < depth; k0 += kBlockDepth) {
      const std::size_t d = std::min(kBlockDepth, depth - k0);
      const float* b_first = b.data + k0 * b.depth_stride + j0 * b.column_stride;
      const std::size_t b_columns = b.columns > j0 ? b.columns - j0 : 0;
      pack_right(n, d, {b_first, b.depth_stride, b.column_stride, b_columns}, scratch.b);
      for (std::size_t i0 = 0; i0 < rows; i0 += kBlockRows) {
        const std::size_t m = std::min(kBlockRows, rows - i0);
        LeftFactor<float> left{a.data + i0 * a.row_stride + k0 * a.depth_stride, a.row_stride,
                               a.depth_stride};
        std::size_t next_rows = kTileRows * a.row_stride;
        if (rows * depth > kSmallFactor) {
          pack_left(m, d, left, scratch.a);
          left = {scratch.a, 1, kTileRows};
          next_rows = kTileRows * d;
        }
        for (std::size_t j = 0; j < n; j += kTileColumns) {
          const Tile tile{d,
                          left.data,
                          left.row_stride,
                          left.depth_stride,
                          scratch.b + j * d,
                          kTileColumns,
                          bias ? bias + j0 + j : nullptr,
                          k0 > 0,
                          c + i0 * c_stride + j0 + j,
                          c_stride};
          multiply_panel(m, n - j, tile, next_rows);
        }
      }
    }
  }
}

}  // namespace

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<float> a,
          RightFactor<float> b, const float* bias, float* c, std::size_t c_stride) {
  const bool is_large = depth * columns > kSmallFactor && rows >= kFewRows;
  if (b.column_stride != 1 || is_large) {
    return multiply_packed(rows, columns, depth, a, b, bias, c, c_stride);
  }
  for (std::size_t j = 0; j < columns; j += kTileColumns) {
    const Tile tile{depth,
                    a.data,
                    a.row_stride,
                    a.depth_stride,
                    b.data + j,
                    b.depth_stride,
                    bias ? bias + j : nullptr,
                    false,
                    c + j,
                    c_stride};
    multiply_panel(rows, columns - j, tile, kTileRows * a.row_stride);
  }
}

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, LeftFactor<double> a,
          RightFactor<double> b, const double* bias, double* c, std::size_t c_stride) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      double sum = bias ? bias[j] : 0.0;
      for (std::size_t k = 0; j < b.columns && k < depth; ++k) {
        sum += a.data[i * a.row_stride + k * a.depth_stride] *
               b.data[k * b.depth_stride + j * b.column_stride];
      }
      c[i * c_stride + j] = sum;
    }
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

template void column_sums(std::size_t, std::size_t, const float*, std::size_t, float*);
template void column_sums(std::size_t, std::size_t, const double*, std::size_t, double*);

}  // namespace gradient
