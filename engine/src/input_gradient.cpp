#include "gradient/input_gradient.hpp"

#include <algorithm>

#include "gradient/given_rows.hpp"
#include "gradient/padded_rows.hpp"

namespace gradient {
namespace {

/// Rows of a chunk.
constexpr std::size_t kChunkRows = 128;

}  // namespace

std::vector<float> input_gradient(const Network<float>& network, std::span<const float> x,
                                  std::size_t output) {
  const std::size_t rows = rows_of(network.spec(), x);
  const std::size_t inputs = network.spec().inputs;
  const std::size_t chunk = std::min(rows, kChunkRows);
  const std::size_t output_stride = network.layouts().back().output_stride;
  const RowCopier source(x, inputs);
  Workspace<float> batch;
  batch.reserve(network.spec(), network.layouts(), chunk);
  AlignedBuffer<float> scratch(network.parameters().size());
  AlignedBuffer<float> gradient(chunk * network.layouts().front().input_stride);
  std::vector<float> result(rows * inputs);
  for (std::size_t start = 0; start < rows; start += chunk) {
    const std::size_t count = std::min(chunk, rows - start);
    source.copy(start, count, batch.inputs.data());
    network.forward(batch, count, Dropout::kOff, nullptr);
    AlignedBuffer<float>& da = batch.layers.back().da;
    std::ranges::fill(da.span(), 0.0F);
    for (std::size_t r = 0; r < count; ++r) da.data()[r * output_stride + output] = 1.0F;
    network.backward_to_input(batch, count, scratch.data(), gradient.data());
    copy_without_padding(gradient.data(), count, inputs, result.data() + start * inputs);
  }
  return result;
}

}  // namespace gradient
