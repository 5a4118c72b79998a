#pragma once

#include <array>
#include <cstddef>

#include "gradient/optimizers/rule.hpp"

namespace gradient::optimizers {

struct Adagrad {
  static constexpr std::array kParameters{
      epsilon_parameter("Added to the root in the denominator (the paper's δ)", 1e-10),
      ParameterInfo{.name = "initialAccumulator",
                    .label = "G₀",
                    .description = "What the sum of squares starts at (TensorFlow: 0.1)",
                    .minimum = 0.0,
                    .maximum = 1e6,
                    .default_value = 0.0}};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "adagrad",
                .label = "AdaGrad",
                .description =
                    "Divides each parameter's step by the root of the sum of all its squared "
                    "gradients: rarely used inputs keep large steps, and every step shrinks.",
                .formula = "G ← G + g²;  θ ← θ − α g / (√G + ε)",
                .formula_tex = R"(\begin{aligned} G_t &= G_{t-1} + g_t^2 \\ )"
                               R"(\theta_t &= \theta_{t-1} - \alpha \frac{g_t}{\sqrt{G_t} + )"
                               R"(\varepsilon} \end{aligned})",
                .parameters = kParameters,
                .year = 2011,
                .source =
                    "J. Duchi, E. Hazan and Y. Singer, Adaptive subgradient methods for online "
                    "learning and stochastic optimization, JMLR 12, 2011, Figure 1 (diagonal)"},
      .state_slots = 1,
      .default_learning_rate = 0.01};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    ++state.step;
    scalars[0] = learning_rate;
    scalars[1] = params[0];
    scalars[2] = params[1];
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 1;

    explicit Step(const StepScalars& scalars)
        : rate_(scalars[0]), epsilon_(scalars[1]), initial_(scalars[2]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [sum] = slots;
      sum = simd::multiply_add(gradient, gradient, sum);
      parameter = parameter - rate_ * gradient / (simd::sqrt(sum + initial_) + epsilon_);
    }

   private:
    Vector rate_, epsilon_, initial_;
  };
};

struct Adadelta {
  static constexpr std::array kParameters{
      decay_parameter("rho", "ρ", "Decay of both means of squares", 0.95),
      epsilon_parameter("Added under both roots; it also starts the first steps", 1e-6)};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "adadelta",
                .label = "AdaDelta",
                .description =
                    "Scales each step by the root mean square of past steps over that of past "
                    "gradients, so that a step has the parameter's units. The learning rate is not "
                    "in the paper: 1 is its algorithm.",
                .formula = "G ← ρ G + (1 − ρ) g²;  d = √(D + ε) / √(G + ε) g;  "
                           "D ← ρ D + (1 − ρ) d²;  θ ← θ − α d",
                .formula_tex =
                    R"(\begin{aligned} G_t &= \rho G_{t-1} + (1 - \rho)\, g_t^2 \\ )"
                    R"(d_t &= \frac{\sqrt{D_{t-1} + \varepsilon}}{\sqrt{G_t + )"
                    R"(\varepsilon}}\, g_t \\ D_t &= \rho D_{t-1} + (1 - \rho)\, d_t^2 \\ )"
                    R"(\theta_t &= \theta_{t-1} - \alpha d_t \end{aligned})",
                .parameters = kParameters,
                .year = 2012,
                .source = "M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012, "
                          "arXiv:1212.5701, Algorithm 1"},
      .state_slots = 2,
      .default_learning_rate = 1.0};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    ++state.step;
    scalars[0] = learning_rate;
    scalars[1] = params[0];
    scalars[2] = params[1];
  }

  template <class Vector>
  struct Step {
    static constexpr std::size_t kSlots = 2;

    explicit Step(const StepScalars& scalars)
        : rate_(scalars[0]), mean_(scalars[1]), epsilon_(scalars[2]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      auto& [square, square_of_steps] = slots;
      mean_.add(square, gradient * gradient);
      const Vector ratio = (square_of_steps + epsilon_) / (square + epsilon_);
      const Vector step = simd::sqrt(ratio) * gradient;
      mean_.add(square_of_steps, step * step);
      parameter = simd::negated_multiply_add(rate_, step, parameter);
    }

   private:
    Vector rate_;
    MovingAverage<Vector> mean_;
    Vector epsilon_;
  };
};

struct Rmsprop {
  static constexpr std::array kParameters{
      decay_parameter("rho", "ρ", "Decay of the mean of the squared gradients", 0.9),
      decay_parameter("momentum", "Momentum μ",
                      "Share of the velocity that is kept from step to step; 0: no velocity", 0.0),
      switch_parameter("centered", "Centred",
                       "1 divides by the standard deviation of the gradient instead"),
      epsilon_parameter("Added under the root (PyTorch adds it to the root)", 1e-8)};

  static constexpr OptimizerInfo kInfo{
      .entry = {.name = "rmsprop",
                .label = "RMSProp",
                .description =
                    "Divides the gradient by the root of a decaying mean of its squares; at choice "
                    "by its standard deviation (centred), and with momentum.",
                .formula = "n ← ρ n + (1 − ρ) g²;  d = g / √(n + ε), centred "
                           "g / √(n − ḡ² + ε) with ḡ ← ρ ḡ + (1 − ρ) g;  "
                           "v ← μ v + d;  θ ← θ − α v",
                .formula_tex = R"(\begin{aligned} n_t &= \rho n_{t-1} + (1 - \rho)\, g_t^2 \\ )"
                               R"(d_t &= \frac{g_t}{\sqrt{n_t + \varepsilon}} \\ )"
                               R"(\bar{g}_t &= \rho \bar{g}_{t-1} + (1 - \rho)\, g_t \\ )"
                               R"(d_t &= \frac{g_t}{\sqrt{n_t - \bar{g}_t^2 + \varepsilon}} \quad )"
                               R"(\text{if centred} \\ v_t &= \mu v_{t-1} + d_t \\ )"
                               R"(\theta_t &= \theta_{t-1} - \alpha v_t \end{aligned})",
                .parameters = kParameters,
                .year = 2012,
                .source =
                    "T. Tieleman and G. Hinton, Lecture 6.5: rmsprop, Coursera, 2012; centred "
                    "and with momentum: A. Graves, Generating sequences with recurrent neural "
                    "networks, 2013, arXiv:1308.0850, eqs. 38-41"},
      .state_slots = 3,
      .default_learning_rate = 0.001};

  static void prepare(const double* params, double learning_rate, OptimizerState& state,
                      StepScalars& scalars) {
    ++state.step;
    scalars[0] = learning_rate;
    scalars[1] = params[0];
    scalars[2] = params[1];
    scalars[3] = params[2];
    scalars[4] = params[3];
  }

  /// The slots in use come first: the mean square, then the mean where centred, then the velocity
  /// where there is momentum.
  template <class Vector, bool kCentred, bool kWithMomentum>
  struct Variant {
    static constexpr std::size_t kSlots = 1 + (kCentred ? 1 : 0) + (kWithMomentum ? 1 : 0);

    explicit Variant(const StepScalars& scalars)
        : rate_(scalars[0]), mean_(scalars[1]), momentum_(scalars[2]), epsilon_(scalars[4]) {}

    GRADIENT_INLINE void apply(Vector& parameter, Vector gradient,
                               std::array<Vector, kSlots>& slots) const {
      Vector& square = slots[0];
      mean_.add(square, gradient * gradient);
      Vector denominator = square;
      if constexpr (kCentred) {
        Vector& mean = slots[1];
        mean_.add(mean, gradient);
        // rounding can make the variance negative; max(0, NaN) is NaN in this order
        denominator = simd::max(Vector(0.0), square - mean * mean);
      }
      Vector step = gradient / simd::sqrt(denominator + epsilon_);
      if constexpr (kWithMomentum) {
        Vector& velocity = slots[kSlots - 1];
        velocity = accumulate(momentum_, velocity, step);
        step = velocity;
      }
      parameter = simd::negated_multiply_add(rate_, step, parameter);
    }

   private:
    Vector rate_;
    MovingAverage<Vector> mean_;
    Vector momentum_, epsilon_;
  };

  template <class Vector>
  using Plain = Variant<Vector, false, false>;
  template <class Vector>
  using WithMomentum = Variant<Vector, false, true>;
  template <class Vector>
  using Centred = Variant<Vector, true, false>;
  template <class Vector>
  using CentredWithMomentum = Variant<Vector, true, true>;

  template <class Real>
  static void update(Real* parameters, const Real* gradient, Real* state, std::size_t slot_stride,
                     std::size_t count, const StepScalars& scalars) {
    const bool with_momentum = scalars[2] != 0.0;
    const bool centred = scalars[3] != 0.0;
    const auto update_variant =
        centred ? (with_momentum ? update_block<Real, CentredWithMomentum>
                                 : update_block<Real, Centred>)
                : (with_momentum ? update_block<Real, WithMomentum> : update_block<Real, Plain>);
    update_variant(parameters, gradient, state, slot_stride, count, scalars);
  }
};

}  // namespace gradient::optimizers
