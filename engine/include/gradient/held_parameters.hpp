#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// The parameters that no update changes: biases that are fixed or not there, and frozen ones.
/// Their gradients count as 0; parameter and optimiser state stay to the bit, whatever the
/// optimiser's decay and momentum would do.
class HeldParameters {
 public:
  HeldParameters() = default;
  /// `frozen` has a flag for each parameter, in the order of for_each_parameter; or it is empty.
  HeldParameters(const Network<float>& network, std::span<const std::uint8_t> frozen);

  [[nodiscard]] bool empty() const { return runs_.empty(); }

  /// Sets their values in an arena to 0.
  void clear(std::span<float> arena) const;
  /// Copies their values from the parameters, and from the optimiser's slots, which are so many
  /// arenas one after the other.
  void keep(std::span<const float> parameters, std::span<const float> slots);
  /// Writes back what keep() copied.
  void put_back(std::span<float> parameters, std::span<float> slots) const;

 private:
  /// Values side by side in the arena.
  struct Run {
    std::size_t offset;
    std::size_t count;
  };

  void add(std::size_t offset, std::size_t count);

  std::vector<Run> runs_;
  std::vector<float> kept_;
};

}  // namespace gradient
