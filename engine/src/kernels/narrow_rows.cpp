#include "gradient/narrow_rows.hpp"

#include <algorithm>
#include <array>

namespace gradient {
namespace {

using simd::kLanes;
using simd::Lanes;

/// Rows that are transposed before the function is applied to them: a multiple of kLanes.
constexpr std::size_t kChunkRows = 64;

/// Transposes the first `count` of kLanes rows: units[unit][row].
template <std::size_t kUnits>
GRADIENT_INLINE void transpose_to_units(const float* rows, std::size_t count, float* units) {
  std::array<Lanes, kLanes> block;
  for (std::size_t i = 0; i < kLanes; ++i) {
    block[i] = i < count ? Lanes::load(rows + i * kLanes) : Lanes(0.0F);
  }
  transpose(block);
  for (std::size_t unit = 0; unit < kUnits; ++unit) block[unit].store(units + unit * kLanes);
}

/// The inverse, with zeros for the padding.
template <std::size_t kUnits>
GRADIENT_INLINE void transpose_to_rows(const float* units, std::size_t count, float* rows) {
  std::array<Lanes, kLanes> block;
  block.fill(Lanes(0.0F));
  for (std::size_t unit = 0; unit < kUnits; ++unit) {
    block[unit] = Lanes::load(units + unit * kLanes);
  }
  transpose(block);
  for (std::size_t i = 0; i < kLanes; ++i) {
    if (i < count) block[i].store(rows + i * kLanes);
  }
}

/// visit(row, count, units) for each block of kLanes rows, fewer in the last one, and its place in
/// `transposed`.
template <std::size_t kUnits, class Visit>
GRADIENT_INLINE void for_each_block(std::size_t rows, float* transposed, Visit visit) {
  std::size_t row = 0;
  for (; row + kLanes <= rows; row += kLanes) visit(row, kLanes, transposed + row * kUnits);
  if (row < rows) visit(row, rows - row, transposed + row * kUnits);
}

template <std::size_t kUnits>
void activate_rows(decltype(ActivationKernels<float>::value) value, const float* params,
                   const float* z, float* a, std::size_t rows) {
  std::array<float, kChunkRows * kUnits> buffer;
  float* const transposed = buffer.data();
  for (std::size_t first = 0; first < rows; first += kChunkRows) {
    const std::size_t count = std::min(kChunkRows, rows - first);
    for_each_block<kUnits>(count, transposed, [&](std::size_t row, std::size_t n, float* units) {
      transpose_to_units<kUnits>(z + (first + row) * kLanes, n, units);
    });
    const std::size_t blocks = (count + kLanes - 1) / kLanes;
    value(transposed, transposed, blocks * kLanes * kUnits, params);
    for_each_block<kUnits>(count, transposed, [&](std::size_t row, std::size_t n, float* units) {
      transpose_to_rows<kUnits>(units, n, a + (first + row) * kLanes);
    });
  }
}

}  // namespace

void activate_narrow_rows(decltype(ActivationKernels<float>::value) value, const float* params,
                          const float* z, float* a, std::size_t rows, std::size_t units) {
  const auto activate = units == 1 ? activate_rows<1> : activate_rows<2>;
  activate(value, params, z, a, rows);
}

}  // namespace gradient
