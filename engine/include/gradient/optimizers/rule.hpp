#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

#include "gradient/optimizers.hpp"
#include "gradient/vector_of.hpp"

/// An optimiser is one struct: `kInfo` describes it, `prepare` computes the scalars of a step, and
/// `Step<Vector>` is its equation for one vector of parameters, with as many slots as its `kSlots`.
namespace gradient::optimizers {

/// A factor that weighs the past: in [0, 1).
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

/// A small number that keeps a denominator from 0; the least one allowed is still normal in
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

/// `value`, or 0 where it is too small to be a normal float. State that only decays would stay
/// denormal for ever, and arithmetic on denormals is many times slower. NaN stays NaN.
GRADIENT_INLINE simd::Lanes without_denormals(simd::Lanes value) {
  return select(abs(value) < simd::Lanes(std::numeric_limits<float>::min()), simd::Lanes(0.0F),
                value);
}
GRADIENT_INLINE double without_denormals(double value) { return value; }

/// decay * state + sample, which is how a velocity accumulates.
template <class Vector>
GRADIENT_INLINE Vector accumulate(Vector decay, Vector state, Vector sample) {
  return without_denormals(simd::multiply_add(decay, state, sample));
}

/// mean <- decay * mean + (1 - decay) * sample.
template <class Vector>
class DecayingMean {
 public:
  explicit DecayingMean(double decay) : decay_(decay), share_(1.0 - decay) {}

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
  using Lane = VectorOf<Real>;
  using Vector = typename Lane::Type;
  using Rule = Step<Vector>;
  const Rule rule(scalars);
  for (std::size_t i = 0; i < count; i += Lane::kWidth) {
    Vector parameter = Lane::load(parameters + i);
    if constexpr (Rule::kSlots == 0) {
      rule.apply(parameter, Lane::load(gradient + i));
    } else {
      std::array<Vector, Rule::kSlots> slots;
      for (std::size_t k = 0; k < Rule::kSlots; ++k) {
        slots[k] = Lane::load(state + k * slot_stride + i);
      }
      rule.apply(parameter, Lane::load(gradient + i), slots);
      for (std::size_t k = 0; k < Rule::kSlots; ++k) {
        Lane::store(state + k * slot_stride + i, slots[k]);
      }
    }
    Lane::store(parameters + i, parameter);
  }
}

}  // namespace gradient::optimizers
