#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "gradient/dataset.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/network_spec.hpp"
#include "gradient/random.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

/// Specs and data that several tests share.
namespace gradient::testing {

struct LayerText {
  std::size_t units;
  std::string_view activation;
  Object more{};
};

/// The spec of a network as the JavaScript API writes it.
inline Object spec_object(std::size_t inputs, const std::vector<LayerText>& layers,
                          std::string_view loss, Object optimizer, int seed = 1) {
  Array list;
  for (const LayerText& layer : layers) {
    Object object{{"units", layer.units}, {"activation", layer.activation}};
    object.insert(object.end(), layer.more.begin(), layer.more.end());
    list.emplace_back(std::move(object));
  }
  return {{"inputs", inputs},
          {"layers", std::move(list)},
          {"loss", loss},
          {"optimizer", std::move(optimizer)},
          {"seed", seed}};
}

inline Object with(Object object, std::string name, Value value) {
  for (auto& [key, member] : object) {
    if (key == name) {
      member = std::move(value);
      return object;
    }
  }
  object.emplace_back(std::move(name), std::move(value));
  return object;
}

inline NetworkSpec make_spec(std::size_t inputs, const std::vector<LayerText>& layers,
                             std::string_view loss, Object optimizer, int seed = 1) {
  return parse_network_spec(spec_object(inputs, layers, loss, std::move(optimizer), seed));
}

inline std::vector<float> uniform_values(std::size_t count, double lower, double upper,
                                         std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.uniform(lower, upper));
  return values;
}

/// Targets that the loss takes: one class of several, 0 or 1, -1 or 1, or any number.
inline std::vector<float> targets_for(const Loss& loss, std::size_t rows, std::size_t outputs,
                                      std::uint64_t seed) {
  Random random(seed);
  std::vector<float> targets(rows * outputs);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t chosen = random.below(static_cast<std::uint32_t>(outputs));
    for (std::size_t j = 0; j < outputs; ++j) {
      float& y = targets[r * outputs + j];
      if (loss.info.targets == "one-hot") {
        y = j == chosen ? 1.0F : 0.0F;
      } else if (loss.info.targets == "binary") {
        y = random.below(2) == 0 ? 0.0F : 1.0F;
      } else if (loss.info.targets == "sign") {
        y = random.below(2) == 0 ? -1.0F : 1.0F;
      } else {
        y = static_cast<float>(random.uniform(-1.5, 1.5));
      }
    }
  }
  return targets;
}

/// Whether the loss takes the outputs of that activation.
inline bool fits(const Loss& loss, const Activation& activation) {
  const Range& range = activation.info.range;
  return loss.info.outputs == LossOutputs::kAny || (range.lower >= 0.0 && range.upper <= 1.0);
}

/// An output activation that fits the loss: the one it is fused with, or none.
inline std::string_view output_for(const Loss& loss) {
  return loss.info.fused_with.empty() ? "linear" : loss.info.fused_with;
}

/// A data set of the given rows, all of them training rows.
inline Dataset arrays_dataset(const std::vector<float>& x, const std::vector<float>& y,
                              std::size_t inputs, std::size_t outputs) {
  return Dataset(parse_dataset_spec(
      Object{{"kind", "arrays"}, {"x", x}, {"y", y}, {"inputs", inputs}, {"outputs", outputs}}));
}

/// Random rows that a network with this spec can train on.
inline Dataset random_dataset(const NetworkSpec& spec, std::size_t rows, std::uint64_t seed) {
  const std::size_t outputs = spec.layers.back().units;
  return arrays_dataset(uniform_values(rows * spec.inputs, -1.0, 1.0, seed),
                        targets_for(*spec.loss.entry, rows, outputs, seed + 1), spec.inputs,
                        outputs);
}

inline std::vector<double> to_doubles(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

/// The check of a network and rows in float, whose every value is one of double's too.
inline GradientCheck check_gradients(const Network<float>& network, const std::vector<float>& x,
                                     const std::vector<float>& y,
                                     std::size_t most = std::numeric_limits<std::size_t>::max()) {
  return check_gradients(Network<double>(network), to_doubles(x), to_doubles(y), {.most = most});
}

/// Copies rows into a workspace.
template <class Real>
void load_batch(const Network<Real>& network, const std::vector<float>& x,
                const std::vector<float>& y, std::size_t rows, Workspace<Real>& batch) {
  batch.reserve(network.spec(), network.layouts(), rows);
  const LayerLayout& first = network.layouts().front();
  const LayerLayout& last = network.layouts().back();
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < first.inputs; ++i) {
      batch.inputs.data()[r * first.input_stride + i] = static_cast<Real>(x[r * first.inputs + i]);
    }
    for (std::size_t j = 0; j < last.units; ++j) {
      batch.targets.data()[r * last.output_stride + j] = static_cast<Real>(y[r * last.units + j]);
    }
  }
}

}  // namespace gradient::testing
