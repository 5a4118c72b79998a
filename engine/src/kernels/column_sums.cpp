#include "gradient/column_sums.hpp"

#include <array>
#include <cstddef>

#include "gradient/simd_traits.hpp"

namespace gradient {
namespace {

/// The sums of kVectors vectors of columns.
template <std::size_t kVectors, class Real>
GRADIENT_INLINE void sum_columns(std::size_t rows, const Real* m, std::size_t row_stride,
                                 Real* sums) {
  using Traits = SimdTraits<Real>;
  std::array<typename Traits::Type, kVectors> totals;
  totals.fill(Real(0));
  for (std::size_t i = 0; i < rows; ++i, m += row_stride) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      totals[v] = totals[v] + Traits::load(m + v * Traits::kWidth);
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v) Traits::store(sums + v * Traits::kWidth, totals[v]);
}

}  // namespace

template <class Real>
void column_sums(const MatrixView<const Real>& m, Real* sums) {
  constexpr std::size_t kWidth = SimdTraits<Real>::kWidth;
  constexpr std::size_t kStep = 4 * kWidth;  // with four lanes of float32, a cache line
  std::size_t j = 0;
  for (; j + kStep <= m.columns; j += kStep) {
    sum_columns<4>(m.rows, m.data + j, m.row_stride, sums + j);
  }
  for (; j < m.columns; j += kWidth) {
    sum_columns<1>(m.rows, m.data + j, m.row_stride, sums + j);
  }
}

template void column_sums(const MatrixView<const float>&, float*);
template void column_sums(const MatrixView<const double>&, double*);

}  // namespace gradient
