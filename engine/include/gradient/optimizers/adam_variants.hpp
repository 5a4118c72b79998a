#pragma once

#include <array>
#include <cstddef>

#include "gradient/optimizers/adam.hpp"

namespace gradient::optimizers {

struct Nadam {
  /// 0.96^(1/250): how the momentum approaches beta1.
  static constexpr double kWarmUp = 0.99983672535267528;

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "nadam",
                .label = "Nadam",
                .description =
                    "Adam with Nesterov's momentum, which warms up from β₁/2 to β₁. (PyTorch and "
                    "Keras use β₁ in place of μₜ in m; the paper's stray factor β₂ of v̂ is left "
                    "out here and there.)",
                .formula = "μₜ = β₁ (1 − 0.96^(t/250) / 2);  m ← μₜ m + (1 − μₜ) g;  "
                           "v ← β₂ v + (1 − β₂) g²;  "
                           "m̂ = μₜ₊₁ m / (1 − ∏ᵢ₌₁ᵗ⁺¹ μᵢ) + (1 − μₜ) g / (1 − ∏ᵢ₌₁ᵗ μᵢ);  "
                           "θ ← θ − α m̂ / (√(v/(1 − β₂ᵗ)) + ε)",
                .formula_tex =
                    R"(\begin{aligned} \mu_t &= \beta_1 \left(1 - \frac{1}{2} \cdot )"
                    R"(0.96^{t/250}\right) \\ m_t &= \mu_t m_{t-1} + (1 - \mu_t)\, g_t \\ )"
                    R"(v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \\ )"
                    R"(\hat{m}_t &= \frac{\mu_{t+1} m_t}{1 - \prod_{i=1}^{t+1} \mu_i} + )"
                    R"(\frac{(1 - \mu_t)\, g_t}{1 - \prod_{i=1}^{t} \mu_i} \\ )"
                    R"(\hat{v}_t &= \frac{v_t}{1 - \beta_2^t} \\ )"
                    R"(\theta_t &= \theta_{t-1} - \alpha \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + )"
                    R"(\varepsilon} \end{aligned})",
                .parameters = kAdamParameters,
                .year = 2016,
                .source =
                    "T. Dozat, Incorporating Nesterov momentum into Adam, ICLR 2016 workshop, "
                    "Algorithm 2, with the schedule of its experiments"},
      .state_slots = 2,
      .default_learning_rate = 0.002};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    const double beta1 = params[0];
    const double beta2 = params[1];
    ++state.step;
    const double warm_up = next_power(kWarmUp, state, state.scalars[0]);
    const double power2 = next_power(beta2, state, state.scalars[1]);
    const double momentum = beta1 * (1.0 - 0.5 * warm_up);
    const double next_momentum = beta1 * (1.0 - 0.5 * warm_up * kWarmUp);
    const double product = next_power(momentum, state, state.scalars[2]);
    scalars[0] = learning_rate * next_momentum / (1.0 - product * next_momentum);
    scalars[1] = learning_rate * (1.0 - momentum) / (1.0 - product);
    scalars[2] = momentum;
    scalars[3] = beta2;
    scalars[4] = 1.0 / (1.0 - power2);
    scalars[5] = params[2];
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 2;

    explicit Step(const StepScalars& scalars)
        : mean_rate_(scalars[0]),
          gradient_rate_(scalars[1]),
          first_moment_(scalars[2]),
          second_moment_(scalars[3]),
          correction_(scalars[4]),
          epsilon_(scalars[5]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [mean, square] = slots;
      first_moment_.add(mean, gradient);
      second_moment_.add(square, gradient * gradient);
      const Vector root = simd::sqrt(correction_ * square) + epsilon_;
      const Vector ahead = simd::multiply_add(mean_rate_, mean, gradient_rate_ * gradient);
      parameter = parameter - ahead / root;
    }

   private:
    Vector mean_rate_, gradient_rate_;
    MovingAverage<Vector> first_moment_, second_moment_;
    Vector correction_, epsilon_;
  };
};

struct Amsgrad {
  static constexpr std::array kParameters{
      kBeta1, kBeta2, kOuterEpsilon,
      switch_parameter("biasCorrection", "Bias correction",
                       "1 corrects both means as Adam does, which PyTorch and Keras do and the "
                       "paper's algorithm does not")};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "amsgrad",
                .label = "AMSGrad",
                .description = "Adam whose denominator never shrinks, so that no step size grows "
                               "again.",
                .formula = "m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  v̂ ← max(v̂, v);  "
                           "θ ← θ − α m / (√v̂ + ε)",
                .formula_tex = R"(\begin{aligned} m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \\ )"
                               R"(v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \\ )"
                               R"(\hat{v}_t &= \max(\hat{v}_{t-1}, v_t) \\ )"
                               R"(\theta_t &= \theta_{t-1} - \alpha \frac{m_t}{\sqrt{\hat{v}_t} + )"
                               R"(\varepsilon} \end{aligned})",
                .parameters = kParameters,
                .year = 2018,
                .source =
                    "S. J. Reddi, S. Kale and S. Kumar, On the convergence of Adam and beyond, "
                    "ICLR 2018, Algorithm 2"},
      .state_slots = 3,
      .default_learning_rate = 0.001};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    prepare_adam(params, learning_rate, state, scalars);
    if (params[3] == 0.0) {
      scalars[0] = learning_rate;
      scalars[3] = 1.0;
    }
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 3;

    explicit Step(const StepScalars& scalars)
        : rate_(scalars[0]),
          first_moment_(scalars[1]),
          second_moment_(scalars[2]),
          correction_(scalars[3]),
          epsilon_(scalars[4]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [mean, square, largest_square] = slots;
      first_moment_.add(mean, gradient);
      second_moment_.add(square, gradient * gradient);
      largest_square = simd::max(largest_square, square);
      const Vector root = simd::sqrt(correction_ * largest_square) + epsilon_;
      parameter = parameter - rate_ * mean / root;
    }

   private:
    Vector rate_;
    MovingAverage<Vector> first_moment_, second_moment_;
    Vector correction_, epsilon_;
  };
};

struct AdamW {
  static constexpr std::array kParameters{
      kBeta1, kBeta2, kOuterEpsilon,
      ParameterInfo{.name = "weightDecay",
                    .label = "Weight decay λ",
                    .description = "Share of every parameter that a step at learning rate 1 would "
                                   "take away (the paper's λ over its α, as in PyTorch)",
                    .minimum = 0.0,
                    .maximum = 100.0,
                    .default_value = 0.01}};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "adamw",
                .label = "AdamW",
                .description =
                    "Adam with weight decay beside the adaptive step instead of in the gradient: "
                    "every parameter, biases too, shrinks by the factor 1 − αλ a step.",
                .formula = "m, v as in Adam;  θ ← θ − α (m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + λ θ)",
                .formula_tex =
                    R"(\begin{aligned} m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \\ )"
                    R"(v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \\ )"
                    R"(\hat{m}_t &= \frac{m_t}{1 - \beta_1^t}, \quad \hat{v}_t = )"
                    R"(\frac{v_t}{1 - \beta_2^t} \\ )"
                    R"(\theta_t &= \theta_{t-1} - \alpha )"
                    R"(\left(\frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \varepsilon} + \lambda )"
                    R"(\theta_{t-1}\right) \end{aligned})",
                .parameters = kParameters,
                .year = 2019,
                .source =
                    "I. Loshchilov and F. Hutter, Decoupled weight decay regularization, ICLR "
                    "2019, arXiv:1711.05101, Algorithm 2"},
      .state_slots = 2,
      .default_learning_rate = 0.001};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    prepare_adam(params, learning_rate, state, scalars);
    scalars[5] = learning_rate * params[3];
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 2;

    explicit Step(const StepScalars& scalars) : adam_(scalars), decay_(scalars[5]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      parameter = simd::negated_multiply_add(decay_, parameter, parameter);
      adam_.apply(parameter, gradient, slots);
    }

   private:
    Adam::Step<Vector> adam_;
    Vector decay_;
  };
};

}  // namespace gradient::optimizers
