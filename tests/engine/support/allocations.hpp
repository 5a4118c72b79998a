#pragma once

#include <cstddef>

namespace gradient::testing {

/// Calls of operator new, of any form, by this program so far.
[[nodiscard]] std::size_t allocation_count();

}  // namespace gradient::testing
