#include "gradient/dropout_masks.hpp"

#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support/conformance.hpp"

namespace gradient::dropout_masks_test {

using namespace gradient::testing;

namespace {

/// 3-5-4-2, with dropout in the first and second of the hidden layers, but not in the third.
NetworkSpec dropout_spec() {
  return make_spec(3,
                   {{5, "tanh", {{"dropout", 0.5}}},
                    {4, "tanh"},
                    {7, "maxout", {{"dropout", 0.25}}},
                    {2, "linear"}},
                   "mse", {{"name", "sgd"}});
}

}  // namespace

TEST_CASE("the next masks are those that the next step draws, step after step", "[dropout_masks]") {
  Trainer trainer(dropout_spec());
  constexpr std::size_t kBatch = 6;
  for (unsigned step = 0; step < 4; ++step) {
    CAPTURE(step);
    const Rows rows = random_rows(trainer.network().spec(), kBatch, step);
    const DropoutMasks masks = next_dropout_masks(trainer, kBatch, 0, kBatch);
    REQUIRE(masks.kept.size() == 4);
    CHECK(masks.kept[1].empty());
    CHECK(masks.kept[3].empty());
    static_cast<void>(trainer.train_batches(rows.x, rows.y, kBatch));
    for (const std::size_t layer : {0U, 2U}) {
      const LayerLayout& layout = trainer.network().layouts()[layer];
      REQUIRE(masks.kept[layer].size() == kBatch * layout.units);
      Workspace<double> batch;
      const Network<double> network(trainer.network());
      batch.reserve(network.spec(), network.layouts(), kBatch);
      load_masks(network, masks, batch);
      for (std::size_t r = 0; r < kBatch; ++r) {
        for (std::size_t unit = 0; unit < layout.units; ++unit) {
          const std::size_t at = r * layout.output_stride + unit;
          const float drawn = trainer.last_batch().layers[layer].mask.data()[at];
          CHECK((masks.kept[layer][r * layout.units + unit] == 1) == (drawn != 0.0F));
          CHECK(static_cast<float>(batch.layers[layer].mask.data()[at]) == drawn);
        }
      }
    }
  }
}

TEST_CASE("rows of a batch have the masks of their place in it", "[dropout_masks]") {
  const Trainer trainer(dropout_spec());
  const DropoutMasks all = next_dropout_masks(trainer, 8, 0, 8);
  const DropoutMasks some = next_dropout_masks(trainer, 8, 3, 2);
  for (const std::size_t layer : {0U, 2U}) {
    const std::size_t units = trainer.network().layouts()[layer].units;
    const auto first = all.kept[layer].begin() + static_cast<std::ptrdiff_t>(3 * units);
    CHECK(some.kept[layer] ==
          std::vector<std::uint8_t>(first, first + static_cast<std::ptrdiff_t>(2 * units)));
  }
}

TEST_CASE("no masks: dropout is off", "[dropout_masks]") {
  CHECK(DropoutMasks{}.mode() == Dropout::kOff);
  CHECK(next_dropout_masks(Trainer(dropout_spec()), 1, 0, 1).mode() == Dropout::kReuse);
}

}  // namespace gradient::dropout_masks_test
