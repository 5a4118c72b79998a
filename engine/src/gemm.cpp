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
/// of A fit the 16 registers of a 128-bit machine, with one for a product that is to be added and
/// one that V8 keeps for itself; where that is one instruction, there is room for 12 sums.
constexpr std::size_t kTileRows = kLanes >= 8 || simd::kFused ? 6 : 5;
constexpr std::size_t kTileLanes = 2;
constexpr std::size_t kTileColumns = kTileLanes * kLanes;

/// Rows of the next tile where so many are left. More than a tile but less than two is shared by
/// two evenly: a tile of one or two rows has too few sums to keep the core busy.
constexpr std::size_t next_tile_rows(std::size_t left) {
  if (left <= kTileRows) return left;
  return left < 2 * kTileRows ? (left + 1) / 2 : kTileRows;
}

/// Sizes of what is packed at a time (Goto and van de Geijn 2008): a panel of B, kBlockDepth x
/// kTileColumns, stays in the first cache while tiles of A stream from the second. Three blocks
/// hold the 784 pixels of a digit.
constexpr std::size_t kBlockDepth = 264;
constexpr std::size_t kBlockRows = 32 * kTileRows;
constexpr std::size_t kBlockColumns = 512;

/// A factor of no more values than this is read in place: it stays in the first cache however it
/// lies there.
constexpr std::size_t kSmallFactor = 2048;

/// With fewer rows than this, a right factor that lies row by row is read too seldom for packing it
/// to pay.
constexpr std::size_t kFewRows = 24;

struct SmallFactor {
  alignas(32) float values[2 * kSmallFactor];  // the last panel may be half full
};

/// Values between the panels of a packed B, a cache line: panels a multiple of 4 KiB apart, as
/// those of a depth of 128 or 256 would be, push one another out of the first cache while they are
/// packed side by side.
constexpr std::size_t kPanelGap = 16;

struct Scratch {
  alignas(32) float a[kBlockRows * kBlockDepth + kLanes];  // whole vectors are stored
  alignas(32) float b[(kBlockDepth * kTileColumns + kPanelGap) * (kBlockColumns / kTileColumns)];
};

template <std::size_t kRows, std::size_t kColumns>
using Sums = std::array<std::array<Lanes, kColumns>, kRows>;

/// sums += A(., k) B(k, .) for one k; A(i, k) is a_stride values after A(i - 1, k).
template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void add_products(Sums<kRows, kColumns>& sums, const float* a, std::size_t a_stride,
                                  const float* b) {
  std::array<Lanes, kColumns> b_row;
  for (std::size_t j = 0; j < kColumns; ++j) b_row[j] = Lanes::load(b + j * kLanes);
  for (std::size_t i = 0; i < kRows; ++i) {
    const Lanes a_value(a[i * a_stride]);
    for (std::size_t j = 0; j < kColumns; ++j) {
      sums[i][j] = multiply_add(a_value, b_row[j], sums[i][j]);
    }
  }
}

template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void store_sums(const Sums<kRows, kColumns>& sums, float* c, std::size_t c_stride) {
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = 0; j < kColumns; ++j) sums[i][j].store(c + i * c_stride + j * kLanes);
  }
}

/// kColumns vectors at `row`, or zeros where that is null.
template <std::size_t kColumns>
GRADIENT_INLINE std::array<Lanes, kColumns> load_row(const float* row) {
  std::array<Lanes, kColumns> vectors;
  for (std::size_t j = 0; j < kColumns; ++j) {
    vectors[j] = row ? Lanes::load(row + j * kLanes) : Lanes(0.0F);
  }
  return vectors;
}

/// The operands of a tile of C whose factors are packed.
struct PackedTile {
  std::size_t depth;
  const float* a;  // [depth][kTileRows]
  const float* b;  // [depth][kTileColumns]
  const float* bias;
  /// Whether the sums go on from C; else they start from the bias.
  bool goes_on;
  float* c;
  std::size_t c_stride;
};

template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void multiply_packed_tile(const PackedTile& tile) {
  Sums<kRows, kColumns> sums;
  if (tile.goes_on) {
    for (std::size_t i = 0; i < kRows; ++i) {
      for (std::size_t j = 0; j < kColumns; ++j) {
        sums[i][j] = Lanes::load(tile.c + i * tile.c_stride + j * kLanes);
      }
    }
  } else {
    sums.fill(load_row<kColumns>(tile.bias));
  }
  const float* a = tile.a;
  const float* b = tile.b;
  // Compilers that take several steps at a time load for all of them first, and run out of
  // registers.
#pragma GCC unroll 1
  for (std::size_t k = 0; k < tile.depth; ++k, a += kTileRows, b += kTileColumns) {
    add_products(sums, a, 1, b);
  }
  store_sums(sums, tile.c, tile.c_stride);
}

/// A tile of fewer rows than kTileRows. A function by itself, for it is called once or twice a
/// panel.
template <std::size_t kColumns>
[[gnu::noinline]] void multiply_packed_rows(std::size_t rows, const PackedTile& tile) {
  switch (rows) {
    case 5:
      if constexpr (kTileRows > 5) multiply_packed_tile<5, kColumns>(tile);
      return;
    case 4:
      return multiply_packed_tile<4, kColumns>(tile);
    case 3:
      return multiply_packed_tile<3, kColumns>(tile);
    case 2:
      return multiply_packed_tile<2, kColumns>(tile);
    default:
      return multiply_packed_tile<1, kColumns>(tile);
  }
}

/// Every row of C in one panel of columns. A function by itself: merged with the other width it
/// would run out of registers.
template <std::size_t kColumns>
[[gnu::noinline]] void multiply_packed_panel(std::size_t rows, PackedTile tile) {
  for (; next_tile_rows(rows) == kTileRows; rows -= kTileRows) {
    multiply_packed_tile<kTileRows, kColumns>(tile);
    tile.a += kTileRows * tile.depth;
    tile.c += kTileRows * tile.c_stride;
  }
  while (rows > 0) {
    const std::size_t tile_rows = next_tile_rows(rows);
    multiply_packed_rows<kColumns>(tile_rows, tile);
    tile.a += kTileRows * tile.depth;
    tile.c += tile_rows * tile.c_stride;
    rows -= tile_rows;
  }
}

/// `rows` rows of a left factor that lies row by row, as [depth][kTileRows].
GRADIENT_INLINE void pack_rows(std::size_t rows, std::size_t depth, const float* first,
                               std::size_t row_stride, float* packed) {
  std::size_t k = 0;
  for (; k + kLanes <= depth; k += kLanes) {
    std::array<Lanes, kLanes> steps;
    for (std::size_t r = 0; r < kLanes; ++r) {
      steps[r] = r < rows ? Lanes::load(first + r * row_stride + k) : Lanes(0.0F);
    }
    transpose(steps);
    for (std::size_t step = 0; step < kLanes; ++step) {
      // What a wide vector has beyond the tile's rows goes where the next step's are written.
      float* to = packed + (k + step) * kTileRows;
      steps[step].store(to);
      for (std::size_t r = kLanes; r < rows; ++r) to[r] = first[r * row_stride + k + step];
    }
  }
  for (; k < depth; ++k) {
    for (std::size_t r = 0; r < rows; ++r) {
      packed[k * kTileRows + r] = first[r * row_stride + k];
    }
  }
}

/// The same of a factor that lies column by column, `rows` values of each next to one another.
GRADIENT_INLINE void pack_transposed_rows(std::size_t rows, std::size_t depth, const float* first,
                                          std::size_t depth_stride, float* packed) {
  std::size_t k = 0;
  // Wide vectors read beyond the tile's rows, and of the last step perhaps beyond the factor.
  for (; depth_stride >= kLanes && k + 1 < depth; ++k) {
    Lanes::load(first + k * depth_stride).store(packed + k * kTileRows);
    for (std::size_t r = kLanes; r < rows; ++r) {
      packed[k * kTileRows + r] = first[k * depth_stride + r];
    }
  }
  for (; k < depth; ++k) {
    for (std::size_t r = 0; r < rows; ++r) {
      packed[k * kTileRows + r] = first[k * depth_stride + r];
    }
  }
}

/// `rows` rows of a left factor, however it lies, as [depth][kTileRows].
GRADIENT_INLINE void pack_tile(std::size_t rows, std::size_t depth, const float* first,
                               const LeftFactor<float>& a, float* packed) {
  if (a.depth_stride == 1) {
    pack_rows(rows, depth, first, a.row_stride, packed);
  } else {
    pack_transposed_rows(rows, depth, first, a.depth_stride, packed);
  }
}

/// A block [depth][kTileRows] for each tile.
void pack_left(std::size_t rows, std::size_t depth, const LeftFactor<float>& a, float* packed) {
  const float* first = a.data;
  while (rows > 0) {
    const std::size_t tile_rows = next_tile_rows(rows);
    if (tile_rows == kTileRows) {
      pack_tile(kTileRows, depth, first, a, packed);  // loops of a known length
    } else {
      pack_tile(tile_rows, depth, first, a, packed);
    }
    first += tile_rows * a.row_stride;
    packed += kTileRows * depth;
    rows -= tile_rows;
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

/// A right factor that lies row by row, each row read in one go: where it is wide, the parts of a
/// panel lie too far apart for the first cache.
void pack_wide_rows(std::size_t columns, std::size_t depth, const float* first,
                    std::size_t depth_stride, std::size_t panel_step, float* packed) {
  for (std::size_t k = 0; k < depth; ++k, first += depth_stride, packed += kTileColumns) {
    float* to = packed;
    std::size_t j = 0;
    for (; j + kTileColumns <= columns; j += kTileColumns, to += panel_step) {
      for (std::size_t lane = 0; lane < kTileColumns; lane += kLanes) {
        Lanes::load(first + j + lane).store(to + lane);
      }
    }
    if (j < columns) Lanes::load(first + j).store(to);
  }
}

/// Panels of kTileColumns columns, each [depth][kTileColumns], panel_step values after the one
/// before; zeros beyond the factor's last column.
void pack_right(std::size_t columns, std::size_t depth, const RightFactor<float>& b,
                std::size_t panel_step, float* packed) {
  if (b.column_stride == 1) {
    return pack_wide_rows(columns, depth, b.data, b.depth_stride, panel_step, packed);
  }
  for (std::size_t j = 0; j < columns; j += kLanes) {
    float* to = packed + j / kTileColumns * panel_step + j % kTileColumns;
    const float* first = b.data + j * b.column_stride;
    const std::size_t count = j < b.columns ? std::min(kLanes, b.columns - j) : 0;
    pack_columns(count, depth, first, b.column_stride, b.depth_stride, to);
  }
}

/// As few blocks as can be, of about the same depth: a last block of a few steps would load and
/// store all of C for hardly any products.
std::size_t even_block_depth(std::size_t depth) {
  const std::size_t blocks = (depth + kBlockDepth - 1) / kBlockDepth;
  return (depth + blocks - 1) / blocks;
}

/// The product with both factors packed, block by block.
void multiply_packed(std::size_t rows, std::size_t columns, std::size_t depth,
                     const LeftFactor<float>& a, const RightFactor<float>& b, const float* bias,
                     float* c, std::size_t c_stride) {
  static thread_local Scratch scratch;
  const std::size_t block_depth = even_block_depth(depth);
  for (std::size_t j0 = 0; j0 < columns; j0 += kBlockColumns) {
    const std::size_t n = std::min(kBlockColumns, columns - j0);
    for (std::size_t k0 = 0; k0 < depth; k0 += block_depth) {
      const std::size_t d = std::min(block_depth, depth - k0);
      const float* b_first = b.data + k0 * b.depth_stride + j0 * b.column_stride;
      const std::size_t b_columns = b.columns > j0 ? b.columns - j0 : 0;
      const std::size_t panel_step = d * kTileColumns + kPanelGap;
      pack_right(n, d, {b_first, b.depth_stride, b.column_stride, b_columns}, panel_step,
                 scratch.b);
      for (std::size_t i0 = 0; i0 < rows; i0 += kBlockRows) {
        const std::size_t m = std::min(kBlockRows, rows - i0);
        const float* a_first = a.data + i0 * a.row_stride + k0 * a.depth_stride;
        pack_left(m, d, {a_first, a.row_stride, a.depth_stride}, scratch.a);
        for (std::size_t j = 0; j < n; j += kTileColumns) {
          const auto multiply =
              n - j > kLanes ? multiply_packed_panel<kTileLanes> : multiply_packed_panel<1>;
          multiply(m,
                   {d, scratch.a, scratch.b + j / kTileColumns * panel_step,
                    bias ? bias + j0 + j : nullptr, k0 > 0, c + i0 * c_stride + j0 + j, c_stride});
        }
      }
    }
  }
}

/// Factors that are read where they lie. Never copied: a copy, in larger pieces than it was just
/// written in, would wait for the writing, which takes as long as a small network's whole product.
struct InPlace {
  std::size_t depth;
  const LeftFactor<float>& a;
  std::size_t b_stride;
};

template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void multiply_rows(const InPlace& factors, const float* a, const float* b,
                                   const std::array<Lanes, kColumns>& start, float* c,
                                   std::size_t c_stride) {
  Sums<kRows, kColumns> sums;
  sums.fill(start);
#pragma GCC unroll 1
  for (std::size_t k = 0; k < factors.depth; ++k) {
    add_products(sums, a, factors.a.row_stride, b);
    a += factors.a.depth_stride;
    b += factors.b_stride;
  }
  store_sums(sums, c, c_stride);
}

/// Every row of C in one panel of columns, of products so short that the panel of B fits registers:
/// the layers after two inputs and before one output are as common as a plane is to look at.
template <std::size_t kDepth, std::size_t kColumns>
void multiply_shallow_panel(std::size_t rows, const InPlace& factors, const float* b,
                            const float* bias, float* c, std::size_t c_stride) {
  const auto start = load_row<kColumns>(bias);
  std::array<std::array<Lanes, kColumns>, kDepth> b_rows;
  for (std::size_t k = 0; k < kDepth; ++k) {
    b_rows[k] = load_row<kColumns>(b + k * factors.b_stride);
  }
  const float* a = factors.a.data;
  const std::size_t row_stride = factors.a.row_stride;
  const std::size_t depth_stride = factors.a.depth_stride;
  for (; rows > 0; --rows, a += row_stride, c += c_stride) {
    Sums<1, kColumns> sums = {start};
    for (std::size_t k = 0; k < kDepth; ++k) {
      const Lanes a_value(a[k * depth_stride]);
      for (std::size_t j = 0; j < kColumns; ++j) {
        sums[0][j] = multiply_add(a_value, b_rows[k][j], sums[0][j]);
      }
    }
    store_sums(sums, c, c_stride);
  }
}

/// Every row of C in one panel of columns, which the right factor has at b.
template <std::size_t kColumns>
void multiply_panel(std::size_t rows, const InPlace& factors, const float* b, const float* bias,
                    float* c, std::size_t c_stride) {
  switch (factors.depth) {
    case 1:
      return multiply_shallow_panel<1, kColumns>(rows, factors, b, bias, c, c_stride);
    case 2:
      return multiply_shallow_panel<2, kColumns>(rows, factors, b, bias, c, c_stride);
    default:
      break;
  }
  const auto start = load_row<kColumns>(bias);
  const float* a = factors.a.data;
  for (; rows >= kTileRows; rows -= kTileRows) {
    multiply_rows<kTileRows>(factors, a, b, start, c, c_stride);
    a += kTileRows * factors.a.row_stride;
    c += kTileRows * c_stride;
  }
  switch (rows) {
    case 5:
      if constexpr (kTileRows > 5) multiply_rows<5>(factors, a, b, start, c, c_stride);
      return;
    case 4:
      return multiply_rows<4>(factors, a, b, start, c, c_stride);
    case 3:
      return multiply_rows<3>(factors, a, b, start, c, c_stride);
    case 2:
      return multiply_rows<2>(factors, a, b, start, c, c_stride);
    case 1:
      return multiply_rows<1>(factors, a, b, start, c, c_stride);
    default:
      return;
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
  if (!lies_by_rows) pack_right(columns, depth, b, depth * kTileColumns, turned.values);
  const InPlace factors{depth, a, lies_by_rows ? b.depth_stride : kTileColumns};
  const float* panel = lies_by_rows ? b.data : turned.values;
  const std::size_t panel_step = lies_by_rows ? kTileColumns : depth * kTileColumns;
  std::size_t j = 0;
  for (; j + kLanes < columns; j += kTileColumns, panel += panel_step) {
    multiply_panel<kTileLanes>(rows, factors, panel, bias ? bias + j : nullptr, c + j, c_stride);
  }
  if (j < columns) {
    multiply_panel<1>(rows, factors, panel, bias ? bias + j : nullptr, c + j, c_stride);
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

/// The sums of kVectors vectors of columns.
template <std::size_t kVectors, class Real>
GRADIENT_INLINE void sum_columns(std::size_t rows, const Real* m, std::size_t stride, Real* sums) {
  using Vector = VectorOf<Real>;
  std::array<typename Vector::Type, kVectors> totals;
  totals.fill(Real(0));
  for (std::size_t i = 0; i < rows; ++i, m += stride) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      totals[v] = totals[v] + Vector::load(m + v * Vector::kWidth);
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v) Vector::store(sums + v * Vector::kWidth, totals[v]);
}

template <class Real>
void column_sums(std::size_t rows, std::size_t columns, const Real* m, std::size_t stride,
                 Real* sums) {
  using Vector = VectorOf<Real>;
  constexpr std::size_t kStep = 4 * Vector::kWidth;  // in float32 a cache line
  std::size_t j = 0;
  for (; j + kStep <= columns; j += kStep) sum_columns<4>(rows, m + j, stride, sums + j);
  for (; j < columns; j += Vector::kWidth) sum_columns<1>(rows, m + j, stride, sums + j);
}

template void column_sums(std::size_t, std::size_t, const float*, std::size_t, float*);
template void column_sums(std::size_t, std::size_t, const double*, std::size_t, double*);

}  // namespace gradient
