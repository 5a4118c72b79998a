#pragma once

#include <string_view>

namespace gradient {

/// False for the builds that may contract a * b + c: they are exempt from giving the same bits as
/// the others.
inline constexpr bool kSameBits = std::string_view(GRADIENT_VARIANT_NAME) == "simd" ||
                                  std::string_view(GRADIENT_VARIANT_NAME) == "scalar";

}  // namespace gradient

/// Ends a test case of golden hashes in the builds that are exempt from them.
#define SKIP_UNLESS_SAME_BITS() \
  if constexpr (!kSameBits) SKIP("this variant is exempt from giving the same bits")
