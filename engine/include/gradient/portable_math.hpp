#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// Elementary functions with the same bits in every build: they use only operations that IEEE 754
/// rounds correctly (+ - * / sqrt) and integers, in a fixed order, and not the platform's libm. For
/// scalars off the hot path: random numbers, data sets, schedules.
namespace gradient::portable {

inline constexpr double kPi = 3.14159265358979323846;

/// e^x, relative error below 4e-16 where the result is normal. Infinity above 709.78, 0 below
/// -745.2; subnormal results are rounded twice. NaN for NaN.
[[nodiscard]] double exp(double x);

/// Natural logarithm, relative error below 6e-16 (absolute below 1e-16 near 1). -infinity at 0, NaN
/// below.
[[nodiscard]] double log(double x);

/// Sine and cosine of x in radians, absolute error below 3e-16 for |x| <= 1e6. Larger |x| are
/// reduced modulo the double nearest to 2 pi: the result is in [-1, 1], but its error is not
/// bounded. NaN for NaN and +-infinity.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

/// base^exponent by repeated squaring; 0^0 = 1.
[[nodiscard]] double power(double base, std::uint64_t exponent);

/// FNV-1a over the bytes of the values, least significant first: tests and pages compare bits
/// across builds with it.
inline constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325U;
[[nodiscard]] std::uint64_t hash_bits(std::span<const float> values,
                                      std::uint64_t hash = kFnvOffset);
[[nodiscard]] std::uint64_t hash_bits(std::span<const double> values,
                                      std::uint64_t hash = kFnvOffset);

}  // namespace gradient::portable
