#include "gradient/snapshot.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::snapshot_test {

using namespace gradient::testing;

namespace {

using Bytes = std::vector<std::uint8_t>;

Object base_spec() {
  return spec_object(2, {{3, "elu", {{"dropout", 0.1}}}, {1, "sigmoid"}}, "binary-cross-entropy",
                     {{"name", "adam"}, {"learningRate", 0.03}});
}

Dataset data_for(const Trainer& trainer) { return random_dataset(trainer.network().spec(), 20, 3); }

Trainer trained(const Object& spec = base_spec()) {
  Trainer trainer(parse_network_spec(spec));
  static_cast<void>(trainer.train(data_for(trainer), {.steps = 7, .batch_size = 6}));
  return trainer;
}

/// Checks that the snapshot is refused with that reason and the trainer is unchanged.
void check_refused(Trainer& trainer, const Bytes& snapshot, const std::string& reason) {
  const Bytes before = save_snapshot(trainer);
  check_refusal([&] { restore_snapshot(trainer, snapshot); }, ErrorCode::kDamagedSnapshot,
                "snapshot: " + reason);
  CHECK((save_snapshot(trainer) == before));
}

/// With a valid checksum: 64-bit FNV-1a over all bytes before it.
Bytes sealed(Bytes bytes) {
  bytes.resize(bytes.size() - sizeof(std::uint64_t));
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3U;
  for (unsigned shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(hash >> shift));
  }
  return bytes;
}

/// The offset of the data after the text.
std::size_t settings_offset(const Bytes& snapshot) {
  std::uint32_t length = 0;
  std::memcpy(&length, snapshot.data() + 8, sizeof length);
  return 12 + length;
}

template <class T>
Bytes with_number(Bytes snapshot, std::size_t offset, T value) {
  std::memcpy(snapshot.data() + settings_offset(snapshot) + offset, &value, sizeof value);
  return sealed(std::move(snapshot));
}

/// Offsets of what follows the text: five settings, then the state.
constexpr std::size_t kLearningRate = 0;
constexpr std::size_t kState = 5 * sizeof(double);
constexpr std::size_t kScheduleFactor = kState + sizeof(OptimizerState);
constexpr std::size_t kPosition = kState + sizeof(OptimizerState) + sizeof(ScheduleState);
constexpr std::size_t kPositionRow = kPosition + 8;
constexpr std::size_t kPositionSize = kPosition + 16;
constexpr std::size_t kPositionRandom = kPosition + 32;
constexpr std::size_t kDropoutRandom = kPosition + sizeof(EpochOrder::Position);

}  // namespace

TEST_CASE("a snapshot begins with its magic and version", "[snapshot]") {
  const Bytes snapshot = save_snapshot(trained());
  CHECK(std::string(snapshot.begin(), snapshot.begin() + 4) == "GPSN");
  CHECK(Bytes(snapshot.begin() + 4, snapshot.begin() + 8) == Bytes{2, 0, 0, 0});
  CHECK(sealed(snapshot) == snapshot);
}

TEST_CASE("a snapshot of version 1, which has no masks, is read", "[snapshot]") {
  const Bytes snapshot = save_snapshot(trained());
  // behind the numbers: no unit of the hidden layer is off (4 bytes), nothing is frozen (1 byte)
  Bytes old(snapshot.begin(), snapshot.end() - 5);
  old[4] = 1;
  Trainer other(parse_network_spec(base_spec()));
  restore_snapshot(other, sealed(old));
  CHECK(save_snapshot(other) == snapshot);
}

TEST_CASE("masks that a network cannot have are refused", "[snapshot]") {
  Trainer trainer = trained();
  trainer.network().set_off_units(0, {0, 2});
  const std::vector<std::uint8_t> frozen(parameter_count(trainer.network().spec()), 1);
  trainer.set_frozen(frozen);
  const Bytes snapshot = save_snapshot(trainer);
  const std::size_t flags = snapshot.size() - sizeof(std::uint64_t) - frozen.size();
  const auto changed = [&](std::size_t place, std::uint8_t value) {
    Bytes bytes = snapshot;
    bytes[place] = value;
    return sealed(std::move(bytes));
  };
  check_refused(trainer, changed(flags - 5, 3), "a unit that is off is none of its layer's");
  check_refused(trainer, changed(flags - 9, 2), "a unit that is off is none of its layer's");
  check_refused(trainer, changed(flags - 1, 2), "a flag is neither 0 nor 1");
  check_refused(trainer, changed(flags, 2), "a flag is neither 0 nor 1");
  Bytes none = snapshot;
  std::fill_n(none.begin() + static_cast<std::ptrdiff_t>(flags), frozen.size(), std::uint8_t{0});
  check_refused(trainer, sealed(none), "none of its frozen parameters is frozen");
}

TEST_CASE("restoring brings back learning rate, regularisation and clipping too", "[snapshot]") {
  Trainer trainer = trained();
  trainer.network().set_learning_rate(0.5);
  trainer.network().set_regularization({.l1 = 0.125, .l2 = 0.25});
  trainer.network().set_clipping({.norm = 2.0, .value = 3.0});
  const Bytes snapshot = save_snapshot(trainer);
  Trainer other(parse_network_spec(base_spec()));
  restore_snapshot(other, snapshot);
  CHECK(other.network().spec().learning_rate == 0.5);
  CHECK(other.network().spec().regularization.l1 == 0.125);
  CHECK(other.network().spec().regularization.l2 == 0.25);
  CHECK(other.network().spec().clipping.norm == 2.0);
  CHECK(other.network().spec().clipping.value == 3.0);
}

TEST_CASE("a network that has diverged is saved and restored to the bit", "[snapshot]") {
  Trainer trainer = trained();
  trainer.network().parameters()[0] = std::numeric_limits<float>::quiet_NaN();
  trainer.network().parameters()[1] = std::numeric_limits<float>::infinity();
  const Bytes snapshot = save_snapshot(trainer);
  Trainer other(parse_network_spec(base_spec()));
  restore_snapshot(other, snapshot);
  CHECK(save_snapshot(other) == snapshot);
}

TEST_CASE("a snapshot that is cut at any length is refused", "[snapshot]") {
  Trainer trainer = trained();
  const Bytes snapshot = save_snapshot(trainer);
  for (std::size_t length = 0; length < snapshot.size(); ++length) {
    CAPTURE(length);
    const Bytes cut(snapshot.begin(), snapshot.begin() + static_cast<std::ptrdiff_t>(length));
    check_refused(trainer, cut,
                  length < 16 ? "not a snapshot of a network" : "damaged: its checksum");
    if (length > 20) check_refused(trainer, sealed(cut), "");
  }
}

TEST_CASE("a snapshot with any bit flipped is refused", "[snapshot]") {
  Trainer trainer = trained();
  const Bytes snapshot = save_snapshot(trainer);
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes damaged = snapshot;
      damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ (1U << bit));
      check_refused(trainer, damaged, "");
    }
  }
}

TEST_CASE("what is no snapshot, newer, or longer than it should be is refused with the reason",
          "[snapshot]") {
  Trainer trainer = trained();
  const Bytes snapshot = save_snapshot(trainer);
  Bytes other_magic = snapshot;
  other_magic[0] = 'X';
  check_refused(trainer, sealed(other_magic), "not a snapshot of a network");
  Bytes newer = snapshot;
  newer[4] = 3;
  check_refused(trainer, sealed(newer), "version 3 is newer than this engine, which reads up to 2");
  Bytes zero = snapshot;
  zero[4] = 0;
  check_refused(trainer, sealed(zero), "version 0 does not exist");
  Bytes longer = snapshot;
  longer.insert(longer.end(), 4, 0);
  check_refused(trainer, sealed(longer), "it goes on after its end");
}

TEST_CASE("numbers that no training can have are refused", "[snapshot]") {
  Trainer trainer = trained();
  const Bytes snapshot = save_snapshot(trainer);
  const std::string setting = "a setting is not allowed: ";
  const std::string place = "its place in the epoch is beyond the data";
  for (const double bad : {std::nan(""), -1.0, std::numeric_limits<double>::infinity(), 0.0, 1e7}) {
    check_refused(trainer, with_number(snapshot, kLearningRate, bad), setting);
  }
  for (std::size_t i = 1; i < 5; ++i) {
    check_refused(trainer, with_number(snapshot, 8 * i, -1.0), setting);
    check_refused(trainer, with_number(snapshot, 8 * i, std::nan("")), setting);
  }
  check_refused(trainer, with_number(snapshot, kScheduleFactor, std::nan("")),
                "the schedule's factor");
  check_refused(trainer, with_number(snapshot, kPositionRow, std::uint64_t{21}), place);
  check_refused(trainer, with_number(snapshot, kPositionRow, std::uint64_t{20}), place);
  check_refused(trainer, with_number(snapshot, kPositionSize, std::uint64_t{1} << 40U), place);
  check_refused(trainer, with_number(snapshot, kPositionRandom, Random::State{}),
                "a random generator is empty");
  check_refused(trainer, with_number(snapshot, kDropoutRandom, Random::State{}),
                "a random generator is empty");
}

TEST_CASE("a snapshot of another network is refused, and both are named", "[snapshot]") {
  const Bytes snapshot = save_snapshot(trained());
  const Object layer{{"units", 3}, {"activation", "elu"}, {"dropout", 0.1}};
  const Object output{{"units", 1}, {"activation", "sigmoid"}};
  const auto layers = [&](Object first) {
    return with(base_spec(), "layers", Array{std::move(first), output});
  };
  const Object others[] = {
      with(base_spec(), "inputs", 3),
      layers(with(layer, "units", 4)),
      layers(with(layer, "activation", "tanh")),
      layers(with(layer, "params", Object{{"alpha", 0.5}})),
      layers(with(layer, "dropout", 0.2)),
      layers(with(layer, "biases", "fixed")),
      layers(with(layer, "biases", "none")),
      with(base_spec(), "layers", Array{layer, layer, output}),
      with(base_spec(), "loss", "half-mse"),
      with(base_spec(), "loss", Object{{"name", "huber"}, {"delta", 2.0}}),
      with(base_spec(), "optimizer", "sgd"),
      with(base_spec(), "optimizer", Object{{"name", "adam"}, {"beta1", 0.8}}),
      with(base_spec(), "schedule", "cosine"),
      with(base_spec(), "schedule", Object{{"name", "step"}, {"factor", 0.25}}),
  };
  for (const Object& other : others) {
    CAPTURE(describe(other));
    Trainer trainer = trained(other);
    check_refused(trainer, snapshot, "it is of the network 2-3 elu");
    Trainer original = trained();
    check_refused(original, save_snapshot(trainer), "it is of the network ");
  }
}

TEST_CASE("what may change while training runs, and the seed, do not make another network",
          "[snapshot]") {
  const Bytes snapshot = save_snapshot(trained());
  const Object others[] = {
      with(base_spec(), "seed", 99),
      with(base_spec(), "optimizer", Object{{"name", "adam"}, {"learningRate", 1.0}}),
      with(base_spec(), "regularization", Object{{"l2", 0.1}}),
      with(base_spec(), "clipping", Object{{"norm", 0.1}}),
  };
  for (const Object& other : others) {
    Trainer trainer(parse_network_spec(other));
    restore_snapshot(trainer, snapshot);
    CHECK(save_snapshot(trainer) == snapshot);
  }
}

TEST_CASE("maxout and prelu are saved with their pieces and slopes", "[snapshot]") {
  const Object spec = spec_object(
      2, {{3, "maxout", {{"params", Object{{"pieces", 3}}}}}, {5, "prelu"}, {1, "linear"}}, "mse",
      {{"name", "amsgrad"}});
  const Trainer trainer = trained(spec);
  Trainer other(parse_network_spec(with(spec, "seed", 5)));
  restore_snapshot(other, save_snapshot(trainer));
  CHECK(parameter_hash(other.network()) == parameter_hash(trainer.network()));
  Trainer fewer(parse_network_spec(spec_object(
      2, {{3, "maxout", {{"params", Object{{"pieces", 2}}}}}, {5, "prelu"}, {1, "linear"}}, "mse",
      {{"name", "amsgrad"}})));
  check_refused(fewer, save_snapshot(trainer), "it is of the network 2-3 maxout");
}

}  // namespace gradient::snapshot_test
