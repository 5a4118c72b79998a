#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "workloads.hpp"

namespace gradient::bench {

/// One contestant at one workload.
class Runner {
 public:
  Runner() = default;
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  virtual ~Runner() = default;

  /// Goes on with the next steps.
  virtual void run(std::size_t steps) = 0;
  /// Outputs for x [rows, inputs], of each network after the other.
  [[nodiscard]] virtual std::vector<float> predict(std::span<const float> x) = 0;
};

/// Null where the contestant does not do this work.
using MakeRunner = std::function<std::unique_ptr<Runner>(const Workload&)>;

/// What was measured, as one line of JSON: units of work, and the seconds that the clock and the
/// processor took.
using Measured = std::string;

/// Calls `once` until `seconds` have passed; it does `units` units of work.
[[nodiscard]] Measured measure(double seconds, double units, const std::function<void()>& once);

/// Answers requests, one line of JSON each, until the input ends:
///   list                   ids of the workloads that this contestant does
///   check ID               the loss after the checked steps
///   train ID SECONDS       samples (of a prediction: rows) in about so much time
/// and what `more` answers; an empty answer of it means that it does not know the request.
int serve(const MakeRunner& make,
          const std::function<std::string(const std::vector<std::string>&)>& more);

}  // namespace gradient::bench
