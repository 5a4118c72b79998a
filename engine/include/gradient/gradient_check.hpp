#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "gradient/dropout_masks.hpp"
#include "gradient/layout.hpp"
#include "gradient/network.hpp"

namespace gradient {

/// Analytic against numeric gradient, parameter by parameter.
struct GradientCheck {
  struct Worst {
    std::size_t layer = 0;
    ParameterKind kind = ParameterKind::kWeight;
    /// In the order of for_each_parameter.
    std::size_t index = 0;
    double analytic = 0.0;
    double numeric = 0.0;
  };

  std::size_t checked = 0;
  /// Left out: the loss has a kink or a jump within the difference's reach.
  std::size_t skipped = 0;
  /// max |analytic - numeric| / max(|analytic|, |numeric|, kGradientFloor max(1, |L|)).
  double worst_relative_error = 0.0;
  Worst worst;
  /// Of each parameter: the analytic gradient, the central difference, and the relative error
  /// between them; the latter two NaN where it was skipped or not asked for.
  std::vector<double> analytic{};
  std::vector<double> numeric{};
  std::vector<double> relative_errors{};
};

/// Gradients smaller than this count as this large, so that rounding of the difference is not taken
/// for an error.
inline constexpr double kGradientFloor = 1e-4;

/// The step of the difference, relative to max(1, |p|): the cube root of double's precision.
inline constexpr double kDifferenceStep = 6e-6;

struct GradientCheckOptions {
  /// Compares at most so many parameters, evenly spread.
  std::size_t most = std::numeric_limits<std::size_t>::max();
  /// Whether the loss has the penalty on the weights.
  bool regularization = true;
  /// Of the rows; none: without dropout.
  DropoutMasks masks{};
};

/// Backpropagation in double against central differences (L(p + h) - L(p - h)) / 2h of the loss
/// over x [rows, inputs] and y [rows, outputs]. Skips a parameter where some pre-activation, maxout
/// unit, prediction or weight lies on another side of a kink at p + h than at p - h. Costs two
/// forward passes for each. Throws Error where the shapes do not fit, a value is NaN or infinite,
/// or a target none that the loss can have.
[[nodiscard]] GradientCheck check_gradients(const Network<double>& network,
                                            std::span<const double> x, std::span<const double> y,
                                            const GradientCheckOptions& options = {});

}  // namespace gradient
