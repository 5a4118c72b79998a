#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "gradient/layout.hpp"
#include "gradient/simd.hpp"

namespace gradient {

/// Copies rows of `width` adjacent values to a matrix with padded rows. Small rows are the common
/// case, so a row costs a few instructions, not a call of memcpy.
class RowCopier {
 public:
  RowCopier(std::span<const float> source, std::size_t width)
      : source_(source), width_(width), vector_width_(width - width % simd::kLanes) {
    std::array<float, simd::kLanes> in_tail{};
    std::fill_n(in_tail.begin(), width - vector_width_, 1.0F);
    tail_mask_ = simd::Lanes::load(in_tail.data()) > simd::Lanes(0.0F);
  }

  /// The rows with these indices, in this order, each with zeros up to padded(width).
  GRADIENT_INLINE void copy(std::span<const std::uint32_t> rows, float* target) const {
    copy_each(rows.size(), [rows](std::size_t i) { return rows[i]; }, target);
  }

  /// `count` consecutive rows.
  GRADIENT_INLINE void copy(std::size_t first, std::size_t count, float* target) const {
    copy_each(count, [first](std::size_t i) { return first + i; }, target);
  }

 private:
  template <class RowIndex>
  GRADIENT_INLINE void copy_each(std::size_t count, RowIndex row_index, float* target) const {
    if (vector_width_ == 0) return copy_narrow(count, row_index, target);
    const std::size_t stride = padded(width_);
    for (std::size_t i = 0; i < count; ++i, target += stride) {
      const std::size_t start = row_index(i) * width_;
      for (std::size_t column = 0; column < vector_width_; column += simd::kLanes) {
        simd::Lanes::load(source_.data() + start + column).store(target + column);
      }
      if (vector_width_ < width_) load_tail(start + vector_width_).store(target + vector_width_);
    }
  }

  /// Rows shorter than a vector.
  template <class RowIndex>
  GRADIENT_INLINE void copy_narrow(std::size_t count, RowIndex row_index, float* target) const {
    for (std::size_t i = 0; i < count; ++i, target += simd::kLanes) {
      load_tail(row_index(i) * width_).store(target);
    }
  }

  /// The last, partial vector of a row, which begins at `start`, with zeros for padding.
  GRADIENT_INLINE simd::Lanes load_tail(std::size_t start) const {
    const float* from = source_.data() + start;
    if (start + simd::kLanes > source_.size())
      return simd::load_first(from, width_ - vector_width_);
    return select(tail_mask_, simd::Lanes::load(from), simd::Lanes(0.0F));
  }

  std::span<const float> source_;
  std::size_t width_;
  std::size_t vector_width_;  ///< the part of a row that fills whole vectors
  simd::Mask tail_mask_;      ///< the lanes of a row's last vector that are not padding
};

/// Copies `rows` padded rows of `width` values to adjacent rows without padding.
inline void copy_without_padding(const float* source, std::size_t rows, std::size_t width,
                                 float* target) {
  const std::size_t stride = padded(width);
  const float* const end = target + rows * width;
  for (; target < end; source += stride, target += width) {
    std::size_t i = 0;
    // values written beyond a row's end are overwritten by the next row
    for (; i < width && target + i + simd::kLanes <= end; i += simd::kLanes) {
      simd::Lanes::load(source + i).store(target + i);
    }
    if (i < width) simd::store_first(simd::Lanes::load(source + i), target + i, width - i);
  }
}

}  // namespace gradient
