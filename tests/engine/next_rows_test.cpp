#include "gradient/next_rows.hpp"

#include <cstdint>
#include <numeric>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/snapshot.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::next_rows_test {

using namespace gradient::testing;
using Rows = std::vector<std::uint32_t>;

namespace {

/// One input, whose value is the row's number.
Dataset numbered_rows(std::size_t count) {
  std::vector<float> x(count);
  std::iota(x.begin(), x.end(), 0.0F);
  return arrays_dataset(x, std::vector<float>(count), 1, 1);
}

Trainer make_trainer() {
  return Trainer(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}, {"learningRate", 1e-6}}));
}

/// The rows that the last step saw.
Rows seen_by(const Trainer& trainer) {
  const std::size_t stride = trainer.network().layouts().front().input_stride;
  Rows rows;
  for (std::size_t r = 0; r < trainer.last_batch_rows(); ++r) {
    rows.push_back(static_cast<std::uint32_t>(trainer.last_batch().inputs.data()[r * stride]));
  }
  return rows;
}

Rows rows_in(const Value& value) { return *value.get_if<Rows>(); }

}  // namespace

TEST_CASE("the next rows are those that the next steps take, over the end of an epoch",
          "[next_rows]") {
  const Dataset data = numbered_rows(10);
  for (const bool shuffle : {false, true}) {
    CAPTURE(shuffle);
    Trainer trainer = make_trainer();
    const Object options{{"batchSize", 4}, {"shuffle", shuffle}};
    const Value announced = next_rows(trainer, data, with(options, "batches", 7));
    const Array& batches = *announced.get_if<Array>();
    REQUIRE(batches.size() == 7);
    for (const Value& batch : batches) {
      CHECK(rows_in(next_rows(trainer, data, options)) == rows_in(batch));
      static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 4, .shuffle = shuffle}));
      CHECK(seen_by(trainer) == rows_in(batch));
    }
  }
}

TEST_CASE("looking at the next rows changes nothing", "[next_rows]") {
  const Dataset data = numbered_rows(10);
  Trainer trainer = make_trainer();
  static_cast<void>(trainer.train(data, {.steps = 1, .batch_size = 4}));
  const auto before = save_snapshot(trainer);
  static_cast<void>(next_rows(trainer, data, Object{{"batches", 9}, {"batchSize", 3}}));
  static_cast<void>(next_rows(trainer, numbered_rows(5), Object{{"shuffle", false}}));
  CHECK(save_snapshot(trainer) == before);
}

TEST_CASE("a batch larger than the data is the whole of it", "[next_rows]") {
  CHECK(rows_in(next_rows(make_trainer(), numbered_rows(3), Object{{"shuffle", false}})) ==
        Rows{0, 1, 2});
}

TEST_CASE("options and data that do not fit are refused", "[next_rows]") {
  using enum ErrorCode;
  const Dataset data = numbered_rows(10);
  const Trainer trainer = make_trainer();
  check_refusals(
      [&](const Value& options) { static_cast<void>(next_rows(trainer, data, options)); },
      {{7, kInvalidArgument, "the options of nextRows: 7 given"},
       {Object{{"batchSize", 0}}, kOutOfRange, "batchSize: 0 given"},
       {Object{{"batches", 0}}, kOutOfRange, "batches: 0 given"},
       {Object{{"batches", 200000}, {"batchSize", 8}}, kLimitExceeded,
        "batches: 200000 of 8 rows given; allowed: at most 1000000 rows in all"},
       {Object{{"steps", 1}}, kUnknownName,
        "steps: unknown field; allowed: batchSize, shuffle, batches"}});
  const Trainer wider(make_spec(2, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  check_refusal([&] { static_cast<void>(next_rows(wider, data, Object{})); }, kShapeMismatch,
                "data: 1 inputs given");
}

}  // namespace gradient::next_rows_test
