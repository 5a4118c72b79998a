#pragma once

// What the conformance suite makes of the tables' entries: networks that use an entry, and data
// that fits them.

#include <string_view>
#include <vector>

#include "gradient/inference.hpp"
#include "support_network.hpp"

namespace gradient::testing {

inline std::string_view name_of(const Activation& entry) { return entry.info.entry.name; }
inline std::string_view name_of(const Loss& entry) { return entry.info.entry.name; }
inline std::string_view name_of(const Optimizer& entry) { return entry.info.entry.name; }
inline std::string_view name_of(const Initializer& entry) { return entry.entry.name; }
inline std::string_view name_of(const Schedule& entry) { return entry.entry.name; }
inline std::string_view name_of(const DatasetGenerator& entry) { return entry.entry.name; }

/// 3-5-4-2, both hidden layers with this activation.
inline Object hidden_spec(const Activation& activation, const Loss& loss,
                          std::string_view optimizer = "adam") {
  return spec_object(3, {{5, name_of(activation)}, {4, name_of(activation)}, {2, output_for(loss)}},
                     name_of(loss), {{"name", optimizer}});
}

/// 3-4-3, this activation in the output.
inline Object output_spec(const Activation& activation, const Loss& loss) {
  return spec_object(3, {{4, "tanh"}, {3, name_of(activation)}}, name_of(loss), {{"name", "adam"}});
}

struct Rows {
  std::size_t count;
  std::vector<float> x;
  std::vector<float> y;
};

inline Rows random_rows(const NetworkSpec& spec, std::size_t count, std::uint64_t seed = 21) {
  return {count, uniform_values(count * spec.inputs, -1.0, 1.0, seed),
          targets_for(*spec.loss.entry, count, spec.layers.back().units, seed + 1)};
}

/// Two classes, or two heights, that a line through the plane tells apart; not balanced, so that
/// even a network whose weights do not move learns something.
inline Dataset easy_dataset(const NetworkSpec& spec) {
  constexpr std::size_t kRows = 64;
  const std::size_t outputs = spec.layers.back().units;
  const std::vector<float> x = uniform_values(kRows * spec.inputs, -1.0, 1.0, 31);
  const bool is_one_hot = spec.loss.entry->info.targets == "one-hot";
  const float low = spec.loss.entry->info.targets == "sign" ? -1.0F : 0.0F;
  std::vector<float> y(kRows * outputs, low);
  for (std::size_t r = 0; r < kRows; ++r) {
    const bool is_high = x[r * spec.inputs] + x[r * spec.inputs + 1] > -0.4F;
    for (std::size_t j = 0; j < outputs; ++j) {
      if (is_one_hot ? (j == 0) == is_high : is_high) y[r * outputs + j] = 1.0F;
    }
  }
  return arrays_dataset(x, y, spec.inputs, outputs);
}

inline double loss_on(const Network<float>& network, const Dataset& data) {
  Workspace<float> batch;
  return evaluate(network, data.train_x(), data.train_y(), data.targets(), batch).loss;
}

}  // namespace gradient::testing
