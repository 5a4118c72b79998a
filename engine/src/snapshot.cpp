#include "gradient/snapshot.hpp"

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gradient/error.hpp"
#include "gradient/layout.hpp"

namespace gradient {
namespace {

constexpr std::string_view kMagic = "GPSN";
constexpr std::size_t kChecksumBytes = sizeof(std::uint64_t);

class ByteWriter {
 public:
  template <class T>
  void write(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    bytes_.insert(bytes_.end(), bytes, bytes + sizeof value);
  }
  template <class T>
  void write_all(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(values.data());
    bytes_.insert(bytes_.end(), bytes, bytes + values.size() * sizeof(T));
  }
  void write_text(std::string_view text) {
    write(static_cast<std::uint32_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }
  [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

[[noreturn]] void refuse(const std::string& reason) {
  throw Error(ErrorCode::kDamagedSnapshot, "snapshot: " + reason);
}

class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : left_(bytes) {}

  template <class T>
  [[nodiscard]] T read() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  [[nodiscard]] std::string read_text() {
    const auto bytes = take(read<std::uint32_t>());
    return {bytes.begin(), bytes.end()};
  }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::span<const std::uint8_t> take(std::size_t count) {
    if (count > left_.size()) refuse("cut short");
    const auto taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }

  std::span<const std::uint8_t> left_;
};

std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3U;
  return hash;
}

/// "elu (alpha 1)"
std::string chosen_text(const EntryInfo& entry, const std::vector<double>& params) {
  std::string text(entry.name);
  for (std::size_t i = 0; i < params.size(); ++i) {
    text += i == 0 ? " (" : ", ";
    text += std::string(entry.parameters[i].name) + " " + describe(Value(params[i]));
  }
  return params.empty() ? text : text + ")";
}

/// "2-8 tanh-1 sigmoid, binary-cross-entropy, momentum (momentum 0.9), constant": everything that
/// determines how training continues and cannot change during training. Initialiser and seed do
/// not.
std::string shape_of(const NetworkSpec& spec) {
  std::string text = std::to_string(spec.inputs);
  for (const LayerSpec& layer : spec.layers) {
    text += "-" + std::to_string(layer.units) + " " +
            chosen_text(layer.activation.entry->info.entry, layer.activation.params);
    if (layer.biases != Biases::kTrained) {
      text += " biases " + std::string(biases_name(layer.biases));
    }
    if (layer.dropout > 0.0) text += " dropout " + describe(Value(layer.dropout));
  }
  return text + ", " + chosen_text(spec.loss.entry->info.entry, spec.loss.params) + ", " +
         chosen_text(spec.optimizer.entry->info.entry, spec.optimizer.params) + ", " +
         chosen_text(spec.schedule.entry->entry, spec.schedule.params);
}

/// Settings that may change during training.
struct LiveSettings {
  double learning_rate;
  Regularization regularization;
  ClippingSpec clipping;
};

void check_settings(const LiveSettings& settings) {
  const Regularization& penalty = settings.regularization;
  const ClippingSpec& clipping = settings.clipping;
  try {
    static_cast<void>(parse_learning_rate(settings.learning_rate));
    static_cast<void>(parse_regularization(Object{{"l1", penalty.l1}, {"l2", penalty.l2}}));
    static_cast<void>(parse_clipping(Object{{"norm", clipping.norm}, {"value", clipping.value}}));
  } catch (const Error& error) {
    refuse(std::string("a setting is not allowed: ") + error.what());
  }
}

void check_random(const Random::State& random) {
  std::uint64_t bits = 0;
  for (const std::uint64_t word : random.words) bits |= word;
  if (bits == 0) refuse("a random generator is empty");
}

void check_state(const TrainingState& state) {
  const EpochOrder::Position& position = state.position;
  if (position.size > kMaxSamples || (position.row > 0 && position.row >= position.size)) {
    refuse("its place in the epoch is beyond the data");
  }
  check_random(position.random);
  check_random(state.dropout_random);
  if (!(std::isfinite(state.schedule.factor) && state.schedule.factor >= 0.0)) {
    refuse("the schedule's factor is not a number that is allowed");
  }
}

/// The units of each hidden layer that are off; a flag for each parameter, or empty.
struct Masks {
  std::vector<std::vector<std::uint32_t>> off_units;
  std::vector<std::uint8_t> frozen;
};

void write_masks(ByteWriter& writer, const Trainer& trainer) {
  for (std::size_t l = 0; l + 1 < trainer.network().layouts().size(); ++l) {
    const std::vector<std::uint32_t>& off = trainer.network().off_units(l);
    writer.write(static_cast<std::uint32_t>(off.size()));
    writer.write_all(off);
  }
  const auto frozen = trainer.frozen();
  writer.write(static_cast<std::uint8_t>(frozen.empty() ? 0 : 1));
  writer.write_all(std::vector<std::uint8_t>(frozen.begin(), frozen.end()));
}

Masks read_masks(ByteReader& reader, const NetworkSpec& spec) {
  Masks masks;
  for (std::size_t l = 0; l + 1 < spec.layers.size(); ++l) {
    std::vector<std::uint32_t> off;
    for (auto count = reader.read<std::uint32_t>(); count > 0; --count) {
      const auto unit = reader.read<std::uint32_t>();
      if (unit >= spec.layers[l].units || (!off.empty() && unit <= off.back())) {
        refuse("a unit that is off is none of its layer's");
      }
      off.push_back(unit);
    }
    masks.off_units.push_back(std::move(off));
  }
  const auto has_frozen = reader.read<std::uint8_t>();
  if (has_frozen > 1) refuse("a flag is neither 0 nor 1");
  if (has_frozen == 0) return masks;
  bool any = false;
  for (std::size_t left = parameter_count(spec); left > 0; --left) {
    masks.frozen.push_back(reader.read<std::uint8_t>());
    if (masks.frozen.back() > 1) refuse("a flag is neither 0 nor 1");
    any = any || masks.frozen.back() == 1;
  }
  if (!any) refuse("none of its frozen parameters is frozen");
  return masks;
}

/// Checks magic, version and checksum; returns the content after them and the version.
ByteReader open(std::span<const std::uint8_t> snapshot, std::uint32_t& version) {
  if (snapshot.size() < kMagic.size() + sizeof(std::uint32_t) + kChecksumBytes ||
      std::memcmp(snapshot.data(), kMagic.data(), kMagic.size()) != 0) {
    refuse("not a snapshot of a network");
  }
  std::memcpy(&version, snapshot.data() + kMagic.size(), sizeof version);
  if (version > kSnapshotVersion) {
    refuse("version " + std::to_string(version) + " is newer than this engine, which reads up to " +
           std::to_string(kSnapshotVersion));
  }
  if (version == 0) refuse("version 0 does not exist");
  const auto body = snapshot.first(snapshot.size() - kChecksumBytes);
  std::uint64_t stored = 0;
  std::memcpy(&stored, snapshot.data() + body.size(), sizeof stored);
  if (checksum(body) != stored) refuse("damaged: its checksum does not match");
  return ByteReader(body.subspan(kMagic.size() + sizeof version));
}

/// Every parameter, each followed by its values in the optimiser's slots.
std::vector<float> interleaved(const Network<float>& network, std::span<const float> slots) {
  const std::size_t arena = network.parameters().size();
  const std::size_t each = 1 + network.spec().optimizer.entry->info.state_slots;
  std::vector<float> values(parameter_count(network.spec()) * each);
  std::size_t first = 0;
  for_each_parameter_run(network.layouts(),
                         [&](std::size_t, ParameterKind, std::size_t offset, std::size_t count) {
                           const auto copy = [&](std::span<const float> run, std::size_t place) {
                             for (std::size_t i = 0; i < count; ++i)
                               values[first + i * each + place] = run[i];
                           };
                           copy(network.parameters().subspan(offset, count), 0);
                           for (std::size_t slot = 0; slot + 1 < each; ++slot) {
                             copy(slots.subspan(slot * arena + offset, count), slot + 1);
                           }
                           first += count * each;
                         });
  return values;
}

}  // namespace

std::vector<std::uint8_t> save_snapshot(const Trainer& trainer) {
  const Network<float>& network = trainer.network();
  const NetworkSpec& spec = network.spec();
  ByteWriter writer;
  for (const char letter : kMagic) writer.write(letter);
  writer.write(kSnapshotVersion);
  writer.write_text(shape_of(spec));
  writer.write(LiveSettings{spec.learning_rate, spec.regularization, spec.clipping});
  writer.write(trainer.state());
  writer.write_all(interleaved(network, trainer.optimizer_slots()));
  write_masks(writer, trainer);
  writer.write(checksum(writer.bytes()));
  return std::move(writer.bytes());
}

void restore_snapshot(Trainer& trainer, std::span<const std::uint8_t> snapshot) {
  std::uint32_t version = 0;
  ByteReader reader = open(snapshot, version);
  Network<float>& network = trainer.network();
  const std::string shape = shape_of(network.spec());
  if (const std::string given = reader.read_text(); given != shape) {
    refuse("it is of the network " + given + "; this one is " + shape);
  }
  const auto settings = reader.read<LiveSettings>();
  const auto state = reader.read<TrainingState>();
  check_settings(settings);
  check_state(state);
  const std::size_t arena = network.parameters().size();
  const std::size_t slots = network.spec().optimizer.entry->info.state_slots;
  AlignedBuffer<float> parameters(arena);
  AlignedBuffer<float> optimizer_slots(slots * arena);
  for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
    parameters.data()[offset] = reader.read<float>();
    for (std::size_t slot = 0; slot < slots; ++slot) {
      optimizer_slots.data()[slot * arena + offset] = reader.read<float>();
    }
  });
  Masks masks{.off_units = std::vector<std::vector<std::uint32_t>>(network.layouts().size() - 1),
              .frozen = {}};
  if (version > 1) masks = read_masks(reader, network.spec());
  if (!reader.at_end()) refuse("it goes on after its end");

  std::ranges::copy(parameters.span(), network.parameters().begin());
  std::ranges::copy(optimizer_slots.span(), trainer.optimizer_slots().begin());
  network.set_learning_rate(settings.learning_rate);
  network.set_regularization(settings.regularization);
  network.set_clipping(settings.clipping);
  trainer.set_state(state);
  for (std::size_t l = 0; l < masks.off_units.size(); ++l) {
    network.set_off_units(l, std::move(masks.off_units[l]));
  }
  trainer.set_frozen(masks.frozen);
}

}  // namespace gradient
