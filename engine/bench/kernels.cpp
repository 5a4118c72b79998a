#include "kernels.hpp"

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "gradient/activation_info.hpp"
#include "gradient/gemm.hpp"
#include "gradient/simd.hpp"

namespace gradient::bench {
namespace {

constexpr std::size_t kChains = 12;

using Chains = std::array<simd::Lanes, kChains>;

/// Values that the compiler does not know: it could otherwise compute the result.
Chains first_values() {
  const volatile float first = 1.0F;
  Chains chains;
  for (std::size_t i = 0; i < kChains; ++i) {
    chains[i] = simd::Lanes(static_cast<float>(i) + first);
  }
  return chains;
}

float total(const Chains& chains) {
  simd::Lanes sum = chains[0];
  for (std::size_t i = 1; i < kChains; ++i) sum = sum + chains[i];
  return simd::horizontal_sum(sum);
}

template <std::size_t... kIndex>
GRADIENT_INLINE void divide_all(Chains& chains, simd::Lanes dividend,
                                std::index_sequence<kIndex...> /*index*/) {
  ((chains[kIndex] = dividend / chains[kIndex]), ...);
}

template <std::size_t... kIndex>
GRADIENT_INLINE void advance(Chains& chains, simd::Lanes factor, simd::Lanes summand,
                             std::index_sequence<kIndex...> /*index*/) {
  ((chains[kIndex] = simd::multiply_add(chains[kIndex], factor, summand)), ...);
}

}  // namespace

double chain_flops(std::uint32_t rounds) {
  return 2.0 * static_cast<double>(kChains * simd::kLanes) * rounds;
}

[[gnu::noinline]] float multiply_add_chains(std::uint32_t rounds) {
  // every chain converges to 1/2
  const volatile float opaque_factor = 0.5F;
  const volatile float opaque_summand = 0.25F;
  const simd::Lanes factor(static_cast<float>(opaque_factor));
  const simd::Lanes summand(static_cast<float>(opaque_summand));
  Chains chains = first_values();
  for (std::uint32_t round = 0; round < rounds; ++round) {
    advance(chains, factor, summand, std::make_index_sequence<kChains>());
  }
  return total(chains);
}

double chain_divisions(std::uint32_t rounds) {
  return static_cast<double>(kChains * simd::kLanes) * rounds;
}

[[gnu::noinline]] float divide_chains(std::uint32_t rounds) {
  // dividing twice restores the value
  const volatile float opaque_dividend = 3.0F;
  const simd::Lanes dividend(static_cast<float>(opaque_dividend));
  Chains chains = first_values();
  for (std::uint32_t round = 0; round < rounds; ++round) {
    divide_all(chains, dividend, std::make_index_sequence<kChains>());
  }
  return total(chains);
}

void UpdateProblem::run() {
  const std::span<const float> gradients = gradients_.span();
  for (std::size_t i = 0; i < gradients.size(); i += simd::kLanes) {
    const auto gradient = simd::Lanes::load(&gradients[i]);
    for (AlignedBuffer<float>& buffer : updated_) {
      float* at = buffer.data() + i;
      (simd::Lanes::load(at) + gradient).store(at);
    }
  }
}

double UpdateProblem::bytes() const {
  return 7.0 * sizeof(float) * static_cast<double>(gradients_.span().size());
}

GemmProblem::GemmProblem(std::size_t rows, std::size_t columns, std::size_t depth, GemmKind kind)
    : rows_(rows),
      columns_(columns),
      depth_(depth),
      kind_(kind),
      a_(rows * depth),
      b_(depth * columns),
      bias_(columns),
      c_(rows * columns) {
  const auto fill = [](AlignedBuffer<float>& buffer) {
    std::size_t i = 0;
    for (float& value : buffer.span()) value = static_cast<float>(i++ % 61) / 61.0F - 0.5F;
  };
  fill(a_);
  fill(b_);
  fill(bias_);
}

void GemmProblem::run() {
  const bool a_transposed = kind_ == GemmKind::kWeights;
  const bool b_transposed = kind_ == GemmKind::kInputs;
  const auto a = a_transposed
                     ? MatrixView<const float>{a_.data(), depth_, rows_, rows_}.transposed()
                     : MatrixView<const float>{a_.data(), rows_, depth_, depth_};
  const auto b = b_transposed
                     ? MatrixView<const float>{b_.data(), columns_, depth_, depth_}.transposed()
                     : MatrixView<const float>{b_.data(), depth_, columns_, columns_};
  gemm(a, b, kind_ == GemmKind::kForward ? bias_.data() : nullptr,
       MatrixView<float>{c_.data(), rows_, columns_, columns_});
}

double GemmProblem::flops() const {
  return 2.0 * static_cast<double>(rows_) * static_cast<double>(columns_) *
         static_cast<double>(depth_);
}

ElementLoop engine_activation(std::string_view name, bool is_derivative) {
  const Activation* found = find_activation(name);
  if (found == nullptr) return {};
  // a parametric ReLU with a fixed slope is a leaky ReLU
  if (found->info.kind == ActivationKind::kPrelu) found = find_activation("leaky-relu");
  const ActivationKernels<float>& kernels = found->float_kernels;
  const auto kernel = is_derivative ? kernels.derivative : kernels.value;
  if (kernel == nullptr) return {};
  std::vector<float> params;
  for (const ParameterInfo& parameter : found->info.entry.parameters) {
    params.push_back(static_cast<float>(parameter.default_value));
  }
  return [kernel, params](const float* x, float* result, std::size_t count) {
    kernel(x, result, count, params.data());
  };
}

ElementProblem::ElementProblem(ElementLoop loop, std::size_t count)
    : loop_(std::move(loop)), x_(count), result_(count) {
  std::size_t i = 0;
  for (float& value : x_.span()) {
    value = -4.0F + 8.0F * (static_cast<float>(i++) / static_cast<float>(count));
  }
}

}  // namespace gradient::bench
