#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

// GRADIENT_SCALAR asks for the plain implementation; a target without SIMD gets it anyway.
#if !defined(GRADIENT_SCALAR) && \
    (defined(__SSE4_2__) || defined(__wasm_simd128__) || defined(__ARM_NEON))
#define GRADIENT_XSIMD 1
#include <xsimd/xsimd.hpp>
#else
#define GRADIENT_XSIMD 0
#endif

#define GRADIENT_INLINE [[gnu::always_inline]] inline
/// The same for a lambda, after its parameters.
#define GRADIENT_INLINE_LAMBDA __attribute__((always_inline))

#if !GRADIENT_XSIMD
#include "gradient/simd_plain.hpp"
#endif

/// SIMD vectors of floats, and of integers and masks of the same shape.
///
/// Element-wise results have the same bits on every target and for every number of lanes: each
/// operation is one IEEE operation, min and max are defined as selects, and nothing converts a
/// float to an integer (targets disagree about values out of range). Only NaN's sign and payload,
/// and `multiply_add` where the build allows fusing, may differ.
///
/// Every function that formulas use has a `double` overload, so that one template serves both.
namespace gradient::simd {

#if GRADIENT_XSIMD

inline constexpr std::size_t kLanes = xsimd::batch<float>::size;

/// One truth value per lane.
class Mask {
 public:
  using Batch = xsimd::batch_bool<float>;

  Mask() = default;
  GRADIENT_INLINE Mask(Batch batch) : batch_(batch) {}
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend Mask operator&(Mask a, Mask b) { return a.batch_ & b.batch_; }
  GRADIENT_INLINE friend Mask operator|(Mask a, Mask b) { return a.batch_ | b.batch_; }
  GRADIENT_INLINE friend Mask operator!(Mask a) { return ~a.batch_; }
  GRADIENT_INLINE friend bool any(Mask a) { return xsimd::any(a.batch_); }
  GRADIENT_INLINE friend bool all(Mask a) { return xsimd::all(a.batch_); }

 private:
  Batch batch_;
};

/// `kLanes` floats. A default-constructed one is uninitialised, as a float is.
class Lanes {
 public:
  using Batch = xsimd::batch<float>;

  Lanes() = default;
  GRADIENT_INLINE Lanes(Batch batch) : batch_(batch) {}
  GRADIENT_INLINE Lanes(float value) : batch_(value) {}
  /// Rounded to the nearest float: for constants of formulas that are also compiled for double.
  GRADIENT_INLINE Lanes(double value) : batch_(static_cast<float>(value)) {}

  /// Any alignment.
  GRADIENT_INLINE static Lanes load(const float* source) { return Batch::load_unaligned(source); }
  GRADIENT_INLINE void store(float* target) const { batch_.store_unaligned(target); }
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend Lanes operator+(Lanes a, Lanes b) { return a.batch_ + b.batch_; }
  GRADIENT_INLINE friend Lanes operator-(Lanes a, Lanes b) { return a.batch_ - b.batch_; }
  GRADIENT_INLINE friend Lanes operator*(Lanes a, Lanes b) { return a.batch_ * b.batch_; }
  GRADIENT_INLINE friend Lanes operator/(Lanes a, Lanes b) { return a.batch_ / b.batch_; }
  GRADIENT_INLINE friend Lanes operator-(Lanes a) { return -a.batch_; }
  GRADIENT_INLINE friend Mask operator<(Lanes a, Lanes b) { return a.batch_ < b.batch_; }
  GRADIENT_INLINE friend Mask operator<=(Lanes a, Lanes b) { return a.batch_ <= b.batch_; }
  GRADIENT_INLINE friend Mask operator>(Lanes a, Lanes b) { return a.batch_ > b.batch_; }
  GRADIENT_INLINE friend Mask operator>=(Lanes a, Lanes b) { return a.batch_ >= b.batch_; }
  GRADIENT_INLINE friend Mask operator==(Lanes a, Lanes b) { return a.batch_ == b.batch_; }
  GRADIENT_INLINE friend Mask operator!=(Lanes a, Lanes b) { return a.batch_ != b.batch_; }

 private:
  Batch batch_;
};

/// `kLanes` 32-bit integers; sums and shifts wrap around.
class IntLanes {
 public:
  using Batch = xsimd::batch<std::int32_t>;

  IntLanes() = default;
  GRADIENT_INLINE IntLanes(Batch batch) : batch_(batch) {}
  GRADIENT_INLINE IntLanes(std::int32_t value) : batch_(value) {}
  [[nodiscard]] GRADIENT_INLINE Batch batch() const { return batch_; }

  GRADIENT_INLINE friend IntLanes operator+(IntLanes a, IntLanes b) { return a.batch_ + b.batch_; }
  GRADIENT_INLINE friend IntLanes operator-(IntLanes a, IntLanes b) { return a.batch_ - b.batch_; }
  GRADIENT_INLINE friend IntLanes operator&(IntLanes a, IntLanes b) { return a.batch_ & b.batch_; }
  GRADIENT_INLINE friend IntLanes operator|(IntLanes a, IntLanes b) { return a.batch_ | b.batch_; }
  GRADIENT_INLINE friend IntLanes operator^(IntLanes a, IntLanes b) { return a.batch_ ^ b.batch_; }
  GRADIENT_INLINE friend Mask operator==(IntLanes a, IntLanes b) {
    return xsimd::batch_bool_cast<float>(a.batch_ == b.batch_);
  }

 private:
  Batch batch_;
};

/// Lane by lane: `a` where the mask holds, else `b`.
GRADIENT_INLINE Lanes select(Mask mask, Lanes a, Lanes b) {
#if defined(__wasm_relaxed_simd__)
  // One instruction on x64 instead of three; of masks whose lanes are all ones or zeros the result
  // is the same everywhere.
  return Lanes::Batch(wasm_i32x4_relaxed_laneselect(a.batch(), b.batch(), mask.batch()));
#else
  return xsimd::select(mask.batch(), a.batch(), b.batch());
#endif
}

GRADIENT_INLINE IntLanes bits_of(Lanes a) { return xsimd::bitwise_cast<std::int32_t>(a.batch()); }
GRADIENT_INLINE Lanes from_bits(IntLanes a) { return xsimd::bitwise_cast<float>(a.batch()); }

/// Each integer as the nearest float.
GRADIENT_INLINE Lanes to_float(IntLanes a) { return xsimd::batch_cast<float>(a.batch()); }

template <int kBits>
GRADIENT_INLINE IntLanes shift_left(IntLanes a) {
  return a.batch() << kBits;
}
/// Arithmetic: fills with the sign bit.
template <int kBits>
GRADIENT_INLINE IntLanes shift_right(IntLanes a) {
  return a.batch() >> kBits;
}

/// Transposes a kLanes x kLanes block in place. Each round interleaves row i with row i + kLanes /
/// 2, which moves one bit of every value's column index into its row index; log2(kLanes) rounds
/// move them all.
GRADIENT_INLINE void transpose(std::array<Lanes, kLanes>& rows) {
  for (std::size_t bit = 1; bit < kLanes; bit *= 2) {
    const std::array<Lanes, kLanes> before = rows;
    for (std::size_t i = 0; i < kLanes / 2; ++i) {
      rows[2 * i] = xsimd::zip_lo(before[i].batch(), before[i + kLanes / 2].batch());
      rows[2 * i + 1] = xsimd::zip_hi(before[i].batch(), before[i + kLanes / 2].batch());
    }
  }
}

GRADIENT_INLINE Lanes sqrt(Lanes a) { return xsimd::sqrt(a.batch()); }

/// a < b ? a : b: where either is NaN the result is b; min(+0, -0) is -0 and min(-0, +0) is +0.
GRADIENT_INLINE Lanes min(Lanes a, Lanes b) {
#if defined(__wasm_simd128__)
  return Lanes::Batch(wasm_f32x4_pmin(b.batch(), a.batch()));
#elif defined(__SSE4_2__)
  return xsimd::min(a.batch(), b.batch());
#else
  return select(a < b, a, b);
#endif
}

/// a > b ? a : b: where either is NaN the result is b; max(+0, -0) is -0 and max(-0, +0) is +0.
GRADIENT_INLINE Lanes max(Lanes a, Lanes b) {
#if defined(__wasm_simd128__)
  return Lanes::Batch(wasm_f32x4_pmax(b.batch(), a.batch()));
#elif defined(__SSE4_2__)
  return xsimd::max(a.batch(), b.batch());
#else
  return select(a > b, a, b);
#endif
}

#endif  // GRADIENT_XSIMD

#ifdef GRADIENT_LANES
static_assert(
    kLanes == GRADIENT_LANES,
    "Compile with the engine's vector flags: its types have as many lanes as it was built "
    "with (-march=native, -mavx and the like add some).");
#endif

/// Whether `multiply_add` rounds once. Such builds are faster, and exempt from bit-exactness.
#if GRADIENT_XSIMD && (defined(__wasm_relaxed_simd__) || defined(__FMA__))
inline constexpr bool kFused = true;
#else
inline constexpr bool kFused = false;
#endif

/// a * b + c, rounded after the product and after the sum unless the build fuses (`kFused`).
GRADIENT_INLINE Lanes multiply_add(Lanes a, Lanes b, Lanes c) {
#if GRADIENT_XSIMD && defined(__wasm_relaxed_simd__)
  return Lanes::Batch(wasm_f32x4_relaxed_madd(a.batch(), b.batch(), c.batch()));
#elif GRADIENT_XSIMD && defined(__FMA__)
  return xsimd::fma(a.batch(), b.batch(), c.batch());
#else
  return a * b + c;
#endif
}

/// c - a * b, rounded as `multiply_add` is.
GRADIENT_INLINE Lanes negated_multiply_add(Lanes a, Lanes b, Lanes c) {
#if GRADIENT_XSIMD && defined(__wasm_relaxed_simd__)
  return Lanes::Batch(wasm_f32x4_relaxed_nmadd(a.batch(), b.batch(), c.batch()));
#elif GRADIENT_XSIMD && defined(__FMA__)
  return xsimd::fnma(a.batch(), b.batch(), c.batch());
#else
  return c - a * b;
#endif
}

#if GRADIENT_XSIMD && defined(__wasm_simd128__)
namespace detail {

template <auto kValue>
struct Stored {
  decltype(kValue) number = kValue;
};

/// Weak, so that the compiler cannot assume the value and has to load it.
template <auto kValue>
[[gnu::weak]] inline constexpr Stored<kValue> kInMemory{};

}  // namespace detail
#endif

/// A constant of a formula: rounded to the nearest float for Lanes, unrounded for double. In
/// WebAssembly it is loaded from memory: V8 would rebuild a literal at every use, with three
/// dependent instructions.
template <class V, auto kValue>
GRADIENT_INLINE V constant() {
  if constexpr (std::is_same_v<V, double>) {
    return kValue;
  } else {
    using Number = std::conditional_t<std::is_same_v<V, IntLanes>, std::int32_t, float>;
    constexpr auto kNumber = static_cast<Number>(kValue);
#if GRADIENT_XSIMD && defined(__wasm_simd128__)
    return typename V::Batch(wasm_v128_load32_splat(&detail::kInMemory<kNumber>.number));
#else
    return V(kNumber);
#endif
  }
}

#if GRADIENT_XSIMD
GRADIENT_INLINE Lanes abs(Lanes a) {
  return from_bits(bits_of(a) & constant<IntLanes, INT32_MAX>());
}
#endif

/// Where `a`, lanes or a double, is NaN.
template <class V>
GRADIENT_INLINE auto is_nan(V a) {
  return a != a;  // NOLINT(misc-redundant-expression): what NaN alone does
}

/// The magnitude of `a` with the sign bit of `b`.
GRADIENT_INLINE Lanes copy_sign(Lanes a, Lanes b) {
  return from_bits((bits_of(a) & constant<IntLanes, INT32_MAX>()) |
                   (bits_of(b) & constant<IntLanes, INT32_MIN>()));
}

/// -|a|.
GRADIENT_INLINE Lanes negated_abs(Lanes a) {
  return from_bits(bits_of(a) | constant<IntLanes, INT32_MIN>());
}

namespace detail {

/// Adds lane i + n/2 to lane i, then halves n, until one lane is left.
template <class Batch>
GRADIENT_INLINE float fold_sum(Batch lanes) {
#if GRADIENT_XSIMD
  if constexpr (Batch::size == 4) {
    using Arch = typename Batch::arch_type;
    const Batch pairs =
        lanes + xsimd::swizzle(lanes, xsimd::batch_constant<std::uint32_t, Arch, 2, 3, 0, 1>());
    const Batch sum =
        pairs + xsimd::swizzle(pairs, xsimd::batch_constant<std::uint32_t, Arch, 1, 0, 3, 2>());
    return sum.get(0);
  }
#endif
  std::array<float, kLanes> folded;
  Lanes(lanes).store(folded.data());
  for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
    for (std::size_t i = 0; i < width; ++i) folded[i] += folded[i + width];
  }
  return folded[0];
}

}  // namespace detail

/// The sum of all lanes in a fixed order, by halves: of four lanes, (l0 + l2) + (l1 + l3).
GRADIENT_INLINE float horizontal_sum(Lanes a) { return detail::fold_sum(a.batch()); }

/// Lane 0.
GRADIENT_INLINE float first_lane(Lanes a) {
#if GRADIENT_XSIMD
  return a.batch().get(0);
#else
  return a.batch()[0];
#endif
}

/// The first `count` < kLanes floats at `source`, then zeros; nothing beyond them is read.
GRADIENT_INLINE Lanes load_first(const float* source, std::size_t count) {
  std::array<float, kLanes> lanes{};
  std::memcpy(lanes.data(), source, count * sizeof(float));
  return Lanes::load(lanes.data());
}

/// Writes the first `count` < kLanes lanes only.
GRADIENT_INLINE void store_first(Lanes a, float* target, std::size_t count) {
  std::array<float, kLanes> lanes;
  a.store(lanes.data());
  std::memcpy(target, lanes.data(), count * sizeof(float));
}

GRADIENT_INLINE double select(bool condition, double a, double b) { return condition ? a : b; }
GRADIENT_INLINE double multiply_add(double a, double b, double c) { return a * b + c; }
GRADIENT_INLINE double negated_multiply_add(double a, double b, double c) { return c - a * b; }
GRADIENT_INLINE double sqrt(double a) { return std::sqrt(a); }
GRADIENT_INLINE double abs(double a) { return std::fabs(a); }
GRADIENT_INLINE double negated_abs(double a) { return -std::fabs(a); }
GRADIENT_INLINE double copy_sign(double a, double b) { return std::copysign(a, b); }
GRADIENT_INLINE double min(double a, double b) { return a < b ? a : b; }
GRADIENT_INLINE double max(double a, double b) { return a > b ? a : b; }

}  // namespace gradient::simd
