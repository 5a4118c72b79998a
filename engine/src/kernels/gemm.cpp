#include "gradient/gemm.hpp"

#include <algorithm>
#include <array>

#include "gemm_blocking.hpp"
#include "gemm_micro_kernel.hpp"
#include "gemm_packing.hpp"
#include "gradient/nonzero_k.hpp"

namespace gradient {
namespace {

using blocking::kKC;
using blocking::kMC;
using blocking::kMR;
using blocking::kNC;
using blocking::kNR;
using blocking::kNRVectors;
using blocking::kPanelGap;
using simd::kLanes;
using simd::Lanes;

/// A B of at most so many values is not packed in blocks: it fits the L1 cache (8 KiB).
constexpr std::size_t kMaxSmallB = 2048;

/// With fewer rows of A, each value of a row-major B is read too few times for packing it to pay.
constexpr std::size_t kMinRowsToPack = 24;

/// With fewer columns, looking for zeros in A costs too large a share of the product.
constexpr std::size_t kMinColumnsToSkip = 64;

// --- Blocked: the loop nest of gemm_blocking.hpp -------------------------------------------------

/// What the macro-kernel computes in one iteration of the jr loop: a panel of C's columns.
struct Panel {
  MatrixView<const float> a;  ///< the rows that are left, [mc, kc]
  const float* b;             ///< a packed panel of B, [kc][NR]
  const float* bias;
  bool accumulate;  ///< adds to what C holds; otherwise the sums start from the bias
  float* c;
  std::size_t c_stride;
  const NonzeroK* nonzero;  ///< of each full tile of A; null: every p counts
};

/// The tile of the panel's first kRows rows. `a` is the panel's A with strides that the compiler
/// knows.
template <std::size_t kRows, std::size_t kVectors, bool kSkip = false>
GRADIENT_INLINE void compute_tile(const Panel& panel, const MatrixView<const float>& a) {
  Tile<kRows, kVectors> tile;
  if (panel.accumulate) {
    tile = load_tile<kRows, kVectors>(panel.c, panel.c_stride);
  } else {
    tile.fill(load_bias<kVectors>(panel.bias));
  }
  const TileOperands operands{a, panel.b, kNR};
  if constexpr (kSkip) {
    multiply_accumulate(operands, *panel.nonzero, tile);
  } else {
    multiply_accumulate(operands, tile);
  }
  store_tile(tile, panel.c, panel.c_stride);
}

/// A tile of any other shape than MR x NR: fewer rows, or one vector of columns. Not inlined, as it
/// is called at most twice per wide panel.
template <std::size_t kVectors>
[[gnu::noinline]] void compute_edge_tile(std::size_t rows, const Panel& panel) {
  constexpr std::size_t kMaxRows = kVectors < kNRVectors ? kMR : kMR - 1;
  dispatch<1, kMaxRows>(rows, [&](auto tile_rows) GRADIENT_INLINE_LAMBDA {
    compute_tile<tile_rows, kVectors>(panel, panel.a);
  });
}

void advance_rows(std::size_t rows, Panel& panel) {
  panel.a = panel.a.block(rows, 0, panel.a.rows - rows, panel.a.columns);
  panel.c += rows * panel.c_stride;
}

/// A panel of one vector of columns.
void compute_narrow_panel(Panel panel) {
  while (panel.a.rows > 0) {
    const std::size_t rows = blocking::tile_rows(panel.a.rows);
    compute_edge_tile<1>(rows, panel);
    advance_rows(rows, panel);
  }
}

/// A panel of NR columns: the ir loop. One of A's strides is 1, the column stride unless A is
/// transposed; that the compiler knows which saves registers in the p loop. Not inlined: merged
/// with another instance it runs out of registers.
template <bool kTransposed, bool kSkip>
[[gnu::noinline]] void compute_wide_panel(Panel panel) {
  while (panel.a.rows > 0) {
    const std::size_t rows = blocking::tile_rows(panel.a.rows);
    if (rows == kMR) {
      MatrixView<const float> a = panel.a;
      (kTransposed ? a.row_stride : a.column_stride) = 1;
      compute_tile<kMR, kNRVectors, kSkip>(panel, a);
      if constexpr (kSkip) ++panel.nonzero;
    } else {
      compute_edge_tile<kNRVectors>(rows, panel);
    }
    advance_rows(rows, panel);
  }
}

/// Skips values of p only where the panel of B is finite: 0 times infinity is NaN.
void compute_panel(std::size_t columns, const Panel& panel) {
  if (columns <= kLanes) return compute_narrow_panel(panel);
  const bool transposed = !panel.a.is_row_major();
  const bool skip = panel.nonzero && all_finite(panel.a.columns * kNR, panel.b);
  dispatch<0, 1>(transposed ? 1 : 0, [&](auto is_transposed) GRADIENT_INLINE_LAMBDA {
    dispatch<0, 1>(skip ? 1 : 0, [&](auto is_skipping) GRADIENT_INLINE_LAMBDA {
      compute_wide_panel<is_transposed == 1, is_skipping == 1>(panel);
    });
  });
}

/// The nonzero p of every full tile of A, or null where the first tile needs nearly all: the others
/// are then taken to need them too, and looking would cost more than it saves.
const NonzeroK* find_nonzero_k(MatrixView<const float> a) {
  static thread_local std::array<NonzeroK, kMC / kMR> tiles;
  for (std::size_t t = 0; blocking::tile_rows(a.rows) == kMR; ++t) {
    tiles[t].count = list_nonzero_k<kMR>(a, tiles[t].values.data());
    if (t == 0 && 16 * tiles[t].count > 15 * a.columns) return nullptr;
    a = a.block(kMR, 0, a.rows - kMR, a.columns);
  }
  return tiles.data();
}

void multiply_blocked(const MatrixView<const float>& a, const MatrixView<const float>& b,
                      const float* bias, const MatrixView<float>& c) {
  struct PackedB {
    alignas(32) float values[(kKC * kNR + kPanelGap) * (kNC / kNR)];
  };
  static thread_local PackedB packed;
  const std::size_t even_kc = blocking::even_kc(b.rows);
  for (std::size_t jc = 0; jc < c.columns; jc += kNC) {
    const std::size_t nc = std::min(kNC, c.columns - jc);
    for (std::size_t pc = 0; pc < b.rows; pc += even_kc) {
      const std::size_t kc = std::min(even_kc, b.rows - pc);
      const std::size_t panel_stride = kc * kNR + kPanelGap;
      pack_b(b.block(pc, jc, kc, std::min(nc, b.columns - jc)), nc, panel_stride, packed.values);
      for (std::size_t ic = 0; ic < a.rows; ic += kMC) {
        const auto a_block = a.block(ic, pc, std::min(kMC, a.rows - ic), kc);
        const NonzeroK* nonzero = nc < kMinColumnsToSkip ? nullptr : find_nonzero_k(a_block);
        for (std::size_t jr = 0; jr < nc; jr += kNR) {
          compute_panel(nc - jr, {.a = a_block,
                                  .b = packed.values + jr / kNR * panel_stride,
                                  .bias = bias ? bias + jc + jr : nullptr,
                                  .accumulate = pc > 0,
                                  .c = &c(ic, jc + jr),
                                  .c_stride = c.row_stride,
                                  .nonzero = nonzero});
        }
      }
    }
  }
}

// --- Small: no blocks, B stays in the L1 cache ---------------------------------------------------

/// A panel whose depth is so short that its B stays in registers: the layer after two inputs, and
/// the gradient through one output, of every two-dimensional data set.
template <std::size_t kDepth, std::size_t kVectors>
void multiply_shallow_panel(const TileOperands& operands, const float* bias, float* c,
                            std::size_t c_stride) {
  const auto start = load_bias<kVectors>(bias);
  std::array<std::array<Lanes, kVectors>, kDepth> b_rows;
  for (std::size_t p = 0; p < kDepth; ++p) {
    b_rows[p] = load_vectors<kVectors>(operands.b + p * operands.b_stride);
  }
  const float* a = operands.a.data;
  const std::size_t row_stride = operands.a.row_stride;
  const std::size_t column_stride = operands.a.column_stride;
  for (std::size_t i = 0; i < operands.a.rows; ++i, a += row_stride, c += c_stride) {
    Tile<1, kVectors> tile = {start};
    for (std::size_t p = 0; p < kDepth; ++p) {
      const Lanes a_value(a[p * column_stride]);
      for (std::size_t v = 0; v < kVectors; ++v) {
        tile[0][v] = multiply_add(a_value, b_rows[p][v], tile[0][v]);
      }
    }
    store_tile(tile, c, c_stride);
  }
}

/// A panel whose operands are read in place. A copy of A would be read back in wider pieces than it
/// was written in; such loads wait until the stores are done, which takes as long as the whole
/// product of a small layer.
template <std::size_t kVectors>
void multiply_panel(TileOperands operands, const float* bias, float* c, std::size_t c_stride) {
  const std::size_t depth = operands.a.columns;
  if (depth == 1 || depth == 2) {
    return dispatch<1, 2>(depth, [&](auto known_depth) GRADIENT_INLINE_LAMBDA {
      multiply_shallow_panel<known_depth, kVectors>(operands, bias, c, c_stride);
    });
  }
  const auto start = load_bias<kVectors>(bias);
  const auto compute_rows = [&](auto rows) GRADIENT_INLINE_LAMBDA {
    Tile<rows, kVectors> tile;
    tile.fill(start);
    multiply_accumulate(operands, tile);
    store_tile(tile, c, c_stride);
  };
  std::size_t rows = operands.a.rows;
  for (; rows >= kMR; rows -= kMR) {
    compute_rows(std::integral_constant<std::size_t, kMR>());
    operands.a.data += kMR * operands.a.row_stride;
    c += kMR * c_stride;
  }
  if (rows > 0) dispatch<1, kMR - 1>(rows, compute_rows);
}

/// Inlined: in WebAssembly a step of a 2-4-2-1 network takes 3 % longer with another call.
GRADIENT_INLINE void multiply_small(const MatrixView<const float>& a,
                                    const MatrixView<const float>& b, const float* bias,
                                    const MatrixView<float>& c) {
  struct PackedB {
    alignas(32) float values[2 * kMaxSmallB];  // the last panel may be half empty
  };
  static thread_local PackedB packed;
  TileOperands operands{a, b.data, b.row_stride};
  std::size_t panel_stride = kNR;
  if (!b.is_row_major()) {
    panel_stride = b.rows * kNR;
    pack_b(b, c.columns, panel_stride, packed.values);
    operands.b = packed.values;
    operands.b_stride = kNR;
  }
  std::size_t j = 0;
  for (; j + kLanes < c.columns; j += kNR, operands.b += panel_stride) {
    multiply_panel<kNRVectors>(operands, bias ? bias + j : nullptr, &c(0, j), c.row_stride);
  }
  if (j < c.columns) {
    multiply_panel<1>(operands, bias ? bias + j : nullptr, &c(0, j), c.row_stride);
  }
}

}  // namespace

void gemm(const MatrixView<const float>& a, const MatrixView<const float>& b, const float* bias,
          const MatrixView<float>& c) {
  const bool is_small = b.rows * c.columns <= kMaxSmallB;
  const bool pays_to_pack = !b.is_row_major() || a.rows >= kMinRowsToPack;
  if (!is_small && pays_to_pack) {
    multiply_blocked(a, b, bias, c);
  } else {
    multiply_small(a, b, bias, c);
  }
}

void gemm(const MatrixView<const double>& a, const MatrixView<const double>& b, const double* bias,
          const MatrixView<double>& c) {
  for (std::size_t i = 0; i < c.rows; ++i) {
    for (std::size_t j = 0; j < c.columns; ++j) {
      double sum = bias ? bias[j] : 0.0;
      for (std::size_t k = 0; j < b.columns && k < b.rows; ++k) sum += a(i, k) * b(k, j);
      c(i, j) = sum;
    }
  }
}

}  // namespace gradient
