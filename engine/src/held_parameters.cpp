#include "gradient/held_parameters.hpp"

#include <algorithm>

namespace gradient {

HeldParameters::HeldParameters(const NetworkSpec& spec, const std::vector<LayerLayout>& layouts,
                               std::span<const std::uint8_t> frozen) {
  std::size_t index = 0;
  for_each_parameter(layouts, [&](std::size_t layer, ParameterKind kind, std::size_t offset) {
    const bool is_frozen = !frozen.empty() && frozen[index] != 0;
    ++index;
    const bool is_fixed =
        kind == ParameterKind::kBias && spec.layers[layer].biases == Biases::kFixed;
    if (is_frozen || is_fixed) add(offset, 1);
  });
  for (const LayerLayout& layout : layouts) {
    if (!layout.has_biases) add(layout.biases, layout.width);
  }
}

void HeldParameters::add(std::size_t offset, std::size_t count) {
  if (!runs_.empty() && runs_.back().offset + runs_.back().count == offset) {
    runs_.back().count += count;
  } else {
    runs_.push_back({offset, count});
  }
}

template <class Real>
void HeldParameters::clear(std::span<Real> arena) const {
  for (const Run& run : runs_) std::ranges::fill(arena.subspan(run.offset, run.count), Real(0));
}

template <class Real>
void HeldParameters::keep(std::span<const Real> parameters, std::span<const Real> slots,
                          std::vector<Real>& kept) const {
  kept.clear();
  const auto copy_from = [&](std::span<const Real> arena) {
    for (const Run& run : runs_) {
      const auto values = arena.subspan(run.offset, run.count);
      kept.insert(kept.end(), values.begin(), values.end());
    }
  };
  copy_from(parameters);
  for (std::size_t first = 0; first < slots.size(); first += parameters.size()) {
    copy_from(slots.subspan(first, parameters.size()));
  }
}

template <class Real>
void HeldParameters::put_back(const std::vector<Real>& kept, std::span<Real> parameters,
                              std::span<Real> slots) const {
  auto from = kept.begin();
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

template void HeldParameters::clear(std::span<float>) const;
template void HeldParameters::clear(std::span<double>) const;
template void HeldParameters::keep(std::span<const float>, std::span<const float>,
                                   std::vector<float>&) const;
template void HeldParameters::keep(std::span<const double>, std::span<const double>,
                                   std::vector<double>&) const;
template void HeldParameters::put_back(const std::vector<float>&, std::span<float>,
                                       std::span<float>) const;
template void HeldParameters::put_back(const std::vector<double>&, std::span<double>,
                                       std::span<double>) const;

}  // namespace gradient
