#include "gradient/non_trainable_parameters.hpp"

#include <algorithm>

namespace gradient {

template <class Real>
NonTrainableParameters<Real>::NonTrainableParameters(const Network<Real>& network,
                                                     std::span<const std::uint8_t> frozen) {
  const std::vector<LayerLayout>& layouts = network.layouts();
  const auto has_fixed_biases = [&](std::size_t layer) {
    return network.spec().layers[layer].biases == Biases::kFixed;
  };
  std::size_t index = 0;
  for_each_parameter(layouts, [&](std::size_t layer, ParameterKind kind, std::size_t offset) {
    const bool is_frozen = !frozen.empty() && frozen[index] != 0;
    ++index;
    if (is_frozen || (kind == ParameterKind::kBias && has_fixed_biases(layer))) add(offset, 1);
  });
  for (const LayerLayout& layout : layouts) {
    if (!layout.has_biases) add(layout.biases, layout.width);
  }
}

template <class Real>
void NonTrainableParameters<Real>::add(std::size_t offset, std::size_t count) {
  if (!runs_.empty() && runs_.back().offset + runs_.back().count == offset) {
    runs_.back().count += count;
  } else {
    runs_.push_back({offset, count});
  }
}

template <class Real>
void NonTrainableParameters<Real>::clear(std::span<Real> arena) const {
  for (const Run& run : runs_) std::ranges::fill(arena.subspan(run.offset, run.count), Real(0));
}

template <class Real>
void NonTrainableParameters<Real>::save(std::span<const Real> parameters,
                                        std::span<const Real> slots) {
  saved_.clear();
  const auto copy_from = [&](std::span<const Real> arena) {
    for (const Run& run : runs_) {
      const auto values = arena.subspan(run.offset, run.count);
      saved_.insert(saved_.end(), values.begin(), values.end());
    }
  };
  copy_from(parameters);
  for (std::size_t first = 0; first < slots.size(); first += parameters.size()) {
    copy_from(slots.subspan(first, parameters.size()));
  }
}

template <class Real>
void NonTrainableParameters<Real>::restore(std::span<Real> parameters,
                                           std::span<Real> slots) const {
  auto from = saved_.begin();
  const auto copy_to = [&](std::span<Real> arena) {
    for (const Run& run : runs_) {
      const auto count = static_cast<std::ptrdiff_t>(run.count);
      std::copy_n(from, run.count, arena.subspan(run.offset, run.count).begin());
      from += count;
    }
  };
  copy_to(parameters);
  for (std::size_t first = 0; first < slots.size(); first += parameters.size()) {
    copy_to(slots.subspan(first, parameters.size()));
  }
}

template class NonTrainableParameters<float>;
template class NonTrainableParameters<double>;

}  // namespace gradient
