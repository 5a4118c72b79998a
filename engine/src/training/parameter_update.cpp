#include "gradient/parameter_update.hpp"

#include "gradient/gradient_clipping.hpp"

namespace gradient {

template <class Real>
std::optional<double> clip_gradients(const ClippingSpec& clipping,
                                     const NonTrainableParameters<Real>& non_trainable,
                                     std::span<Real> gradients) {
  non_trainable.clear(gradients);
  if (clipping.value > 0.0) {
    clip_gradient_by_value(gradients.data(), gradients.size(), clipping.value);
  }
  if (clipping.norm > 0.0) {
    return clip_gradient_by_norm(gradients.data(), gradients.size(), clipping.norm);
  }
  return std::nullopt;
}

template <class Real>
void update_parameters(const Chosen<Optimizer>& optimizer, double rate,
                       NonTrainableParameters<Real>& non_trainable, OptimizerState& state,
                       std::span<const Real> gradients, std::span<Real> parameters,
                       std::span<Real> slots) {
  if (!non_trainable.empty()) non_trainable.save(parameters, slots);
  StepScalars scalars;
  optimizer.entry->prepare(optimizer.params.data(), rate, state, scalars);
  optimizer.entry->template update<Real>()(parameters.data(), gradients.data(), slots.data(),
                                           parameters.size(), parameters.size(), scalars);
  if (!non_trainable.empty()) non_trainable.restore(parameters, slots);
}

template std::optional<double> clip_gradients(const ClippingSpec&,
                                              const NonTrainableParameters<float>&,
                                              std::span<float>);
template std::optional<double> clip_gradients(const ClippingSpec&,
                                              const NonTrainableParameters<double>&,
                                              std::span<double>);
template void update_parameters(const Chosen<Optimizer>&, double, NonTrainableParameters<float>&,
                                OptimizerState&, std::span<const float>, std::span<float>,
                                std::span<float>);
template void update_parameters(const Chosen<Optimizer>&, double, NonTrainableParameters<double>&,
                                OptimizerState&, std::span<const double>, std::span<double>,
                                std::span<double>);

}  // namespace gradient
