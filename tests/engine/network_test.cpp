#include "gradient/network.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "support/allocations.hpp"
#include "support/reference_network.hpp"
#include "support_network.hpp"

namespace gradient::network_test {

using namespace gradient::testing;

namespace {

Numbers widened(const std::vector<float>& values) { return {values.begin(), values.end()}; }

/// Values of a padded array of blocks, without padding.
template <class Real>
Numbers blocks(const AlignedBuffer<Real>& buffer, std::size_t count, std::size_t units,
               std::size_t stride) {
  Numbers values;
  for (std::size_t block = 0; block < count; ++block) {
    for (std::size_t j = 0; j < units; ++j) {
      values.push_back(static_cast<double>(buffer.data()[block * stride + j]));
    }
  }
  return values;
}

void check_close(const Numbers& found, const Numbers& expected, double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double allowed = tolerance * std::max(1.0, std::abs(expected[i]));
    if (!(std::abs(found[i] - expected[i]) <= allowed)) {
      CAPTURE(i, found[i], expected[i]);
      FAIL_CHECK("differs");
      return;
    }
  }
}

/// Every number of a forward and backward pass, compared with the reference network's.
template <class Real>
void check_against_reference(const NetworkSpec& spec, std::size_t rows, double tolerance,
                             Dropout dropout = Dropout::kOff) {
  const Network<Real> network{Network<float>(spec)};
  const std::vector<float> x = uniform_values(rows * spec.inputs, -1.0, 1.0, 5);
  const std::vector<float> y = targets_for(*spec.loss.entry, rows, spec.layers.back().units, 6);
  Workspace<Real> batch;
  load_batch(network, x, y, rows, batch);
  Random random(3);
  network.forward(batch, rows, dropout, &random);
  const double loss = network.loss_and_gradient(batch, rows);
  CHECK(network.loss(batch, rows) == loss);
  AlignedBuffer<Real> gradients(network.parameters().size());
  network.backward(batch, rows, dropout, gradients.data());

  ReferenceNetwork reference(network);
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    const LayerLayout& layer = network.layouts()[l];
    if (dropout != Dropout::kOff && spec.layers[l].dropout > 0.0) {
      reference.layers[l].mask =
          blocks(batch.layers[l].mask, rows, layer.units, layer.output_stride);
    }
  }
  const double expected = reference.run(widened(x), widened(y));
  CHECK(std::abs(loss + network.penalty() - expected) <= tolerance * std::max(1.0, expected));
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    CAPTURE(l);
    const LayerLayout& layer = network.layouts()[l];
    const LayerValues<Real>& values = batch.layers[l];
    const ReferenceLayer& plain = reference.layers[l];
    const std::size_t stride = layer.output_stride;
    const std::size_t z_blocks = rows * layer.pieces;
    check_close(blocks(values.z, z_blocks, layer.units, stride), plain.z, tolerance);
    check_close(blocks(values.a, rows, layer.units, stride), plain.a, tolerance);
    check_close(blocks(values.dz, z_blocks, layer.units, stride), plain.dz, tolerance);
    const bool fused_output = l + 1 == spec.layers.size() && network.output_is_fused();
    if (!fused_output) {
      check_close(blocks(values.da, rows, layer.units, stride), plain.da, tolerance);
    }
  }
  Numbers found;
  for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
    found.push_back(static_cast<double>(gradients.data()[offset]));
  });
  check_close(found, reference.gradients(), tolerance);
}

void check_both_precisions(const NetworkSpec& spec, std::size_t rows,
                           Dropout dropout = Dropout::kOff) {
  check_against_reference<double>(spec, rows, 1e-12, dropout);
  check_against_reference<float>(spec, rows, 2e-5, dropout);
}

std::vector<bool> learned(const Network<float>& network) {
  std::vector<bool> is_learned(network.parameters().size());
  for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
    is_learned[offset] = true;
  });
  return is_learned;
}

}  // namespace

TEST_CASE("every activation's passes agree with the reference network, number by number",
          "[network]") {
  for (const Activation& activation : activation_table()) {
    const std::string_view name = activation.info.entry.name;
    CAPTURE(name);
    REQUIRE(has_reference(name));
    check_both_precisions(
        make_spec(3, {{5, name}, {6, name}, {2, "linear"}}, "half-mse", {{"name", "sgd"}}), 7);
  }
}

TEST_CASE("every loss on every output activation that fits it agrees with the reference network",
          "[network]") {
  for (const Loss& loss : loss_table()) {
    for (const Activation& activation : activation_table()) {
      if (!fits(loss, activation) || activation.info.untrainable) continue;
      CAPTURE(loss.info.entry.name, activation.info.entry.name);
      // a bias keeps z off 0, where the Gaussian is so close to 1 that 1 - p has few digits left
      const NetworkSpec spec =
          make_spec(3, {{4, "tanh"}, {3, activation.info.entry.name, {{"bias", 1}}}},
                    loss.info.entry.name, {{"name", "sgd"}});
      const bool fused = loss.info.fused_with == activation.info.entry.name;
      CHECK(Network<float>(spec).output_is_fused() == fused);
      check_both_precisions(spec, 5);
    }
  }
}

TEST_CASE("shapes that are no multiples of the lanes are as exact as those that are", "[network]") {
  for (std::size_t inputs = 1; inputs <= 9; ++inputs) {
    for (std::size_t units = 1; units <= 9; ++units) {
      for (const std::size_t rows : {1U, 4U, 5U, 9U}) {
        CAPTURE(inputs, units, rows);
        const std::size_t outputs = (inputs + units) % 9 + 1;
        check_against_reference<float>(
            make_spec(inputs, {{units, "tanh"}, {10 - units, "prelu"}, {outputs, "softmax"}},
                      "cross-entropy", {{"name", "sgd"}}),
            rows, 2e-5);
      }
    }
  }
}

TEST_CASE("maxout with each number of pieces takes the largest", "[network]") {
  for (int pieces = 2; pieces <= 5; ++pieces) {
    CAPTURE(pieces);
    const Object params{{"params", Object{{"pieces", pieces}}}};
    check_both_precisions(
        make_spec(3, {{5, "maxout", params}, {3, "maxout", params}, {2, "maxout", params}}, "mse",
                  {{"name", "sgd"}}),
        6);
  }
}

TEST_CASE("a softmax in the middle uses its whole Jacobian", "[network]") {
  check_both_precisions(
      make_spec(4, {{5, "softmax"}, {6, "softmax"}, {3, "softmax"}}, "mse", {{"name", "sgd"}}), 6);
}

TEST_CASE("L1 and L2 add to the gradients of weights only", "[network]") {
  for (const auto& [l1, l2] : {std::pair{0.01, 0.0}, {0.0, 0.1}, {0.02, 0.05}}) {
    CAPTURE(l1, l2);
    const Object spec = with(spec_object(3, {{5, "prelu"}, {2, "tanh"}}, "mse", {{"name", "sgd"}}),
                             "regularization", Object{{"l1", l1}, {"l2", l2}});
    check_both_precisions(parse_network_spec(spec), 4);
  }
}

TEST_CASE("dropout multiplies by its mask in the forward and in the backward pass", "[network]") {
  const Object half{{"dropout", 0.5}};
  const NetworkSpec spec =
      make_spec(3, {{7, "tanh", half}, {6, "relu", {{"dropout", 0.2}}}, {2, "sigmoid"}},
                "binary-cross-entropy", {{"name", "sgd"}});
  check_both_precisions(spec, 9, Dropout::kDraw);
}

TEST_CASE("a drawn mask holds 0 or 1 / (1 - p), the former as often as asked, and can be reused",
          "[network]") {
  const NetworkSpec spec =
      make_spec(2, {{100, "tanh", {{"dropout", 0.3}}}, {1, "linear"}}, "mse", {{"name", "sgd"}});
  const Network<float> network(spec);
  constexpr std::size_t kRows = 200;
  Workspace<float> batch;
  load_batch(network, uniform_values(kRows * 2, -1.0, 1.0, 1), std::vector<float>(kRows), kRows,
             batch);
  Random random(9);
  network.forward(batch, kRows, Dropout::kDraw, &random);
  const std::span<float> mask = batch.layers[0].mask.span();
  const auto kept = std::ranges::count(mask, static_cast<float>(1.0 / 0.7));
  const auto dropped = std::ranges::count(mask, 0.0F);
  CHECK(static_cast<std::size_t>(kept + dropped) == mask.size());
  CHECK(static_cast<double>(dropped) / static_cast<double>(mask.size()) ==
        Catch::Approx(0.3).margin(0.01));

  const double loss = network.loss(batch, kRows);
  network.forward(batch, kRows, Dropout::kReuse, nullptr);
  CHECK(network.loss(batch, kRows) == loss);
  network.forward(batch, kRows, Dropout::kOff, nullptr);
  CHECK(network.loss(batch, kRows) != loss);
}

TEST_CASE("NaN and infinite inputs propagate to the loss", "[network]") {
  for (const Activation& activation : activation_table()) {
    CAPTURE(activation.info.entry.name);
    const Network<float> network(
        make_spec(2, {{5, activation.info.entry.name}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
    Workspace<float> batch;
    load_batch(network, {std::nanf(""), 1.0F}, {0.0F}, 1, batch);
    network.forward(batch, 1, Dropout::kOff, nullptr);
    CHECK(std::isnan(network.loss(batch, 1)));
  }
}

TEST_CASE("padding of parameters, gradients and optimiser state stays 0 while training",
          "[network]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    for (const Activation& activation : activation_table()) {
      CAPTURE(optimizer.info.entry.name, activation.info.entry.name);
      const Object spec = with(spec_object(3, {{5, activation.info.entry.name}, {3, "sigmoid"}},
                                           "mse", {{"name", optimizer.info.entry.name}}),
                               "regularization", Object{{"l1", 0.01}, {"l2", 0.01}});
      Trainer trainer(parse_network_spec(spec));
      const std::vector<float> x = uniform_values(30, -1.0, 1.0, 1);
      const std::vector<float> y = uniform_values(30, 0.0, 1.0, 2);
      for (int i = 0; i < 3; ++i) static_cast<void>(trainer.train_batches(x, y, 5));
      const std::vector<bool> is_learned = learned(trainer.network());
      const std::size_t arena = is_learned.size();
      bool clean = true;
      for (std::size_t i = 0; i < arena; ++i) {
        if (is_learned[i]) continue;
        clean =
            clean && trainer.network().parameters()[i] == 0.0F && trainer.gradients()[i] == 0.0F;
        for (std::size_t slot = i; slot < trainer.optimizer_slots().size(); slot += arena) {
          clean = clean && trainer.optimizer_slots()[slot] == 0.0F;
        }
      }
      CHECK(clean);
    }
  }
}

TEST_CASE("a training step allocates nothing once its workspace is large enough", "[network]") {
  const Object dropout{{"dropout", 0.1}};
  for (const Activation& activation : activation_table()) {
    for (const Optimizer& optimizer : optimizer_table()) {
      CAPTURE(activation.info.entry.name, optimizer.info.entry.name);
      const Object spec =
          with(with(spec_object(2, {{8, activation.info.entry.name, dropout}, {1, "sigmoid"}},
                                "binary-cross-entropy", {{"name", optimizer.info.entry.name}}),
                    "clipping", Object{{"norm", 1.0}, {"value", 0.5}}),
               "schedule", "reduce-on-plateau");
      Trainer trainer(parse_network_spec(spec));
      const Dataset data(parse_dataset_spec(Object{{"kind", "circles"}, {"samples", 60}}));
      const TrainOptions options{.steps = 40, .batch_size = 7};
      static_cast<void>(trainer.train(data, options));
      const std::size_t before = allocation_count();
      const TrainResult result = trainer.train(data, options);
      const std::size_t made = allocation_count() - before;
      CHECK(made == 0);
      CHECK(result.steps == 40);
    }
  }
}

TEST_CASE("a copy of a network is independent", "[network]") {
  const Network<float> first(make_spec(2, {{3, "tanh"}, {1, "tanh"}}, "mse", {{"name", "sgd"}}));
  Network<float> second = first;
  CHECK(parameter_hash(second) == parameter_hash(first));
  second.parameters()[0] += 1.0F;
  CHECK(parameter_hash(second) != parameter_hash(first));
}

TEST_CASE(
    "initial weights are the initialiser's in the order of parameters; biases and slopes as "
    "specified",
    "[network]") {
  const NetworkSpec spec =
      make_spec(3,
                {{2, "maxout", {{"params", Object{{"pieces", 2}}}, {"bias", 0.25}}},
                 {5, "prelu", {{"params", Object{{"slope", 0.125}}}, {"bias", -1.0}}},
                 {1, "linear"}},
                "mse", {{"name", "sgd"}}, 11);
  const Network<float> network(spec);
  std::vector<float> biases[3];
  std::vector<float> slopes;
  std::vector<float> weights[3];
  for_each_parameter(network.layouts(),
                     [&](std::size_t layer, ParameterKind kind, std::size_t offset) {
                       const float value = network.parameters()[offset];
                       if (kind == ParameterKind::kWeight) weights[layer].push_back(value);
                       if (kind == ParameterKind::kBias) biases[layer].push_back(value);
                       if (kind == ParameterKind::kSlope) slopes.push_back(value);
                     });
  CHECK(biases[0] == std::vector<float>(4, 0.25F));
  CHECK(biases[1] == std::vector<float>(5, -1.0F));
  CHECK(slopes == std::vector<float>(5, 0.125F));

  std::size_t inputs = 3;
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    Random random(11, l == 2 ? 1 : (std::uint64_t{1} << 32U) + l);
    const LayerSpec& layer = spec.layers[l];
    std::vector<double> drawn(weights[l].size());
    initialize(*layer.initializer.entry, layer.initializer.params, inputs, drawn.size() / inputs,
               random, drawn);
    CHECK(std::ranges::equal(weights[l], drawn, {}, {},
                             [](double value) { return static_cast<float>(value); }));
    inputs = layer.units;
  }
}

TEST_CASE("the largest networks work: 100 layers, 4096 units, 20 million parameters",
          "[network][slow]") {
  const Object hidden{{"units", 16}, {"activation", "tanh"}};
  Array deep(99, hidden);
  deep.emplace_back(Object{{"units", 1}, {"activation", "linear"}});
  Trainer layers(parse_network_spec(
      with(spec_object(2, {{1, "tanh"}}, "mse", {{"name", "sgd"}}), "layers", std::move(deep))));
  CHECK(std::isfinite(
      layers.train_batches(uniform_values(20, -1.0, 1.0, 1), uniform_values(10, -1.0, 1.0, 2), 5)));

  Trainer wide(make_spec(784, {{4096, "relu"}, {4096, "relu"}, {10, "softmax"}}, "cross-entropy",
                         {{"name", "sgd"}}));
  CHECK(parameter_count(wide.network().spec()) > 20'000'000);
  std::vector<float> classes(40);
  for (std::size_t r = 0; r < 4; ++r) classes[r * 11] = 1.0F;
  CHECK(std::isfinite(wide.train_batches(uniform_values(4 * 784, 0.0, 1.0, 1), classes, 4)));
}

TEST_CASE("the initial scale multiplies every initial weight and nothing else", "[network]") {
  const std::vector<LayerText> layers{{4, "prelu", {{"bias", 0.5}}},
                                      {2, "maxout", {{"initializer", "orthogonal"}}}};
  const Object object = spec_object(3, layers, "mse", {{"name", "sgd"}});
  const Network<float> plain(parse_network_spec(object));
  CHECK(parameter_hash(Network<float>(parse_network_spec(with(object, "initialScale", 1)))) ==
        parameter_hash(plain));
  for (const double scale : {0.0, 0.5, 8.0}) {
    const Network<float> scaled(parse_network_spec(with(object, "initialScale", scale)));
    for_each_parameter(plain.layouts(), [&](std::size_t, ParameterKind kind, std::size_t offset) {
      const float factor = kind == ParameterKind::kWeight ? static_cast<float>(scale) : 1.0F;
      CHECK(scaled.parameters()[offset] == factor * plain.parameters()[offset]);
    });
  }
}

TEST_CASE("layers of the same shape and place draw the same weights, whatever the others are",
          "[network]") {
  const auto weights = [](const std::vector<LayerText>& layers, std::size_t layer, int seed = 1) {
    const Network<float> network(make_spec(3, layers, "mse", {{"name", "sgd"}}, seed));
    const LayerLayout& layout = network.layouts()[layer];
    const auto run = network.parameters().subspan(layout.weights, layout.inputs * layout.width);
    return std::vector<float>(run.begin(), run.end());
  };
  const LayerText five{5, "tanh"};
  const LayerText output{2, "linear"};
  const std::vector<LayerText> two{five, five, output};
  CHECK(weights({five, output}, 0) == weights(two, 0));
  CHECK(weights({{9, "relu"}, {5, "tanh"}, {5, "tanh"}, output}, 2) ==
        weights({five, five, five, output}, 2));
  // the output layer, though in another place
  CHECK(weights({five, output}, 1) == weights(two, 2));
  CHECK(weights(two, 1) != weights({five, five, five, output}, 2));
  CHECK(weights(two, 0) != weights(two, 0, 2));
}

TEST_CASE("normal initialisers share their draws, and so do uniform ones", "[network]") {
  const auto first_weights = [](const char* initializer) {
    const Network<double> network(make_spec(
        4, {{6, "tanh", {{"initializer", initializer}}}, {1, "linear"}}, "mse", {{"name", "sgd"}}));
    return std::vector<double>(network.parameters().begin(), network.parameters().begin() + 6);
  };
  const auto check_shared = [&](const char* one, const char* other) {
    const std::vector<double> a = first_weights(one);
    const std::vector<double> b = first_weights(other);
    for (std::size_t i = 1; i < a.size(); ++i) {
      CHECK(a[i] / a[0] == Catch::Approx(b[i] / b[0]).epsilon(1e-9));
    }
  };
  check_shared("he-normal", "xavier-normal");
  check_shared("he-normal", "normal");
  check_shared("he-uniform", "lecun-uniform");
}

}  // namespace gradient::network_test
