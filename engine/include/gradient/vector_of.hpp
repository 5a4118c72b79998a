#pragma once

#include <cstddef>

#include "gradient/simd.hpp"

namespace gradient {

/// What a kernel that is written once works on: lanes for float, single numbers for double, whose
/// every kernel is a reference for the float one.
template <class Real>
struct VectorOf;

template <>
struct VectorOf<float> {
  using Type = simd::Lanes;
  static constexpr std::size_t kWidth = simd::kLanes;
  GRADIENT_INLINE static Type load(const float* source) { return Type::load(source); }
  GRADIENT_INLINE static void store(float* target, Type value) { value.store(target); }
};

template <>
struct VectorOf<double> {
  using Type = double;
  static constexpr std::size_t kWidth = 1;
  GRADIENT_INLINE static Type load(const double* source) { return *source; }
  GRADIENT_INLINE static void store(double* target, Type value) { *target = value; }
};

}  // namespace gradient
