#include "gradient/masks.hpp"

#include <algorithm>
#include <string>

#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

void check_flags(std::span<const std::uint8_t> flags, std::size_t count, std::string_view name,
                 std::string_view what) {
  if (flags.size() != count) {
    throw refusal(ErrorCode::kShapeMismatch, name, std::to_string(flags.size()) + " values",
                  std::to_string(count) + ", one for each " + std::string(what));
  }
  const auto bad = std::ranges::find_if(flags, [](std::uint8_t flag) { return flag > 1; });
  if (bad == flags.end()) return;
  throw refusal(ErrorCode::kOutOfRange,
                std::string(name) + "[" + std::to_string(bad - flags.begin()) + "]",
                std::to_string(*bad), "0 or 1");
}

}  // namespace

std::vector<std::uint8_t> unit_mask(const Network<float>& network, std::size_t layer) {
  std::vector<std::uint8_t> mask(network.layouts()[layer].units, 1);
  for (const std::uint32_t unit : network.off_units(layer)) mask[unit] = 0;
  return mask;
}

void set_unit_mask(Network<float>& network, std::size_t layer, std::span<const std::uint8_t> mask) {
  const std::size_t hidden = network.layouts().size() - 1;
  if (layer >= hidden) {
    throw refusal(ErrorCode::kOutOfRange, "layer", std::to_string(layer),
                  hidden == 0 ? "a hidden layer, of which there is none"
                              : "a hidden layer, from 0 to " + std::to_string(hidden - 1));
  }
  check_flags(mask, network.layouts()[layer].units, "mask", "unit of the layer");
  std::vector<std::uint32_t> off;
  for (std::uint32_t unit = 0; unit < mask.size(); ++unit) {
    if (mask[unit] == 0) off.push_back(unit);
  }
  network.set_off_units(layer, std::move(off));
}

std::vector<std::uint8_t> frozen_parameters(const Trainer& trainer) {
  const auto frozen = trainer.frozen();
  if (frozen.empty()) {
    return std::vector<std::uint8_t>(parameter_count(trainer.network().spec()));
  }
  return {frozen.begin(), frozen.end()};
}

void set_frozen_parameters(Trainer& trainer, std::span<const std::uint8_t> frozen) {
  check_flags(frozen, parameter_count(trainer.network().spec()), "frozen", "parameter");
  trainer.set_frozen(frozen);
}

}  // namespace gradient
