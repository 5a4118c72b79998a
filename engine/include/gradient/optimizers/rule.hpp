#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

#include "gradient/optimizers.hpp"
#include "gradient/simd_traits.hpp"

/// An optimiser is one struct: `kInfo` describes it, `prepare` computes the scalars of a step, and
/// `Step<Vector>` is its equation for one vector of parameters, with as many slots as its `kSlots`.
namespace gradient::optimizers {

/// The decay of a moving average or a velocity, in [0, 1).
consteval ParameterInfo decay_parameter(std::string_view name, std::string_view label,
                                        std::string_view description, double default_value) {
  return {.name = name,
          .label = label,
          .description = description,
          .minimum = 0.0,
          .maximum = 1.0,
          .default_value = default_value,
          .maximum_exclusive = true};
}

/// A small number added to a denominator so that it is not 0; the smallest one allowed is a normal
/// float32.
consteval ParameterInfo epsilon_parameter(std::string_view description, double default_value) {
  return {.name = "epsilon",
          .label = "ε",
          .description = description,
          .minimum = 1e-30,
          .maximum = 1.0,
          .default_value = default_value};
}

/// 0 for no, 1 for yes.
consteval ParameterInfo switch_parameter(std::string_view name, std::string_view label,
                                         std::string_view description) {
  return {.name = name,
          .label = label,
          .description = description,
          .minimum = 0.0,
          .maximum = 1.0,
          .default_value = 0.0,
          .integer = true};
}

/// `value`, flushed to 0 where it is denormal. State that only decays would otherwise stay
/// denormal, and arithmetic on denormals is many times slower. NaN stays NaN.
GRADIENT_INLINE simd::Lanes without_denormals(simd::Lanes value) {
  return select(abs(value) < simd::Lanes(std::numeric_limits<float>::min()), simd::Lanes(0.0F),
                value);
}
GRADIENT_INLINE double without_denormals(double value) { return value; }

/// decay * state + sample: the update of a velocity.
template <class Vector>
GRADIENT_INLINE Vector accumulate(Vector decay, Vector state, Vector sample) {
  return without_denormals(simd::multiply_add(decay, state, sample));
}

/// An exponential moving average: mean <- decay * mean + (1 - decay) * sample.
template <class Vector>
class MovingAverage {
 public:
  explicit MovingAverage(double decay) : decay_(decay), share_(1.0 - decay) {}

  GRADIENT_INLINE void add(Vector& mean, Vector sample) const {
    mean = accumulate(decay_, mean, share_ * sample);
  }

 private:
  Vector decay_, share_;
};

/// Runs a rule over a block, as UpdateBlock says.
template <class Real, template <class> class Step>
void update_block(Real* parameters, const Real* gradient, Real* state, std::size_t slot_stride,
                  std::size_t count, const StepScalars& scalars) {
  using Traits = SimdTraits<Real>;
  using Vector = typename Traits::Type;
  using Rule = Step<Vector>;
  const Rule rule(scalars);
  for (std::size_t i = 0; i < count; i += Traits::kWidth) {
    Vector parameter = Traits::load(parameters + i);
    if constexpr (Rule::kSlots == 0) {
      rule.apply(parameter, Traits::load(gradient + i));
    } else {
      std::array<Vector, Rule::kSlots> slots;
      for (std::size_t k = 0; k < Rule::kSlots; ++k) {
        slots[k] = Traits::load(state + k * slot_stride + i);
      }
      rule.apply(parameter, Traits::load(gradient + i), slots);
      for (std::size_t k = 0; k < Rule::kSlots; ++k) {
        Traits::store(state + k * slot_stride + i, slots[k]);
      }
    }
    Traits::store(parameters + i, parameter);
  }
}

}  // namespace gradient::optimizers
