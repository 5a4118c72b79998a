#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gradient/random.hpp"

namespace gradient {

/// Which training rows come next: whole passes over the data, each in its own shuffled order or as
/// the rows stand. Plain positions, so that a snapshot can go on with the same rows.
class EpochOrder {
 public:
  /// Where an epoch stands.
  struct Position {
    /// Whole passes done.
    std::uint64_t epoch = 0;
    /// Rows of this pass already seen, and of how many; 0 of 0 before the first.
    std::uint64_t row = 0;
    std::uint64_t size = 0;
    std::uint64_t shuffled = 0;
    /// The generator as it was before it shuffled this pass.
    Random::State random{};
  };

  explicit EpochOrder(Random random) : random_(random) {}

  /// The next `count` rows of `size`, fewer at the end of a pass; valid until the next call. A new
  /// pass begins where the last has ended, and where `size` or `shuffle` is another than before.
  [[nodiscard]] std::span<const std::uint32_t> next(std::size_t size, std::size_t count,
                                                    bool shuffle);

  [[nodiscard]] std::uint64_t epoch() const { return position_.epoch; }
  [[nodiscard]] Position position() const;
  void restore(const Position& position);

 private:
  void start_pass(std::size_t size, bool shuffle);
  void fill_order();

  Random random_;
  Position position_;
  std::vector<std::uint32_t> order_;
};

}  // namespace gradient
