#pragma once

#include <cstddef>

#include "gradient/simd.hpp"

/// Block sizes of the float gemm C [m, n] = A [m, k] B [k, n], in the notation of BLIS (Van Zee and
/// van de Geijn 2015, after Goto and van de Geijn 2008). The loop nest:
///
///   for jc = 0 .. n step NC            columns of B and C
///     for pc = 0 .. k step KC          depth; packs a KC x NC block of B in panels of NR columns
///       for ic = 0 .. m step MC        rows of A and C
///         for jr = 0 .. NC step NR     macro-kernel: a KC x NR panel of B stays in the L1 cache
///           for ir = 0 .. MC step MR   micro-kernel: an MR x NR tile of C stays in registers
///             for p = 0 .. KC          C(ir.., jr..) += A(ir.., p) B(p, jr..)
///
/// BLIS packs A as well. Here A is read where it lies: packing it gained nothing in large products
/// and cost time in small ones. In return the p loop may skip values of p at which the MR rows of A
/// are all 0 (nonzero_k.hpp).
namespace gradient::blocking {

/// Rows of a tile. MR x NR sums, the NR values of B and one value of A fit the 16 registers of a
/// 128-bit machine: 10 + 2 + 1, one more for a product that is not fused with its addition, and one
/// that V8 reserves. Where the addition is fused, or registers are wider, there is room for 12
/// sums.
inline constexpr std::size_t kMR = simd::kLanes >= 8 || simd::kFused ? 6 : 5;

/// Columns of a tile.
inline constexpr std::size_t kNRVectors = 2;
inline constexpr std::size_t kNR = kNRVectors * simd::kLanes;

/// A KC x NR panel of B takes 8 KiB of the L1 cache; the MC x KC block of A streams past it. A k of
/// 784, the pixels of an MNIST digit, is split into three blocks.
inline constexpr std::size_t kKC = 264;
inline constexpr std::size_t kMC = 32 * kMR;
inline constexpr std::size_t kNC = 512;

/// Values between packed panels, a cache line. Without the gap the panels of a k of 128 or 256
/// would be a multiple of 4 KiB apart and evict one another from the L1 cache while they are
/// packed.
inline constexpr std::size_t kPanelGap = 16;

/// Rows of the next tile when `rows` are left. Between MR and 2 MR rows are split evenly over two
/// tiles: a tile of one or two rows has too few independent sums to hide the latency of an
/// addition.
constexpr std::size_t tile_rows(std::size_t rows) {
  if (rows <= kMR) return rows;
  return rows < 2 * kMR ? (rows + 1) / 2 : kMR;
}

/// KC for this k: the fewest blocks, evenly sized. A short last block would load and store all of C
/// for few products.
constexpr std::size_t even_kc(std::size_t k) {
  const std::size_t blocks = (k + kKC - 1) / kKC;
  return (k + blocks - 1) / blocks;
}

}  // namespace gradient::blocking
