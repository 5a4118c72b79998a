#pragma once

#include <cstdint>

#include "gradient/double_update.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/inference.hpp"
#include "gradient/statistics.hpp"
#include "gradient/trace.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// Which typed arrays a trace becomes.
enum class Precision : std::uint8_t { kSingle, kDouble };

/// Results as plain data with the names of the JavaScript API.
[[nodiscard]] Value to_value(const TrainResult& result);
[[nodiscard]] Value to_value(const Evaluation& evaluation);
[[nodiscard]] Value to_value(const Trace& trace, Precision precision);
[[nodiscard]] Value to_value(const GradientCheck& check);
[[nodiscard]] Value to_value(const DoubleUpdate& update);

/// Of every layer of the trainer's network; `statistics` has one entry for each.
[[nodiscard]] Value to_value(const std::vector<LayerStatistics>& statistics,
                             const Trainer& trainer);

}  // namespace gradient
