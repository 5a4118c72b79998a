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

  /// Runs the next steps.
  virtual void run(std::size_t steps) = 0;
  /// Outputs for x [rows, inputs], of each network after the other.
  [[nodiscard]] virtual std::vector<float> predict(std::span<const float> x) = 0;
};

/// Null where the contestant does not have this workload.
using MakeRunner = std::function<std::unique_ptr<Runner>(const Workload&)>;

/// A measurement as one line of JSON: units of work, elapsed seconds and CPU seconds.
using Measured = std::string;

/// Calls `once` until `seconds` have passed; it does `units` units of work.
[[nodiscard]] Measured measure(double seconds, double units, const std::function<void()>& once);

/// Answers requests, one line of JSON each, until the input ends:
///   list                   ids of the workloads that this contestant does
///   check ID               the loss after the checked steps
///   train ID SECONDS       samples (for predictions: rows) in about that time
/// and the requests that `more` answers, which returns an empty string for others.
int serve(const MakeRunner& make,
          const std::function<std::string(const std::vector<std::string>&)>& more);

}  // namespace gradient::bench
