// Any bytes as a snapshot: they are refused with a reason and change nothing, or training continues
// from them. Each input is tried unchanged and with a valid checksum, as the fuzzer cannot guess
// one.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "gradient/error.hpp"
#include "gradient/snapshot.hpp"
#include "gradient/trainer.hpp"

namespace {

using namespace gradient;
using Bytes = std::vector<std::uint8_t>;

/// Longer snapshots than this network's cover nothing new.
constexpr std::size_t kMostBytes = 1024;
constexpr std::uint64_t kMostRows = 64;

void require(bool condition) {
  if (!condition) std::abort();
}

NetworkSpec spec() {
  const auto layer = [](int units, const char* activation, double dropout) {
    return Object{{"units", units}, {"activation", activation}, {"dropout", dropout}};
  };
  return parse_network_spec(
      Object{{"inputs", 1},
             {"layers", Array{layer(2, "prelu", 0.5), layer(1, "linear", 0.0)}},
             {"loss", "mse"},
             {"optimizer", "adam"},
             {"schedule", "reduce-on-plateau"}});
}

/// Where a snapshot says how many rows the epoch has that it was taken in: behind the text, the
/// settings, and the states of the optimiser and of the schedule.
std::size_t epoch_size_offset(const Bytes& bytes) {
  std::uint32_t text = 0;
  if (bytes.size() >= 12) std::memcpy(&text, bytes.data() + 8, sizeof text);
  return 12 + text + 5 * sizeof(double) + sizeof(OptimizerState) + sizeof(ScheduleState) +
         offsetof(EpochOrder::Position, size);
}

/// Whether restoring would shuffle many rows, which only takes long.
bool is_long(const Bytes& bytes) {
  const std::size_t offset = epoch_size_offset(bytes);
  std::uint64_t size = 0;
  if (offset + sizeof size <= bytes.size()) std::memcpy(&size, bytes.data() + offset, sizeof size);
  return size > kMostRows && size <= kMaxSamples;
}

Bytes sealed(Bytes bytes) {
  if (bytes.size() < sizeof(std::uint64_t)) return bytes;
  const std::size_t body = bytes.size() - sizeof(std::uint64_t);
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < body; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3U;
  std::memcpy(bytes.data() + body, &hash, sizeof hash);
  return bytes;
}

void restore(const Bytes& bytes) {
  static const Trainer kFresh(spec());
  static const Bytes kUntouched = save_snapshot(kFresh);
  static const Dataset kData(parse_dataset_spec(Object{{"kind", "arrays"},
                                                       {"x", std::vector<float>{1, 2, 3}},
                                                       {"y", std::vector<float>{0, 1, 0}},
                                                       {"inputs", 1},
                                                       {"outputs", 1}}));
  static Trainer trainer = kFresh;  // as it was made, until an input is taken
  try {
    restore_snapshot(trainer, bytes);
  } catch (const Error& error) {
    require(error.code() == ErrorCode::kDamagedSnapshot);
    require(std::string_view(error.what()).starts_with("snapshot: "));
    require(save_snapshot(trainer) == kUntouched);
    return;
  }
  // an older version is written as today's
  if (bytes[4] == kSnapshotVersion) require(save_snapshot(trainer) == bytes);
  const TrainResult result = trainer.train(kData, {.steps = 3, .batch_size = 2});
  require(result.steps == 3 || result.divergence);
  trainer = kFresh;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* input, std::size_t size) {
  if (size > kMostBytes) return 0;
  const Bytes bytes(input, input + size);
  if (is_long(bytes)) return 0;
  restore(bytes);
  restore(sealed(bytes));
  return 0;
}
