#include "gradient/non_trainable_parameters.hpp"

#include <algorithm>

namespace gradient {

NonTrainableParameters::NonTrainableParameters(const Network<float>& network,
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

void NonTrainableParameters::add(std::size_t offset, std::size_t count) {
  if (!runs_.empty() && runs_.back().offset + runs_.back().count == offset) {
    runs_.back().count += count;
  } else {
    runs_.push_back({offset, count});
  }
}

void NonTrainableParameters::clear(std::span<float> arena) const {
  for (const Run& run : runs_) std::ranges::fill(arena.subspan(run.offset, run.count), 0.0F);
}

void NonTrainableParameters::save(std::span<const float> parameters, std::span<const float> slots) {
  saved_.clear();
  const auto copy_from = [&](std::span<const float> arena) {
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

void NonTrainableParameters::restore(std::span<float> parameters, std::span<float> slots) const {
  auto from = saved_.begin();
  const auto copy_to = [&](std::span<float> arena) {
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

}  // namespace gradient
