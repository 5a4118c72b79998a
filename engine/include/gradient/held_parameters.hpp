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
template <class Real>
class HeldParameters {
 public:
  /// `frozen` has a flag for each parameter, in the order of for_each_parameter; or it is empty.
  HeldParameters(const Network<Real>& network, std::span<const std::uint8_t> frozen);

  [[nodiscard]] bool empty() const { return runs_.empty(); }

  /// Sets their values in an arena to 0.
  void clear(std::span<Real> arena) const;
  /// Copies their values from the parameters, and from the optimiser's slots, which are so many
  /// arenas one after the other.
  void keep(std::span<const Real> parameters, std::span<const Real> slots);
  /// Writes back what keep() copied.
  void put_back(std::span<Real> parameters, std::span<Real> slots) const;

 private:
  /// Values side by side in the arena.
  struct Run {
    std::size_t offset;
    std::size_t count;
  };

  void add(std::size_t offset, std::size_t count);

  std::vector<Run> runs_;
  std::vector<Real> kept_;
};

}  // namespace gradient
