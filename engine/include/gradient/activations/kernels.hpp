#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "gradient/activation_info.hpp"
#include "gradient/activations/stages.hpp"
#include "gradient/lane_math.hpp"
#include "gradient/simd_traits.hpp"

/// An activation is a struct with
///   static constexpr ActivationInfo kInfo;
///   template <class V> static V value(V z, const V* params);
///   template <class V> static V derivative(V z, const V* params);
/// written once for `simd::Lanes` and `double`, with the functions of `gradient::simd`. Where the
/// derivative is cheaper to compute from the value a = f(z), and the stated error bound allows it,
///   template <class V> static V derivative_from_value(V z, V a, const V* params);
/// serves the backward pass. Formulas with long chains of dependent operations are given as
/// `value_stages(params)` and `derivative_stages(params)` instead: see stages.hpp. Kernels for
/// arrays are generated from the struct here.
namespace gradient::activations {

using simd::constant;

/// `result`, or NaN where z is NaN: for results of a comparison, which is false for NaN.
template <class V>
GRADIENT_INLINE V nan_or(V z, V result) {
  return simd::select(simd::is_nan(z), z, result);
}

/// z limited to [kLower, kUpper]; NaN stays NaN.
template <auto kLower, auto kUpper, class V>
GRADIENT_INLINE V clamp(V z) {
  return simd::min(constant<V, kUpper>(), simd::max(constant<V, kLower>(), z));
}

/// The largest float. Clamping infinity to it makes its product with 0 be 0 instead of NaN.
inline constexpr double kLargest = std::numeric_limits<float>::max();

/// Runs `kernel` on the tail of an array, less than a vector, in a padded copy: a result has the
/// same bits wherever its value stands in the array.
template <class Real, class Kernel, class... From>
[[gnu::noinline]] void run_on_tail(Kernel kernel, Real* to, std::size_t count, const Real* params,
                                   const From*... from) {
  constexpr std::size_t kWidth = SimdTraits<Real>::kWidth;
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
  using Traits = SimdTraits<Real>;
  using V = typename Traits::Type;
  using Parameters = std::array<V, kMaxActivationParameters>;
  static constexpr std::size_t kWidth = Traits::kWidth;

  static Parameters broadcast(const Real* params) {
    Parameters result{};
    for (std::size_t i = 0; i < A::kInfo.entry.parameters.size(); ++i) result[i] = V(params[i]);
    return result;
  }

  /// to[i] = function(from[i]…); `count` is a multiple of kWidth.
  template <class Function, class... From>
  GRADIENT_INLINE static void transform(Real* to, std::size_t count, Function function,
                                        const From*... from) {
    for (std::size_t i = 0; i < count; i += kWidth) {
      Traits::store(to + i, function(Traits::load(from + i)...));
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
    if (whole != count) run_on_tail(value, a + whole, count - whole, params, z + whole);
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
    if (whole != count) run_on_tail(derivative, d + whole, count - whole, params, z + whole);
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
      run_on_tail(backward, dz + whole, count - whole, params, z + whole, a + whole, da + whole);
    }
  }

 private:
  static constexpr bool kHasDerivativeStages =
      requires(const V* p) { A::template derivative_stages<V>(p); };

  /// dz = da f'(z), block by block: reuses the code of derivative() instead of compiling its stages
  /// again with one more.
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

/// The table entry of the struct A; without kernels if it is not element-wise.
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
