#include "gradient/next_rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "gradient/spec_reader.hpp"

namespace gradient {

Value next_rows(const Trainer& trainer, const Dataset& data, const Value& options) {
  SpecReader reader(options, "", "the options of nextRows");
  const std::size_t asked =
      reader.whole("batchSize", {.minimum = 1, .maximum = kMaxBatchSize, .is_limit = true}, 32);
  const bool shuffle = reader.boolean("shuffle", true);
  const bool several = reader.has("batches");
  const std::size_t batches =
      reader.whole("batches", {.minimum = 1, .maximum = kMaxSamples, .is_limit = true}, 1);
  reader.refuse_unknown_fields();
  check_fits(trainer.network().spec(), data);
  const std::size_t batch_size = std::min(asked, data.train_size());
  if (batches > kMaxSamples / batch_size) {
    reader.refuse("batches", ErrorCode::kLimitExceeded,
                  std::to_string(batches) + " of " + std::to_string(batch_size) + " rows",
                  "at most " + std::to_string(kMaxSamples) + " rows in all");
  }
  EpochOrder order = trainer.order();
  Array lists;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    const auto rows = order.next(data.train_size(), batch_size, shuffle);
    lists.emplace_back(std::vector<std::uint32_t>(rows.begin(), rows.end()));
  }
  return several ? Value(std::move(lists)) : std::move(lists.front());
}

}  // namespace gradient
