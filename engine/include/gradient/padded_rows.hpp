#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
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

  /// The row of that number, and zeros up to padded(width).
  GRADIENT_INLINE void copy(std::size_t row, float* target) const {
    const std::size_t start = row * width_;
    const float* from = source_.data() + start;
    for (std::size_t i = 0; i < whole_; i += simd::kLanes) {
      simd::Lanes::load(from + i).store(target + i);
    }
    if (whole_ == width_) return;
    const simd::Lanes rest = start + whole_ + simd::kLanes <= source_.size()
                                 ? simd::Lanes::load(from + whole_)
                                 : simd::load_first(from + whole_, width_ - whole_);
    select(inside_, rest, simd::Lanes(0.0F)).store(target + whole_);
  }

 private:
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
