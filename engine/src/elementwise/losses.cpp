#include "gradient/losses.hpp"

#include <algorithm>
#include <array>

#include "gradient/losses/classification.hpp"
#include "gradient/losses/regression.hpp"

namespace gradient {
namespace {

using namespace losses;

template <class Real, template <class> class Kind>
constexpr auto kElementwise = elementwise<Real, Kind<typename SimdTraits<Real>::Type>>;

template <class Definition>
consteval Loss entry() {
  static_assert(Definition::kInfo.entry.parameters.size() <= kMaxLossParameters);
  Loss loss;
  loss.info = Definition::kInfo;
  loss.float_kernels.evaluate = kElementwise<float, Definition::template Kind>;
  loss.double_kernels.evaluate = kElementwise<double, Definition::template Kind>;
  return loss;
}

consteval Loss binary_cross_entropy() {
  Loss loss = entry<BinaryCrossEntropy>();
  loss.float_kernels.fused = kElementwise<float, BinaryCrossEntropy::FusedKind>;
  loss.double_kernels.fused = kElementwise<double, BinaryCrossEntropy::FusedKind>;
  return loss;
}

consteval Loss cross_entropy() {
  Loss loss = entry<CrossEntropy>();
  loss.float_kernels.fused = softmax_cross_entropy<float>;
  loss.double_kernels.fused = softmax_cross_entropy<double>;
  return loss;
}

constexpr std::array kLosses{
    entry<Mse>(),     entry<HalfMse>(),       entry<Mae>(),    entry<Huber>(),
    entry<LogCosh>(), binary_cross_entropy(), cross_entropy(), entry<Hinge>(),
};

}  // namespace

std::span<const Loss> loss_table() { return kLosses; }

const Loss* find_loss(std::string_view name) {
  const auto found =
      std::ranges::find(kLosses, name, [](const Loss& loss) { return loss.info.entry.name; });
  return found == kLosses.end() ? nullptr : &*found;
}

}  // namespace gradient
