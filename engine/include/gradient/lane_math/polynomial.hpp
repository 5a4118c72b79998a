#pragma once

#include "gradient/simd.hpp"

/// Building blocks of the elementary functions on lanes.
namespace gradient::simd::detail {

/// Adding it to a float rounds that to an integer, in the low bits of the sum; subtracting it again
/// gives the integer as a float.
inline constexpr float kRound = 12582912.0f;  // 1.5 * 2^23

/// c0 + c1 x + c2 x^2 + … by Horner's rule.
template <auto kFirst, auto... kRest>
GRADIENT_INLINE Lanes polynomial(Lanes x) {
  if constexpr (sizeof...(kRest) == 0) {
    return constant<Lanes, kFirst>();
  } else {
    return multiply_add(polynomial<kRest...>(x), x, constant<Lanes, kFirst>());
  }
}

}  // namespace gradient::simd::detail
