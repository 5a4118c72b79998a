#include "gradient/gemm.hpp"

#include <algorithm>
#include <array>

#include "gradient/simd.hpp"
#include "gradient/vector_of.hpp"

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

struct SmallFactor {
  alignas(32) float values[2 * kSmallFactor];  // the last panel may be half full
};

struct Scratch {
  alignas(32) float a[kBlockRows * kBlockDepth];
  alignas(32) float b[kBlockDepth * (kBlockColumns + kTileColumns)];
};

/// How the factors lie within a tile.
enum class Order {
  kPacked,         ///< both packed: every step of the depth is at a constant distance
  kRowsTogether,   ///< the next row of the left factor is its next value
  kDepthTogether,  ///< the next step of the depth is the left factor's next value
};

/// The operands of a tile of C.
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

template <std::size_t kRows, std::size_t kColumns>
using Sums = std::array<std::array<Lanes, kColumns>, kRows>;

/// sums += A(., k) B(k, .) for one k; a(i) is where A(i, k) is.
template <std::size_t kRows, std::size_t kColumns, class LeftAt>
GRADIENT_INLINE void add_products(Sums<kRows, kColumns>& sums, LeftAt a, const float* b) {
  std::array<Lanes, kColumns> b_row;
  for (std::size_t j = 0; j < kColumns; ++j) b_row[j] = Lanes::load(b + j * kLanes);
  for (std::size_t i = 0; i < kRows; ++i) {
    const Lanes a_value(*a(i));
    for (std::size_t j = 0; j < kColumns; ++j) {
      sums[i][j] = multiply_add(a_value, b_row[j], sums[i][j]);
    }
  }
}

/// The same for every k, in order. Compilers that take several steps at a time load for all of them
/// first, and run out of registers.
template <std::size_t kRows, std::size_t kColumns, Order kOrder>
GRADIENT_INLINE void add_all_products(const Tile& tile, Sums<kRows, kColumns>& sums) {
  constexpr bool kIsPacked = kOrder == Order::kPacked;
  const std::size_t a_row_stride = kOrder == Order::kDepthTogether ? tile.a_row_stride : 1;
  const std::size_t a_step = kIsPacked                         ? kTileRows
                             : kOrder == Order::kDepthTogether ? 1
                                                               : tile.a_depth_stride;
  const std::size_t b_step = kIsPacked ? kTileColumns : tile.b_stride;
  const float* a = tile.a;
  const float* b = tile.b;
#pragma GCC unroll 1
  for (std::size_t k = 0; k < tile.depth; ++k) {
    add_products(sums, [&](std::size_t i) { return a + i * a_row_stride; }, b);
    a += a_step;
    b += b_step;
  }
}

template <std::size_t kRows, std::size_t kColumns, Order kOrder>
GRADIENT_INLINE void multiply_tile(const Tile& tile) {
  Sums<kRows, kColumns> sums;
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      if (tile.goes_on) {
        sums[i][j] = Lanes::load(tile.c + i * tile.c_stride + j * kLanes);
      } else {
        sums[i][j] = tile.bias ? Lanes::load(tile.bias + j * kLanes) : Lanes(0.0F);
      }
    }
  }
  add_all_products<kRows, kColumns, kOrder>(tile, sums);
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) {
      sums[i][j].store(tile.c + i * tile.c_stride + j * kLanes);
    }
  }
}

/// Every row of C in one panel of columns; `first` is the first tile, the next one starts `a_step`
/// further in A.
template <std::size_t kColumns, Order kOrder>
void multiply_panel(std::size_t rows, const Tile& first, std::size_t a_step) {
  Tile tile = first;
  for (; rows >= kTileRows; rows -= kTileRows) {
    multiply_tile<kTileRows, kColumns, kOrder>(tile);
    tile.a += a_step;
    tile.c += kTileRows * tile.c_stride;
  }
  switch (rows) {
    case 4:
      return multiply_tile<4, kColumns, kOrder>(tile);
    case 3:
      return multiply_tile<3, kColumns, kOrder>(tile);
    case 2:
      return multiply_tile<2, kColumns, kOrder>(tile);
    case 1:
      return multiply_tile<1, kColumns, kOrder>(tile);
    default:
      return;
  }
}

/// The same where both factors are packed. What is left over is read as any other factor is: a loop
/// of its own would be more to download than it saves.
void multiply_packed_panel(std::size_t rows, const Tile& first, std::size_t a_step) {
  Tile tile = first;
  for (; rows >= kTileRows; rows -= kTileRows) {
    multiply_tile<kTileRows, kTileLanes, Order::kPacked>(tile);
    tile.a += a_step;
    tile.c += kTileRows * tile.c_stride;
  }
  multiply_panel<kTileLanes, Order::kRowsTogether>(rows, tile, a_step);
}

using MultiplyPanel = void (*)(std::size_t rows, const Tile& first, std::size_t a_step);

/// By order, then by lane columns less one. Called through pointers, so that each loop is compiled
/// by itself: merged into one function they would run out of registers.
constexpr std::array<std::array<MultiplyPanel, kTileLanes>, 3> kPanels{
    {{multiply_panel<1, Order::kRowsTogether>, multiply_packed_panel},
     {multiply_panel<1, Order::kRowsTogether>, multiply_panel<2, Order::kRowsTogether>},
     {multiply_panel<1, Order::kDepthTogether>, multiply_panel<2, Order::kDepthTogether>}}};

void multiply_columns(Order order, std::size_t rows, std::size_t columns, const Tile& tile,
                      std::size_t a_step) {
  kPanels[static_cast<std::size_t>(order)][columns > kLanes ? 1 : 0](rows, tile, a_step);
}

Order order_of(const LeftFactor<float>& a) {
  return a.row_stride == 1 ? Order::kRowsTogether : Order::kDepthTogether;
}

/// Blocks of kTileRows rows, each [depth][kTileRows].
void pack_left(std::size_t rows, std::size_t depth, const LeftFactor<float>& a, float* packed) {
  std::size_t i = 0;
  for (; i + kTileRows <= rows; i += kTileRows, packed += kTileRows * depth) {
    const float* first = a.data + i * a.row_stride;
    std::size_t k = 0;
    if constexpr (kLanes < kTileRows) {
      for (; a.depth_stride == 1 && k + kLanes <= depth; k += kLanes) {
        std::array<Lanes, kLanes> steps;
        for (std::size_t r = 0; r < kLanes; ++r) {
          steps[r] = Lanes::load(first + r * a.row_stride + k);
        }
        transpose(steps);
        for (std::size_t step = 0; step < kLanes; ++step) {
          float* to = packed + (k + step) * kTileRows;
          steps[step].store(to);
          for (std::size_t r = kLanes; r < kTileRows; ++r) {
            to[r] = first[r * a.row_stride + k + step];
          }
        }
      }
    }
    for (; k < depth; ++k) {
      for (std::size_t r = 0; r < kTileRows; ++r) {
        packed[k * kTileRows + r] = first[r * a.row_stride + k * a.depth_stride];
      }
    }
  }
  for (std::size_t k = 0; k < depth; ++k) {
    for (std::size_t r = 0; i + r < rows; ++r) {
      packed[k * kTileRows + r] = a.data[(i + r) * a.row_stride + k * a.depth_stride];
    }
  }
}

/// kLanes columns of a right factor that lies column by column, `count` of them not padding. Whole
/// vectors are read as far as a column's stride reaches: a column shorter than a vector is as
/// common as a network is small, and values put together one by one would be waited for.
void pack_columns(std::size_t count, std::size_t depth, const float* first,
                  std::size_t column_stride, std::size_t depth_stride, float* packed) {
  std::size_t k = 0;
  for (; depth_stride == 1 && k < depth && k + kLanes <= column_stride; k += kLanes) {
    std::array<Lanes, kLanes> columns;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      columns[lane] = lane < count ? Lanes::load(first + lane * column_stride + k) : Lanes(0.0F);
    }
    transpose(columns);
    for (std::size_t step = 0; step < kLanes && k + step < depth; ++step) {
      columns[step].store(packed + (k + step) * kTileColumns);
    }
  }
  for (; k < depth; ++k) {
    Lanes(0.0F).store(packed + k * kTileColumns);
    for (std::size_t lane = 0; lane < count; ++lane) {
      packed[k * kTileColumns + lane] = first[lane * column_stride + k * depth_stride];
    }
  }
}

/// Panels of kTileColumns columns, each [depth][kTileColumns], zeros beyond the factor's last
/// column.
void pack_right(std::size_t columns, std::size_t depth, const RightFactor<float>& b,
                float* packed) {
  for (std::size_t j = 0; j < columns; j += kLanes) {
    float* to = packed + j / kTileColumns * kTileColumns * depth + j % kTileColumns;
    const float* first = b.data + j * b.column_stride;
    if (b.column_stride == 1) {
      for (std::size_t k = 0; k < depth; ++k) {
        Lanes::load(first + k * b.depth_stride).store(to + k * kTileColumns);
      }
    } else {
      const std::size_t count = j < b.columns ? std::min(kLanes, b.columns - j) : 0;
      pack_columns(count, depth, first, b.column_stride, b.depth_stride, to);
    }
  }
}

/// The product with the right factor packed, and the left one where it is large, block by block.
void multiply_packed(std::size_t rows, std::size_t columns, std::size_t depth,
                     const LeftFactor<float>& a, const RightFactor<float>& b, const float* bias,
                     float* c, std::size_t c_stride) {
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
        Order order = order_of(a);
        std::size_t a_step = kTileRows * a.row_stride;
        if (rows * depth > kSmallFactor) {
          pack_left(m, d, left, scratch.a);
          left = {scratch.a, 1, kTileRows};
          order = Order::kPacked;
          a_step = kTileRows * d;
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
          multiply_columns(order, m, n - j, tile, a_step);
        }
      }
    }
  }
}

}  // namespace

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, const LeftFactor<float>& a,
          const RightFactor<float>& b, const float* bias, float* c, std::size_t c_stride) {
  const bool is_small = depth * columns <= kSmallFactor;
  const bool lies_by_rows = b.column_stride == 1;
  if (lies_by_rows ? !is_small && rows >= kFewRows : !is_small) {
    return multiply_packed(rows, columns, depth, a, b, bias, c, c_stride);
  }
  static thread_local SmallFactor turned;
  if (!lies_by_rows) pack_right(columns, depth, b, turned.values);
  for (std::size_t j = 0; j < columns; j += kTileColumns) {
    const Tile tile{depth,
                    a.data,
                    a.row_stride,
                    a.depth_stride,
                    lies_by_rows ? b.data + j : turned.values + j * depth,
                    lies_by_rows ? b.depth_stride : kTileColumns,
                    bias ? bias + j : nullptr,
                    false,
                    c + j,
                    c_stride};
    multiply_columns(order_of(a), rows, columns - j, tile, kTileRows * a.row_stride);
  }
}

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, const LeftFactor<double>& a,
          const RightFactor<double>& b, const double* bias, double* c, std::size_t c_stride) {
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
  using Vector = VectorOf<Real>;
  for (std::size_t j = 0; j < columns; j += Vector::kWidth) {
    typename Vector::Type sum(Real(0));
    for (std::size_t i = 0; i < rows; ++i) sum = sum + Vector::load(m + i * stride + j);
    Vector::store(sums + j, sum);
  }
}

template void column_sums(std::size_t, std::size_t, const float*, std::size_t, float*);
template void column_sums(std::size_t, std::size_t, const double*, std::size_t, double*);

}  // namespace gradient
