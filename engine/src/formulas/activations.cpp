#include "gradient/activations.hpp"

#include <algorithm>

namespace gradient {

std::span<const Activation> activation_table() { return activations::kTable; }

const Activation* find_activation(std::string_view name) {
  const auto& table = activations::kTable;
  const auto found = std::find_if(table.begin(), table.end(), [name](const Activation& entry) {
    return entry.info.entry.name == name;
  });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace gradient
