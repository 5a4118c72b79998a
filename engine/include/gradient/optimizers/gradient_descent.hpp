#pragma once

#include <array>
#include <cstddef>

#include "gradient/optimizers/rule.hpp"

namespace gradient::optimizers {

struct Sgd {
  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "sgd",
                .label = "Gradient descent",
                .description =
                    "Steps against the gradient. Stochastic, mini-batch or full-batch: that is the "
                    "batch size.",
                .formula = "θ ← θ − α g",
                .formula_tex = R"(\theta_t = \theta_{t-1} - \alpha g_t)",
                .parameters = {},
                .year = 1951,
                .source = "H. Robbins and S. Monro, A stochastic approximation method, Annals of "
                          "Mathematical Statistics 22(3), 1951"},
      .state_slots = 0,
      .default_learning_rate = 0.03};

  static void prepare(const double* /*params*/, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    ++state.step;
    scalars[0] = learning_rate;
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 0;

    explicit Step(const StepScalars& scalars) : rate_(scalars[0]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient) const {
      parameter = simd::negated_multiply_add(rate_, gradient, parameter);
    }

   private:
    Vector rate_;
  };
};

inline constexpr std::array kMomentumParameters{decay_parameter(
    "momentum", "Momentum μ", "Share of the velocity that is kept from step to step", 0.9)};

/// The step's scalars of both kinds of momentum: the learning rate and mu.
inline void prepare_momentum(const double* params, double learning_rate, OptimizerState& state,
                             StepScalars& scalars) {
  ++state.step;
  scalars[0] = learning_rate;
  scalars[1] = params[0];
}

// The velocity leaves the learning rate out (as PyTorch and TensorFlow do; the papers' velocity is
// -alpha times this one), so that a new rate governs the whole of the next step. At a constant rate
// both are the same.

struct Momentum {
  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "momentum",
                .label = "Momentum",
                .description =
                    "The heavy ball: steps along a velocity that accumulates past gradients.",
                .formula = "v ← μ v + g;  θ ← θ − α v",
                .formula_tex = R"(\begin{aligned} v_t &= \mu v_{t-1} + g_t \\ )"
                               R"(\theta_t &= \theta_{t-1} - \alpha v_t \end{aligned})",
                .parameters = kMomentumParameters,
                .year = 1964,
                .source = "B. T. Polyak, Some methods of speeding up the convergence of iteration "
                          "methods, 1964; I. Sutskever et al., On the importance of initialization "
                          "and momentum in deep learning, ICML 2013, eqs. 1-2"},
      .state_slots = 1,
      .default_learning_rate = 0.01};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    prepare_momentum(params, learning_rate, state, scalars);
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 1;

    explicit Step(const StepScalars& scalars) : rate_(scalars[0]), momentum_(scalars[1]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [velocity] = slots;
      velocity = accumulate(momentum_, velocity, gradient);
      parameter = simd::negated_multiply_add(rate_, velocity, parameter);
    }

   private:
    Vector rate_, momentum_;
  };
};

struct Nesterov {
  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "nesterov",
                .label = "Nesterov momentum",
                .description =
                    "Momentum whose gradient is taken where the velocity is about to lead. The "
                    "parameters held are those of that look-ahead point.",
                .formula = "v ← μ v + g;  θ ← θ − α (g + μ v)",
                .formula_tex =
                    R"(\begin{aligned} v_t &= \mu v_{t-1} + g_t \\ )"
                    R"(\theta_t &= \theta_{t-1} - \alpha\,(g_t + \mu v_t) \end{aligned})",
                .parameters = kMomentumParameters,
                .year = 1983,
                .source =
                    "Y. Nesterov, A method for solving the convex programming problem with "
                    "convergence rate O(1/k²), 1983; I. Sutskever et al., ICML 2013, eqs. 3-4, "
                    "in the form of Y. Bengio et al., Advances in optimizing recurrent "
                    "networks, ICASSP 2013, eq. 7"},
      .state_slots = 1,
      .default_learning_rate = 0.01};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    prepare_momentum(params, learning_rate, state, scalars);
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 1;

    explicit Step(const StepScalars& scalars) : rate_(scalars[0]), momentum_(scalars[1]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [velocity] = slots;
      velocity = accumulate(momentum_, velocity, gradient);
      const Vector ahead = simd::multiply_add(momentum_, velocity, gradient);
      parameter = simd::negated_multiply_add(rate_, ahead, parameter);
    }

   private:
    Vector rate_, momentum_;
  };
};

}  // namespace gradient::optimizers
