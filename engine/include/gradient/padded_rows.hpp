#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "gradient/layout.hpp"
#include "gradient/simd.hpp"

namespace gradient {

/// Rows of `width` values, one after the other, to be copied to where rows are padded. Small rows
/// are the common case, so a row costs a few instructions, not a call of memcpy.
class RowCopier {
 public:
  RowCopier(std::span<const float> source, std::size_t width)
      : source_(source), width_(width), whole_(width - width % simd::kLanes) {
    std::array<float, simd::kLanes> inside{};
    std::fill_n(inside.begin(), width - whole_, 1.0F);
    inside_ = simd::Lanes::load(inside.data()) > simd::Lanes(0.0F);
  }

  /// The rows of these numbers, one after the other, each with zeros up to padded(width).
  GRADIENT_INLINE void copy(std::span<const std::uint32_t> rows, float* target) const {
    copy_each(rows.size(), [rows](std::size_t i) { return rows[i]; }, target);
  }

  /// `count` consecutive rows.
  GRADIENT_INLINE void copy(std::size_t first, std::size_t count, float* target) const {
    copy_each(count, [first](std::size_t i) { return first + i; }, target);
  }

 private:
  template <class Number>
  GRADIENT_INLINE void copy_each(std::size_t count, Number number, float* target) const {
    if (whole_ == 0) return copy_narrow(count, number, target);
    const std::size_t stride = padded(width_);
    for (std::size_t i = 0; i < count; ++i, target += stride) {
      const std::size_t start = number(i) * width_;
      for (std::size_t column = 0; column < whole_; column += simd::kLanes) {
        simd::Lanes::load(source_.data() + start + column).store(target + column);
      }
      if (whole_ < width_) rest_of(start + whole_).store(target + whole_);
    }
  }

  /// Rows that do not fill one vector.
  template <class Number>
  GRADIENT_INLINE void copy_narrow(std::size_t count, Number number, float* target) const {
    for (std::size_t i = 0; i < count; ++i, target += simd::kLanes) {
      rest_of(number(i) * width_).store(target);
    }
  }

  /// The last, incomplete vector of a row, which starts there.
  GRADIENT_INLINE simd::Lanes rest_of(std::size_t start) const {
    const float* from = source_.data() + start;
    if (start + simd::kLanes > source_.size()) return simd::load_first(from, width_ - whole_);
    return select(inside_, simd::Lanes::load(from), simd::Lanes(0.0F));
  }

  std::span<const float> source_;
  std::size_t width_;
  std::size_t whole_;
  /// Which lanes of a row's last vector are not padding.
  simd::Mask inside_;
};

/// `rows` padded rows of `width` values, one after the other without padding.
inline void copy_without_padding(const float* source, std::size_t rows, std::size_t width,
                                 float* target) {
  const std::size_t stride = padded(width);
  const float* const end = target + rows * width;
  for (; target < end; source += stride, target += width) {
    std::size_t i = 0;
    // what is written beyond a row is overwritten by the next one
    for (; i < width && target + i + simd::kLanes <= end; i += simd::kLanes) {
      simd::Lanes::load(source + i).store(target + i);
    }
    if (i < width) simd::store_first(simd::Lanes::load(source + i), target + i, width - i);
  }
}

}  // namespace gradient
