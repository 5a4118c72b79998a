#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "gradient/lane_math/polynomial.hpp"
#include "gradient/lane_math/sine.hpp"
#include "gradient/simd.hpp"

/// Elementary functions on lanes, those of lane_math/ included, built from IEEE operations only:
/// the same bits on every target, and several times the speed of a loop over the C library.
/// Coefficients are minimax fits computed for this project.
///
/// Each function states its error against the exact result; tests check every float. Relative
/// bounds hold for results down to 2^-126, the smallest normal float. Smaller results of
/// exponentials may be flushed to 0; those of other functions are within 2^-149. NaN gives NaN. The
/// `double` overloads call the C++ library, for gradient checks.
namespace gradient::simd {

/// Range reduction for e^x = 2^n e^remainder: x = n ln 2 + remainder with |remainder| <= ln(2) / 2,
/// and power = 2^n, or 0 for n = -127. Reduction and evaluation are separate functions, so that
/// they can be stages of a kernel. A double is not reduced: remainder = x, power = 1.
template <class V>
struct Reduced {
  V remainder;
  V power;
};

/// Range reduction for e^-x = 2^-n e^-remainder: power = 2^-n, but the remainder is that of x,
/// which saves its negation.
template <class V>
struct ReducedNegative {
  V remainder;
  V power;
};

/// A quotient before its division. With e^x = numerator / denominator,
/// sigmoid(x) = numerator / (numerator + denominator).
template <class V>
struct Quotient {
  V numerator;
  V denominator;
};

/// numerator / denominator.
template <class V>
GRADIENT_INLINE V divide(Quotient<V> q) {
  return q.numerator / q.denominator;
}

namespace detail {

/// x = n ln 2 + remainder, with n the integer nearest to x / ln 2.
struct RangeReduction {
  Lanes remainder;
  /// n + kBias in the low 9 bits; shifting it into the exponent field of a float drops the others.
  IntLanes exponent;
};

/// For |x| < 2^12. With kSign = -1 the exponent is -n + kBias. With kSingleConstant, ln 2 is one
/// float: the error of the remainder is the rounding of n ln 2, up to 6e-8 |x|, or 1.9e-9 |n| where
/// products are fused.
template <int kBias, int kSign = 1, bool kSingleConstant = false>
GRADIENT_INLINE RangeReduction reduce_range(Lanes x) {
  const Lanes round = constant<Lanes, kRound + static_cast<float>(kBias)>();
  const Lanes rounded = multiply_add(x, constant<Lanes, kSign * 1.44269504f>(), round);
  const Lanes n = rounded - round;
  if constexpr (kSingleConstant) {
    const Lanes r = negated_multiply_add(n, constant<Lanes, kSign * 0.693147181f>(), x);
    return {r, bits_of(rounded)};
  }
  // ln 2 in two parts: the products with the first are exact.
  const Lanes r = negated_multiply_add(n, constant<Lanes, kSign * 0.693359375f>(), x);
  return {negated_multiply_add(n, constant<Lanes, kSign * -2.12194440e-4f>(), r), bits_of(rounded)};
}

/// The bias of a float's exponent field.
inline constexpr int kFloatBias = 127;

/// x = high + low, where high has 12 significant bits, so that its square is exact.
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
  // Estrin's scheme: independent short chains instead of one long one; the largest term is added
  // last.
  const Lanes r2 = r * r;
  const Lanes start = polynomial<0.500000009555f, 0.166665183795f>(r);
  const Lanes middle = polynomial<0.0416662044629f, 0.00836894671382f>(r);
  const Lanes rest = multiply_add(r2, constant<Lanes, 0.00139505859122f>(), middle);
  return r + multiply_add(r2 * r2, rest, r2 * start);
}

}  // namespace detail

/// e^x is 0 for x <= kExpUnderflow: n is -127.
inline constexpr int kExpUnderflow = -88;

/// For x from kExpUnderflow to 88.
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  const detail::RangeReduction n = detail::reduce_range<detail::kFloatBias>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE Reduced<double> reduce(double x) { return {x, 1.0}; }

/// As reduce(), one operation less: adds a relative error of up to 6e-8 |x| to e^x, 2.7e-9 |x| in
/// builds that fuse products. For functions whose absolute error is what counts.
GRADIENT_INLINE Reduced<Lanes> reduce_low_precision(Lanes x) {
  const detail::RangeReduction n = detail::reduce_range<detail::kFloatBias, 1, true>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE Reduced<double> reduce_low_precision(double x) { return {x, 1.0}; }

/// Of max(x, kLower), for x up to 88.
template <int kLower>
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  return reduce(max(constant<Lanes, kLower>(), x));
}
template <int kLower>
GRADIENT_INLINE Reduced<double> reduce(double x) {
  return {x, 1.0};
}

/// Of x clamped to [kLower, kUpper].
template <int kLower, int kUpper>
GRADIENT_INLINE Reduced<Lanes> reduce(Lanes x) {
  return reduce<kLower>(min(constant<Lanes, kUpper>(), x));
}
template <int kLower, int kUpper>
GRADIENT_INLINE Reduced<double> reduce(double x) {
  return {x, 1.0};
}

/// Of -x, for -88.3 <= x <= 88.3.
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative(Lanes x) {
  const detail::RangeReduction n = detail::reduce_range<detail::kFloatBias, -1>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE ReducedNegative<double> reduce_negative(double x) { return {x, 1.0}; }

/// As reduce_low_precision(), of -x.
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative_low_precision(Lanes x) {
  const detail::RangeReduction n = detail::reduce_range<detail::kFloatBias, -1, true>(x);
  return {n.remainder, from_bits(shift_left<23>(n.exponent))};
}
GRADIENT_INLINE ReducedNegative<double> reduce_negative_low_precision(double x) { return {x, 1.0}; }

/// Of -x clamped to [kLower, kUpper].
template <int kLower, int kUpper>
GRADIENT_INLINE ReducedNegative<Lanes> reduce_negative(Lanes x) {
  return reduce_negative(max(constant<Lanes, -kUpper>(), min(constant<Lanes, -kLower>(), x)));
}
template <int kLower, int kUpper>
GRADIENT_INLINE ReducedNegative<double> reduce_negative(double x) {
  return {x, 1.0};
}

/// x clamped to where e^(-x^2/2) is not 0.
GRADIENT_INLINE Lanes clamp_for_half_square(Lanes x) {
  return max(constant<Lanes, -13.27>(), min(constant<Lanes, 13.27>(), x));
}
GRADIENT_INLINE double clamp_for_half_square(double x) { return max(-40.0, min(40.0, x)); }

/// Of -x^2 / 2, for an x clamped so. Rounding the square would change e^(-x^2/2) by up to 1e-5
/// relative; its rounding error is added to the remainder, whose bound grows to 0.4.
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

/// factor (e^x - 1) for x <= 0, within 1.1e-7 relative where the factor is a power of two, else
/// 1.7e-7.
GRADIENT_INLINE Lanes scaled_expm1_of(Reduced<Lanes> x, Lanes factor) {
  const Lanes scale = factor * x.power;
  return multiply_add(scale, detail::expm1_of_remainder(x.remainder), scale - factor);
}
GRADIENT_INLINE double scaled_expm1_of(Reduced<double> x, double factor) {
  return factor * std::expm1(x.remainder);
}

namespace detail {

/// The Padé approximant e^r = (even + odd) / (even - odd), within r^7 / 100800 relative.
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

/// e^x as a quotient, for x <= 82, within 1.6e-7 relative. Numerator and denominator are near 120
/// e^x and 120. Cheaper than exp_of() where the caller divides anyway, as the sigmoid does.
GRADIENT_INLINE Quotient<Lanes> exp_quotient(Reduced<Lanes> x) {
  const detail::Pade e = detail::pade(x.remainder);
  return {(e.even + e.odd) * x.power, e.even - e.odd};
}
GRADIENT_INLINE Quotient<double> exp_quotient(Reduced<double> x) {
  const double e = std::exp(-std::fabs(x.remainder));
  return x.remainder < 0.0 ? Quotient<double>{e, 1.0} : Quotient<double>{1.0, e};
}
GRADIENT_INLINE Quotient<Lanes> exp_quotient(ReducedNegative<Lanes> x) {
  const detail::Pade e = detail::pade(x.remainder);
  return {(e.even - e.odd) * x.power, e.even + e.odd};
}
GRADIENT_INLINE Quotient<double> exp_quotient(ReducedNegative<double> x) {
  return exp_quotient(Reduced<double>{-x.remainder, x.power});
}

/// e^x for every x, within 1.1e-7 relative. exp(-inf) = 0, exp(inf) = inf; denormals are exact to
/// their last bit.
GRADIENT_INLINE Lanes exp(Lanes x) {
  const detail::RangeReduction n =
      detail::reduce_range<0>(min(constant<Lanes, 89.0>(), max(constant<Lanes, -104.5>(), x)));
  const IntLanes exponent = n.exponent - bits_of(constant<Lanes, detail::kRound>());
  const IntLanes half = shift_right<1>(exponent);
  const auto power = [](IntLanes e) {
    return from_bits(shift_left<23>(e + constant<IntLanes, detail::kFloatBias>()));
  };
  return (detail::expm1_of_remainder(n.remainder) + constant<Lanes, 1.0>()) * power(half) *
         power(exponent - half);
}
GRADIENT_INLINE double exp(double x) { return std::exp(x); }

/// e^x for x <= 0, within 1.1e-7 relative; undefined for x > 88. Cheaper than `exp`. 0 at -inf.
template <class V>
GRADIENT_INLINE V exp_nonpositive(V x) {
  return exp_of(reduce<kExpUnderflow>(x));
}

/// e^x - 1 for x <= 0, within 1.1e-7 relative; undefined for x > 0. +0 at -0, -1 at -inf.
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
  // 2 s = f - s f, where f is exact
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

/// 1 / (1 + e^-x) from e^x, for x from kExpUnderflow to 43. Within 2e-7 relative in both tails.
template <class V>
GRADIENT_INLINE V sigmoid_of(Quotient<V> exp) {
  return exp.numerator / (exp.numerator + exp.denominator);
}

/// 1 / (1 + e^-x) of every x. sigmoid(-inf) = 0, sigmoid(inf) = 1.
template <class V>
GRADIENT_INLINE V sigmoid(V x) {
  return sigmoid_of(exp_quotient(reduce<kExpUnderflow, 43>(x)));
}

/// sigmoid(x) (1 - sigmoid(x)) from e^-|x|. Within 3.2e-7 relative in both tails.
template <class V>
GRADIENT_INLINE V sigmoid_derivative_of(Quotient<V> exp) {
  const V sum = exp.numerator + exp.denominator;
  return exp.numerator * exp.denominator / (sum * sum);
}

/// sigmoid(x) (1 - sigmoid(x)) of every x. 0 at +-inf.
template <class V>
GRADIENT_INLINE V sigmoid_derivative(V x) {
  return sigmoid_derivative_of(exp_quotient(reduce<kExpUnderflow>(negated_abs(x))));
}

/// ln(1 + e^x) = max(0, x) + ln(1 + e^-|x|) from x and exp = e^-|x|, within 2e-7 relative.
template <class V>
GRADIENT_INLINE V softplus_of(V x, V exp) {
  return max(V(0.0), x) + log1p_unit(exp);
}

/// ln(1 + e^x). softplus(-inf) = 0, softplus(inf) = inf.
template <class V>
GRADIENT_INLINE V softplus(V x) {
  return softplus_of(x, exp_nonpositive(negated_abs(x)));
}

/// A rational approximation of tanh(x), fitted within 1.8e-7 relative for |x| <= 1.5 and 1.1e-7 for
/// |x| from 3.5 to 7.85, where rounding adds more. From |x| = 7.85 on, x^2 is clamped: the quotient
/// then grows linearly with x and exceeds 1, which tanh_of() clamps.
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

/// The hyperbolic tangent, within 4.3e-7 relative, in [-1, 1]. Exactly +-1 from |x| = 7.8501 on,
/// where the true value is 3e-7 away.
template <class V>
GRADIENT_INLINE V tanh(V x) {
  return tanh_of(tanh_quotient(x));
}

/// Mills's ratio over sqrt(2 pi): e^(x^2/2) (1 - Phi(|x|)), with Phi the standard normal
/// distribution function; |x| is clamped to 14.5.
GRADIENT_INLINE Quotient<Lanes> mills_quotient(Lanes x) {
  const Lanes y = min(constant<Lanes, 14.5>(), abs(x));
  return {detail::polynomial<0.5f, 0.437596978549f, 0.182691640462f, 0.0404423208989f,
                             0.0040856774715f>(y),
          detail::polynomial<1.0f, 1.6730788021f, 1.20030310265f, 0.468028921514f, 0.101380443077f,
                             0.0102411521632f>(y)};
}
/// Unused: the functions below call erfc for doubles.
GRADIENT_INLINE Quotient<double> mills_quotient(double /*x*/) { return {0.0, 0.0}; }

/// The standard normal distribution function Phi(x) = 0.5 erfc(-x / sqrt(2)), from exp = e^(-x^2/2)
/// and mills_quotient(x): the tail is their product. Within 6e-7 relative in both tails.
GRADIENT_INLINE Lanes normal_cdf_of(Lanes x, Quotient<Lanes> exp, Quotient<Lanes> mills) {
  const Lanes tail = exp.numerator * mills.numerator / (exp.denominator * mills.denominator);
  return select(x < 0.0f, tail, constant<Lanes, 1.0>() - tail);
}
GRADIENT_INLINE double normal_cdf_of(double x, Quotient<double> /*exp*/,
                                     Quotient<double> /*mills*/) {
  return 0.5 * std::erfc(x * -0.70710678118654752440);
}

/// Phi(x) of every x. 0 at -inf, 1 at inf.
template <class V>
GRADIENT_INLINE V normal_cdf(V x) {
  return normal_cdf_of(x, exp_quotient(reduce_negative_half_square(clamp_for_half_square(x))),
                       mills_quotient(x));
}

/// d/dx x Phi(x) = Phi(x) + x e^(-x^2/2) / sqrt(2 pi), from the same two quotients, within 2.5e-7.
GRADIENT_INLINE Lanes derivative_of_x_normal_cdf_of(Lanes x, Quotient<Lanes> exp,
                                                    Quotient<Lanes> mills) {
  const Lanes density = min(constant<Lanes, 14.5>(), abs(x)) * constant<Lanes, 0.398942280401f>();
  return normal_cdf_of(
      x, exp,
      {negated_multiply_add(density, mills.denominator, mills.numerator), mills.denominator});
}
GRADIENT_INLINE double derivative_of_x_normal_cdf_of(double x, Quotient<double> exp,
                                                     Quotient<double> mills) {
  return normal_cdf_of(x, exp, mills) + x * 0.39894228040143267794 * std::exp(-0.5 * x * x);
}

/// d/dx x Phi(x) of every x. 0 at -inf, 1 at inf.
template <class V>
GRADIENT_INLINE V derivative_of_x_normal_cdf(V x) {
  return derivative_of_x_normal_cdf_of(
      x, exp_quotient(reduce_negative_half_square(clamp_for_half_square(x))), mills_quotient(x));
}

}  // namespace gradient::simd
