#pragma once

#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// Numbers of the training rows that train() would take next, without taking them. `options` are
/// `{batchSize, shuffle}`, as train() reads them: the rows of the next mini-batch; with `batches`:
/// a list of the rows of so many mini-batches. Throws Error where the options or the data do not
/// fit, or more than kMaxSamples rows are asked for.
[[nodiscard]] Value next_rows(const Trainer& trainer, const Dataset& data, const Value& options);

}  // namespace gradient
