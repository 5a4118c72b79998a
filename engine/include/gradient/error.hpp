#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace gradient {

/// The kind of error; stable, shown to callers as a code.
enum class ErrorCode {
  kInvalidArgument,
  kUnknownName,
  kOutOfRange,
  kLimitExceeded,
  kShapeMismatch,
  kDiverged,
  kDamagedSnapshot,
  kOutOfMemory,
  kUnsupported,
};

/// The code as callers see it, for example "out-of-range".
[[nodiscard]] constexpr std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kUnknownName:
      return "unknown-name";
    case ErrorCode::kOutOfRange:
      return "out-of-range";
    case ErrorCode::kLimitExceeded:
      return "limit-exceeded";
    case ErrorCode::kShapeMismatch:
      return "shape-mismatch";
    case ErrorCode::kDiverged:
      return "diverged";
    case ErrorCode::kDamagedSnapshot:
      return "damaged-snapshot";
    case ErrorCode::kOutOfMemory:
      return "out-of-memory";
    case ErrorCode::kUnsupported:
      return "unsupported";
  }
  return "invalid-argument";
}

/// A refusal. The message names what was wrong, what was given and what is allowed, in that order,
/// for example "layers[1].units: 0 given; allowed: a whole number from 1 to 4096".
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

  [[nodiscard]] ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace gradient
