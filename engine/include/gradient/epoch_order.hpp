#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/random.hpp"

namespace gradient {

/// The order in which training takes rows: epochs, each a pass over all rows, in a shuffled order
/// of its own or in the order of the data. Its position is plain data, so that a snapshot can
/// continue with the same rows.
class EpochOrder {
 public:
  /// The position within training.
  struct Position {
    /// Finished epochs.
    std::uint64_t epoch = 0;
    /// Rows of this epoch already taken, out of `size`; both 0 before the first epoch.
    std::uint64_t row = 0;
    std::uint64_t size = 0;
    std::uint64_t shuffled = 0;
    /// The generator's state before it shuffled this epoch.
    Random::State random{};
  };

  explicit EpochOrder(Random random) : random_(random) {}

  /// The indices of the next `count` rows of `size`, fewer at the end of an epoch; valid until the
  /// next call. A new epoch starts where the last one has ended, or where `size` or `shuffle`
  /// differ from the last call's.
  [[nodiscard]] std::span<const std::uint32_t> next(std::size_t size, std::size_t count,
                                                    bool shuffle);

  [[nodiscard]] std::uint64_t epoch() const { return position_.epoch; }
  [[nodiscard]] Position position() const;
  void restore(const Position& position);

 private:
  void start_epoch(std::size_t size, bool shuffle);
  void fill_order();

  Random random_;
  Position position_;
  std::vector<std::uint32_t> order_;
};

}  // namespace gradient
