#include "gradient/parameter_update.hpp"

#include "gradient/gradient_clipping.hpp"

namespace gradient {

template <class Real>
std::optional<double> clip_gradients(const ClippingSpec& clipping, const HeldParameters& held,
                                     std::span<Real> gradients) {
  held.clear(gradients);
  if (clipping.value > 0.0) {
    clip_gradient_by_value(gradients.data(), gradients.size(), clipping.value);
  }
  if (clipping.norm > 0.0) {
    return clip_gradient_by_norm(gradients.data(), gradients.size(), clipping.norm);
  }
  return std::nullopt;
}

template <class Real>
void update_parameters(const Chosen<Optimizer>& optimizer, double rate, const HeldParameters& held,
                       std::vector<Real>& kept, OptimizerState& state,
                       std::span<const Real> gradients, std::span<Real> parameters,
                       std::span<Real> slots) {
  if (!held.empty()) held.keep<Real>(parameters, slots, kept);
  StepScalars scalars;
  optimizer.entry->prepare(optimizer.params.data(), rate, state, scalars);
  optimizer.entry->template update<Real>()(parameters.data(), gradients.data(), slots.data(),
                                           parameters.size(), parameters.size(), scalars);
  if (!held.empty()) held.put_back(kept, parameters, slots);
}

template std::optional<double> clip_gradients(const ClippingSpec&, const HeldParameters&,
                                              std::span<float>);
template std::optional<double> clip_gradients(const ClippingSpec&, const HeldParameters&,
                                              std::span<double>);
template void update_parameters(const Chosen<Optimizer>&, double, const HeldParameters&,
                                std::vector<float>&, OptimizerState&, std::span<const float>,
                                std::span<float>, std::span<float>);
template void update_parameters(const Chosen<Optimizer>&, double, const HeldParameters&,
                                std::vector<double>&, OptimizerState&, std::span<const double>,
                                std::span<double>, std::span<double>);

}  // namespace gradient
