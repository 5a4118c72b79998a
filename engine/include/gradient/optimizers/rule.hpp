#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "gradient/optimizers.hpp"
#include "gradient/vector_of.hpp"

/// An optimiser is one struct: `kInfo` describes it, `prepare` computes the scalars of a step, and
/// `Step<Vector>` is its equation for one vector of parameters, with as many slots as its `kSlots`.
namespace gradient::optimizers {

/// A factor that weighs the past: in [0, 1).
constexpr ParameterInfo decay_parameter(std::string_view name, std::string_view label,
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
constexpr ParameterInfo epsilon_parameter(std::string_view description, double default_value) {
  return {.name = "epsilon",
          .label = "ε",
          .description = description,
          .minimum = 1e-30,
          .maximum = 1.0,
          .default_value = default_value};
}

/// 0 for no, 1 for yes.
constexpr ParameterInfo switch_parameter(std::string_view name, std::string_view label,
                                         std::string_view description) {
  return {.name = name,
          .label = label,
          .description = description,
          .minimum = 0.0,
          .maximum = 1.0,
          .default_value = 0.0,
          .integer = true};
}

/// The weighted mean (1 - share) * old + share * sample, in the form that leaves a constant alone
/// in any precision (float32's 0.999 and 0.001 do not add up to 1).
template <class Vector>
GRADIENT_INLINE Vector blend(Vector old, Vector sample, Vector share) {
  return simd::multiply_add(share, sample - old, old);
}

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
