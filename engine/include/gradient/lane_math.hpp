#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "gradient/simd.hpp"

/// Elementary functions on lanes, built from IEEE operations only: the same bits on every target,
/// and several times the speed of a loop over the C library. Coefficients are minimax fits, made
/// for this file. Each function states its error against the exact result (all floats are tested);
/// "relative" bounds hold down to the smallest normal result, below it the error is 2^-149 or less
/// in addition. NaN gives NaN. `double` overloads are the C++ library's own, for gradient checks.
namespace gradient::simd {

/// Chances to each other, as e^x to 1: their share favour / (favour + against) is sigmoid(x).
template <class V>
struct Odds {
  V favour;
  V against;
};

namespace detail {

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

/// n, the integer nearest to x / ln 2, and x - n ln 2.
struct Reduced {
  Lanes remainder;
  /// n + kOffset plus multiples of 2^9, which a shift into the exponent's place drops.
  IntLanes exponent;
};

/// Of high + low, a sum of which the float nearest to it would not do; |high + low| < 2^12.
template <int kOffset>
GRADIENT_INLINE Reduced reduce(Lanes high, Lanes low) {
  const Lanes round = constant<Lanes, kRound + static_cast<float>(kOffset)>();
  const Lanes rounded = multiply_add(high + low, constant<Lanes, 1.44269504f>(), round);
  const Lanes n = rounded - round;
  // ln 2 in two parts: the products with the first are exact.
  const Lanes r = negated_multiply_add(n, constant<Lanes, 0.693359375f>(), high);
  return {negated_multiply_add(n, constant<Lanes, -2.12194440e-4f>(), r) + low, bits_of(rounded)};
}

/// What a float's exponent is biased by.
inline constexpr int kFloatBias = 127;

/// 2^(n + kBias) of what was reduced with the offset kFloatBias + kBias.
GRADIENT_INLINE Lanes power_of_two(const Reduced& reduced) {
  return from_bits(shift_left<23>(reduced.exponent));
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

/// e^(high + low) for -104.5 <= high <= 43.
GRADIENT_INLINE Lanes exp_in_range(Lanes high, Lanes low) {
  // Through 2^64, so that a denormal result is rounded once and its scale stays normal.
  const Reduced reduced = reduce<kFloatBias + 64>(high, low);
  const Lanes scaled =
      (expm1_of_remainder(reduced.remainder) + constant<Lanes, 1.0>()) * power_of_two(reduced);
  return scaled * constant<Lanes, 0x1p-64>();
}

/// The odds e^(high + low) : 1, both times 2^32, for -109 <= high <= 60. Where a division follows
/// anyway, this takes fewer steps than a polynomial. Whole numbers are the coefficients of Padé's
/// approximation of e^r, (Q + P) / (Q - P), which is within r^7 / 100800 relative.
GRADIENT_INLINE Odds<Lanes> odds_in_range(Lanes high, Lanes low) {
  const Reduced reduced = reduce<kFloatBias + 32>(high, low);
  const Lanes r = reduced.remainder;
  const Lanes r2 = r * r;
  const Lanes p = r * (r2 + constant<Lanes, 60.0>());
  const Lanes q = multiply_add(r2, constant<Lanes, 12.0>(), constant<Lanes, 120.0>());
  return {(q + p) * power_of_two(reduced), (q - p) * constant<Lanes, 0x1p32>()};
}

}  // namespace detail

/// e^x for every x, within 1.1e-7 relative. exp(-inf) = 0, exp(inf) = inf; denormals are exact to
/// their last bit.
GRADIENT_INLINE Lanes exp(Lanes x) {
  const detail::Reduced reduced =
      detail::reduce<0>(min(constant<Lanes, 89.0>(), max(constant<Lanes, -104.5>(), x)), -0.0f);
  const IntLanes exponent = reduced.exponent - bits_of(constant<Lanes, detail::kRound>());
  const IntLanes half = shift_right<1>(exponent);
  const auto power = [](IntLanes e) {
    return from_bits(shift_left<23>(e + constant<IntLanes, detail::kFloatBias>()));
  };
  return (detail::expm1_of_remainder(reduced.remainder) + constant<Lanes, 1.0>()) * power(half) *
         power(exponent - half);
}
GRADIENT_INLINE double exp(double x) { return std::exp(x); }

/// e^x for x <= 0, within 1.1e-7 relative; meaningless for x > 43. Cheaper than `exp`; 0 at -inf.
GRADIENT_INLINE Lanes exp_nonpositive(Lanes x) {
  return detail::exp_in_range(max(constant<Lanes, -104.5>(), x), -0.0f);
}
GRADIENT_INLINE double exp_nonpositive(double x) { return std::exp(x); }

/// factor (e^x - 1) for x <= 0, within 1.1e-7 relative, or 1.7e-7 where the factor has more than a
/// bit; meaningless for x > 0. Of -0 it is +0; of -inf it is -factor.
GRADIENT_INLINE Lanes scaled_expm1_nonpositive(Lanes x, Lanes factor) {
  const detail::Reduced reduced =
      detail::reduce<detail::kFloatBias>(max(constant<Lanes, -25.0>(), x), -0.0f);
  const Lanes scale = factor * detail::power_of_two(reduced);
  return multiply_add(scale, detail::expm1_of_remainder(reduced.remainder), scale - factor);
}
GRADIENT_INLINE double scaled_expm1_nonpositive(double x, double factor) {
  return factor * std::expm1(x);
}

/// e^x - 1 for x <= 0, within 1.1e-7 relative; meaningless for x > 0. Of -0 it is +0; of -inf it is
/// -1.
template <class V>
GRADIENT_INLINE V expm1_nonpositive(V x) {
  return scaled_expm1_nonpositive(x, constant<V, 1.0>());
}

/// The odds e^x : 1, times a number of which neither squares nor quotients leave the range of
/// floats, for x up to kGreatest (beyond it, those of kGreatest; those of -inf are 0 : 1 once
/// divided). Their quotient is within 1.6e-7 relative, and costs less than `exp` where a division
/// follows anyway.
template <int kGreatest>
GRADIENT_INLINE Odds<Lanes> odds(Lanes x) {
  return detail::odds_in_range(min(constant<Lanes, kGreatest>(), max(constant<Lanes, -104.5>(), x)),
                               -0.0f);
}
template <int kGreatest>
GRADIENT_INLINE Odds<double> odds(double x) {
  return {std::exp(std::fmin(x, 0.0)), std::exp(-std::fmax(x, 0.0))};
}

/// The same for x <= 0; meaningless for x > 60.
GRADIENT_INLINE Odds<Lanes> odds_nonpositive(Lanes x) {
  return detail::odds_in_range(max(constant<Lanes, -104.5>(), x), -0.0f);
}
GRADIENT_INLINE Odds<double> odds_nonpositive(double x) { return {std::exp(x), 1.0}; }

namespace detail {

/// high + low = -x^2 / 2^kHalvings in two parts, as the rounding of the square alone would cost e
/// to its power up to 1e-5; from where on that power is 0 it stays the same.
template <int kHalvings>
GRADIENT_INLINE std::pair<Lanes, Lanes> negated_square(Lanes x) {
  constexpr double kScale = kHalvings == 0 ? 1.0 : 0.5;
  const Lanes y = min(constant<Lanes, kHalvings == 0 ? 10.25 : 14.7>(), abs(x));
  // 12 significant bits, so that the square of `high` is exact.
  const Lanes high = from_bits(bits_of(y) & constant<IntLanes, ~0xfff>());
  const Lanes low = y - high;
  const Lanes scale = constant<Lanes, -kScale>();
  return {high * high * scale, low * (y + high) * scale};
}

}  // namespace detail

/// e^(-x^2), within 1.1e-7 relative. Of +-inf it is 0.
GRADIENT_INLINE Lanes exp_of_negated_square(Lanes x) {
  const auto [high, low] = detail::negated_square<0>(x);
  return detail::exp_in_range(high, low);
}
GRADIENT_INLINE double exp_of_negated_square(double x) { return std::exp(-x * x); }

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

/// 1 / (1 + e^-x), within 2e-7 relative in both tails. sigmoid(-inf) = 0, sigmoid(inf) = 1.
GRADIENT_INLINE Lanes sigmoid(Lanes x) {
  const Odds<Lanes> o = odds<43>(x);
  return o.favour / (o.favour + o.against);
}
GRADIENT_INLINE double sigmoid(double x) {
  const double e = std::exp(-std::fabs(x));
  return (x < 0 ? e : 1.0) / (1.0 + e);
}

/// sigmoid(x) (1 - sigmoid(x)), within 3.2e-7 relative in both tails. 0 at +-inf.
template <class V>
GRADIENT_INLINE V sigmoid_derivative(V x) {
  const Odds<V> o = odds_nonpositive(negated_abs(x));
  const V sum = o.favour + o.against;
  return o.favour * o.against / (sum * sum);
}

/// ln(1 + e^x), within 2e-7 relative. softplus(-inf) = 0, softplus(inf) = inf.
template <class V>
GRADIENT_INLINE V softplus(V x) {
  return max(V(0.0), x) + log1p_unit(exp_nonpositive(negated_abs(x)));
}

/// The hyperbolic tangent, within 4e-7 relative; never beyond +-1, which it is from +-9.02 on.
GRADIENT_INLINE Lanes tanh(Lanes x) {
  const Lanes y = min(constant<Lanes, 9.02>(), max(constant<Lanes, -9.02>(), x));
  const Lanes y2 = y * y;
  const Lanes p = detail::polynomial<1.0f, 0.133826920467f, 0.00349746329395f, 2.06359116075e-5f,
                                     1.33844069327e-8f>(y2);
  const Lanes q = detail::polynomial<1.0f, 0.467160132948f, 0.0258843824699f, 0.000328852640477f,
                                     7.79029833384e-7f>(y2);
  return min(constant<Lanes, 1.0>(), max(constant<Lanes, -1.0>(), y * p / q));
}
GRADIENT_INLINE double tanh(double x) { return std::tanh(x); }

namespace detail {

/// p and q with p(y) / q(y) = e^(y^2/2) times the upper tail of the standard normal distribution
/// (Mills's ratio, over sqrt(2 pi)), for 0 <= y <= 14.5.
GRADIENT_INLINE std::pair<Lanes, Lanes> mills_quotient(Lanes y) {
  return {polynomial<0.5f, 0.437596978549f, 0.182691640462f, 0.0404423208989f, 0.0040856774715f>(y),
          polynomial<1.0f, 1.6730788021f, 1.20030310265f, 0.468028921514f, 0.101380443077f,
                     0.0102411521632f>(y)};
}

}  // namespace detail

/// The standard normal distribution function, 0.5 erfc(-x / sqrt(2)), within 6e-7 relative in both
/// tails. 0 at -inf, 1 at inf.
GRADIENT_INLINE Lanes normal_cdf(Lanes x) {
  const auto [high, low] = detail::negated_square<1>(x);
  const Odds<Lanes> o = detail::odds_in_range(high, low);
  const auto [p, q] = detail::mills_quotient(min(constant<Lanes, 14.5>(), abs(x)));
  const Lanes tail = o.favour * p / (o.against * q);
  return select(x < 0.0f, tail, constant<Lanes, 1.0>() - tail);
}
GRADIENT_INLINE double normal_cdf(double x) { return 0.5 * std::erfc(x * -0.70710678118654752440); }

/// The derivative of x normal_cdf(x): normal_cdf(x) + x e^(-x^2/2) / sqrt(2 pi), within 2.5e-7. 0
/// at -inf, 1 at inf.
GRADIENT_INLINE Lanes derivative_of_x_normal_cdf(Lanes x) {
  const auto [high, low] = detail::negated_square<1>(x);
  const Odds<Lanes> o = detail::odds_in_range(high, low);
  const Lanes y = min(constant<Lanes, 14.5>(), abs(x));
  const auto [p, q] = detail::mills_quotient(y);
  const Lanes density = y * constant<Lanes, 0.398942280401f>();
  const Lanes tail = o.favour * negated_multiply_add(density, q, p) / (o.against * q);
  return select(x < 0.0f, tail, constant<Lanes, 1.0>() - tail);
}
GRADIENT_INLINE double derivative_of_x_normal_cdf(double x) {
  return normal_cdf(x) + x * 0.39894228040143267794 * std::exp(-0.5 * x * x);
}

namespace detail {

/// Beyond it the products of `sine_argument` with the parts of pi are no longer exact.
inline constexpr float kLargestReduced = 8192.0f;

/// What `sine_argument` gives, for one x beyond `kLargestReduced`, with as many bits of 1/pi as it
/// takes (Payne and Hanek 1983): x is m * 2^e, and 96 bits of 1/pi, from the one that weighs 2^-e,
/// determine x / pi modulo 2 to 2^-70. NaN for inf.
inline float large_sine_argument(float x, double shift) {
  constexpr std::array<std::uint32_t, 8> kInversePi = {
      0, 0x517cc1b7, 0x27220a94, 0xfe13abe8, 0xfa9a6ee0, 0x6db14acc, 0x9e21c820, 0xff28b1d5};
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t biased_exponent = (bits >> 23) & 0xff;
  if (biased_exponent == 0xff) return std::numeric_limits<float>::quiet_NaN();
  const std::uint64_t m = (bits & 0x7fffff) | 0x800000;
  // Of the window, counted in the table's bits: the first word is there for e < 1.
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

/// Replaces what is beyond `kLargestReduced`; rare, hence out of the way of the common case.
[[gnu::noinline]] inline Lanes replace_large_sine_arguments(Lanes x, Lanes y, double shift) {
  std::array<float, kLanes> points;
  std::array<float, kLanes> arguments;
  x.store(points.data());
  y.store(arguments.data());
  for (std::size_t i = 0; i < kLanes; ++i) {
    if (!(std::fabs(points[i]) <= kLargestReduced)) {
      arguments[i] = large_sine_argument(points[i], shift);
    }
  }
  return Lanes::load(arguments.data());
}

/// The y from -pi/2 to pi/2 with sin(y) = sin(x), or, for a half shift, sin(x + pi/2).
template <bool kIsShifted>
GRADIENT_INLINE Lanes sine_argument(Lanes x) {
  const Lanes round = constant<Lanes, kRound>();
  const Lanes per_pi = constant<Lanes, 0.318309886184f>();
  Lanes rounded;
  Lanes n;
  if constexpr (kIsShifted) {
    rounded = multiply_add(x, per_pi, constant<Lanes, 0.5>()) + round;
    n = rounded - round - constant<Lanes, 0.5>();
  } else {
    rounded = multiply_add(x, per_pi, round);
    n = rounded - round;
  }
  // pi in three parts of 8, 10 and 24 bits (Cody and Waite 1980): the first two products are exact.
  Lanes y = negated_multiply_add(n, constant<Lanes, 3.140625f>(), x);
  y = negated_multiply_add(n, constant<Lanes, 0.000967025756835938f>(), y);
  y = negated_multiply_add(n, constant<Lanes, 6.27832957301e-7f>(), y);
  y = from_bits(bits_of(y) ^ shift_left<31>(bits_of(rounded)));
  if (any(abs(x) > constant<Lanes, kLargestReduced>()))
    y = replace_large_sine_arguments(x, y, kIsShifted ? 0.5 : 0.0);
  return y;
}

/// sin(x) for |x| <= pi/2; never beyond +-1.
GRADIENT_INLINE Lanes sine_of_argument(Lanes x) {
  const Lanes x2 = x * x;
  const Lanes ratio =
      polynomial<1.0f, -0.166666595211f, 0.00833306542674f, -0.000198095387159f, 2.60563056957e-6f>(
          x2);
  return min(constant<Lanes, 1.0>(), max(constant<Lanes, -1.0>(), x * ratio));
}

}  // namespace detail

/// The sine of every float, within max(1e-10, 2.6e-7 relative). NaN for +-inf.
GRADIENT_INLINE Lanes sin(Lanes x) {
  return detail::sine_of_argument(detail::sine_argument<false>(x));
}
GRADIENT_INLINE double sin(double x) { return std::sin(x); }

/// The cosine of every float, within max(1e-10, 2.6e-7 relative). NaN for +-inf.
GRADIENT_INLINE Lanes cos(Lanes x) {
  return detail::sine_of_argument(detail::sine_argument<true>(x));
}
GRADIENT_INLINE double cos(double x) { return std::cos(x); }

}  // namespace gradient::simd
