#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "gradient/activation_info.hpp"
#include "gradient/activations/stages.hpp"
#include "gradient/lane_math.hpp"
#include "gradient/vector_of.hpp"

/// An activation is a struct with
///   static constexpr ActivationInfo kInfo;
///   template <class V> static V value(V z, const V* params);
///   template <class V> static V derivative(V z, const V* params);
/// written once for `simd::Lanes` and `double`, with the functions of `gradient::simd`. Where the
/// derivative is cheaper had from the value, and the stated error bound allows,
///   template <class V> static V derivative_from_value(V z, V a, const V* params);
/// serves the backward pass. What takes long chains of operations has `value_stages(params)` and
/// `derivative_stages(params)` instead of functions: see stages.hpp. Kernels for arrays are
/// generated from it here.
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

/// What is left of an array beyond its whole vectors: goes through `kernel` on a padded copy, so
/// that a result depends on the value alone and not on its place.
template <class Real, class Kernel, class... From>
[[gnu::noinline]] void run_on_padded_copy(Kernel kernel, Real* to, std::size_t count,
                                          const Real* params, const From*... from) {
  constexpr std::size_t kWidth = VectorOf<Real>::kWidth;
  const auto padded = [count](const Real* values) {
    std::array<Real, kWidth> copy{};
    std::copy_n(values, count, copy.begin());
    return copy;
  };
  std::array<Real, kWidth> result;
  kernel(padded(from).data()..., result.data(), kWidth, params);
  std::copy_n(result.begin(), count, to);
}

template <class A, class Real>
struct Kernels {
  using Vector = VectorOf<Real>;
  using V = typename Vector::Type;
  using Parameters = std::array<V, kMaxActivationParameters>;
  static constexpr std::size_t kWidth = Vector::kWidth;

  static Parameters broadcast(const Real* params) {
    Parameters result{};
    for (std::size_t i = 0; i < A::kInfo.entry.parameters.size(); ++i) result[i] = V(params[i]);
    return result;
  }

  /// to[i] = function(from[i]…); `count` is of whole vectors.
  template <class Function, class... From>
  GRADIENT_INLINE static void transform(Real* to, std::size_t count, Function function,
                                        const From*... from) {
    for (std::size_t i = 0; i < count; i += kWidth) {
      Vector::store(to + i, function(Vector::load(from + i)...));
    }
  }

  [[gnu::noinline]] static void value(const Real* z, Real* a, std::size_t count,
                                      const Real* params) {
    const Parameters p = broadcast(params);
    const std::size_t whole = count - count % kWidth;
    if constexpr (requires { A::template value_stages<V>(p.data()); }) {
      run_stages(A::template value_stages<V>(p.data()), z, a, whole);
    } else {
      transform(a, whole, [&p](V x) { return A::value(x, p.data()); }, z);
    }
    if (whole != count) run_on_padded_copy(value, a + whole, count - whole, params, z + whole);
  }

  [[gnu::noinline]] static void derivative(const Real* z, Real* d, std::size_t count,
                                           const Real* params) {
    const Parameters p = broadcast(params);
    const std::size_t whole = count - count % kWidth;
    if constexpr (kHasDerivativeStages) {
      run_stages(A::template derivative_stages<V>(p.data()), z, d, whole);
    } else {
      transform(d, whole, [&p](V x) { return A::derivative(x, p.data()); }, z);
    }
    if (whole != count) run_on_padded_copy(derivative, d + whole, count - whole, params, z + whole);
  }

  [[gnu::noinline]] static void backward(const Real* z, const Real* a, const Real* da, Real* dz,
                                         std::size_t count, const Real* params) {
    const Parameters p = broadcast(params);
    const std::size_t whole = count - count % kWidth;
    if constexpr (requires(V x) { A::derivative_from_value(x, x, p.data()); }) {
      const auto product = [&p](V x, V y, V dy) {
        return dy * A::derivative_from_value(x, y, p.data());
      };
      transform(dz, whole, product, z, a, da);
    } else if constexpr (kHasDerivativeStages) {
      multiply_by_derivative(z, da, dz, whole, params);
    } else {
      const auto product = [&p](V x, V dy) { return dy * A::derivative(x, p.data()); };
      transform(dz, whole, product, z, da);
    }
    if (whole != count) {
      run_on_padded_copy(backward, dz + whole, count - whole, params, z + whole, a + whole,
                         da + whole);
    }
  }

 private:
  static constexpr bool kHasDerivativeStages =
      requires(const V* p) { A::template derivative_stages<V>(p); };

  /// One stage more, without another copy of those before it.
  static void multiply_by_derivative(const Real* z, const Real* da, Real* dz, std::size_t count,
                                     const Real* params) {
    std::array<Real, kBlockVectors * kWidth> slopes;
    for (std::size_t start = 0; start < count; start += slopes.size()) {
      const std::size_t size = std::min(slopes.size(), count - start);
      derivative(z + start, slopes.data(), size, params);
      transform(
          dz + start, size, [](V dy, V slope) { return dy * slope; }, da + start,
          static_cast<const Real*>(slopes.data()));
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
