#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/layout.hpp"

namespace gradient {

/// The parameters that no update changes: biases that are fixed or not there, and frozen ones.
/// Their gradients count as 0; parameter and optimiser state stay to the bit, whatever the
/// optimiser's decay and momentum would do. The methods are for arenas of float or double.
class HeldParameters {
 public:
  HeldParameters() = default;
  /// `frozen` has a flag for each parameter, in the order of for_each_parameter; or it is empty.
  HeldParameters(const NetworkSpec& spec, const std::vector<LayerLayout>& layouts,
                 std::span<const std::uint8_t> frozen);

  [[nodiscard]] bool empty() const { return runs_.empty(); }

  /// Sets their values in an arena to 0.
  template <class Real>
  void clear(std::span<Real> arena) const;
  /// Copies their values from the parameters, and from the optimiser's slots, which are so many
  /// arenas one after the other, to `kept`.
  template <class Real>
  void keep(std::span<const Real> parameters, std::span<const Real> slots,
            std::vector<Real>& kept) const;
  /// Writes back what keep() copied.
  template <class Real>
  void put_back(const std::vector<Real>& kept, std::span<Real> parameters,
                std::span<Real> slots) const;

 private:
  /// Values side by side in the arena.
  struct Run {
    std::size_t offset;
    std::size_t count;
  };

  void add(std::size_t offset, std::size_t count);

  std::vector<Run> runs_;
};

}  // namespace gradient
