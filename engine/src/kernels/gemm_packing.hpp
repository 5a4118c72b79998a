#pragma once

#include <cstddef>

#include "gradient/matrix_view.hpp"

namespace gradient {

/// Copies B [k, n] into panels of NR columns, each [k][NR] and panel_stride values after the one
/// before. `columns` is n rounded up to whole vectors; columns beyond n are 0 (of a row-major B:
/// what its rows hold there).
void pack_b(const MatrixView<const float>& b, std::size_t columns, std::size_t panel_stride,
            float* packed);

}  // namespace gradient
