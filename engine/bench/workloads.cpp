#include "workloads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "gradient/value.hpp"

namespace gradient::bench {
namespace {

constexpr WorkloadLayer kTanh8{8, "tanh"};
constexpr WorkloadLayer kOutput{1, "tanh"};
constexpr WorkloadLayer kClasses{10, "softmax"};
constexpr std::size_t kPixels = 784;
constexpr std::size_t kImages = 2048;

std::vector<WorkloadLayer> mlp(std::size_t depth, WorkloadLayer layer, WorkloadLayer output) {
  std::vector<WorkloadLayer> layers(depth, layer);
  layers.push_back(output);
  return layers;
}

std::vector<Workload> make_workloads() {
  using enum WorkloadKind;
  using enum WorkloadData;
  const Workload w3{
      "W3",   kTrain, kDigits, kImages, kPixels, {{128, "relu"}, kClasses}, "cross-entropy",
      "adam", 0.001,  64};
  Workload w10 = w3;
  w10.id = "W10";
  w10.data = kStrokes;
  return {
      {"W1", kTrain, kPoints, 500, 2, mlp(2, kTanh8, kOutput), "half-mse", "sgd", 0.03, 10},
      {"W1b",
       kTrain,
       kPoints,
       500,
       2,
       {{4, "tanh"}, {2, "tanh"}, kOutput},
       "half-mse",
       "sgd",
       0.03,
       10},
      {"W2",
       kTrain,
       kDigits,
       2000,
       kPixels,
       {{30, "sigmoid"}, {10, "sigmoid"}},
       "half-mse",
       "sgd",
       0.5,
       10},
      w3,
      {"W4", kTrain, kDigits, kImages, kPixels, mlp(2, {512, "relu"}, kClasses), "cross-entropy",
       "adam", 0.0001, 128},
      {"W5", kTrain, kPoints, 512, 2, mlp(20, {64, "tanh"}, kOutput), "half-mse", "sgd", 0.01, 32},
      {"W6", kPredict, kGrid, 10000, 2, mlp(2, kTanh8, kOutput), "half-mse", "sgd", 0.03, 10000},
      {"W8",
       kTrain,
       kDigits,
       kImages,
       kPixels,
       {{64, "maxout", 4}, kClasses},
       "cross-entropy",
       "adam",
       0.001,
       64},
      {"W9", kRace, kPoints, 500, 2, mlp(2, kTanh8, kOutput), "half-mse", "sgd", 0.03, 10, 16},
      w10,
  };
}

/// Numbers in [0, 1): mulberry32.
class Uniform {
 public:
  explicit Uniform(std::uint32_t seed) : state_(seed) {}

  double operator()() {
    state_ += 0x6d2b79f5U;
    std::uint32_t mixed = (state_ ^ (state_ >> 15U)) * (state_ | 1U);
    mixed ^= mixed + (mixed ^ (mixed >> 7U)) * (mixed | 61U);
    return static_cast<double>(mixed ^ (mixed >> 14U)) / 4294967296.0;
  }

 private:
  std::uint32_t state_;
};

constexpr std::uint32_t kDataSeed = 1;
constexpr std::uint32_t kInitialSeed = 1000;

WorkloadArrays points(std::size_t rows) {
  Uniform next(kDataSeed);
  WorkloadArrays arrays{{}, {}, 1};
  for (std::size_t row = 0; row < rows; ++row) {
    const double a = 2 * next() - 1;
    const double b = 2 * next() - 1;
    arrays.x.insert(arrays.x.end(), {static_cast<float>(a), static_cast<float>(b)});
    arrays.y.push_back(a * a + b * b < 0.5 ? 1.0F : -1.0F);
  }
  return arrays;
}

WorkloadArrays grid(std::size_t rows) {
  const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(rows))));
  const auto coordinate = [side](std::size_t i) {
    return static_cast<float>(2 * static_cast<double>(i) / static_cast<double>(side - 1) - 1);
  };
  WorkloadArrays arrays{{}, std::vector<float>(rows), 1};
  for (std::size_t row = 0; row < rows; ++row) {
    arrays.x.insert(arrays.x.end(), {coordinate(row % side), coordinate(row / side)});
  }
  return arrays;
}

WorkloadArrays digits(std::size_t rows) {
  Uniform next(kDataSeed);
  std::array<double, 10 * kPixels> prototypes;
  for (double& value : prototypes) value = next() < 0.2 ? next() : 0.0;
  WorkloadArrays arrays{{}, std::vector<float>(rows * 10), 10};
  arrays.x.reserve(rows * kPixels);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto label = static_cast<std::size_t>(10 * next());
    for (std::size_t pixel = 0; pixel < kPixels; ++pixel) {
      const double value = 0.5 * prototypes[label * kPixels + pixel] + 0.25 * next();
      arrays.x.push_back(static_cast<float>(value));
    }
    arrays.y[row * 10 + label] = 1.0F;
  }
  return arrays;
}

std::vector<std::size_t> pen_path(Uniform& next) {
  const auto direction = [&next] { return static_cast<int>(3 * next()) - 1; };
  const auto coordinate = [&next] { return 6 + static_cast<int>(16 * next()); };
  std::vector<std::size_t> path;
  for (int line = 0; line < 3; ++line) {
    int x = coordinate();
    int y = coordinate();
    int dx = direction();
    int dy = direction();
    for (int point = 0; point < 16; ++point) {
      path.push_back(static_cast<std::size_t>(28 * y + x));
      if (next() < 0.25) {
        dx = direction();
        dy = direction();
      }
      x = std::clamp(x + dx, 6, 21);
      y = std::clamp(y + dy, 6, 21);
    }
  }
  return path;
}

WorkloadArrays strokes(std::size_t rows) {
  Uniform next(kDataSeed);
  std::array<std::vector<std::size_t>, 10> paths;
  for (std::vector<std::size_t>& path : paths) path = pen_path(next);
  WorkloadArrays arrays{std::vector<float>(rows * kPixels), std::vector<float>(rows * 10), 10};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto label = static_cast<std::size_t>(10 * next());
    const auto right = static_cast<std::size_t>(3 * next());
    const auto down = static_cast<std::size_t>(3 * next());
    for (const std::size_t point : paths[label]) {
      // the 3 x 3 pen and the shift of 0 to 2 pixels are both centred: each starts a row and a
      // column before
      float* pen = arrays.x.data() + row * kPixels + point + right + 28 * down - 2 * 29;
      for (std::size_t pixel = 0; pixel < 9; ++pixel) {
        pen[28 * (pixel / 3) + pixel % 3] = static_cast<float>(0.5 + 0.5 * next());
      }
    }
    arrays.y[row * 10 + label] = 1.0F;
  }
  return arrays;
}

}  // namespace

std::span<const Workload> workloads() {
  static const std::vector<Workload> kAll = make_workloads();
  return kAll;
}

const Workload* find_workload(std::string_view id) {
  const auto found = std::ranges::find(workloads(), id, &Workload::id);
  return found == workloads().end() ? nullptr : &*found;
}

WorkloadArrays arrays_of(const Workload& workload) {
  switch (workload.data) {
    case WorkloadData::kPoints:
      return points(workload.rows);
    case WorkloadData::kGrid:
      return grid(workload.rows);
    case WorkloadData::kDigits:
      return digits(workload.rows);
    case WorkloadData::kStrokes:
      break;
  }
  return strokes(workload.rows);
}

Dataset dataset_of(const Workload& workload) {
  WorkloadArrays arrays = arrays_of(workload);
  Object spec{{"kind", "arrays"},
              {"x", std::move(arrays.x)},
              {"y", std::move(arrays.y)},
              {"inputs", workload.inputs},
              {"outputs", arrays.outputs}};
  if (workload.loss == "half-mse") spec.emplace_back("targets", "real");
  return Dataset(parse_dataset_spec(Value(std::move(spec))));
}

NetworkSpec spec_of(const Workload& workload) {
  Array layers;
  for (const WorkloadLayer& layer : workload.layers) {
    Object spec{{"units", layer.units}, {"activation", layer.activation}};
    if (layer.pieces > 1) spec.emplace_back("params", Object{{"pieces", layer.pieces}});
    layers.emplace_back(std::move(spec));
  }
  return parse_network_spec(
      Object{{"inputs", workload.inputs},
             {"layers", std::move(layers)},
             {"loss", workload.loss},
             {"optimizer",
              Object{{"name", workload.optimizer}, {"learningRate", workload.learning_rate}}}});
}

std::vector<float> initial_parameters(const Workload& workload, std::size_t network) {
  Uniform next(kInitialSeed + static_cast<std::uint32_t>(network));
  std::vector<float> values;
  std::size_t inputs = workload.inputs;
  for (const WorkloadLayer& layer : workload.layers) {
    const double limit = std::sqrt(6.0 / static_cast<double>(inputs + layer.units));
    const std::size_t width = layer.units * layer.pieces;
    for (std::size_t i = 0; i < inputs * width; ++i) {
      values.push_back(static_cast<float>(limit * (2 * next() - 1)));
    }
    values.insert(values.end(), width, 0.0F);
    inputs = layer.units;
  }
  return values;
}

std::size_t checked_rows(const Workload& workload) {
  return std::min<std::size_t>(workload.rows, 256);
}

double loss_of(const Workload& workload, const WorkloadArrays& arrays,
               std::span<const float> predictions) {
  double sum = 0.0;
  const std::size_t targets = checked_rows(workload) * arrays.outputs;
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    const double p = predictions[i];
    const double y = arrays.y[i % targets];
    if (workload.loss == "half-mse") {
      sum += 0.5 * (p - y) * (p - y);
    } else if (y != 0.0) {
      sum -= y * std::log(p);
    }
  }
  return sum / static_cast<double>(checked_rows(workload) * workload.networks);
}

}  // namespace gradient::bench
