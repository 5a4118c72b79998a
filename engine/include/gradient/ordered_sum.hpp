#pragma once

#include <array>
#include <cstddef>

namespace gradient {

/// The sum in double of term(values[i]), where `term` maps a double to a double. Four independent
/// partial sums, which the processor computes in parallel; the order of additions depends only on
/// `count`.
template <class Real, class Term>
[[nodiscard]] double ordered_sum(const Real* values, std::size_t count, const Term& term) {
  std::array<double, 4> partial{};
  std::size_t i = 0;
  for (; i + partial.size() <= count; i += partial.size()) {
    for (std::size_t k = 0; k < partial.size(); ++k) {
      partial[k] += term(static_cast<double>(values[i + k]));
    }
  }
  for (; i < count; ++i) partial[0] += term(static_cast<double>(values[i]));
  return (partial[0] + partial[1]) + (partial[2] + partial[3]);
}

}  // namespace gradient
