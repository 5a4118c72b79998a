#include "gradient/gemv.hpp"

#include <array>

#include "gradient/simd.hpp"

namespace gradient {
namespace {

using simd::kLanes;
using simd::Lanes;

/// Independent vectors of sums: an addition has to wait for the one before it in the same sum.
constexpr std::size_t kSums = 2;
constexpr std::size_t kBlockRows = kSums * kLanes;

struct Column {
  const float* w;
  std::size_t stride;
  std::size_t depth;
  float bias;
};

/// bias + sum over k of A(i, k) w(k) for the kBlockRows rows from `a` on. Blocks of A are
/// transposed in registers, so that each lane sums one row in the order of k.
GRADIENT_INLINE std::array<Lanes, kSums> multiply_rows(const float* a, std::size_t row_stride,
                                                       const Column& column) {
  std::array<Lanes, kSums> sums;
  sums.fill(Lanes(column.bias));
  const float* w = column.w;
  std::size_t k = 0;
  for (; k + kLanes <= column.depth; k += kLanes) {
    std::array<std::array<Lanes, kLanes>, kSums> steps;
    for (std::size_t i = 0; i < kBlockRows; ++i) {
      steps[i / kLanes][i % kLanes] = Lanes::load(a + i * row_stride + k);
    }
    for (auto& block : steps) transpose(block);
    for (std::size_t step = 0; step < kLanes; ++step, w += column.stride) {
      const Lanes weight(*w);
      for (std::size_t s = 0; s < kSums; ++s) {
        sums[s] = multiply_add(steps[s][step], weight, sums[s]);
      }
    }
  }
  for (; k < column.depth; ++k, w += column.stride) {
    std::array<float, kBlockRows> step;
    for (std::size_t i = 0; i < kBlockRows; ++i) step[i] = a[i * row_stride + k];
    for (std::size_t s = 0; s < kSums; ++s) {
      sums[s] = multiply_add(Lanes::load(step.data() + s * kLanes), Lanes(*w), sums[s]);
    }
  }
  return sums;
}

/// The same for one row; only the first lane counts.
float multiply_row(const float* a, const Column& column) {
  Lanes sum(column.bias);
  for (std::size_t k = 0; k < column.depth; ++k) {
    sum = multiply_add(Lanes(a[k]), Lanes(column.w[k * column.stride]), sum);
  }
  return first_lane(sum);
}

}  // namespace

template <>
void gemv(const MatrixView<const float>& a, const float* w, std::size_t w_stride, float bias,
          float* y) {
  const Column column{w, w_stride, a.columns, bias};
  std::size_t i = 0;
  for (; i + kBlockRows <= a.rows; i += kBlockRows) {
    const std::array<Lanes, kSums> sums = multiply_rows(&a(i, 0), a.row_stride, column);
    for (std::size_t s = 0; s < kSums; ++s) sums[s].store(y + i + s * kLanes);
  }
  for (; i < a.rows; ++i) y[i] = multiply_row(&a(i, 0), column);
}

template <>
void gemv(const MatrixView<const double>& a, const double* w, std::size_t w_stride, double bias,
          double* y) {
  for (std::size_t i = 0; i < a.rows; ++i) {
    double sum = bias;
    for (std::size_t k = 0; k < a.columns; ++k) sum += a(i, k) * w[k * w_stride];
    y[i] = sum;
  }
}

}  // namespace gradient
