#include "gradient/gemm.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "gradient/nonzero_k.hpp"
#include "gradient/simd.hpp"
#include "gradient/simd_traits.hpp"

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

/// Sizes of what is worked on at a time (Goto and van de Geijn 2008): a packed panel of B,
/// kBlockDepth x kTileColumns, stays in the first cache while kBlockRows rows of A stream from the
/// second. Three blocks hold the 784 pixels of a digit.
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

struct PackedBlock {
  alignas(
      32) float values[(kBlockDepth * kTileColumns + kPanelGap) * (kBlockColumns / kTileColumns)];
};

/// The steps of the depth that a tile of A needs.
struct TileSteps {
  std::size_t count;
  std::array<std::uint32_t, kBlockDepth> steps;
};

/// With fewer columns than this, looking for zeros in A takes too large a part of the product.
constexpr std::size_t kMinColumnsForSteps = 64;

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

/// What a tile of C is summed from: its rows of A, where they lie, and its columns of B, row by
/// row.
struct Factors {
  std::size_t depth;
  LeftFactor<float> a;
  const float* b;
  std::size_t b_stride;
};

/// The tile of C at `c`: what the sums are, and the products of its factors.
template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void multiply_tile(const Factors& factors, Sums<kRows, kColumns>& sums, float* c,
                                   std::size_t c_stride) {
  const float* a = factors.a.data;
  const float* b = factors.b;
  // Compilers that take several steps at a time load for all of them first, and run out of
  // registers.
#pragma GCC unroll 1
  for (std::size_t k = 0; k < factors.depth; ++k) {
    add_products(sums, a, factors.a.row_stride, b);
    a += factors.a.depth_stride;
    b += factors.b_stride;
  }
  store_sums(sums, c, c_stride);
}

/// The same of some of the steps.
template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void multiply_tile(const Factors& factors, const TileSteps& needed,
                                   Sums<kRows, kColumns>& sums, float* c, std::size_t c_stride) {
  const std::uint32_t* step = needed.steps.data();
  const std::uint32_t* const end = step + needed.count;
#pragma GCC unroll 1
  for (; step != end; ++step) {
    const std::size_t k = *step;
    add_products(sums, factors.a.data + k * factors.a.depth_stride, factors.a.row_stride,
                 factors.b + k * factors.b_stride);
  }
  store_sums(sums, c, c_stride);
}

/// A panel of columns of C in a block of its rows, and what a block of products adds to it.
struct PackedPanel {
  std::size_t depth;
  LeftFactor<float> a;
  const float* b;  // [depth][kTileColumns]
  const float* bias;
  /// Whether the sums start from C; else they start from the bias.
  bool accumulate;
  float* c;
  std::size_t c_stride;
  /// What each tile of kTileRows rows needs, or null: every step.
  const TileSteps* needed;
};

/// The panel's first kRows rows; `a` is the panel's, with what the compiler knows of its strides.
template <std::size_t kRows, std::size_t kColumns, bool kSkips = false>
GRADIENT_INLINE void multiply_packed_tile(const PackedPanel& panel, const LeftFactor<float>& a) {
  Sums<kRows, kColumns> sums;
  if (panel.accumulate) {
    for (std::size_t i = 0; i < kRows; ++i) {
      sums[i] = load_row<kColumns>(panel.c + i * panel.c_stride);
    }
  } else {
    sums.fill(load_row<kColumns>(panel.bias));
  }
  const Factors factors = {panel.depth, a, panel.b, kTileColumns};
  if constexpr (kSkips) {
    multiply_tile(factors, *panel.needed, sums, panel.c, panel.c_stride);
  } else {
    multiply_tile(factors, sums, panel.c, panel.c_stride);
  }
}

/// The panel's first rows, up to a tile's where it is a narrow panel, fewer than that where it is a
/// wide one. A function by itself, for it is called once or twice a panel.
template <std::size_t kColumns>
[[gnu::noinline]] void multiply_packed_rows(std::size_t rows, const PackedPanel& panel) {
  if constexpr (kColumns < kTileLanes) {
    if (rows == kTileRows) return multiply_packed_tile<kTileRows, kColumns>(panel, panel.a);
  }
  switch (rows) {
    case 5:
      if constexpr (kTileRows > 5) multiply_packed_tile<5, kColumns>(panel, panel.a);
      return;
    case 4:
      return multiply_packed_tile<4, kColumns>(panel, panel.a);
    case 3:
      return multiply_packed_tile<3, kColumns>(panel, panel.a);
    case 2:
      return multiply_packed_tile<2, kColumns>(panel, panel.a);
    default:
      return multiply_packed_tile<1, kColumns>(panel, panel.a);
  }
}

void advance_rows(std::size_t rows, PackedPanel& panel) {
  panel.a.data += rows * panel.a.row_stride;
  panel.c += rows * panel.c_stride;
}

void multiply_narrow_panel(std::size_t rows, PackedPanel panel) {
  while (rows > 0) {
    const std::size_t tile_rows = next_tile_rows(rows);
    multiply_packed_rows<1>(tile_rows, panel);
    advance_rows(tile_rows, panel);
    rows -= tile_rows;
  }
}

/// Whether A is a transpose and whether steps are left out is known to the compiler: with both
/// strides from memory W4 took 7 % longer beside a busy hardware thread. A function by itself:
/// merged with another it would run out of registers.
template <bool kTransposed, bool kSkips>
[[gnu::noinline]] void multiply_wide_panel(std::size_t rows, PackedPanel panel) {
  while (rows > 0) {
    const std::size_t tile_rows = next_tile_rows(rows);
    if (tile_rows == kTileRows) {
      const LeftFactor<float> a = {panel.a.data, kTransposed ? 1 : panel.a.row_stride,
                                   kTransposed ? panel.a.depth_stride : 1};
      multiply_packed_tile<kTileRows, kTileLanes, kSkips>(panel, a);
      if constexpr (kSkips) ++panel.needed;
    } else {
      multiply_packed_rows<kTileLanes>(tile_rows, panel);
    }
    advance_rows(tile_rows, panel);
    rows -= tile_rows;
  }
}

/// Leaves out the steps that are not needed where the panel's part of B is finite.
void multiply_wide_panel(std::size_t rows, const PackedPanel& panel) {
  const bool transposed = panel.a.depth_stride != 1;
  if (panel.needed && all_finite(panel.depth * kTileColumns, panel.b)) {
    return transposed ? multiply_wide_panel<true, true>(rows, panel)
                      : multiply_wide_panel<false, true>(rows, panel);
  }
  return transposed ? multiply_wide_panel<true, false>(rows, panel)
                    : multiply_wide_panel<false, false>(rows, panel);
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

/// What each tile of A needs, or null where the first one needs nearly every step: then the others
/// will, too, and looking at them would cost more than it gains.
const TileSteps* needed_steps(std::size_t rows, std::size_t depth, LeftFactor<float> a) {
  static thread_local std::array<TileSteps, kBlockRows / kTileRows> tiles;
  for (std::size_t t = 0; next_tile_rows(rows) == kTileRows; ++t, rows -= kTileRows) {
    tiles[t].count = list_nonzero_k<kTileRows>(depth, a, tiles[t].steps.data());
    if (t == 0 && 16 * tiles[t].count > 15 * depth) return nullptr;
    a.data += kTileRows * a.row_stride;
  }
  return tiles.data();
}

/// As few blocks as can be, of about the same depth: a last block of a few steps would load and
/// store all of C for hardly any products.
std::size_t even_block_depth(std::size_t depth) {
  const std::size_t blocks = (depth + kBlockDepth - 1) / kBlockDepth;
  return (depth + blocks - 1) / blocks;
}

/// The product with B packed, block by block. A is read where it lies: packing it too cost as much
/// as it gained in large products and more in the rest.
void multiply_packed(std::size_t rows, std::size_t columns, std::size_t depth,
                     const LeftFactor<float>& a, const RightFactor<float>& b, const float* bias,
                     float* c, std::size_t c_stride) {
  static thread_local PackedBlock packed;
  const std::size_t block_depth = even_block_depth(depth);
  for (std::size_t j0 = 0; j0 < columns; j0 += kBlockColumns) {
    const std::size_t n = std::min(kBlockColumns, columns - j0);
    for (std::size_t k0 = 0; k0 < depth; k0 += block_depth) {
      const std::size_t d = std::min(block_depth, depth - k0);
      const float* b_first = b.data + k0 * b.depth_stride + j0 * b.column_stride;
      const std::size_t b_columns = b.columns > j0 ? b.columns - j0 : 0;
      const std::size_t panel_step = d * kTileColumns + kPanelGap;
      pack_right(n, d, {b_first, b.depth_stride, b.column_stride, b_columns}, panel_step,
                 packed.values);
      for (std::size_t i0 = 0; i0 < rows; i0 += kBlockRows) {
        const std::size_t m = std::min(kBlockRows, rows - i0);
        const LeftFactor<float> a_block = {a.data + i0 * a.row_stride + k0 * a.depth_stride,
                                           a.row_stride, a.depth_stride};
        const TileSteps* needed = n < kMinColumnsForSteps ? nullptr : needed_steps(m, d, a_block);
        for (std::size_t j = 0; j < n; j += kTileColumns) {
          const PackedPanel panel = {d,
                                     a_block,
                                     packed.values + j / kTileColumns * panel_step,
                                     bias ? bias + j0 + j : nullptr,
                                     k0 > 0,
                                     c + i0 * c_stride + j0 + j,
                                     c_stride,
                                     needed};
          n - j > kLanes ? multiply_wide_panel(m, panel) : multiply_narrow_panel(m, panel);
        }
      }
    }
  }
}

/// A panel of products so short that the panel of B fits registers: the layers after two inputs and
/// before one output are as common as a plane is to look at.
template <std::size_t kDepth, std::size_t kColumns>
void multiply_shallow_panel(std::size_t rows, const Factors& factors, const float* bias, float* c,
                            std::size_t c_stride) {
  const auto start = load_row<kColumns>(bias);
  std::array<std::array<Lanes, kColumns>, kDepth> b_rows;
  for (std::size_t k = 0; k < kDepth; ++k) {
    b_rows[k] = load_row<kColumns>(factors.b + k * factors.b_stride);
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

/// kRows rows of a panel, each from `start`.
template <std::size_t kRows, std::size_t kColumns>
GRADIENT_INLINE void multiply_rows(const Factors& factors, const std::array<Lanes, kColumns>& start,
                                   float* c, std::size_t c_stride) {
  Sums<kRows, kColumns> sums;
  sums.fill(start);
  multiply_tile(factors, sums, c, c_stride);
}

/// Every row of C in one panel of columns, whose factors are read where they lie. They are never
/// copied: a copy, in larger pieces than it was just written in, would wait for the writing, which
/// takes as long as a small network's whole product.
template <std::size_t kColumns>
void multiply_panel(std::size_t rows, Factors factors, const float* bias, float* c,
                    std::size_t c_stride) {
  switch (factors.depth) {
    case 1:
      return multiply_shallow_panel<1, kColumns>(rows, factors, bias, c, c_stride);
    case 2:
      return multiply_shallow_panel<2, kColumns>(rows, factors, bias, c, c_stride);
    default:
      break;
  }
  const auto start = load_row<kColumns>(bias);
  for (; rows >= kTileRows; rows -= kTileRows) {
    multiply_rows<kTileRows>(factors, start, c, c_stride);
    factors.a.data += kTileRows * factors.a.row_stride;
    c += kTileRows * c_stride;
  }
  switch (rows) {
    case 5:
      if constexpr (kTileRows > 5) multiply_rows<5>(factors, start, c, c_stride);
      return;
    case 4:
      return multiply_rows<4>(factors, start, c, c_stride);
    case 3:
      return multiply_rows<3>(factors, start, c, c_stride);
    case 2:
      return multiply_rows<2>(factors, start, c, c_stride);
    case 1:
      return multiply_rows<1>(factors, start, c, c_stride);
    default:
      return;
  }
}

}  // namespace

template <>
void gemm(std::size_t rows, std::size_t columns, std::size_t depth, const LeftFactor<float>& a,
          const RightFactor<float>& b, const float* bias, float* c, std::size_t c_stride) {
  const bool is_small = depth * columns <= kSmallFactor;
  const bool is_row_major = b.column_stride == 1;
  if (is_row_major ? !is_small && rows >= kFewRows : !is_small) {
    return multiply_packed(rows, columns, depth, a, b, bias, c, c_stride);
  }
  static thread_local SmallFactor transposed;
  if (!is_row_major) pack_right(columns, depth, b, depth * kTileColumns, transposed.values);
  const std::size_t panel_step = is_row_major ? kTileColumns : depth * kTileColumns;
  Factors factors{depth, a, is_row_major ? b.data : transposed.values,
                  is_row_major ? b.depth_stride : kTileColumns};
  std::size_t j = 0;
  for (; j + kLanes < columns; j += kTileColumns, factors.b += panel_step) {
    multiply_panel<kTileLanes>(rows, factors, bias ? bias + j : nullptr, c + j, c_stride);
  }
  if (j < columns) multiply_panel<1>(rows, factors, bias ? bias + j : nullptr, c + j, c_stride);
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
  using Vector = SimdTraits<Real>;
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
  using Vector = SimdTraits<Real>;
  constexpr std::size_t kStep = 4 * Vector::kWidth;  // in float32 a cache line
  std::size_t j = 0;
  for (; j + kStep <= columns; j += kStep) sum_columns<4>(rows, m + j, stride, sums + j);
  for (; j < columns; j += Vector::kWidth) sum_columns<1>(rows, m + j, stride, sums + j);
}

template void column_sums(std::size_t, std::size_t, const float*, std::size_t, float*);
template void column_sums(std::size_t, std::size_t, const double*, std::size_t, double*);

}  // namespace gradient
