#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/losses.hpp"
#include "gradient/random.hpp"
#include "gradient/simd.hpp"

/// Reference implementations of the losses, from their formulas, and batches to run kernels on.
namespace gradient::testing {

using Values = std::vector<double>;

/// The reference of a loss, from its textbook formula.
struct LossOracle {
  /// The term of one output p with target y.
  double (*term)(double p, double y, double parameter);
  /// The distance of (p, y) from the nearest point without a derivative.
  double (*distance_to_kink)(double p, double y, double parameter);
  Values parameters;
};

inline double no_kink(double, double, double) { return 1.0; }

inline const std::map<std::string, LossOracle, std::less<>>& loss_oracles() {
  static const std::map<std::string, LossOracle, std::less<>> kOracles{
      {"mse", {[](double p, double y, double) { return std::pow(p - y, 2); }, no_kink, {}}},
      {"half-mse",
       {[](double p, double y, double) { return std::pow(p - y, 2) / 2; }, no_kink, {}}},
      {"mae",
       {[](double p, double y, double) { return std::fabs(p - y); },
        [](double p, double y, double) { return std::fabs(p - y); },
        {}}},
      {"huber",
       {[](double p, double y, double delta) {
          const double a = std::fabs(p - y);
          return a <= delta ? a * a / 2 : delta * (a - delta / 2);
        },
        // the slope is continuous, but its differences are not accurate across the corner
        [](double p, double y, double delta) { return std::fabs(std::fabs(p - y) - delta); },
        {1.0, 0.25, 2.5}}},
      {"log-cosh",
       {[](double p, double y, double) { return std::log(std::cosh(p - y)); }, no_kink, {}}},
      {"binary-cross-entropy",
       {[](double p, double y, double) { return -(y * std::log(p) + (1 - y) * std::log(1 - p)); },
        no_kink,
        {}}},
      {"cross-entropy", {[](double p, double y, double) { return -y * std::log(p); }, no_kink, {}}},
      {"hinge",
       {[](double p, double y, double) { return std::max(0.0, 1 - y * p); },
        [](double p, double y, double) { return std::fabs(1 - y * p); },
        {}}},
  };
  return kOracles;
}

inline const LossOracle& oracle_of(const Loss& loss) {
  const auto found = loss_oracles().find(loss.info.entry.name);
  REQUIRE(found != loss_oracles().end());
  return found->second;
}

/// The parameter's values to test with; one value that is not used where there is none.
inline Values parameters_of(const Loss& loss) {
  const Values& values = oracle_of(loss).parameters;
  return values.empty() ? Values{0.0} : values;
}

inline const Loss& loss_named(std::string_view name) {
  const Loss* found = find_loss(name);
  REQUIRE(found != nullptr);
  return *found;
}

inline std::size_t padded_stride(std::size_t count) {
  return (count + simd::kLanes - 1) / simd::kLanes * simd::kLanes;
}

/// Rows without padding: outputs (predictions or logits) and targets.
struct Batch {
  std::size_t rows = 0;
  std::size_t outputs = 0;
  Values output;
  Values target;

  [[nodiscard]] std::size_t size() const { return rows * outputs; }
};

/// Predictions that the loss is for, away from its kinks, and targets as it expects them.
inline Batch random_batch(const Loss& loss, std::size_t rows, std::size_t outputs, Random& random,
                          double parameter) {
  Batch batch{rows, outputs, Values(rows * outputs), Values(rows * outputs)};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto hot = static_cast<std::size_t>(random.uniform(0.0, static_cast<double>(outputs)));
    for (std::size_t j = 0; j < outputs; ++j) {
      double& p = batch.output[row * outputs + j];
      double& y = batch.target[row * outputs + j];
      do {
        p = loss.info.outputs == LossOutputs::kProbabilities ? random.uniform(0.02, 0.98)
                                                             : random.uniform(-3.0, 3.0);
        y = random.uniform(-2.0, 2.0);
        if (loss.info.targets == "binary") y = y > 0 ? 1 : 0;
        if (loss.info.targets == "sign") y = y > 0 ? 1 : -1;
        if (loss.info.targets == "one-hot") y = j == hot ? 1 : 0;
      } while (oracle_of(loss).distance_to_kink(p, y, parameter) < 1e-2);
    }
  }
  return batch;
}

/// The same batch with logits in place of predictions, and soft targets beside the hard ones.
inline Batch random_logits(const Loss& loss, std::size_t rows, std::size_t outputs, Random& random,
                           double scale) {
  Batch batch = random_batch(loss, rows, outputs, random, 0.0);
  for (double& z : batch.output) z = random.uniform(-scale, scale);
  for (double& y : batch.target) y = random.uniform() < 0.25 ? random.uniform() : y;
  return batch;
}

struct Result {
  double loss = 0.0;
  Values gradient;
};

/// Runs a kernel on padded rows whose padding is full of NaN, and checks that its gradient has
/// none.
template <class Real>
Result run(typename LossKernels<Real>::Kernel kernel, const Batch& batch, double parameter = 0.0,
           std::size_t extra_padding = 0) {
  const std::size_t stride = padded_stride(batch.outputs) + extra_padding;
  std::vector<Real> output(batch.rows * stride, std::numeric_limits<Real>::quiet_NaN());
  std::vector<Real> target = output;
  std::vector<Real> gradient = output;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const std::size_t at = i / batch.outputs * stride + i % batch.outputs;
    output[at] = static_cast<Real>(batch.output[i]);
    target[at] = static_cast<Real>(batch.target[i]);
  }
  const Real params = static_cast<Real>(parameter);
  Result result;
  result.loss = kernel(output.data(), target.data(), gradient.data(), batch.rows, batch.outputs,
                       stride, &params);
  for (std::size_t at = 0; at < gradient.size(); ++at) {
    if (at % stride < batch.outputs) {
      result.gradient.push_back(static_cast<double>(gradient[at]));
    } else {
      CHECK(gradient[at] == Real(0));
    }
  }
  const double without_gradient =
      kernel(output.data(), target.data(), nullptr, batch.rows, batch.outputs, stride, &params);
  CHECK((without_gradient == result.loss || std::isnan(result.loss)));
  return result;
}

/// dL/doutput[i] by central differences of fourth order.
inline double numeric_gradient(LossKernels<double>::Kernel kernel, Batch batch, std::size_t i,
                               double parameter) {
  const double h = 1e-4;
  const double at = batch.output[i];
  const auto loss_at = [&](double x) {
    batch.output[i] = x;
    return kernel(batch.output.data(), batch.target.data(), nullptr, batch.rows, batch.outputs,
                  batch.outputs, &parameter);
  };
  return (8 * (loss_at(at + h) - loss_at(at - h)) - (loss_at(at + 2 * h) - loss_at(at - 2 * h))) /
         (12 * h);
}

inline Values activated(std::string_view activation, const Batch& logits) {
  Values result(logits.size());
  for (std::size_t row = 0; row < logits.rows; ++row) {
    double sum = 0.0;
    for (std::size_t j = 0; j < logits.outputs; ++j) {
      const std::size_t i = row * logits.outputs + j;
      result[i] = activation == "sigmoid" ? 1 / (1 + std::exp(-logits.output[i]))
                                          : std::exp(logits.output[i]);
      sum += result[i];
    }
    if (activation == "softmax") {
      for (std::size_t j = 0; j < logits.outputs; ++j) result[row * logits.outputs + j] /= sum;
    }
  }
  return result;
}

/// Calls visit(loss, batch, parameter) with every loss on every small shape.
template <class Visit>
void for_every_loss_and_shape(const Visit& visit) {
  Random random(7);
  for (const Loss& loss : loss_table()) {
    for (const double parameter : parameters_of(loss)) {
      for (std::size_t rows = 1; rows <= 9; ++rows) {
        for (std::size_t outputs = 1; outputs <= 13; ++outputs) {
          INFO(loss.info.entry.name << ' ' << parameter << ", " << rows << " x " << outputs);
          visit(loss, random_batch(loss, rows, outputs, random, parameter), parameter);
        }
      }
    }
  }
}

/// The same with every fused loss, on logits.
template <class Visit>
void for_every_fused_loss_and_shape(const Visit& visit) {
  Random random(8);
  for (const Loss& loss : loss_table()) {
    if (loss.info.fused_with.empty()) continue;
    for (std::size_t rows = 1; rows <= 9; ++rows) {
      for (std::size_t outputs = 1; outputs <= 13; ++outputs) {
        INFO(loss.info.entry.name << " fused, " << rows << " x " << outputs);
        visit(loss, random_logits(loss, rows, outputs, random, 5.0));
      }
    }
  }
}

inline void check_close(const Values& actual, const Values& expected, double relative,
                        double absolute) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    INFO("element " << i);
    CHECK(std::fabs(actual[i] - expected[i]) <= relative * std::fabs(expected[i]) + absolute);
  }
}

}  // namespace gradient::testing
