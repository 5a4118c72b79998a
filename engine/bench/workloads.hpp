#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/network_spec.hpp"

namespace gradient::bench {

struct WorkloadLayer {
  std::size_t units;
  std::string_view activation;
  std::size_t pieces = 1;
};

enum class WorkloadKind : std::uint8_t { kTrain, kPredict, kRace };
enum class WorkloadData : std::uint8_t { kPoints, kGrid, kDigits, kStrokes };

/// The workloads of workloads.mjs, which describes each, with the same bits of data and initial
/// weights.
struct Workload {
  std::string_view id;
  WorkloadKind kind;
  WorkloadData data;
  std::size_t rows;
  std::size_t inputs;
  std::vector<WorkloadLayer> layers;
  std::string_view loss;
  std::string_view optimizer;
  double learning_rate;
  std::size_t batch_size;
  std::size_t networks = 1;
};

[[nodiscard]] std::span<const Workload> workloads();
/// Null where there is none of that id.
[[nodiscard]] const Workload* find_workload(std::string_view id);

struct WorkloadArrays {
  std::vector<float> x;
  std::vector<float> y;
  std::size_t outputs;
};

[[nodiscard]] WorkloadArrays arrays_of(const Workload& workload);
[[nodiscard]] Dataset dataset_of(const Workload& workload);
[[nodiscard]] NetworkSpec spec_of(const Workload& workload);
[[nodiscard]] std::vector<float> initial_parameters(const Workload& workload, std::size_t network);

inline constexpr std::size_t kCheckedSteps = 16;
/// Rows whose predictions are compared with the reference's.
[[nodiscard]] std::size_t checked_rows(const Workload& workload);
/// Mean loss of predictions of the first rows, [rows, outputs] of each network after the other.
[[nodiscard]] double loss_of(const Workload& workload, const WorkloadArrays& arrays,
                             std::span<const float> predictions);

}  // namespace gradient::bench
