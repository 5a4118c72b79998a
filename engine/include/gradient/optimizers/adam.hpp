#pragma once

#include <array>
#include <cstddef>

#include "gradient/optimizers/rule.hpp"

namespace gradient::optimizers {

inline constexpr ParameterInfo kBeta1 =
    decay_parameter("beta1", "β₁", "Decay of the mean of the gradients", 0.9);
inline constexpr ParameterInfo kBeta2 =
    decay_parameter("beta2", "β₂", "Decay of the mean of the squared gradients", 0.999);
inline constexpr ParameterInfo kOuterEpsilon =
    epsilon_parameter("Added to the root in the denominator", 1e-8);

inline constexpr std::array kAdamParameters{kBeta1, kBeta2, kOuterEpsilon};

/// base^step for step = 1, 2, …, from the power of the step before; no pow, whose bits differ.
inline double next_power(double base, const OptimizerState& state, double& power) {
  power = state.step == 1 ? base : power * base;
  return power;
}

/// The step's scalars {a, beta1, beta2, c, epsilon} of Adam and its variants:
/// theta -= a m / (sqrt(c v) + epsilon), where a and c include the bias corrections.
inline void prepare_adam(const double* params, double learning_rate, OptimizerState& state,
                         StepScalars& scalars) {
  const double beta1 = params[0];
  const double beta2 = params[1];
  ++state.step;
  scalars[0] = learning_rate / (1.0 - next_power(beta1, state, state.scalars[0]));
  scalars[1] = beta1;
  scalars[2] = beta2;
  scalars[3] = 1.0 / (1.0 - next_power(beta2, state, state.scalars[1]));
  scalars[4] = params[2];
}

// Epsilon is added outside the root, after bias correction, as in the paper's Algorithm 1.
// TensorFlow and Keras add it before bias correction ("epsilon hat", the paper's section 2), which
// corresponds to epsilon / sqrt(1 - beta2^t) here.

struct Adam {
  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "adam",
                .label = "Adam",
                .description =
                    "Steps along the mean of past gradients over the root of the mean of their "
                    "squares, both freed of their bias towards the initial 0.",
                .formula = "m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  "
                           "θ ← θ − α m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)",
                .formula_tex =
                    R"(\begin{aligned} m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \\ )"
                    R"(v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \\ )"
                    R"(\hat{m}_t &= \frac{m_t}{1 - \beta_1^t}, \quad \hat{v}_t = )"
                    R"(\frac{v_t}{1 - \beta_2^t} \\ )"
                    R"(\theta_t &= \theta_{t-1} - \alpha \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + )"
                    R"(\varepsilon} \end{aligned})",
                .parameters = kAdamParameters,
                .year = 2015,
                .source =
                    "D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR "
                    "2015, arXiv:1412.6980, Algorithm 1"},
      .state_slots = 2,
      .default_learning_rate = 0.001};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    prepare_adam(params, learning_rate, state, scalars);
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 2;

    explicit Step(const StepScalars& scalars)
        : rate_(scalars[0]),
          first_moment_(scalars[1]),
          second_moment_(scalars[2]),
          correction_(scalars[3]),
          epsilon_(scalars[4]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [mean, square] = slots;
      first_moment_.add(mean, gradient);
      second_moment_.add(square, gradient * gradient);
      const Vector root = simd::sqrt(correction_ * square) + epsilon_;
      parameter = parameter - rate_ * mean / root;
    }

   private:
    Vector rate_;
    MovingAverage<Vector> first_moment_, second_moment_;
    Vector correction_, epsilon_;
  };
};

struct Adamax {
  static constexpr std::array kParameters{
      kBeta1, decay_parameter("beta2", "β₂", "Decay of the largest gradient seen", 0.999),
      epsilon_parameter("Added to the largest gradient, which may be 0 (not in the paper)", 1e-8)};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "adamax",
                .label = "AdaMax",
                .description = "Adam with the largest of the past gradients, decaying, in place of "
                               "their root mean square.",
                .formula = "m ← β₁ m + (1 − β₁) g;  u ← max(β₂ u, |g|);  "
                           "θ ← θ − α/(1 − β₁ᵗ) m / (u + ε)",
                .formula_tex = R"(\begin{aligned} m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \\ )"
                               R"(u_t &= \max(\beta_2 u_{t-1}, \lvert g_t \rvert) \\ )"
                               R"(\theta_t &= \theta_{t-1} - \frac{\alpha}{1 - )"
                               R"(\beta_1^t}\,\frac{m_t}{u_t + \varepsilon} \end{aligned})",
                .parameters = kParameters,
                .year = 2015,
                .source =
                    "D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR "
                    "2015, arXiv:1412.6980, Algorithm 2"},
      .state_slots = 2,
      .default_learning_rate = 0.002};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    ++state.step;
    scalars[0] = learning_rate / (1.0 - next_power(params[0], state, state.scalars[0]));
    scalars[1] = params[0];
    scalars[2] = params[1];
    scalars[3] = params[2];
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 2;

    explicit Step(const StepScalars& scalars)
        : rate_(scalars[0]), first_moment_(scalars[1]), decay_(scalars[2]), epsilon_(scalars[3]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [mean, largest] = slots;
      first_moment_.add(mean, gradient);
      largest = without_denormals(simd::max(decay_ * largest, simd::abs(gradient)));
      parameter = parameter - rate_ * mean / (largest + epsilon_);
    }

   private:
    Vector rate_;
    MovingAverage<Vector> first_moment_;
    Vector decay_, epsilon_;
  };
};

}  // namespace gradient::optimizers
