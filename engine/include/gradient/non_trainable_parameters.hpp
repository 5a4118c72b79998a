#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// The parameters that no update changes: fixed biases, the places of absent biases, and frozen
/// parameters. Their gradients count as 0. Parameter and optimiser state keep their bits: neither
/// update, decay nor momentum changes them.
template <class Real>
class NonTrainableParameters {
 public:
  /// `frozen` has a flag for each parameter, in the order of for_each_parameter, or is empty.
  NonTrainableParameters(const Network<Real>& network, std::span<const std::uint8_t> frozen);

  [[nodiscard]] bool empty() const { return runs_.empty(); }

  /// Sets their values in an arena to 0.
  void clear(std::span<Real> arena) const;
  /// Saves their values in the parameters and in the optimiser's slots, one arena per slot.
  void save(std::span<const Real> parameters, std::span<const Real> slots);
  /// Restores the saved values.
  void restore(std::span<Real> parameters, std::span<Real> slots) const;

 private:
  /// Adjacent values in the arena.
  struct Run {
    std::size_t offset;
    std::size_t count;
  };

  void add(std::size_t offset, std::size_t count);

  std::vector<Run> runs_;
  std::vector<Real> saved_;
};

}  // namespace gradient
