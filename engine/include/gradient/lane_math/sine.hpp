#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "gradient/lane_math/polynomial.hpp"
#include "gradient/simd.hpp"

/// Sine and cosine of every float: range reduction and evaluation, which can be stages of a kernel.
namespace gradient::simd {

namespace detail {

/// Up to this |x| the products of `sine_argument` with the parts of pi are exact.
inline constexpr float kMaxCodyWaite = 8192.0f;

/// sine_argument() of one |x| > kMaxCodyWaite, by the reduction of Payne and Hanek (1983): with
/// x = m 2^e, the 96 bits of 1/pi from the one of weight 2^-e on determine x / pi modulo 2 within
/// 2^-70. NaN for inf.
inline float large_sine_argument(float x, double shift) {
  constexpr std::array<std::uint32_t, 8> kInversePi = {
      0, 0x517cc1b7, 0x27220a94, 0xfe13abe8, 0xfa9a6ee0, 0x6db14acc, 0x9e21c820, 0xff28b1d5};
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t biased_exponent = (bits >> 23) & 0xff;
  if (biased_exponent == 0xff) return std::numeric_limits<float>::quiet_NaN();
  const std::uint64_t m = (bits & 0x7fffff) | 0x800000;
  // the window's first bit in the table, whose leading zero word serves e < 1
  const std::uint32_t first = biased_exponent - 150 + 31;
  const auto window = [&](std::size_t i) -> std::uint64_t {
    const std::size_t word = first / 32 + i;
    const std::uint64_t next = word + 1 < kInversePi.size() ? kInversePi[word + 1] : 0;
    const std::uint64_t pair = (std::uint64_t{kInversePi[word]} << 32) | next;
    return (pair << (first % 32)) >> 32;
  };
  // x / pi modulo 2, in units of 2^-63.
  std::uint64_t quotient = ((m * window(0)) << 32) + m * window(1) + ((m * window(2)) >> 32);
  if ((bits >> 31) != 0) quotient = 0 - quotient;
  quotient += static_cast<std::uint64_t>(shift * 0x1p63);
  const bool is_odd = ((quotient + (std::uint64_t{1} << 62)) >> 63) != 0;
  const auto fraction = static_cast<std::int64_t>(quotient << 1);
  const double y = static_cast<double>(fraction) * (3.14159265358979323846 * 0x1p-64);
  return static_cast<float>(is_odd ? -y : y);
}

/// Replaces y where |x| > kMaxCodyWaite. Rare, hence not inlined.
[[gnu::noinline]] inline Lanes replace_large_sine_arguments(Lanes x, Lanes y, double shift) {
  std::array<float, kLanes> points;
  std::array<float, kLanes> arguments;
  x.store(points.data());
  y.store(arguments.data());
  for (std::size_t i = 0; i < kLanes; ++i) {
    if (!(std::fabs(points[i]) <= kMaxCodyWaite)) {
      arguments[i] = large_sine_argument(points[i], shift);
    }
  }
  return Lanes::load(arguments.data());
}

}  // namespace detail

/// sin(x), or cos(x) = sin(x + pi/2).
enum class Sinusoid { kSine, kCosine };

/// Range reduction: the y in [-pi/2, pi/2] with sin(y) = sin(x), or cos(x). A double is not
/// reduced.
template <Sinusoid kKind>
GRADIENT_INLINE Lanes sine_argument(Lanes x) {
  const Lanes round = constant<Lanes, detail::kRound>();
  const Lanes per_pi = constant<Lanes, 0.318309886184f>();
  Lanes rounded;
  Lanes n;
  if constexpr (kKind == Sinusoid::kCosine) {
    rounded = multiply_add(x, per_pi, constant<Lanes, 0.5>()) + round;
    n = rounded - round - constant<Lanes, 0.5>();
  } else {
    rounded = multiply_add(x, per_pi, round);
    n = rounded - round;
  }
  // pi as a sum of 8, 10 and 24 bits (Cody and Waite 1980): the first two products are exact
  Lanes y = negated_multiply_add(n, constant<Lanes, 3.140625f>(), x);
  y = negated_multiply_add(n, constant<Lanes, 0.000967025756835938f>(), y);
  y = negated_multiply_add(n, constant<Lanes, 6.27832957301e-7f>(), y);
  y = from_bits(bits_of(y) ^ shift_left<31>(bits_of(rounded)));
  if (any(abs(x) > constant<Lanes, detail::kMaxCodyWaite>()))
    y = detail::replace_large_sine_arguments(x, y, kKind == Sinusoid::kCosine ? 0.5 : 0.0);
  return y;
}
template <Sinusoid kKind>
GRADIENT_INLINE double sine_argument(double x) {
  return x;
}

/// The sine of a reduced argument, in [-1, 1].
template <Sinusoid kKind>
GRADIENT_INLINE Lanes sine_of(Lanes x) {
  const Lanes x2 = x * x;
  const Lanes ratio = detail::polynomial<1.0f, -0.166666595211f, 0.00833306542674f,
                                         -0.000198095387159f, 2.60563056957e-6f>(x2);
  return min(constant<Lanes, 1.0>(), max(constant<Lanes, -1.0>(), x * ratio));
}

template <Sinusoid kKind>
GRADIENT_INLINE double sine_of(double x) {
  return kKind == Sinusoid::kSine ? std::sin(x) : std::cos(x);
}

/// The sine of every float, within max(1e-10, 2.6e-7 relative). NaN for +-inf.
template <class V>
GRADIENT_INLINE V sin(V x) {
  return sine_of<Sinusoid::kSine>(sine_argument<Sinusoid::kSine>(x));
}

/// The cosine of every float, within max(1e-10, 2.6e-7 relative). NaN for +-inf.
template <class V>
GRADIENT_INLINE V cos(V x) {
  return sine_of<Sinusoid::kCosine>(sine_argument<Sinusoid::kCosine>(x));
}

}  // namespace gradient::simd
