#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gradient/activation_info.hpp"
#include "gradient/initializers.hpp"
#include "gradient/losses.hpp"
#include "gradient/optimizers.hpp"
#include "gradient/regularization.hpp"
#include "gradient/schedules.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// Sizes beyond which a network is refused, so that a typing error cannot exhaust a browser tab's
/// memory.
inline constexpr std::size_t kMaxLayers = 256;
inline constexpr std::size_t kMaxUnits = 8192;
inline constexpr std::size_t kMaxInputs = 65536;
inline constexpr std::size_t kMaxParameters = 32'000'000;
inline constexpr std::size_t kMaxBatchSize = 65536;
inline constexpr double kMaxLearningRate = 1e6;

/// A table entry with the values of its parameters, in the order of the entry's list.
template <class Entry>
struct Chosen {
  const Entry* entry = nullptr;
  std::vector<double> params;
};

/// How a layer's biases are treated.
enum class Biases : std::uint8_t {
  kTrained,
  kFixed,  ///< they keep their initial value
  kNone,   ///< there are none: z = x W
};

/// "trained", "fixed" or "none".
[[nodiscard]] constexpr std::string_view biases_name(Biases biases) {
  return biases == Biases::kTrained ? "trained" : biases == Biases::kFixed ? "fixed" : "none";
}

struct LayerSpec {
  std::size_t units = 0;
  Chosen<Activation> activation;
  Chosen<Initializer> initializer;
  double bias = 0.0;
  Biases biases = Biases::kTrained;
  /// Probability that an output is dropped while training, in [0, 1).
  double dropout = 0.0;
};

/// Limits of gradient clipping; 0 = none. Clips by value first, then by norm.
struct ClippingSpec {
  double norm = 0.0;
  double value = 0.0;
};

struct NetworkSpec {
  std::size_t inputs = 0;
  std::vector<LayerSpec> layers;
  Chosen<Loss> loss;
  Chosen<Optimizer> optimizer;
  double learning_rate = 0.0;
  Chosen<Schedule> schedule;
  Regularization regularization;
  ClippingSpec clipping;
  /// Factor on every initial weight, but not on biases and learned slopes.
  double initial_scale = 1.0;
  std::uint32_t seed = 0;
};

/// Reads a spec as the JavaScript API writes it (`inputs`, `layers`, `loss`, …). Throws Error with
/// the path of the field, what was given and what is allowed. Until the spec is valid nothing is
/// allocated for a network.
[[nodiscard]] NetworkSpec parse_network_spec(const Value& value);

[[nodiscard]] Regularization parse_regularization(const Value& value);
[[nodiscard]] ClippingSpec parse_clipping(const Value& value);

/// Refuses what is not a finite number in (0, kMaxLearningRate].
[[nodiscard]] double parse_learning_rate(const Value& value);

/// The number of parameters: weights, biases (fixed ones too) and learned slopes.
[[nodiscard]] std::size_t parameter_count(const NetworkSpec& spec);

}  // namespace gradient
