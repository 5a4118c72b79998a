#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// da/dx of one output a for each row of x [rows, inputs]: [rows, inputs]. Dropout is off; loss and
/// regularisation have no part in it. NaN and infinities in x go through. Throws Error where x
/// holds no whole number of rows.
[[nodiscard]] std::vector<float> input_gradient(const Network<float>& network,
                                                std::span<const float> x, std::size_t output);

}  // namespace gradient
