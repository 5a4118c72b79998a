#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gradient/info.hpp"

namespace gradient {

/// How an activation reads its layer's pre-activations z.
enum class ActivationKind : std::uint8_t {
  kElementwise,  ///< a = f(z), each value by itself
  kPrelu,        ///< element-wise with one learned slope per unit
  kSoftmax,      ///< each row normalised to sum 1
  kMaxout,       ///< the largest of `pieces` pre-activations per unit
};

/// The most parameters an activation takes.
inline constexpr std::size_t kMaxActivationParameters = 2;

/// Everything the table says of an activation.
struct ActivationInfo {
  EntryInfo entry;
  ActivationKind kind = ActivationKind::kElementwise;
  std::string_view derivative_formula;
  /// In LaTeX, as EntryInfo::formula_tex.
  std::string_view derivative_formula_tex;
  /// Of the value and of the derivative, at the default parameters.
  Range range;
  Range derivative_range;
  bool monotonic = false;
  bool zero_centred = false;
  /// The derivative tends to 0 on at least one side.
  bool saturating = false;
  /// Passes z > 0 (up to a bound, if any) and holds back z <= 0, by design: there it is no sign of
  /// saturation that the derivative is near 0.
  bool rectifier = false;
  /// Continuously differentiable.
  bool smooth = false;
  /// Every derivative is 0, so nothing can learn through it.
  bool untrainable = false;
  /// Points without a derivative, at the default parameters.
  std::span<const double> kinks;
  /// What the engine takes as the derivative at the kinks.
  std::string_view kink_convention;
  std::string_view recommended_initializer;
  ErrorBound value_error;
  ErrorBound derivative_error;
};

/// Kernels of an element-wise activation. Every span may be of any length and alignment; `a` may be
/// `z`, `dz` may be `da`. `params` holds the entry's parameters in the order of its table.
/// NaN in gives NaN out.
template <class Real>
struct ActivationKernels {
  /// a[i] = f(z[i])
  void (*value)(const Real* z, Real* a, std::size_t count, const Real* params) = nullptr;
  /// d[i] = f'(z[i])
  void (*derivative)(const Real* z, Real* d, std::size_t count, const Real* params) = nullptr;
  /// dz[i] = da[i] * f'(z[i]); `a` holds f(z), so that f' may be had from it.
  void (*backward)(const Real* z, const Real* a, const Real* da, Real* dz, std::size_t count,
                   const Real* params) = nullptr;
};

/// One row of the table of activations. Kernels are null where `kind` is not kElementwise.
struct Activation {
  ActivationInfo info;
  ActivationKernels<float> float_kernels;
  ActivationKernels<double> double_kernels;

  template <class Real>
  [[nodiscard]] const ActivationKernels<Real>& kernels() const;
};

template <>
inline const ActivationKernels<float>& Activation::kernels<float>() const {
  return float_kernels;
}
template <>
inline const ActivationKernels<double>& Activation::kernels<double>() const {
  return double_kernels;
}

/// All activations, in the order in which menus show them.
[[nodiscard]] std::span<const Activation> activation_table();

/// The entry of that name, or null.
[[nodiscard]] const Activation* find_activation(std::string_view name);

}  // namespace gradient
