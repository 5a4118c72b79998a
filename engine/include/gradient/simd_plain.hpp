#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Included by simd.hpp, which documents these types and functions: the implementation without SIMD,
// four scalars with the same results as xsimd's vectors.

namespace gradient::simd {

inline constexpr std::size_t kLanes = 4;

class Mask {
 public:
  using Batch = std::array<bool, kLanes>;

  Mask() = default;
  GRADIENT_INLINE Mask(Batch batch) : batch_(batch) {}
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend Mask operator&(Mask a, Mask b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] = a.batch_[i] && b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Mask operator|(Mask a, Mask b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] = a.batch_[i] || b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Mask operator!(Mask a) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] = !a.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend bool any(Mask a) {
    return a.batch_[0] || a.batch_[1] || a.batch_[2] || a.batch_[3];
  }
  GRADIENT_INLINE friend bool all(Mask a) {
    return a.batch_[0] && a.batch_[1] && a.batch_[2] && a.batch_[3];
  }

 private:
  Batch batch_;
};

class Lanes {
 public:
  using Batch = std::array<float, kLanes>;

  Lanes() = default;
  GRADIENT_INLINE Lanes(Batch batch) : batch_(batch) {}
  GRADIENT_INLINE Lanes(float value) : batch_{value, value, value, value} {}
  GRADIENT_INLINE Lanes(double value) : Lanes(static_cast<float>(value)) {}

  GRADIENT_INLINE static Lanes load(const float* source) {
    return Batch{source[0], source[1], source[2], source[3]};
  }
  GRADIENT_INLINE void store(float* target) const {
    for (std::size_t i = 0; i < kLanes; ++i) target[i] = batch_[i];
  }
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend Lanes operator+(Lanes a, Lanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] += b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Lanes operator-(Lanes a, Lanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] -= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Lanes operator*(Lanes a, Lanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] *= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Lanes operator/(Lanes a, Lanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] /= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Lanes operator-(Lanes a) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] = -a.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Mask operator<(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x < y; });
  }
  GRADIENT_INLINE friend Mask operator<=(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x <= y; });
  }
  GRADIENT_INLINE friend Mask operator>(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x > y; });
  }
  GRADIENT_INLINE friend Mask operator>=(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x >= y; });
  }
  GRADIENT_INLINE friend Mask operator==(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x == y; });
  }
  GRADIENT_INLINE friend Mask operator!=(Lanes a, Lanes b) {
    return compare(a, b, [](float x, float y) { return x != y; });
  }

 private:
  template <class Relation>
  GRADIENT_INLINE static Mask compare(Lanes a, Lanes b, Relation relation) {
    Mask::Batch result;
    for (std::size_t i = 0; i < kLanes; ++i) result[i] = relation(a.batch_[i], b.batch_[i]);
    return result;
  }

  Batch batch_;
};

class IntLanes {
 public:
  using Batch = std::array<std::uint32_t, kLanes>;

  IntLanes() = default;
  GRADIENT_INLINE IntLanes(Batch batch) : batch_(batch) {}
  GRADIENT_INLINE IntLanes(std::int32_t value) { batch_.fill(static_cast<std::uint32_t>(value)); }
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend IntLanes operator+(IntLanes a, IntLanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] += b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend IntLanes operator-(IntLanes a, IntLanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] -= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend IntLanes operator&(IntLanes a, IntLanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] &= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend IntLanes operator|(IntLanes a, IntLanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] |= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend IntLanes operator^(IntLanes a, IntLanes b) {
    for (std::size_t i = 0; i < kLanes; ++i) a.batch_[i] ^= b.batch_[i];
    return a;
  }
  GRADIENT_INLINE friend Mask operator==(IntLanes a, IntLanes b) {
    Mask::Batch result;
    for (std::size_t i = 0; i < kLanes; ++i) result[i] = a.batch_[i] == b.batch_[i];
    return result;
  }

 private:
  Batch batch_;
};

GRADIENT_INLINE Lanes select(Mask mask, Lanes a, Lanes b) {
  Lanes::Batch result;
  for (std::size_t i = 0; i < kLanes; ++i) {
    result[i] = mask.batch()[i] ? a.batch()[i] : b.batch()[i];
  }
  return result;
}

GRADIENT_INLINE IntLanes bits_of(Lanes a) {
  IntLanes::Batch result;
  const Lanes::Batch source = a.batch();
  std::memcpy(result.data(), source.data(), sizeof result);
  return result;
}

GRADIENT_INLINE Lanes from_bits(IntLanes a) {
  Lanes::Batch result;
  const IntLanes::Batch source = a.batch();
  std::memcpy(result.data(), source.data(), sizeof result);
  return result;
}

GRADIENT_INLINE Lanes to_float(IntLanes a) {
  Lanes::Batch result;
  for (std::size_t i = 0; i < kLanes; ++i) {
    result[i] = static_cast<float>(static_cast<std::int32_t>(a.batch()[i]));
  }
  return result;
}

template <int kBits>
GRADIENT_INLINE IntLanes shift_left(IntLanes a) {
  IntLanes::Batch result = a.batch();
  for (auto& lane : result) lane <<= kBits;
  return result;
}
template <int kBits>
GRADIENT_INLINE IntLanes shift_right(IntLanes a) {
  IntLanes::Batch result = a.batch();
  for (auto& lane : result) {
    lane = static_cast<std::uint32_t>(static_cast<std::int32_t>(lane) >> kBits);
  }
  return result;
}

GRADIENT_INLINE void transpose(std::array<Lanes, kLanes>& rows) {
  std::array<Lanes::Batch, kLanes> columns;
  for (std::size_t i = 0; i < kLanes; ++i) {
    for (std::size_t j = 0; j < kLanes; ++j) columns[j][i] = rows[i].batch()[j];
  }
  for (std::size_t i = 0; i < kLanes; ++i) rows[i] = columns[i];
}

GRADIENT_INLINE Lanes sqrt(Lanes a) {
  Lanes::Batch result = a.batch();
  for (float& lane : result) lane = std::sqrt(lane);
  return result;
}
GRADIENT_INLINE Lanes abs(Lanes a) {
  Lanes::Batch result = a.batch();
  for (float& lane : result) lane = std::fabs(lane);
  return result;
}
GRADIENT_INLINE Lanes min(Lanes a, Lanes b) { return select(a < b, a, b); }
GRADIENT_INLINE Lanes max(Lanes a, Lanes b) { return select(a > b, a, b); }

}  // namespace gradient::simd
