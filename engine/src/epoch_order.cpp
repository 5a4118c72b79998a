#include "gradient/epoch_order.hpp"

#include <algorithm>
#include <numeric>

namespace gradient {

std::span<const std::uint32_t> EpochOrder::next(std::size_t size, std::size_t count, bool shuffle) {
  if (position_.size != size || (position_.shuffled != 0) != shuffle || position_.row == 0) {
    start_epoch(size, shuffle);
  }
  const std::size_t first = static_cast<std::size_t>(position_.row);
  const std::size_t rows = std::min(count, size - first);
  position_.row += rows;
  if (position_.row == size) {
    position_.row = 0;
    ++position_.epoch;
  }
  return std::span<const std::uint32_t>(order_).subspan(first, rows);
}

EpochOrder::Position EpochOrder::position() const {
  Position position = position_;
  if (position.row == 0) position.random = random_.state();
  return position;
}

void EpochOrder::restore(const Position& position) {
  position_ = position;
  random_.set_state(position.random);
  if (position_.row > 0) fill_order();
}

void EpochOrder::start_epoch(std::size_t size, bool shuffle) {
  position_.row = 0;
  position_.size = size;
  position_.shuffled = shuffle ? 1 : 0;
  position_.random = random_.state();
  fill_order();
}

void EpochOrder::fill_order() {
  order_.resize(static_cast<std::size_t>(position_.size));
  std::iota(order_.begin(), order_.end(), 0U);
  if (position_.shuffled != 0) random_.shuffle(order_);
}

}  // namespace gradient
