#include "gradient/statistics.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::statistics_test {

using namespace gradient::testing;

namespace {

/// Statistics of a network with these parameters after one pass forward and back.
std::vector<LayerStatistics> statistics_of(const NetworkSpec& spec,
                                           const std::vector<float>& parameters,
                                           const std::vector<float>& x, const std::vector<float>& y,
                                           std::size_t bins = 4, Detail detail = Detail::kFull) {
  Network<float> network(spec);
  set_parameters(network, parameters);
  const std::size_t rows = x.size() / spec.inputs;
  Workspace<float> batch;
  load_batch(network, x, y, rows, batch);
  network.forward(batch, rows, Dropout::kOff, nullptr);
  static_cast<void>(network.loss_and_gradient(batch, rows));
  AlignedBuffer<float> gradients(network.parameters().size());
  network.backward(batch, rows, Dropout::kOff, gradients.data());
  return layer_statistics(network, batch, rows, gradients.span(), bins, detail);
}

/// One input, one hidden layer, an output that adds the units up.
NetworkSpec one_to_one(std::size_t units, std::string_view activation, Object params = {}) {
  return make_spec(1, {{units, activation, {{"params", std::move(params)}}}, {1, "linear"}},
                   "half-mse", {{"name", "sgd"}});
}

}  // namespace

TEST_CASE("a layer's statistics by hand", "[statistics]") {
  // relu: z = x w + b for x = 1, 2 with w = (1, -1), b = (0, 0.5); out = a1 + 2 a2, targets 0
  const auto found =
      statistics_of(one_to_one(2, "relu"), {1, -1, 0, 0.5F, 1, 2, 0}, {1, 2}, {0, 0}, 3);
  const LayerStatistics& hidden = found[0];
  CHECK(hidden.pre_activation.count == 4);
  CHECK(hidden.pre_activation.mean == Catch::Approx((1 + 2 - 0.5 - 1.5) / 4));
  CHECK(hidden.pre_activation.minimum == -1.5);
  CHECK(hidden.pre_activation.maximum == 2.0);
  CHECK(hidden.pre_activation.histogram.counts == std::vector<std::uint32_t>{2, 0, 2});
  CHECK(hidden.activation.mean == Catch::Approx(0.75));
  CHECK(hidden.zero_share == 0.5);
  CHECK(hidden.unit_mean_absolute == std::vector<float>{1.5F, 0.0F});
  // dL/dout = (1, 2) / 2; dL/dz of unit 1 is (0.5, 1), of unit 2 it is 0
  CHECK(hidden.mean_absolute_gradient == Catch::Approx(0.375));
  CHECK(hidden.pre_activation_gradient->zeros == 2);
  CHECK(hidden.pre_activation_gradient->logarithms.count == 2);
  CHECK(hidden.pre_activation_gradient->logarithms.minimum == Catch::Approx(std::log10(0.5)));
  CHECK(hidden.pre_activation_gradient->logarithms.maximum == Catch::Approx(0.0).margin(1e-9));
  // dL/dw = (0.5 * 1 + 1 * 2, 0)
  CHECK(hidden.weight_gradient->zeros == 1);
  CHECK(hidden.weight_gradient_norm == Catch::Approx(2.5));
  CHECK(hidden.weight_norm == Catch::Approx(std::sqrt(2.0)));
  CHECK(hidden.dead_share == 0.5);
  CHECK(hidden.unit_flags == std::vector<std::uint8_t>{0, kDeadUnit});
  CHECK(found[1].weight_norm == Catch::Approx(std::sqrt(5.0)));
}

TEST_CASE("a unit is dead where f and f' are 0 on every row, not on most", "[statistics]") {
  // unit 1 sees x > 0 only once in three rows; unit 2 never
  const auto found =
      statistics_of(one_to_one(2, "relu"), {1, 1, 0, -9, 1, 1, 0}, {-1, -2, 3}, {9, 9, 9});
  CHECK(found[0].unit_flags == std::vector<std::uint8_t>{0, kDeadUnit});
  CHECK(found[0].dead_share == 0.5);
}

TEST_CASE("a unit that has a value, or a slope, is not dead", "[statistics]") {
  // relu6 at its upper bound: f' is 0, f is 6; leaky ReLU below 0: neither is 0
  const auto bounded = statistics_of(one_to_one(1, "relu6"), {1, 0, 1, 0}, {7, 9}, {0, 0});
  CHECK(bounded[0].unit_flags[0] == kSaturatedUnit);
  const auto leaky = statistics_of(one_to_one(1, "leaky-relu"), {1, 0, 1, 0}, {-7, -9}, {9, 9});
  CHECK(leaky[0].unit_flags[0] == 0);
  // f(0) is 0 for tanh, but its slope is 1 there
  const auto zero = statistics_of(one_to_one(1, "tanh"), {0, 0, 1, 0}, {1, 2}, {1, 1});
  CHECK(zero[0].unit_flags[0] == 0);
}

TEST_CASE("a unit is cut off where no gradient comes to it, though it would pass one on",
          "[statistics]") {
  // the weight that leads on from unit 2 is 0
  const auto by_weight =
      statistics_of(one_to_one(2, "tanh"), {1, 1, 0, 0, 1, 0, 0}, {0.5F, 1}, {0, 0});
  CHECK(by_weight[0].unit_flags == std::vector<std::uint8_t>{0, kCutOffUnit});
  CHECK(by_weight[0].cut_off_share == 0.5);
  CHECK(by_weight[0].dead_share == 0.0);
  // 1 - 1 - 1: the relu after the tanh is dead, and so the tanh is cut off
  const NetworkSpec chain =
      make_spec(1, {{1, "tanh"}, {1, "relu"}, {1, "linear"}}, "half-mse", {{"name", "sgd"}});
  const auto by_dead_unit = statistics_of(chain, {1, 0, 1, -9, 1, 0}, {0.5F, 1}, {1, 1});
  CHECK(by_dead_unit[0].unit_flags[0] == kCutOffUnit);
  CHECK(by_dead_unit[1].unit_flags[0] == kDeadUnit);
  // a dead unit is dead and no more, whether a gradient comes to it or not
  const auto dead = statistics_of(one_to_one(1, "relu"), {1, -9, 0, 0}, {1, 2}, {1, 1});
  CHECK(dead[0].unit_flags[0] == kDeadUnit);
}

TEST_CASE("an output is cut off where the loss has no slope", "[statistics]") {
  const NetworkSpec output = make_spec(1, {{1, "linear"}}, "half-mse", {{"name", "sgd"}});
  CHECK(statistics_of(output, {1, 0}, {1, 2}, {1, 2})[0].unit_flags[0] == kCutOffUnit);
  CHECK(statistics_of(output, {1, 0}, {1, 2}, {1, 3})[0].unit_flags[0] == 0);
  // with a fused loss dL/dz = p - y says so
  const NetworkSpec fused =
      make_spec(1, {{1, "sigmoid"}}, "binary-cross-entropy", {{"name", "sgd"}});
  CHECK(statistics_of(fused, {0, 0}, {1, 2}, {0.5F, 0.5F})[0].unit_flags[0] == kCutOffUnit);
  CHECK(statistics_of(fused, {0, 0}, {1, 2}, {0.5F, 1})[0].unit_flags[0] == 0);
}

TEST_CASE("a unit is saturated where |f'| < 0.01 on at least 95 % of the rows", "[statistics]") {
  for (const auto& [flat, saturated] : {std::pair{18, false}, {19, true}, {20, true}}) {
    CAPTURE(flat);
    std::vector<float> x(20, 0.0F);
    for (int r = 0; r < flat; ++r) x[static_cast<std::size_t>(r)] = 9.0F;
    const auto found =
        statistics_of(one_to_one(1, "tanh"), {1, 0, 1, 0}, x, std::vector<float>(20));
    CHECK(((found[0].unit_flags[0] & kSaturatedUnit) != 0) == saturated);
    CHECK(found[0].saturated_share == (saturated ? 1.0 : 0.0));
  }
}

TEST_CASE("the flat side of a rectifier is no saturation", "[statistics]") {
  for (const Activation& activation : activation_table()) {
    const std::string_view name = activation.info.entry.name;
    CAPTURE(name);
    const bool expected =
        name == "relu" || name == "relu6" || name == "leaky-relu" || name == "prelu";
    CHECK(activation.info.rectifier == expected);
  }
  for (const std::string_view name : {"relu", "relu6"}) {
    CAPTURE(name);
    const auto found = statistics_of(one_to_one(1, name), {1, 0, 1, 0}, {-1, -2}, {1, 1});
    CHECK(found[0].unit_flags[0] == kDeadUnit);
  }
  const auto leaky = statistics_of(one_to_one(1, "leaky-relu", {{"slope", 0.001}}), {1, 0, 1, 0},
                                   {-1, -2}, {1, 1});
  CHECK(leaky[0].unit_flags[0] == 0);
  // the same derivative on the tail of an ELU, which is no rectifier, is saturation
  const auto elu = statistics_of(one_to_one(1, "elu"), {1, 0, 1, 0}, {-9, -8}, {1, 1});
  CHECK(elu[0].unit_flags[0] == kSaturatedUnit);
}

TEST_CASE("saturation follows the derivative that backpropagation uses", "[statistics]") {
  SECTION("prelu's flat side is a rectifier's, even where it has learned the slope 0") {
    const auto flat =
        statistics_of(one_to_one(1, "prelu", {{"slope", 0.0}}), {1, 0, 0, 1, 0}, {-1, -2}, {1, 1});
    CHECK(flat[0].unit_flags[0] == kDeadUnit);
    const auto steep = statistics_of(one_to_one(1, "prelu", {{"slope", 0.0}}), {1, 0, 0.5F, 1, 0},
                                     {-1, -2}, {1, 1});
    CHECK(steep[0].unit_flags[0] == 0);
  }
  SECTION("softmax by the diagonal of its Jacobian") {
    const NetworkSpec spec =
        make_spec(1, {{3, "softmax"}, {1, "linear"}}, "half-mse", {{"name", "sgd"}});
    const auto found = statistics_of(spec, {0, 0, 0, 20, 0, 0, 1, 1, 1, 0}, {1, 2}, {0, 0});
    CHECK(found[0].saturated_share == 1.0);
    const auto even = statistics_of(spec, {0, 0, 0, 0, 0, 0, 1, 1, 1, 0}, {1, 2}, {0, 0});
    CHECK(even[0].saturated_share == 0.0);
  }
  SECTION("maxout never: some piece always has the slope 1") {
    const auto found = statistics_of(one_to_one(1, "maxout", {{"pieces", 2}}), {1, -1, 0, 0, 1, 0},
                                     {5, -5}, {0, 0});
    CHECK(found[0].saturated_share == 0.0);
    CHECK(found[0].dead_share == 0.0);
    CHECK(found[0].pre_activation.count == 4);
    CHECK(found[0].activation.count == 2);
  }
}

TEST_CASE("values that are not finite are left out and counted so", "[statistics]") {
  const float infinity = std::numeric_limits<float>::infinity();
  const auto found = statistics_of(one_to_one(1, "linear"), {1, 0, 1, 0}, {infinity, 2}, {0, 0});
  CHECK(found[0].pre_activation.count == 1);
  CHECK(found[0].pre_activation.mean == 2.0);
  const auto none = statistics_of(one_to_one(1, "linear"), {1, 0, 1, 0}, {infinity}, {0});
  CHECK(none[0].pre_activation.count == 0);
  CHECK(std::isnan(none[0].pre_activation.mean));
}

TEST_CASE("padding counts for nothing", "[statistics]") {
  // sigmoid(0) is not 0, so that padding of its outputs would show
  const auto found =
      statistics_of(one_to_one(5, "sigmoid"), {1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 0},
                    {0, 0, 0}, {0, 0, 0});
  CHECK(found[0].activation.count == 15);
  CHECK(found[0].activation.minimum > 0.99);
  CHECK(found[1].pre_activation.count == 3);
}

TEST_CASE("magnitudes are the same numbers without quantiles, histograms and logarithms",
          "[statistics]") {
  const NetworkSpec spec = one_to_one(2, "relu");
  const std::vector<float> parameters{1, -1, 0, 0.5F, 1, 2, 0};
  const auto full = statistics_of(spec, parameters, {1, 2}, {0, 0}, 3);
  const auto brief = statistics_of(spec, parameters, {1, 2}, {0, 0}, 3, Detail::kMagnitudes);
  for (std::size_t l = 0; l < full.size(); ++l) {
    CHECK(brief[l].pre_activation.count == full[l].pre_activation.count);
    CHECK(brief[l].pre_activation.mean == full[l].pre_activation.mean);
    CHECK(brief[l].activation.standard_deviation == full[l].activation.standard_deviation);
    CHECK(brief[l].activation.mean_absolute == full[l].activation.mean_absolute);
    CHECK(brief[l].activation.minimum == full[l].activation.minimum);
    CHECK(brief[l].activation.maximum == full[l].activation.maximum);
    CHECK(brief[l].mean_absolute_gradient == full[l].mean_absolute_gradient);
    CHECK(brief[l].weight_norm == full[l].weight_norm);
    CHECK(brief[l].weight_gradient_norm == full[l].weight_gradient_norm);
    CHECK(brief[l].unit_flags == full[l].unit_flags);
    CHECK(brief[l].cut_off_share == full[l].cut_off_share);
    CHECK(brief[l].unit_mean_absolute == full[l].unit_mean_absolute);
    CHECK(brief[l].zero_share == full[l].zero_share);
    CHECK(brief[l].pre_activation.histogram.counts.empty());
    CHECK(std::isnan(brief[l].pre_activation.quantiles[2]));
    CHECK_FALSE(brief[l].pre_activation_gradient);
    CHECK_FALSE(brief[l].weight_gradient);
  }
}

TEST_CASE("the options of statistics are read with their defaults", "[statistics]") {
  const StatisticsOptions none = parse_statistics_options(Object{});
  CHECK(none.rows == 256);
  CHECK(none.bins == 40);
  CHECK(none.detail == Detail::kFull);
  const StatisticsOptions all =
      parse_statistics_options(Object{{"rows", 7}, {"bins", 1024}, {"detail", "magnitudes"}});
  CHECK(all.rows == 7);
  CHECK(all.bins == 1024);
  CHECK(all.detail == Detail::kMagnitudes);
}

TEST_CASE("bad options of statistics are refused", "[statistics]") {
  using enum ErrorCode;
  const auto parse = [](const Value& value) { static_cast<void>(parse_statistics_options(value)); };
  check_refusals(
      parse,
      {
          {Value(7), kInvalidArgument, "the options of statistics: 7 given; allowed: an object"},
          {Object{{"rows", 0}}, kOutOfRange,
           "rows: 0 given; allowed: a whole number from 1 to 4294967295"},
          {Object{{"bins", 1025}}, kOutOfRange,
           "bins: 1025 given; allowed: a whole number from 1 to 1024"},
          {Object{{"detail", "some"}}, kUnknownName,
           "detail: \"some\" given; allowed: one of full, magnitudes"},
          {Object{{"row", 7}}, kUnknownName, "row: unknown field; allowed: rows, bins, detail"},
      });
}

}  // namespace gradient::statistics_test
