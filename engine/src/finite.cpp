#include "gradient/finite.hpp"

#include "gradient/simd.hpp"

namespace gradient {

bool all_finite(std::span<const float> values) {
  using simd::Lanes;
  const Lanes zero(0.0F);
  // 0 * v is 0 for every finite v, else NaN
  Lanes sum = zero;
  std::size_t i = 0;
  for (; i + simd::kLanes <= values.size(); i += simd::kLanes) {
    sum = sum + zero * Lanes::load(values.data() + i);
  }
  if (i < values.size()) {
    sum = sum + zero * simd::load_first(values.data() + i, values.size() - i);
  }
  return !any(sum != zero);
}

}  // namespace gradient
