#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// da/dx of one output a for each row of x [rows, inputs]: [rows, inputs]. Without dropout, loss
/// and regularisation. NaN and infinities in x propagate. Throws Error where the size of x is no
/// multiple of the inputs.
[[nodiscard]] std::vector<float> input_gradient(const Network<float>& network,
                                                std::span<const float> x, std::size_t output);

}  // namespace gradient
