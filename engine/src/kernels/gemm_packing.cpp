#include "gemm_packing.hpp"

#include <algorithm>
#include <array>

#include "gemm_blocking.hpp"
#include "gradient/simd.hpp"

namespace gradient {
namespace {

using blocking::kNR;
using simd::kLanes;
using simd::Lanes;

/// One vector's width of columns of a B that is not row-major, fewer at its right edge: reads
/// kLanes x kLanes blocks and transposes them in registers. Whole vectors are read as far as the
/// column stride reaches, beyond k too: columns shorter than a vector are common in small networks.
void pack_columns(const MatrixView<const float>& b, float* packed) {
  std::size_t p = 0;
  for (; b.row_stride == 1 && p < b.rows && p + kLanes <= b.column_stride; p += kLanes) {
    std::array<Lanes, kLanes> block;
    for (std::size_t j = 0; j < kLanes; ++j) {
      block[j] = j < b.columns ? Lanes::load(&b(p, j)) : Lanes(0.0F);
    }
    transpose(block);
    for (std::size_t i = 0; i < kLanes && p + i < b.rows; ++i) {
      block[i].store(packed + (p + i) * kNR);
    }
  }
  for (; p < b.rows; ++p) {
    Lanes(0.0F).store(packed + p * kNR);
    for (std::size_t j = 0; j < b.columns; ++j) packed[p * kNR + j] = b(p, j);
  }
}

/// A row-major B. Rows are the outer loop, so that memory is read in its order.
void pack_rows(const MatrixView<const float>& b, std::size_t columns, std::size_t panel_stride,
               float* packed) {
  const float* row = b.data;
  for (std::size_t p = 0; p < b.rows; ++p, row += b.row_stride, packed += kNR) {
    float* to = packed;
    std::size_t j = 0;
    for (; j + kNR <= columns; j += kNR, to += panel_stride) {
      for (std::size_t lane = 0; lane < kNR; lane += kLanes) {
        Lanes::load(row + j + lane).store(to + lane);
      }
    }
    if (j < columns) Lanes::load(row + j).store(to);
  }
}

}  // namespace

void pack_b(const MatrixView<const float>& b, std::size_t columns, std::size_t panel_stride,
            float* packed) {
  if (b.is_row_major()) return pack_rows(b, columns, panel_stride, packed);
  for (std::size_t j = 0; j < columns; j += kLanes) {
    pack_columns(b.block(0, j, b.rows, std::min(kLanes, b.columns - j)),
                 packed + j / kNR * panel_stride + j % kNR);
  }
}

}  // namespace gradient
