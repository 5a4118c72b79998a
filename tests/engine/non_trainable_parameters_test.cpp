#include "gradient/non_trainable_parameters.hpp"

#include <algorithm>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/conformance.hpp"

namespace gradient::non_trainable_parameters_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

namespace {

NetworkSpec spec_with_biases(const char* biases, std::string_view optimizer = "sgd") {
  const Object more{{"biases", biases}};
  return make_spec(2, {{3, "prelu", more}, {2, "maxout", more}, {1, "linear", more}}, "mse",
                   {{"name", optimizer}, {"learningRate", 0.05}});
}

/// The parameters of one kind.
Floats values_of(const Network<float>& network, ParameterKind wanted) {
  Floats values;
  for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind kind, std::size_t offset) {
    if (kind == wanted) values.push_back(network.parameters()[offset]);
  });
  return values;
}

}  // namespace

TEST_CASE("fixed biases keep their value and everything else learns, with every optimiser",
          "[non_trainable_parameters]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    Trainer trainer(make_spec(2,
                              {{4, "tanh", {{"bias", 0.25}, {"biases", "fixed"}}}, {1, "linear"}},
                              "mse", {{"name", name_of(optimizer)}, {"learningRate", 0.05}}));
    const LayerLayout& first = trainer.network().layouts().front();
    const Floats before = packed(trainer.network(), trainer.network().parameters());
    static_cast<void>(trainer.train(random_dataset(trainer.network().spec(), 20, 3),
                                    {.steps = 20, .batch_size = 5}));
    const auto biases = trainer.network().parameters().subspan(first.biases, first.units);
    CHECK(std::ranges::all_of(biases, [](float bias) { return bias == 0.25F; }));
    const Floats after = packed(trainer.network(), trainer.network().parameters());
    const Floats gradients = packed(trainer.network(), trainer.gradients());
    CHECK(std::all_of(gradients.begin() + 8, gradients.begin() + 12,
                      [](float gradient) { return gradient == 0.0F; }));
    for (std::size_t i = 0; i < after.size(); ++i) {
      CHECK((after[i] == before[i]) == (i >= 8 && i < 12));
    }
  }
}

TEST_CASE("a layer without biases computes z = x W before and after training",
          "[non_trainable_parameters]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    const NetworkSpec spec = spec_with_biases("none", name_of(optimizer));
    Trainer trainer(spec);
    static_cast<void>(trainer.train(random_dataset(spec, 20, 3), {.steps = 20, .batch_size = 5}));
    Workspace<float> batch;
    CHECK(activations_of(trainer.network(), 2, Floats{0, 0}, batch) == Floats{0});
    CHECK(values_of(trainer.network(), ParameterKind::kBias).empty());
  }
}

TEST_CASE("a network without biases has fewer parameters by their number",
          "[non_trainable_parameters]") {
  const NetworkSpec with = spec_with_biases("trained");
  const NetworkSpec without = spec_with_biases("none");
  std::size_t biases = 0;
  for (const LayerLayout& layout : layouts_of(with)) biases += layout.units * layout.pieces;
  CHECK(parameter_count(without) + biases == parameter_count(with));
  const Network<float> network(without);
  CHECK(packed(network, network.parameters()).size() == parameter_count(without));
  CHECK(parameter_count(spec_with_biases("fixed")) == parameter_count(with));
  CHECK(values_of(network, ParameterKind::kWeight) ==
        values_of(Network<float>(with), ParameterKind::kWeight));
}

TEST_CASE("fixed biases do not count in the norm that the gradient is clipped to",
          "[non_trainable_parameters]") {
  // y = 2 x + 1 at x = 1: dL/dw = dL/db = 3, of which only w's counts
  const Object object = with(spec_object(1, {{1, "linear", {{"biases", "fixed"}, {"bias", 1}}}},
                                         "half-mse", {{"name", "sgd"}, {"learningRate", 1}}),
                             "clipping", Object{{"norm", 3}});
  Trainer trainer(parse_network_spec(object));
  set_parameters(trainer.network(), Floats{2, 1});
  static_cast<void>(trainer.train_batches(Floats{1}, Floats{0}, 1));
  CHECK(packed(trainer.network(), trainer.gradients()) == Floats{3, 0});
  CHECK(packed(trainer.network(), trainer.network().parameters()) == Floats{-1, 1});
}

}  // namespace gradient::non_trainable_parameters_test
