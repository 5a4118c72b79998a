#pragma once

#include "gradient/double_update.hpp"
#include "gradient/gradient_check.hpp"
#include "gradient/inference.hpp"
#include "gradient/statistics.hpp"
#include "gradient/trace.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// Results as plain data with the names of the JavaScript API.
[[nodiscard]] Value to_value(const TrainResult& result);
[[nodiscard]] Value to_value(const Evaluation& evaluation);
template <class Real>
[[nodiscard]] Value to_value(const Trace<Real>& trace);
[[nodiscard]] Value to_value(const GradientCheck& check);
[[nodiscard]] Value to_value(const DoubleUpdate& update);

/// Of every layer of the trainer's network; `statistics` has one entry for each.
[[nodiscard]] Value to_value(const std::vector<LayerStatistics>& statistics,
                             const Trainer& trainer);

}  // namespace gradient
