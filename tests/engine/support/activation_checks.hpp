#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "gradient/activation_info.hpp"
#include "support/reference_network.hpp"

/// What the tests of the activations share: the parameters that a table entry starts from, the
/// reference's numbers for it, and how far off a result is in units of the bound it states.
namespace gradient::testing {

/// Floats with everything that goes wrong: zeros, denormals, the ends of the range, neighbours
/// of 1.
inline constexpr std::array<float, 18> kEdgeFloats = {0.0F,
                                                      -0.0F,
                                                      0x1p-149F,
                                                      -0x1p-149F,
                                                      0x1.fffffcp-127F,
                                                      0x1p-126F,
                                                      -0x1p-126F,
                                                      1.0F,
                                                      -1.0F,
                                                      0x1.fffffep-1F,
                                                      0x1.000002p+0F,
                                                      88.8F,
                                                      -88.8F,
                                                      -104.0F,
                                                      8192.001F,
                                                      1e10F,
                                                      std::numeric_limits<float>::max(),
                                                      -std::numeric_limits<float>::max()};

/// The i-th of a sequence that visits every float once in 2^32 steps and is spread over all
/// magnitudes long before; some are NaN or infinite.
inline float scattered_float(std::uint32_t i) { return std::bit_cast<float>(i * 0x9e3779b1U); }

inline std::vector<float> make_sample_points() {
  std::vector<float> result(kEdgeFloats.begin(), kEdgeFloats.end());
  for (const float kink : {-3.0F, -1.0F, 0.0F, 1.0F, 3.0F, 6.0F}) {
    result.push_back(kink);
    result.push_back(std::nextafter(kink, -10.0F));
    result.push_back(std::nextafter(kink, 10.0F));
  }
  for (std::uint32_t i = 0; i < 800'000; ++i) {
    const float z = scattered_float(i);
    if (std::isfinite(z)) result.push_back(z);
  }
  for (std::uint32_t i = 0; i < 250'000; ++i) {
    result.push_back(24.0F * (static_cast<float>(i) / 250'000.0F) - 12.0F);
  }
  return result;
}

/// A million floats: all magnitudes, the region where the functions bend, edges and kinks.
inline const std::vector<float>& sample_points() {
  static const std::vector<float> kPoints = make_sample_points();
  return kPoints;
}

/// Points of [-12, 12] that no kink lies on.
inline std::vector<double> grid() {
  std::vector<double> points;
  for (double z = -12.0 + 1.0 / 384.0; z < 12.0; z += 1.0 / 64.0) points.push_back(z);
  return points;
}

/// |computed - exact| in units of what the bound allows: above 1 breaks it, NaN never meets it. An
/// overflow has to be computed as infinity, which counts as the smallest number that rounds to it.
inline double error_in_bounds(float computed, double exact, const ErrorBound& bound) {
  if (static_cast<double>(computed) == exact || computed == static_cast<float>(exact)) return 0.0;
  constexpr double kLeastOverflow = 0x1.ffffffp127;  // FLT_MAX and half a unit in its last place
  const double before_rounding =
      std::clamp(static_cast<double>(computed), -kLeastOverflow, kLeastOverflow);
  const double error = std::fabs(before_rounding - exact);
  const double ratio = error / std::max(bound.absolute, bound.relative * std::fabs(exact));
  return std::isnan(ratio) ? std::numeric_limits<double>::infinity() : ratio;
}

/// The largest error seen, in units of the bound, and where.
struct WorstError {
  double ratio = 0.0;
  float at = 0.0F;

  void see(float z, double error) {
    if (error > ratio) *this = {error, z};
  }
  void see(const WorstError& other) { see(other.at, other.ratio); }
};

/// An entry at its default parameters, as the kernels and as the reference take them: rounded to
/// float, so that the rounding of a parameter is not taken for an error of the kernel.
struct ActivationAtDefaults {
  const Activation& entry;
  const ReferenceActivation* reference;
  std::array<float, kMaxActivationParameters> floats{};
  std::array<double, kMaxActivationParameters> doubles{};
  Numbers numbers;

  explicit ActivationAtDefaults(const Activation& activation)
      : entry(activation), reference(&reference_activation(activation.info.entry.name)) {
    for (const ParameterInfo& parameter : entry.info.entry.parameters) {
      floats[numbers.size()] = static_cast<float>(parameter.default_value);
      doubles[numbers.size()] = static_cast<double>(floats[numbers.size()]);
      numbers.push_back(doubles[numbers.size()]);
    }
  }

  [[nodiscard]] std::string_view name() const { return entry.info.entry.name; }

  [[nodiscard]] double exact_value(double z) const { return reference->value(z, numbers); }
  [[nodiscard]] double exact_derivative(double z) const {
    return reference->derivative(z, numbers);
  }

  void value(std::span<const float> z, std::span<float> a) const {
    entry.float_kernels.value(z.data(), a.data(), z.size(), floats.data());
  }
  void derivative(std::span<const float> z, std::span<float> d) const {
    entry.float_kernels.derivative(z.data(), d.data(), z.size(), floats.data());
  }
  void backward(std::span<const float> z, std::span<const float> a, std::span<const float> da,
                std::span<float> dz) const {
    entry.float_kernels.backward(z.data(), a.data(), da.data(), dz.data(), z.size(), floats.data());
  }

  /// Of one number, through the float kernels.
  [[nodiscard]] float value(float z) const {
    value({&z, 1}, {&z, 1});
    return z;
  }
  [[nodiscard]] float derivative(float z) const {
    derivative({&z, 1}, {&z, 1});
    return z;
  }
  /// Of one number, through the double kernels.
  [[nodiscard]] double double_value(double z) const {
    entry.double_kernels.value(&z, &z, 1, doubles.data());
    return z;
  }
  [[nodiscard]] double double_derivative(double z) const {
    entry.double_kernels.derivative(&z, &z, 1, doubles.data());
    return z;
  }
};

/// The worst errors of the three kernels over finite floats; backward is given da = 1.
struct KernelErrors {
  WorstError value;
  WorstError derivative;
  WorstError backward;

  void see(const KernelErrors& other) {
    value.see(other.value);
    derivative.see(other.derivative);
    backward.see(other.backward);
  }
};

inline KernelErrors kernel_errors(const ActivationAtDefaults& activation,
                                  std::span<const float> points) {
  const ActivationInfo& info = activation.entry.info;
  std::vector<float> a(points.size()), d(points.size()), dz(points.size());
  const std::vector<float> ones(points.size(), 1.0F);
  activation.value(points, a);
  activation.derivative(points, d);
  activation.backward(points, a, ones, dz);
  KernelErrors worst;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const float z = points[i];
    const double exact = activation.exact_value(static_cast<double>(z));
    const double slope = activation.exact_derivative(static_cast<double>(z));
    worst.value.see(z, error_in_bounds(a[i], exact, info.value_error));
    worst.derivative.see(z, error_in_bounds(d[i], slope, info.derivative_error));
    worst.backward.see(z, error_in_bounds(dz[i], slope, info.derivative_error));
  }
  return worst;
}

/// Entries whose values are one function of one number.
inline std::vector<ActivationAtDefaults> elementwise_activations() {
  std::vector<ActivationAtDefaults> result;
  for (const Activation& entry : activation_table()) {
    if (entry.info.kind == ActivationKind::kElementwise) result.emplace_back(entry);
  }
  return result;
}

}  // namespace gradient::testing
