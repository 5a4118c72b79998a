// Any JSON text as the spec of a network: it is refused with an Error that says what is allowed, or
// the network is made, trains and can be saved and restored.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "../engine/support/json.hpp"
#include "gradient/error.hpp"
#include "gradient/parameters.hpp"
#include "gradient/snapshot.hpp"
#include "gradient/trainer.hpp"

namespace {

using namespace gradient;

/// Sizes beyond which a network is only parsed, so that an execution takes microseconds.
constexpr std::size_t kMostParameters = 300;
constexpr std::size_t kMostLayers = 8;

void require(bool condition) {
  if (!condition) std::abort();
}

void train(const NetworkSpec& spec) {
  Trainer trainer(spec);
  require(packed(trainer.network(), trainer.network().parameters()).size() ==
          parameter_count(spec));
  constexpr std::size_t kRows = 2;
  const std::vector<float> x(kRows * spec.inputs, 0.5F);
  const std::vector<float> y(kRows * spec.layers.back().units, 1.0F);
  try {
    for (int i = 0; i < 2; ++i) static_cast<void>(trainer.train_batches(x, y, kRows));
  } catch (const Error& error) {
    require(error.code() == ErrorCode::kDiverged);
  }
  const std::vector<std::uint8_t> snapshot = save_snapshot(trainer);
  Trainer other(spec);
  restore_snapshot(other, snapshot);
  require(save_snapshot(other) == snapshot);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return 0;
  try {
    const NetworkSpec spec = parse_network_spec(testing::to_value(json));
    require(parameter_count(spec) <= kMaxParameters);
    if (parameter_count(spec) <= kMostParameters && spec.layers.size() <= kMostLayers) train(spec);
  } catch (const Error& error) {
    require(std::string_view(error.what()).find("; allowed: ") != std::string_view::npos);
  }
  return 0;
}
