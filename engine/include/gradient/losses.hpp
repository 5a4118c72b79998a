#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gradient/info.hpp"

namespace gradient {

/// Which output activations a loss fits.
enum class LossOutputs : std::uint8_t {
  kAny,            ///< any real output
  kProbabilities,  ///< only outputs in [0, 1]
};

/// The most parameters a loss takes.
inline constexpr std::size_t kMaxLossParameters = 1;

/// The unfused cross-entropies clamp their probabilities into [epsilon, 1 - epsilon].
inline constexpr double kProbabilityEpsilon = 1e-7;

/// The description of a loss in the table. Every loss is the mean over the rows of the sum over the
/// outputs of a term.
struct LossInfo {
  EntryInfo entry;
  LossOutputs outputs = LossOutputs::kAny;
  /// The output activation that is fused with the loss, which then takes logits; empty for none.
  std::string_view fused_with;
  /// The target encoding it expects: "real", "binary", "sign" or "one-hot".
  std::string_view targets;
  /// Of the loss, for targets as encoded.
  Range range;
};

/// Kernels of a loss over `rows` >= 1 rows, row-major, each of `stride` >= `outputs` >= 1 elements.
/// Columns from `outputs` on are padding: whatever they hold is ignored, and the gradient there is
/// written as 0. For float `stride` is a multiple of simd::kLanes. Pointers may have any alignment;
/// `gradient` may be `output` itself, but overlaps nothing otherwise. `params` holds the entry's
/// parameters in the order of its table (it may be null where there are none).
///
/// Returns the loss: the mean over the rows of the sum over the outputs, accumulated in double in
/// an order that depends only on the shape. Writes `gradient` = dL/doutput, division by `rows`
/// included, unless it is null. A NaN in one of the first `outputs` columns makes the loss and the
/// gradient there NaN. float32 results have the same bits in every build that keeps IEEE
/// arithmetic.
template <class Real>
struct LossKernels {
  using Kernel = double (*)(const Real* output, const Real* target, Real* gradient,
                            std::size_t rows, std::size_t outputs, std::size_t stride,
                            const Real* params);

  /// `output` is the prediction.
  Kernel evaluate = nullptr;
  /// `output` holds logits, to which the kernel applies the activation `fused_with`; `gradient` is
  /// dL/dlogits. Value and gradient are finite for all logits up to +-1e30. Null where nothing is
  /// fused.
  Kernel fused = nullptr;
};

/// One entry of the table of losses.
struct Loss {
  LossInfo info;
  LossKernels<float> float_kernels;
  LossKernels<double> double_kernels;

  template <class Real>
  [[nodiscard]] const LossKernels<Real>& kernels() const;
};

template <>
inline const LossKernels<float>& Loss::kernels<float>() const {
  return float_kernels;
}
template <>
inline const LossKernels<double>& Loss::kernels<double>() const {
  return double_kernels;
}

/// All losses, in the order in which menus show them.
[[nodiscard]] std::span<const Loss> loss_table();

/// The entry of that name, or null.
[[nodiscard]] const Loss* find_loss(std::string_view name);

}  // namespace gradient
