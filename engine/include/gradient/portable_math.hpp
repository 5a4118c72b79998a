#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// Elementary functions whose bits are the same in every build: they use nothing but the operations
/// that IEEE 754 rounds correctly (+ - * / sqrt) and whole numbers, in a fixed order, and so do not
/// depend on the platform's libm. For scalars off the hot path: random numbers, data sets,
/// schedules.
namespace gradient::portable {

inline constexpr double kPi = 3.14159265358979323846;

/// e^x, relative error below 4e-16 where the result is normal. Infinity above 709.78, 0 below
/// -745.2; subnormal results are rounded twice. NaN for NaN.
[[nodiscard]] double exp(double x);

/// Natural logarithm, relative error below 6e-16 (absolute below 1e-16 near 1). -infinity at 0, NaN
/// below.
[[nodiscard]] double log(double x);

/// Sine and cosine of x in radians, absolute error below 3e-16 for |x| up to 1e6. Beyond it, x is
/// taken modulo the double nearest to 2 pi: still in [-1, 1], no longer sin of that very x. NaN for
/// NaN, +-infinity.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

/// base^exponent by repeated squaring; 0^0 = 1.
[[nodiscard]] double power(double base, std::uint64_t exponent);

/// FNV-1a over the bytes of the values, little end first: how tests and pages compare bits across
/// builds.
inline constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325U;
[[nodiscard]] std::uint64_t hash_bits(std::span<const float> values,
                                      std::uint64_t hash = kFnvOffset);
[[nodiscard]] std::uint64_t hash_bits(std::span<const double> values,
                                      std::uint64_t hash = kFnvOffset);

}  // namespace gradient::portable
