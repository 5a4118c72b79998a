#pragma once

#include "gradient/trainer.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// The indices of the training rows that train() will take next, without taking them. `options` are
/// `{batchSize, shuffle}` as in train(): the rows of the next mini-batch. With `batches`, a list of
/// the rows of that many mini-batches. Throws Error where an option or the data set is invalid, or
/// more than kMaxSamples rows are requested.
[[nodiscard]] Value next_rows(const Trainer& trainer, const Dataset& data, const Value& options);

}  // namespace gradient
