#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace gradient {

/// Bytes.
inline constexpr std::size_t kBufferAlignment = 32;

/// A contiguous array of numbers on a 32-byte boundary, zero at first: the arenas of parameters,
/// gradients, optimiser state and layer values. Throws std::bad_alloc when out of memory.
template <class Real>
class AlignedBuffer {
 public:
  AlignedBuffer() = default;
  explicit AlignedBuffer(std::size_t size) { resize_and_clear(size); }

  /// Discards the content; every value is 0 afterwards.
  void resize_and_clear(std::size_t size) {
    if (size > capacity_) {
      data_.reset(static_cast<Real*>(
          ::operator new(size * sizeof(Real), std::align_val_t{kBufferAlignment})));
      capacity_ = size;
    }
    size_ = size;
    std::fill_n(data_.get(), size_, Real(0));
  }

  [[nodiscard]] Real* data() { return data_.get(); }
  [[nodiscard]] const Real* data() const { return data_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Deep copies, so that a network can be copied.
  AlignedBuffer(const AlignedBuffer& other) { *this = other; }
  AlignedBuffer& operator=(const AlignedBuffer& other) {
    if (this != &other) {
      resize_and_clear(other.size_);
      std::copy_n(other.data_.get(), other.size_, data_.get());
    }
    return *this;
  }
  AlignedBuffer(AlignedBuffer&&) noexcept = default;
  AlignedBuffer& operator=(AlignedBuffer&&) noexcept = default;
  ~AlignedBuffer() = default;

  [[nodiscard]] std::span<Real> span() { return {data_.get(), size_}; }
  [[nodiscard]] std::span<const Real> span() const { return {data_.get(), size_}; }

 private:
  struct Release {
    void operator()(Real* data) const {
      ::operator delete(data, std::align_val_t{kBufferAlignment});
    }
  };

  std::unique_ptr<Real[], Release> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace gradient
