// Results of the literature on initialisation, depth and learning rates, reproduced with the
// engine.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "support_network.hpp"

namespace gradient::literature_test {

using namespace gradient::testing;

namespace {

/// As many inputs as units, `depth` equal layers of `units`, and a linear output.
NetworkSpec deep_spec(std::size_t depth, std::size_t units, std::string_view activation,
                      const Value& initializer, int seed = 1) {
  std::vector<LayerText> layers(depth,
                                LayerText{units, activation, {{"initializer", initializer}}});
  layers.push_back({1, "linear", {{"initializer", initializer}}});
  return make_spec(units, layers, "half-mse", {{"name", "sgd"}}, seed);
}

/// One forward and backward pass over normal inputs and targets.
struct Pass {
  Network<float> network;
  Workspace<float> batch;
  std::size_t rows;

  Pass(const NetworkSpec& spec, std::size_t row_count, double deviation = 1.0)
      : network(spec), rows(row_count) {
    Random random(77);
    std::vector<float> x(rows * spec.inputs);
    std::vector<float> y(rows);
    for (float& value : x) value = static_cast<float>(deviation * random.normal());
    for (float& value : y) value = static_cast<float>(random.normal());
    load_batch(network, x, y, rows, batch);
    network.forward(batch, rows, Dropout::kOff, nullptr);
    static_cast<void>(network.loss_and_gradient(batch, rows));
    AlignedBuffer<float> gradients(network.parameters().size());
    network.backward(batch, rows, Dropout::kOff, gradients.data());
  }

  [[nodiscard]] std::size_t depth() const { return network.layouts().size() - 1; }
};

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double mean_square = 0.0;
};

/// Of values without padding: the widths of the layers here are multiples of the lanes.
Moments moments(std::span<const float> values) {
  double sum = 0.0;
  double squares = 0.0;
  for (const float value : values) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  const auto count = static_cast<double>(values.size());
  const double mean = sum / count;
  return {mean, squares / count - mean * mean, squares / count};
}

/// The factor on the mean square of z from layer to layer, on average.
double growth_of_signal(const Pass& pass) {
  const double first = moments(pass.batch.layers.front().z.span()).mean_square;
  const double last = moments(pass.batch.layers[pass.depth() - 1].z.span()).mean_square;
  return std::pow(last / first, 1.0 / static_cast<double>(pass.depth() - 1));
}

/// The factor on the mean square of dL/dz from each layer to the one before it.
std::vector<double> growth_of_gradient(const Pass& pass) {
  std::vector<double> factors;
  for (std::size_t l = pass.depth() - 1; l > 0; --l) {
    factors.push_back(moments(pass.batch.layers[l - 1].dz.span()).mean_square /
                      moments(pass.batch.layers[l].dz.span()).mean_square);
  }
  return factors;
}

/// Columns of a layer's weights with the biases: one per unit.
bool all_units_are_equal(const Network<float>& network, std::size_t layer) {
  const LayerLayout& layout = network.layouts()[layer];
  for (std::size_t row = 0; row <= layout.inputs; ++row) {
    const auto values =
        network.parameters().subspan(layout.weights + row * layout.width, layout.units);
    if (std::ranges::adjacent_find(values, std::not_equal_to<>()) != values.end()) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("SELU's fixed point: mean 0 and variance 1 through 32 layers of LeCun-normal weights",
          "[literature]") {
  // G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, Self-normalizing neural networks, NIPS
  // 2017, Theorem 1
  const Pass pass(deep_spec(32, 512, "selu", "lecun-normal"), 64);
  double variances = 0.0;
  for (std::size_t l = 0; l < pass.depth(); ++l) {
    CAPTURE(l);
    const Moments found = moments(pass.batch.layers[l].a.span());
    CHECK(std::abs(found.mean) < 0.1);
    CHECK(found.variance == Catch::Approx(1.0).margin(0.25));
    variances += found.variance;
  }
  CHECK(variances / static_cast<double>(pass.depth()) == Catch::Approx(1.0).margin(0.1));
}

TEST_CASE("SELU with weights of another variance leaves the fixed point; tanh has none at 1",
          "[literature]") {
  const Pass wide(deep_spec(32, 256, "selu", Object{{"name", "he-normal"}}), 32);
  CHECK(moments(wide.batch.layers[31].a.span()).variance > 2.0);
  const Pass tanh(deep_spec(32, 256, "tanh", "lecun-normal"), 32);
  CHECK(moments(tanh.batch.layers[31].a.span()).variance < 0.1);
}

TEST_CASE("He keeps a 30-layer ReLU network's signal; Xavier halves its square in each layer",
          "[literature]") {
  // K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, ICCV 2015, eqs. 10 and 14 and
  // section 2.2: the mean square of z is multiplied by n Var[W] / 2, which is 1 for He and 1/2 for
  // Xavier.
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "relu", "he-normal"), 32)) ==
        Catch::Approx(1.0).epsilon(0.08));
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "relu", "xavier-normal"), 32)) ==
        Catch::Approx(0.5).epsilon(0.08));
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "relu", "he-uniform"), 32)) ==
        Catch::Approx(1.0).epsilon(0.08));
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "relu", "xavier-uniform"), 32)) ==
        Catch::Approx(0.5).epsilon(0.08));
}

TEST_CASE("the recommended initialiser keeps the signal of 30 layers of maxout with two pieces",
          "[literature]") {
  // E[max²] + E[min²] = E[x²] + E[y²], and both halves are alike for sums that are symmetric about
  // 0
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "maxout", "lecun-normal"), 32)) ==
        Catch::Approx(1.0).epsilon(0.08));
  CHECK(growth_of_signal(Pass(deep_spec(30, 256, "maxout", "he-normal"), 32)) ==
        Catch::Approx(2.0).epsilon(0.08));
  CHECK(find_activation("maxout")->info.recommended_initializer == "lecun-normal");
}

TEST_CASE(
    "back-propagated gradients shrink with the standard initialiser and not with the "
    "normalised one",
    "[literature]") {
  // X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural
  // networks, AISTATS 2010: with W ~ U(-1/sqrt(n), 1/sqrt(n)) (eq. 1), n Var[W] = 1/3, so that the
  // gradient's variance falls by 3 a layer where tanh is near its linear part; with eq. 16, n
  // Var[W] = 1 (their figure 7).
  constexpr std::size_t kUnits = 512;
  constexpr double kNearlyLinear = 0.3;
  const double bound = 1.0 / std::sqrt(static_cast<double>(kUnits));
  const Pass standard(deep_spec(5, kUnits, "tanh", Object{{"name", "uniform"}, {"limit", bound}}),
                      64, kNearlyLinear);
  for (const double factor : growth_of_gradient(standard)) {
    CHECK(factor == Catch::Approx(1.0 / 3.0).epsilon(0.15));
  }
  const Pass normalised(deep_spec(5, kUnits, "tanh", "xavier-uniform"), 64, kNearlyLinear);
  for (const double factor : growth_of_gradient(normalised)) {
    CHECK(factor == Catch::Approx(1.0).margin(0.25));
  }
}

TEST_CASE("a sigmoid layer divides the gradient by about 4 or more", "[literature]") {
  // S. Hochreiter, Untersuchungen zu dynamischen neuronalen Netzen, 1991; sigma' is at most 1/4, so
  // that with n Var[W] = 1 the mean square falls by 16 or more (M. Nielsen, Neural networks and
  // deep learning, 2015, ch. 5).
  const Pass pass(deep_spec(10, 256, "sigmoid", "xavier-normal"), 32);
  for (const double factor : growth_of_gradient(pass)) {
    CHECK(std::sqrt(factor) < 0.27);
    CHECK(std::sqrt(factor) > 0.1);
  }
  const double first = moments(pass.batch.layers[0].dz.span()).mean_square;
  const double last = moments(pass.batch.layers[9].dz.span()).mean_square;
  CHECK(std::sqrt(first / last) < std::pow(0.26, 9));
}

TEST_CASE("ReLU with weights that are too large makes the gradient explode", "[literature]") {
  // R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks,
  // ICML 2013
  const Object large{{"name", "normal"}, {"deviation", 4.0 / std::sqrt(128.0)}};
  const Pass pass(deep_spec(10, 128, "relu", large), 16);
  for (const double factor : growth_of_gradient(pass)) CHECK(factor > 4.0);
}

TEST_CASE("weights that start equal stay equal: zeros never break symmetry", "[literature]") {
  // I. Goodfellow, Y. Bengio and A. Courville, Deep learning, 2016, section 8.4
  const Dataset data(parse_dataset_spec(Object{{"kind", "xor"}, {"samples", 100}}));
  for (const std::string_view activation : {"sigmoid", "tanh", "softplus"}) {
    for (const Value& initializer :
         {Value("zeros"), Value(Object{{"name", "constant"}, {"value", 0.3}})}) {
      CAPTURE(activation, describe(initializer));
      const Object same{{"initializer", initializer}};
      Trainer trainer(
          make_spec(2, {{8, activation, same}, {6, activation, same}, {1, "sigmoid", same}},
                    "binary-cross-entropy", {{"name", "adam"}, {"learningRate", 0.05}}));
      CHECK_FALSE(trainer.train(data, {.steps = 500, .batch_size = 10}).divergence);
      CHECK(all_units_are_equal(trainer.network(), 0));
      CHECK(all_units_are_equal(trainer.network(), 1));
      Workspace<float> batch;
      const auto accuracy =
          evaluate(trainer.network(), data.train_x(), data.train_y(), data.targets(), batch)
              .accuracy;
      CHECK(accuracy.value() < 0.8);
    }
  }
  Trainer drawn(make_spec(2, {{8, "tanh"}, {6, "tanh"}, {1, "sigmoid"}}, "binary-cross-entropy",
                          {{"name", "adam"}, {"learningRate", 0.05}}));
  CHECK_FALSE(drawn.train(data, {.steps = 500, .batch_size = 10}).divergence);
  Workspace<float> batch;
  CHECK(evaluate(drawn.network(), data.train_x(), data.train_y(), data.targets(), batch)
            .accuracy.value() > 0.9);
}

TEST_CASE("a deep linear network is one matrix", "[literature]") {
  // A. M. Saxe, J. L. McClelland and S. Ganguli, Exact solutions to the nonlinear dynamics of
  // learning in deep linear neural networks, ICLR 2014, eq. 1
  const Network<float> network(
      make_spec(5, {{8, "linear", {{"bias", 0.1}}}, {7, "linear", {{"bias", -0.2}}}, {3, "linear"}},
                "mse", {{"name", "sgd"}}));
  const std::vector<float> x = uniform_values(20 * 5, -1.0, 1.0, 2);
  Workspace<float> batch;
  const std::vector<float> found = activations_of(network, 2, x, batch);

  std::vector<std::vector<double>> collapsed(6, std::vector<double>(5));
  for (std::size_t i = 0; i < 5; ++i) collapsed[i][i] = 1.0;
  for (const LayerLayout& layer : network.layouts()) {
    const auto parameter = [&](std::size_t at) {
      return static_cast<double>(network.parameters()[at]);
    };
    for (std::size_t row = 0; row < collapsed.size(); ++row) {
      std::vector<double> product(layer.units);
      for (std::size_t j = 0; j < layer.units; ++j) {
        product[j] = row == 5 ? parameter(layer.biases + j) : 0.0;
        for (std::size_t i = 0; i < layer.inputs; ++i) {
          product[j] += collapsed[row][i] * parameter(layer.weights + i * layer.width + j);
        }
      }
      collapsed[row] = product;
    }
  }
  for (std::size_t r = 0; r < 20; ++r) {
    for (std::size_t j = 0; j < 3; ++j) {
      double expected = collapsed[5][j];
      for (std::size_t i = 0; i < 5; ++i) {
        expected += static_cast<double>(x[r * 5 + i]) * collapsed[i][j];
      }
      CHECK(static_cast<double>(found[r * 3 + j]) == Catch::Approx(expected).margin(1e-5));
    }
  }
}

TEST_CASE("a linear network does no better than chance on xor; one tanh layer solves it",
          "[literature]") {
  // M. Minsky and S. Papert, Perceptrons, 1969
  const Dataset data(parse_dataset_spec(Object{{"kind", "xor"}, {"samples", 400}}));
  const auto accuracy_of = [&](std::string_view activation) {
    Trainer trainer(make_spec(2, {{8, activation}, {8, activation}, {1, "sigmoid"}},
                              "binary-cross-entropy", {{"name", "adam"}, {"learningRate", 0.03}}));
    static_cast<void>(trainer.train(data, {.epochs = 60, .batch_size = 10}));
    Workspace<float> batch;
    return evaluate(trainer.network(), data.train_x(), data.train_y(), data.targets(), batch)
        .accuracy.value();
  };
  CHECK(accuracy_of("linear") < 0.7);
  CHECK(accuracy_of("tanh") > 0.95);
}

TEST_CASE("gradient descent on a quadratic converges below 2 / L and diverges beyond",
          "[literature]") {
  // Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, Efficient BackProp, 1998, section 5.1. With L =
  // 1/2 (w x + b - y)^2 the largest eigenvalue of the Hessian is x^2 + 1.
  for (const float x : {0.5F, 1.0F, 3.0F}) {
    const double largest = static_cast<double>(x) * static_cast<double>(x) + 1.0;
    for (const double share : {0.05, 0.5, 0.97, 1.03, 1.5}) {
      CAPTURE(x, share);
      Trainer trainer(make_spec(1, {{1, "linear"}}, "half-mse",
                                {{"name", "sgd"}, {"learningRate", share * 2.0 / largest}}));
      const std::vector<float> inputs{x};
      const std::vector<float> targets{2.0F};
      const double first = trainer.train_batches(inputs, targets, 1);
      double last = first;
      for (int i = 0; i < 40; ++i) last = trainer.train_batches(inputs, targets, 1);
      if (share < 1.0) {
        CHECK(last < 0.01 * first);
      } else {
        CHECK(last > 10.0 * first);
      }
    }
  }
}

TEST_CASE("a rate far beyond 2 / L ends in a divergence that says where", "[literature]") {
  Trainer trainer(
      make_spec(1, {{1, "linear"}}, "half-mse", {{"name", "sgd"}, {"learningRate", 50}}));
  const Dataset data = arrays_dataset({3.0F}, {2.0F}, 1, 1);
  const TrainResult result = trainer.train(data, {.steps = 1000, .batch_size = 1});
  REQUIRE(result.divergence);
  CHECK(result.divergence->step < 30);
  CHECK(result.divergence->step == result.steps);
}

TEST_CASE("a threshold network does not learn, and represents AND when its weights are set by hand",
          "[literature]") {
  // W. McCulloch and W. Pitts, A logical calculus of the ideas immanent in nervous activity, 1943
  Network<float> network(make_spec(2, {{1, "step"}}, "mse", {{"name", "sgd"}}));
  set_parameters(network, std::vector<float>{1.0F, 1.0F, -1.5F});
  Workspace<float> batch;
  CHECK(activations_of(network, 0, std::vector<float>{0, 0, 0, 1, 1, 0, 1, 1}, batch) ==
        std::vector<float>{0, 0, 0, 1});
}

TEST_CASE("dead ReLUs stay dead where nothing before them moves; leaky ones recover",
          "[literature]") {
  // A. L. Maas, A. Y. Hannun and A. Y. Ng, Rectifier nonlinearities improve neural network acoustic
  // models, 2013
  const auto falls = [](std::string_view activation) {
    const Object buried{{"bias", -12.0}};
    Trainer trainer(make_spec(2, {{8, activation, buried}, {1, "linear"}}, "half-mse",
                              {{"name", "adam"}, {"learningRate", 0.05}}));
    const Dataset data(
        parse_dataset_spec(Object{{"kind", "plane"}, {"samples", 100}, {"standardize", true}}));
    const auto hidden = [&] {
      const auto arena = trainer.network().parameters().first(trainer.network().layouts()[0].end);
      return std::vector<float>(arena.begin(), arena.end());
    };
    const std::vector<float> before = hidden();
    static_cast<void>(trainer.train(data, {.epochs = 60, .batch_size = 10}));
    Workspace<float> batch;
    const double loss =
        evaluate(trainer.network(), data.train_x(), data.train_y(), data.targets(), batch).loss;
    return std::pair(hidden() == before, loss);
  };
  const auto [relu_is_stuck, relu_loss] = falls("relu");
  const auto [leaky_is_stuck, leaky_loss] = falls("leaky-relu");
  CHECK(relu_is_stuck);
  CHECK_FALSE(leaky_is_stuck);
  CHECK(leaky_loss < 0.5 * relu_loss);
}

}  // namespace gradient::literature_test
