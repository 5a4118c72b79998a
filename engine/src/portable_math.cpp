#include "gradient/portable_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace gradient::portable {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// ln 2 and pi/2 as sums, of which multiples of the first terms are subtracted without rounding
// (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980).
constexpr double kLog2High = 0x1.62e42feep-1;
constexpr double kLog2Low = 0x1.a39ef35793c76p-33;
constexpr double kInverseLog2 = 0x1.71547652b82fep+0;
constexpr double kHalfPi1 = 0x1.921fb544p+0;
constexpr double kHalfPi2 = 0x1.0b4611a6p-34;
constexpr double kHalfPi3 = 0x1.3198a2e037073p-69;
constexpr double kInverseHalfPi = 0x1.45f306dc9c883p-1;

/// Up to this angle multiples of the first terms of pi/2 are exact.
constexpr double kLargestAngle = 1e6;

/// 1/1!, 1/2!, …
template <std::size_t kCount>
consteval std::array<double, kCount> inverse_factorials() {
  std::array<double, kCount> values{};
  double factorial = 1.0;
  for (std::size_t n = 1; n <= kCount; ++n) {
    factorial *= static_cast<double>(n);
    values[n - 1] = 1.0 / factorial;
  }
  return values;
}
constexpr auto kInverseFactorials = inverse_factorials<18>();

/// 2^n for a normal result.
double power_of_two(int n) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52U);
}

/// Taylor series; for |x| <= pi/4 the truncation error is below 1e-19.
double sin_series(double x) {
  const double square = x * x;
  double sum = 0.0;
  for (std::size_t n = 17; n >= 3; n -= 2) {
    sum = kInverseFactorials[n - 1] - square * sum;
  }
  return x - x * square * sum;
}

double cos_series(double x) {
  const double square = x * x;
  double sum = 0.0;
  for (std::size_t n = 18; n >= 4; n -= 2) {
    sum = kInverseFactorials[n - 1] - square * sum;
  }
  const double half = 0.5 * square;
  const double rounded = 1.0 - half;
  // The rounding error of 1 - x^2/2 is added back with the small terms.
  return rounded + ((1.0 - rounded) - half + square * square * sum);
}

struct Angle {
  double remainder;
  int quadrant;
};

/// x = quadrant * pi/2 + remainder with |remainder| <= pi/4, for finite x.
Angle reduce_angle(double x) {
  if (std::abs(x) > kLargestAngle) x = std::fmod(x, 2.0 * kPi);  // fmod is exact everywhere
  const double n = std::floor(x * kInverseHalfPi + 0.5);
  const double remainder = ((x - n * kHalfPi1) - n * kHalfPi2) - n * kHalfPi3;
  return {remainder, static_cast<int>(static_cast<std::int64_t>(n) & 3)};
}

std::uint64_t hash_word(std::uint64_t word, int bytes, std::uint64_t hash) {
  for (int i = 0; i < bytes; ++i) {
    hash = (hash ^ (word & 0xffU)) * 0x100000001b3U;
    word >>= 8U;
  }
  return hash;
}

}  // namespace

double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.79) return kInfinity;
  if (x < -745.2) return 0.0;
  const double n = std::floor(x * kInverseLog2 + 0.5);
  const double high = x - n * kLog2High;
  const double low = n * kLog2Low;
  const double r = high - low;
  // The rounding error of r, so that large arguments are as accurate as small ones.
  const double error = (high - r) - low;
  double sum = 0.0;
  for (std::size_t k = 14; k >= 2; --k) sum = kInverseFactorials[k - 1] + r * sum;
  const double value = 1.0 + (r + (error + r * r * sum));
  const int exponent = static_cast<int>(n);
  // in two steps, as 2^n itself may overflow or be subnormal
  const int half = exponent / 2;
  return value * power_of_two(half) * power_of_two(exponent - half);
}

double log(double x) {
  if (std::isnan(x) || x < 0.0) return kNan;
  if (x == 0.0) return -kInfinity;
  if (std::isinf(x)) return x;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52U) - 1023;
  bits = (bits & 0x000fffffffffffffU) | 0x3ff0000000000000U;
  double mantissa = std::bit_cast<double>(bits);
  if (mantissa > 0x1.6a09e667f3bcdp+0) {  // sqrt(2)
    mantissa *= 0.5;
    ++exponent;
  }
  // log(1 + f) = 2 artanh(s) with s = f / (2 + f) = f - f^2/2 + s (f^2/2 + 2 (s^2/3 + s^4/5 + …)),
  // |s| < 0.172: the truncation error is below 1e-19.
  const double f = mantissa - 1.0;
  const double s = f / (2.0 + f);
  const double square = s * s;
  double series = 0.0;
  for (int k = 23; k >= 3; k -= 2) series = square * (2.0 / k + series);
  const double half_square = 0.5 * f * f;
  const double n = exponent;
  return n * kLog2High + (f - (half_square - (s * (half_square + series) + n * kLog2Low)));
}

double sin(double x) {
  if (!std::isfinite(x)) return kNan;
  const Angle angle = reduce_angle(x);
  const double value =
      angle.quadrant % 2 == 0 ? sin_series(angle.remainder) : cos_series(angle.remainder);
  return angle.quadrant < 2 ? value : -value;
}

double cos(double x) {
  if (!std::isfinite(x)) return kNan;
  const Angle angle = reduce_angle(x);
  const double value =
      angle.quadrant % 2 == 0 ? cos_series(angle.remainder) : sin_series(angle.remainder);
  return angle.quadrant == 1 || angle.quadrant == 2 ? -value : value;
}

double power(double base, std::uint64_t exponent) {
  double result = 1.0;
  while (exponent > 0) {
    if ((exponent & 1U) != 0) result *= base;
    base *= base;
    exponent >>= 1U;
  }
  return result;
}

std::uint64_t hash_bits(std::span<const float> values, std::uint64_t hash) {
  for (const float value : values) hash = hash_word(std::bit_cast<std::uint32_t>(value), 4, hash);
  return hash;
}

std::uint64_t hash_bits(std::span<const double> values, std::uint64_t hash) {
  for (const double value : values) hash = hash_word(std::bit_cast<std::uint64_t>(value), 8, hash);
  return hash;
}

}  // namespace gradient::portable
