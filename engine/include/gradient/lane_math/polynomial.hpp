#pragma once

#include "gradient/simd.hpp"

/// What elementary functions on lanes are made of.
namespace gradient::simd::detail {

/// Adding and subtracting it rounds to an integer, which is left in the low bits of the sum.
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
