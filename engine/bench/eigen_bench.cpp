// A hand-written training step on Eigen, as a native reference: the workloads W3, W4 and W10 of
// workloads.mjs (MNIST-sized classifiers with ReLU, softmax, cross-entropy and Adam), in the
// protocol of engine_bench. Eigen's matrix products and array expressions; a step allocates
// nothing.

#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "session.hpp"

namespace gradient::bench {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Row = Eigen::Matrix<float, 1, Eigen::Dynamic>;
using ConstMap = Eigen::Map<const Matrix>;

template <class Values>
struct AdamParameter {
  Values value, gradient, mean, square;

  explicit AdamParameter(const Values& initial)
      : value(initial),
        gradient(Values::Zero(initial.rows(), initial.cols())),
        mean(gradient),
        square(gradient) {}

  void adam(float rate, float correction) {
    auto g = gradient.array();
    mean.array() = 0.9F * mean.array() + 0.1F * g;
    square.array() = 0.999F * square.array() + 0.001F * g.square();
    value.array() -= rate * mean.array() / ((correction * square.array()).sqrt() + 1e-8F);
  }
};

struct Layer {
  AdamParameter<Matrix> weights;
  AdamParameter<Row> biases;
  Matrix a;
  Matrix dz;
};

class EigenRunner final : public Runner {
 public:
  explicit EigenRunner(const Workload& workload)
      : workload_(workload), arrays_(arrays_of(workload)) {
    const std::vector<float> parameters = initial_parameters(workload, 0);
    const float* next = parameters.data();
    auto inputs = static_cast<Eigen::Index>(workload.inputs);
    for (const WorkloadLayer& layer : workload.layers) {
      const auto units = static_cast<Eigen::Index>(layer.units);
      layers_.push_back({AdamParameter<Matrix>(ConstMap(next, inputs, units)),
                         AdamParameter<Row>(Row::Zero(units)),
                         {},
                         {}});
      next += (inputs + 1) * units;
      inputs = units;
    }
  }

  void run(std::size_t steps) override {
    const std::size_t batch = workload_.batch_size;
    const auto rows = static_cast<Eigen::Index>(batch);
    for (std::size_t step = 0; step < steps; ++step) {
      const ConstMap x(arrays_.x.data() + first_ * workload_.inputs, rows,
                       static_cast<Eigen::Index>(workload_.inputs));
      const ConstMap y(arrays_.y.data() + first_ * arrays_.outputs, rows,
                       static_cast<Eigen::Index>(arrays_.outputs));
      first_ = first_ + 2 * batch <= workload_.rows ? first_ + batch : 0;
      train(x, y);
    }
  }

  std::vector<float> predict(std::span<const float> x) override {
    const auto inputs = static_cast<Eigen::Index>(workload_.inputs);
    forward(ConstMap(x.data(), static_cast<Eigen::Index>(x.size()) / inputs, inputs));
    const Matrix& p = layers_.back().a;
    return {p.data(), p.data() + p.size()};
  }

 private:
  void forward(const ConstMap& x) {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      Layer& layer = layers_[l];
      if (l == 0) {
        layer.a.noalias() = x * layer.weights.value;
      } else {
        layer.a.noalias() = layers_[l - 1].a * layer.weights.value;
      }
      layer.a.rowwise() += layer.biases.value;
      if (l + 1 < layers_.size()) layer.a = layer.a.cwiseMax(0.0F);
    }
    Matrix& z = layers_.back().a;
    for (Eigen::Index r = 0; r < z.rows(); ++r) {
      auto row = z.row(r).array();
      row = (row - row.maxCoeff()).exp();
      row /= row.sum();
    }
  }

  void train(const ConstMap& x, const ConstMap& y) {
    forward(x);
    layers_.back().dz = (layers_.back().a - y) / static_cast<float>(x.rows());
    for (std::size_t l = layers_.size(); l-- > 0;) {
      Layer& layer = layers_[l];
      layer.biases.gradient = layer.dz.colwise().sum();
      if (l == 0) {
        layer.weights.gradient.noalias() = x.transpose() * layer.dz;
        break;
      }
      Layer& below = layers_[l - 1];
      layer.weights.gradient.noalias() = below.a.transpose() * layer.dz;
      below.dz.noalias() = layer.dz * layer.weights.value.transpose();
      below.dz.array() *= (below.a.array() > 0.0F).cast<float>();
    }
    ++steps_;
    const auto rate = static_cast<float>(workload_.learning_rate / (1.0 - std::pow(0.9, steps_)));
    const auto correction = static_cast<float>(1.0 / (1.0 - std::pow(0.999, steps_)));
    for (Layer& layer : layers_) {
      layer.weights.adam(rate, correction);
      layer.biases.adam(rate, correction);
    }
  }

  const Workload& workload_;
  WorkloadArrays arrays_;
  std::vector<Layer> layers_;
  std::size_t first_ = 0;
  double steps_ = 0;
};

}  // namespace
}  // namespace gradient::bench

int main() {
  using namespace gradient::bench;
  return serve(
      [](const Workload& workload) -> std::unique_ptr<Runner> {
        if (workload.id != "W3" && workload.id != "W4" && workload.id != "W10") return nullptr;
        return std::make_unique<EigenRunner>(workload);
      },
      [](const std::vector<std::string>&) { return std::string(); });
}
