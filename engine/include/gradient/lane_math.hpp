#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "gradient/lane_math/polynomial.hpp"
#include "gradient/lane_math/sine.hpp"
#include "gradient/simd.hpp"

/// Elementary functions on lanes, those of lane_math/ included, built from IEEE operations only:
/// the same bits on every target, and several times the speed of a loop over the C library.
/// Coefficients are minimax fits, made for this project. Each function states its error against the
/// exact result (all floats are tested); "relative" bounds hold down to the smallest normal result,
/// 2^-126; what is less may be 0 where it is made of powers of e, and is within 2^-149 otherwise.
/// NaN gives NaN. `double` overloads are the C++ library's own, for gradient checks.
namespace gradient::simd {

/// The first half of e^x: x = n ln 2 + remainder, with |remainder| <= ln(2) / 2, and power = 2^n,
/// or 0 for n = -127. What is left to do is in functions of it, so that the halves can be stages of
/// a kernel. A double is not reduced: it is the remainder itself.
template <class V>
struct Reduced {
  V remainder;
  V power;
};

/// The first half of e^-x: power = 2^-n, but remainder and n are those of x, as it would
/// take an operation to negate them.
template <class V>
struct ReducedNegative {
  V remainder;
  V power;
};

/// Chances to each other, as e^x to 1: their share favour / (favour + against) is sigmoid(x).
template <class V>
struct Odds {
  V favour;
  V against;
};

namespace detail {

/// n, the integer nearest to x / ln 2, and x - n ln 2.
struct Nearest {
  Lanes remainder;
  /// n + kOffset plus multiples of 2^9, which a shift into the exponent's place drops.
  IntLanes exponent;
};

/// With kSign = -1 the exponent is that of -n. |x| < 2^12. With kInOnePart, ln 2 is a single float:
/// the remainder is off by the rounding of n ln 2, 6e-8 |x|, or where products are fused 1.9e-9
/// |n|.
template <int kOffset, int kSign = 1, bool kInOnePart = false>
GRADIENT_INLINE Nearest nearest(Lanes x) {
  const Lanes round = constant<Lanes, kRound + static_cast<float>(kOffset)>();
  const Lanes rounded = multiply_add(x, constant<Lanes, kSign * 1.44269504f>(), round);
  const Lanes n = rounded - round;
  if constexpr (kInOnePart) {
    const Lanes r = negated_multiply_add(n, constant<Lanes, kSign * 0.693147181f>(), x);
    return {r, bits_of(rounded)};
  }
  // ln 2 in two parts: the products with the first are exact.
  const Lanes r = negated_multiply_add(n, constant<Lanes, kSign * 0.693359375f>(), x);
  return {negated_multiply_add(n, constant<Lanes, kSign * -2.12194440e-4f>(), r), bits_of(rounded)};
}

/// What a float's exponent is biased by.
inline constexpr int kFloatBias = 127;

/// x in two parts, the first of 12 significant bits, so that its square is exact.
struct Split {
  Lanes high;
  Lanes low;
};
GRADIENT_INLINE Split split(Lanes x) {
  const Lanes high = from_bits(bits_of(x) & constant<IntLanes, ~0xfff>());
  return {high, x - high};
}

/// e^r - 1 for |r| <= ln(2) / 2.
GRADIENT_INLINE Lanes expm1_of_remainder(Lanes r) {
  // Short chains of operations side by side instead of a long one (Estrin), what is largest last.
  const Lanes r2 = r * r;
  const Lanes start = polynomial<0.500000009555f, 0.166665183795f>(r);
  const Lanes middle = polynomial<0.0416662044629f, 0.00836894671382f>(r);
  const Lanes rest = multiply_add(r2, constant<Lanes, 0.00139505859122f>(), middle);
  return r + multiply_add(r2 * r2, rest, r2 * start);
}

}  // namespace detail

/// From here on down e^x is 0: n is -127.
inline constexpr int kLeastExponent = -88;

/// Of an x between kLeastExponent and 88.
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  const detail::Nearest n = detail::nearest<detail::kFloatBias>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE Reduced<double> reduce(double x) { return {x, 1.0}; }

/// The same for an e^x whose errors are bounded in absolute terms: off by 6e-8 |x| relative, in
/// builds that fuse products 2.7e-9 |x|.
GRADIENT_INLINE Reduced<Lanes> reduce_quickly(Lanes x) {
  const detail::Nearest n = detail::nearest<detail::kFloatBias, 1, true>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE Reduced<double> reduce_quickly(double x) { return {x, 1.0}; }

/// Of x, or of kLeast where x is less; for x up to 88.
template <int kLeast>
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  return reduce(max(constant<Lanes, kLeast>(), x));
}
template <int kLeast>
GRADIENT_INLINE Reduced<double> reduce(double x) {
  return {x, 1.0};
}

/// Of x, or of the bound beyond which it is.
template <int kLeast, int kGreatest>
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  return reduce<kLeast>(min(constant<Lanes, kGreatest>(), x));
}
template <int kLeast, int kGreatest>
GRADIENT_INLINE Reduced<double> reduce(double x) {
  return {x, 1.0};
}

/// Of -x; -88.3 <= x <= 88.3.
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative(Lanes x) {
  const detail::Nearest n = detail::nearest<detail::kFloatBias, -1>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE ReducedNegative<double> reduce_negative(double x) { return {x, 1.0}; }

/// The same, off by 6e-8 |x| relative, in builds that fuse products 2.7e-9 |x|.
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative_quickly(Lanes x) {
  const detail::Nearest n = detail::nearest<detail::kFloatBias, -1, true>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE ReducedNegative<double> reduce_negative_quickly(double x) { return {x, 1.0}; }

/// Of -x, or of the bound beyond which it is.
template <int kLeast, int kGreatest>
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative(Lanes x) {
  return reduce_negative(max(constant<Lanes, -kGreatest>(), min(constant<Lanes, -kLeast>(), x)));
}
template <int kLeast, int kGreatest>
GRADIENT_INLINE ReducedNegative<double> reduce_negative(double x) {
  return {x, 1.0};
}

/// x, or the bound from which on e^(-x^2/2) is 0.
GRADIENT_INLINE Lanes limit_for_half_square(Lanes x) {
  return max(constant<Lanes, -13.27>(), min(constant<Lanes, 13.27>(), x));
}
GRADIENT_INLINE double limit_for_half_square(double x) { return max(-40.0, min(40.0, x)); }

/// Of -x^2 / 2, for an x within that limit. The rounding of the square alone would cost e to its
/// power up to 1e-5 of itself; what it leaves out goes into the remainder, up to 0.4 then.
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative_half_square(Lanes x) {
  const detail::Split part = detail::split(x);
  const Lanes half = constant<Lanes, 0.5>() * part.high;
  const ReducedNegative<Lanes> n = reduce_negative(part.high * half);
  return {multiply_add(part.low, multiply_add(constant<Lanes, 0.5>(), x, half), n.remainder),
          n.power};
}
GRADIENT_INLINE ReducedNegative<double> reduce_negative_half_square(double x) {
  return {0.5 * x * x, 1.0};
}

/// e^x, within 1.1e-7 relative.
GRADIENT_INLINE Lanes exp_of(Reduced<Lanes> x) {
  return (detail::expm1_of_remainder(x.remainder) + constant<Lanes, 1.0>()) * x.power;
}
GRADIENT_INLINE double exp_of(Reduced<double> x) { return std::exp(x.remainder); }

/// factor (e^x - 1) for x <= 0, within 1.1e-7 relative, or 1.7e-7 where the factor has more than a
/// bit.
GRADIENT_INLINE Lanes scaled_expm1_of(Reduced<Lanes> x, Lanes factor) {
  const Lanes scale = factor * x.power;
  return multiply_add(scale, detail::expm1_of_remainder(x.remainder), scale - factor);
}
GRADIENT_INLINE double scaled_expm1_of(Reduced<double> x, double factor) {
  return factor * std::expm1(x.remainder);
}

namespace detail {

/// e^r as a quotient (even + odd) / (even - odd), within r^7 / 100800 relative: Padé's
/// approximation.
struct Pade {
  Lanes odd;
  Lanes even;
};
GRADIENT_INLINE Pade pade(Lanes r) {
  const Lanes r2 = r * r;
  return {r * (r2 + constant<Lanes, 60.0>()),
          multiply_add(r2, constant<Lanes, 12.0>(), constant<Lanes, 120.0>())};
}

}  // namespace detail

/// The odds e^x : 1, times a number near 120, for x <= 82. Their quotient is within 1.6e-7
/// relative; this takes fewer steps than a polynomial and, where no division follows anyway, a
/// division.
GRADIENT_INLINE Odds<Lanes> odds(Reduced<Lanes> x) {
  const detail::Pade e = detail::pade(x.remainder);
  return {(e.even + e.odd) * x.power, e.even - e.odd};
}
GRADIENT_INLINE Odds<double> odds(Reduced<double> x) {
  const double e = std::exp(-std::fabs(x.remainder));
  return x.remainder < 0.0 ? Odds<double>{e, 1.0} : Odds<double>{1.0, e};
}
GRADIENT_INLINE Odds<Lanes> odds(ReducedNegative<Lanes> x) {
  const detail::Pade e = detail::pade(x.remainder);
  return {(e.even - e.odd) * x.power, e.even + e.odd};
}
GRADIENT_INLINE Odds<double> odds(ReducedNegative<double> x) {
  return odds(Reduced<double>{-x.remainder, x.power});
}

/// e^x of its odds, within 1.6e-7 relative.
template <class V>
GRADIENT_INLINE V quotient_of(Odds<V> o) {
  return o.favour / o.against;
}

/// e^x for every x, within 1.1e-7 relative. exp(-inf) = 0, exp(inf) = inf; denormals are exact to
/// their last bit.
GRADIENT_INLINE Lanes exp(Lanes x) {
  const detail::Nearest n =
      detail::nearest<0>(min(constant<Lanes, 89.0>(), max(constant<Lanes, -104.5>(), x)));
  const IntLanes exponent = n.exponent - bits_of(constant<Lanes, detail::kRound>());
  const IntLanes half = shift_right<1>(exponent);
  const auto power = [](IntLanes e) {
    return from_bits(shift_left<23>(e + constant<IntLanes, detail::kFloatBias>()));
  };
  return (detail::expm1_of_remainder(n.remainder) + constant<Lanes, 1.0>()) * power(half) *
         power(exponent - half);
}
GRADIENT_INLINE double exp(double x) { return std::exp(x); }

/// e^x for x <= 0, within 1.1e-7 relative; meaningless for x > 88. Cheaper than `exp`; 0 at -inf.
template <class V>
GRADIENT_INLINE V exp_nonpositive(V x) {
  return exp_of(reduce<kLeastExponent>(x));
}

/// e^x - 1 for x <= 0, within 1.1e-7 relative; meaningless for x > 0. Of -0 it is +0; of -inf it is
/// -1.
template <class V>
GRADIENT_INLINE V expm1_nonpositive(V x) {
  return scaled_expm1_of(reduce<-25>(x), constant<V, 1.0>());
}

/// The natural logarithm, within 1.1e-7 relative. log(+-0) = -inf, log(inf) = inf, NaN below 0.
GRADIENT_INLINE Lanes log(Lanes x) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Mask is_denormal = x < constant<Lanes, std::numeric_limits<float>::min()>();
  const IntLanes bits = bits_of(select(is_denormal, x * constant<Lanes, 0x1p23>(), x));
  // x = 2^k m, with m from sqrt(1/2) to sqrt(2).
  const IntLanes k = shift_right<23>(bits - constant<IntLanes, 0x3f3504f3>());
  const Lanes f = from_bits(bits - shift_left<23>(k)) - constant<Lanes, 1.0>();
  const Lanes exponent = to_float(k) - select(is_denormal, constant<Lanes, 23.0>(), 0.0f);
  // log(1 + f) = 2 artanh(s)
  const Lanes s = f / (f + constant<Lanes, 2.0>());
  const Lanes s2 = s * s;
  const Lanes q = s2 * detail::polynomial<0.333333883587f, 0.199887477773f, 0.149365369473f>(s2);
  // 2 s = f - s f, and f is exact.
  Lanes result =
      negated_multiply_add(s, f - (q + q), exponent * constant<Lanes, -2.12194440e-4f>());
  result = multiply_add(exponent, constant<Lanes, 0.693359375f>(), f + result);
  result = select(x < constant<Lanes, kInfinity>(), result, x);
  return select(x > 0.0f, result,
                select(x == 0.0f, constant<Lanes, -kInfinity>(),
                       Lanes(std::numeric_limits<float>::quiet_NaN())));
}
GRADIENT_INLINE double log(double x) { return std::log(x); }

/// ln(1 + x) for 0 <= x <= 1, within 1.3e-7 relative.
GRADIENT_INLINE Lanes log1p_unit(Lanes x) {
  const Lanes s = x / (x + constant<Lanes, 2.0>());
  const Lanes s2 = s * s;
  const Lanes start = detail::polynomial<0.666664131274f, 0.400216993086f>(s2);
  const Lanes rest = detail::polynomial<0.279991376996f, 0.280244731314f>(s2);
  const Lanes twice_q = s2 * multiply_add(s2 * s2, rest, start);
  return negated_multiply_add(s, x - twice_q, x);
}
GRADIENT_INLINE double log1p_unit(double x) { return std::log1p(x); }

/// 1 / (1 + e^-x), within 2e-7 relative in both tails; of the odds of an x between kLeastExponent
/// and 43.
template <class V>
GRADIENT_INLINE V sigmoid_of(Odds<V> o) {
  return o.favour / (o.favour + o.against);
}

/// The same of every x. sigmoid(-inf) = 0, sigmoid(inf) = 1.
template <class V>
GRADIENT_INLINE V sigmoid(V x) {
  return sigmoid_of(odds(reduce<kLeastExponent, 43>(x)));
}

/// sigmoid(x) (1 - sigmoid(x)), within 3.2e-7 relative in both tails; of the odds of -|x|.
template <class V>
GRADIENT_INLINE V sigmoid_derivative_of(Odds<V> o) {
  const V sum = o.favour + o.against;
  return o.favour * o.against / (sum * sum);
}

/// The same of every x; 0 at +-inf.
template <class V>
GRADIENT_INLINE V sigmoid_derivative(V x) {
  return sigmoid_derivative_of(odds(reduce<kLeastExponent>(negated_abs(x))));
}

/// ln(1 + e^x) of x and e^-|x|, within 2e-7 relative.
template <class V>
GRADIENT_INLINE V softplus_of(V x, V exponential) {
  return max(V(0.0), x) + log1p_unit(exponential);
}

/// ln(1 + e^x). softplus(-inf) = 0, softplus(inf) = inf.
template <class V>
GRADIENT_INLINE V softplus(V x) {
  return softplus_of(x, exp_nonpositive(negated_abs(x)));
}

/// What is left to divide.
template <class V>
struct Quotient {
  V numerator;
  V denominator;
};

/// tanh(x) before the division: a rational function of x, fitted to 1.8e-7 relative up to 1.5 and
/// 1.1e-7 from 3.5 to 7.85, where more is lost by rounding. From there on x^2 stays the same in it,
/// so that it grows with x and is soon beyond 1.
GRADIENT_INLINE Quotient<Lanes> tanh_quotient(Lanes x) {
  const Lanes x2 = min(constant<Lanes, 61.6225>(), x * x);
  return {
      x * detail::polynomial<0.9999998212f, 0.1292947084f, 0.002955528442f, 1.148675256e-05f>(x2),
      detail::polynomial<1.0f, 0.4626266658f, 0.02383285947f, 0.0002393623872f, 2.47974981e-07f>(
          x2)};
}
GRADIENT_INLINE Quotient<double> tanh_quotient(double x) { return {std::tanh(x), 1.0}; }

template <class V>
GRADIENT_INLINE V tanh_of(Quotient<V> x) {
  return min(constant<V, 1.0>(), max(constant<V, -1.0>(), x.numerator / x.denominator));
}

/// The hyperbolic tangent, within 4.3e-7 relative; never beyond +-1, which it is from +-7.8501 on,
/// where 3e-7 are missing to it.
template <class V>
GRADIENT_INLINE V tanh(V x) {
  return tanh_of(tanh_quotient(x));
}

/// Of |x|, at most 14.5: e^(x^2/2) times the upper tail of the standard normal distribution
/// (Mills's ratio, over sqrt(2 pi)).
GRADIENT_INLINE Quotient<Lanes> mills_quotient(Lanes x) {
  const Lanes y = min(constant<Lanes, 14.5>(), abs(x));
  return {detail::polynomial<0.5f, 0.437596978549f, 0.182691640462f, 0.0404423208989f,
                             0.0040856774715f>(y),
          detail::polynomial<1.0f, 1.6730788021f, 1.20030310265f, 0.468028921514f, 0.101380443077f,
                             0.0102411521632f>(y)};
}
/// Not needed: the functions below take erfc for doubles.
GRADIENT_INLINE Quotient<double> mills_quotient(double /*x*/) { return {0.0, 0.0}; }

/// The standard normal distribution function, 0.5 erfc(-x / sqrt(2)), within 6e-7 relative in both
/// tails, of x and the odds of e^(-x^2/2) : 1.
GRADIENT_INLINE Lanes normal_cdf_of(Lanes x, Odds<Lanes> o, Quotient<Lanes> mills) {
  const Lanes tail = o.favour * mills.numerator / (o.against * mills.denominator);
  return select(x < 0.0f, tail, constant<Lanes, 1.0>() - tail);
}
GRADIENT_INLINE double normal_cdf_of(double x, Odds<double> /*o*/, Quotient<double> /*mills*/) {
  return 0.5 * std::erfc(x * -0.70710678118654752440);
}

/// The same of x alone. 0 at -inf, 1 at inf.
template <class V>
GRADIENT_INLINE V normal_cdf(V x) {
  return normal_cdf_of(x, odds(reduce_negative_half_square(limit_for_half_square(x))),
                       mills_quotient(x));
}

/// The derivative of x normal_cdf(x): normal_cdf(x) + x e^(-x^2/2) / sqrt(2 pi), within 2.5e-7.
GRADIENT_INLINE Lanes derivative_of_x_normal_cdf_of(Lanes x, Odds<Lanes> o, Quotient<Lanes> mills) {
  const Lanes density = min(constant<Lanes, 14.5>(), abs(x)) * constant<Lanes, 0.398942280401f>();
  return normal_cdf_of(
      x, o, {negated_multiply_add(density, mills.denominator, mills.numerator), mills.denominator});
}
GRADIENT_INLINE double derivative_of_x_normal_cdf_of(double x, Odds<double> o,
                                                     Quotient<double> mills) {
  return normal_cdf_of(x, o, mills) + x * 0.39894228040143267794 * std::exp(-0.5 * x * x);
}

/// The same of x alone. 0 at -inf, 1 at inf.
template <class V>
GRADIENT_INLINE V derivative_of_x_normal_cdf(V x) {
  return derivative_of_x_normal_cdf_of(
      x, odds(reduce_negative_half_square(limit_for_half_square(x))), mills_quotient(x));
}

}  // namespace gradient::simd
