#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "gradient/activation_info.hpp"
#include "gradient/lane_math.hpp"
#include "gradient/vector_of.hpp"

/// An activation is a struct with
///   static constexpr ActivationInfo kInfo;
///   template <class V> static V value(V z, const V* params);
///   template <class V> static V derivative(V z, const V* params);
/// written once for `simd::Lanes` and `double`, with the functions of `gradient::simd`. Where the
/// derivative is cheaper had from the value, and the stated error bound allows,
///   template <class V> static V derivative_from_value(V z, V a, const V* params);
/// serves the backward pass. Kernels for arrays are generated from it here.
namespace gradient::activations {

using simd::constant;

/// `result`, or NaN where z is NaN: for what a comparison with z has chosen.
template <class V>
GRADIENT_INLINE V nan_or(V z, V result) {
  return simd::select(simd::is_nan(z), z, result);
}

/// z limited to [kLower, kUpper]; NaN stays NaN.
template <auto kLower, auto kUpper, class V>
GRADIENT_INLINE V clamp(V z) {
  return simd::min(constant<V, kUpper>(), simd::max(constant<V, kLower>(), z));
}

/// The largest float: what stands for infinity where a product with 0 has to be 0.
inline constexpr double kLargest = std::numeric_limits<float>::max();

template <class A, class Real>
struct Kernels {
  using Vector = VectorOf<Real>;
  using V = typename Vector::Type;
  using Parameters = std::array<V, kMaxActivationParameters>;

  static Parameters broadcast(const Real* params) {
    Parameters result{};
    for (std::size_t i = 0; i < A::kInfo.entry.parameters.size(); ++i) result[i] = V(params[i]);
    return result;
  }

  /// to[i] = function(from[i]…). The last few go through the same code on a padded copy, so that a
  /// result depends on the value alone and not on its place.
  template <class Function, class... From>
  GRADIENT_INLINE static void transform(Real* to, std::size_t count, Function function,
                                        const From*... from) {
    constexpr std::size_t kWidth = Vector::kWidth;
    const std::size_t whole = count - count % kWidth;
    for (std::size_t i = 0; i < whole; i += kWidth) {
      Vector::store(to + i, function(Vector::load(from + i)...));
    }
    if (whole == count) return;
    const auto load_rest = [&](const Real* source) {
      std::array<Real, kWidth> padded{};
      std::copy(source + whole, source + count, padded.begin());
      return Vector::load(padded.data());
    };
    std::array<Real, kWidth> rest;
    Vector::store(rest.data(), function(load_rest(from)...));
    std::copy(rest.begin(), rest.begin() + (count - whole), to + whole);
  }

  [[gnu::noinline]] static void value(const Real* z, Real* a, std::size_t count,
                                      const Real* params) {
    const Parameters p = broadcast(params);
    transform(a, count, [&p](V x) { return A::value(x, p.data()); }, z);
  }

  [[gnu::noinline]] static void derivative(const Real* z, Real* d, std::size_t count,
                                           const Real* params) {
    const Parameters p = broadcast(params);
    transform(d, count, [&p](V x) { return A::derivative(x, p.data()); }, z);
  }

  [[gnu::noinline]] static void backward(const Real* z, [[maybe_unused]] const Real* a,
                                         const Real* da, Real* dz, std::size_t count,
                                         const Real* params) {
    const Parameters p = broadcast(params);
    if constexpr (requires(V x) { A::derivative_from_value(x, x, p.data()); }) {
      const auto product = [&p](V x, V y, V dy) {
        return dy * A::derivative_from_value(x, y, p.data());
      };
      transform(dz, count, product, z, a, da);
    } else {
      const auto product = [&p](V x, V dy) { return dy * A::derivative(x, p.data()); };
      transform(dz, count, product, z, da);
    }
  }
};

/// The row of the table that the struct A describes; without kernels if it is not element-wise.
template <class A>
constexpr Activation make_activation() {
  if constexpr (A::kInfo.kind == ActivationKind::kElementwise) {
    return {
        A::kInfo,
        {Kernels<A, float>::value, Kernels<A, float>::derivative, Kernels<A, float>::backward},
        {Kernels<A, double>::value, Kernels<A, double>::derivative, Kernels<A, double>::backward}};
  } else {
    return {A::kInfo, {}, {}};
  }
}

}  // namespace gradient::activations
