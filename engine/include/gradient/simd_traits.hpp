#pragma once

#include <cstddef>

#include "gradient/simd.hpp"

namespace gradient {

/// The vector type of a kernel that is a template over float and double: lanes for float, one
/// number for double, whose kernels are the reference for the float ones.
template <class Real>
struct SimdTraits;

template <>
struct SimdTraits<float> {
  using Type = simd::Lanes;
  static constexpr std::size_t kWidth = simd::kLanes;
  GRADIENT_INLINE static Type load(const float* source) { return Type::load(source); }
  GRADIENT_INLINE static void store(float* target, Type value) { value.store(target); }
};

template <>
struct SimdTraits<double> {
  using Type = double;
  static constexpr std::size_t kWidth = 1;
  GRADIENT_INLINE static Type load(const double* source) { return *source; }
  GRADIENT_INLINE static void store(double* target, Type value) { *target = value; }
};

}  // namespace gradient
