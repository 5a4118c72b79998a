// The engine as a native contestant: measures workloads and kernels, requested by lines on the
// standard input (session.hpp), and answers with lines of JSON.
//
//   peak SECONDS: flops of independent multiplications and additions
//
//   gemm forward|weights|inputs ROWS COLUMNS DEPTH SECONDS: flops of the engine's matrix product
//
//   update PARAMETERS SECONDS: bytes that an update by Adam of that many parameters moves
//
//   activation NAME value|derivative ELEMENTS SECONDS: elements of the engine's kernel

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "gradient/simd.hpp"
#include "gradient/trainer.hpp"
#include "kernels.hpp"
#include "session.hpp"

namespace gradient::bench {
namespace {

class EngineRunner final : public Runner {
 public:
  explicit EngineRunner(const Workload& workload)
      : workload_(workload), data_(dataset_of(workload)) {
    const NetworkSpec spec = spec_of(workload);
    for (std::size_t n = 0; n < workload.networks; ++n) {
      trainers_.push_back(std::make_unique<Trainer>(spec));
      set_parameters(trainers_.back()->network(), initial_parameters(workload, n));
    }
  }

  void run(std::size_t steps) override {
    if (workload_.kind == WorkloadKind::kPredict) {
      for (std::size_t step = 0; step < steps; ++step) last_ = predict(data_.train_x());
      return;
    }
    const TrainOptions options{
        .steps = steps, .epochs = {}, .batch_size = workload_.batch_size, .shuffle = false};
    for (const auto& trainer : trainers_) trainer->train(data_, options);
  }

  std::vector<float> predict(std::span<const float> x) override {
    std::vector<float> outputs;
    for (const auto& trainer : trainers_) {
      const std::vector<float> rows =
          activations_of(trainer->network(), workload_.layers.size() - 1, x, scratch_);
      if (trainers_.size() == 1) return rows;
      outputs.insert(outputs.end(), rows.begin(), rows.end());
    }
    return outputs;
  }

 private:
  const Workload& workload_;
  Dataset data_;
  std::vector<std::unique_ptr<Trainer>> trainers_;
  Workspace<float> scratch_;
  std::vector<float> last_;
};

volatile float sink;

std::string answer(const std::vector<std::string>& words) {
  const std::string& what = words[0];
  if (what == "peak" && words.size() == 2) {
    constexpr std::uint32_t kRounds = 100'000;
    return measure(std::stod(words[1]), chain_flops(kRounds),
                   [] { sink = multiply_add_chains(kRounds); });
  }
  if (what == "division" && words.size() == 2) {
    constexpr std::uint32_t kRounds = 100'000;
    return measure(std::stod(words[1]), chain_divisions(kRounds),
                   [] { sink = divide_chains(kRounds); });
  }
  if (what == "gemm" && words.size() == 6) {
    GemmProblem problem(std::stoul(words[2]), std::stoul(words[3]), std::stoul(words[4]),
                        words[1] == "weights"  ? GemmKind::kWeights
                        : words[1] == "inputs" ? GemmKind::kInputs
                                               : GemmKind::kForward);
    return measure(std::stod(words[5]), problem.flops(), [&] { problem.run(); });
  }
  if (what == "update" && words.size() == 3) {
    UpdateProblem problem(std::stoul(words[1]));
    return measure(std::stod(words[2]), problem.bytes(), [&] { problem.run(); });
  }
  if (what == "activation" && words.size() == 5) {
    const double elements = std::stod(words[3]);
    ElementLoop loop = engine_activation(words[1], words[2] == "derivative");
    if (!loop) return R"({"error":"no such activation"})";
    ElementProblem problem(std::move(loop), static_cast<std::size_t>(elements));
    return measure(std::stod(words[4]), elements, [&] { problem.run(); });
  }
  return {};
}

}  // namespace
}  // namespace gradient::bench

int main() {
  using namespace gradient::bench;
  return serve([](const Workload& workload) { return std::make_unique<EngineRunner>(workload); },
               answer);
}
