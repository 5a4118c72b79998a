// One suite over the tables. An activation, a loss, an optimiser, an initialiser, a schedule or a
// data set runs through every check by being listed, and fails where what the table says of it is
// not so.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/gradient_check.hpp"
#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "gradient/snapshot.hpp"
#include "gradient/statistics.hpp"
#include "gradient/trace.hpp"
#include "support/reference_network.hpp"
#include "support_network.hpp"

using namespace gradient;
using namespace gradient::testing;

namespace {

constexpr double kGradientTolerance = 1e-6;
constexpr double kFloatTolerance = 2e-3;

std::string_view name_of(const Activation& entry) { return entry.info.entry.name; }
std::string_view name_of(const Loss& entry) { return entry.info.entry.name; }
std::string_view name_of(const Optimizer& entry) { return entry.info.entry.name; }
std::string_view name_of(const Initializer& entry) { return entry.entry.name; }
std::string_view name_of(const Schedule& entry) { return entry.entry.name; }
std::string_view name_of(const DatasetGenerator& entry) { return entry.entry.name; }

/// 3-5-4-2, both hidden layers with this activation.
Object hidden_spec(const Activation& activation, const Loss& loss,
                   std::string_view optimizer = "adam") {
  return spec_object(3, {{5, name_of(activation)}, {4, name_of(activation)}, {2, output_for(loss)}},
                     name_of(loss), {{"name", optimizer}});
}

/// 3-4-3, this activation in the output.
Object output_spec(const Activation& activation, const Loss& loss) {
  return spec_object(3, {{4, "tanh"}, {3, name_of(activation)}}, name_of(loss), {{"name", "adam"}});
}

struct Rows {
  std::size_t count;
  std::vector<float> x;
  std::vector<float> y;
};

Rows random_rows(const NetworkSpec& spec, std::size_t count, std::uint64_t seed = 21) {
  return {count, uniform_values(count * spec.inputs, -1.0, 1.0, seed),
          targets_for(*spec.loss.entry, count, spec.layers.back().units, seed + 1)};
}

void check_analytic_gradients(const NetworkSpec& spec, std::size_t most = 400) {
  const Rows rows = random_rows(spec, 6);
  const GradientCheck check = check_gradients(Network<float>(spec), rows.x, rows.y, most);
  CAPTURE(check.worst.layer, static_cast<int>(check.worst.kind), check.worst.index,
          check.worst.analytic, check.worst.numeric);
  CHECK(check.worst_relative_error <= kGradientTolerance);
  CHECK(check.checked > 4 * check.skipped);
}

/// The float network's gradient along a direction, against the slope of the loss along it by
/// differences in double.
void check_float_gradient(const NetworkSpec& spec) {
  const Network<float> network(spec);
  const Rows rows = random_rows(spec, 16);
  Workspace<float> batch;
  load_batch(network, rows.x, rows.y, rows.count, batch);
  network.forward(batch, rows.count, Dropout::kOff, nullptr);
  const double float_loss = network.loss_and_gradient(batch, rows.count);
  AlignedBuffer<float> gradients(network.parameters().size());
  network.backward(batch, rows.count, Dropout::kOff, gradients.span());

  Network<double> exact(network);
  const std::vector<double> kept(exact.parameters().begin(), exact.parameters().end());
  Workspace<double> exact_batch;
  load_batch(exact, rows.x, rows.y, rows.count, exact_batch);
  const auto loss_at = [&](const std::vector<double>& direction, double step) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      exact.parameters()[i] = kept[i] + step * direction[i];
    }
    exact.forward(exact_batch, rows.count, Dropout::kOff, nullptr);
    return exact.loss(exact_batch, rows.count);
  };
  std::vector<double> direction(kept.size());
  CHECK(float_loss == Catch::Approx(loss_at(direction, 0.0)).epsilon(1e-5));
  Random random(8);
  for (int trial = 0; trial < 4; ++trial) {
    double along = 0.0;
    double norm = 0.0;
    for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
      direction[offset] = random.normal();
      const auto slope = static_cast<double>(gradients.data()[offset]);
      along += direction[offset] * slope;
      norm += slope * slope;
    });
    constexpr double kStep = 1e-7;
    const double numeric = (loss_at(direction, kStep) - loss_at(direction, -kStep)) / (2.0 * kStep);
    CHECK(std::abs(along - numeric) <= kFloatTolerance * std::max(std::sqrt(norm), 1e-4));
  }
}

/// Two classes, or two heights, that a line through the plane tells apart; not balanced, so that
/// even a network whose weights do not move learns something.
Dataset easy_dataset(const NetworkSpec& spec) {
  constexpr std::size_t kRows = 64;
  const std::size_t outputs = spec.layers.back().units;
  const std::vector<float> x = uniform_values(kRows * spec.inputs, -1.0, 1.0, 31);
  const bool is_one_hot = spec.loss.entry->info.targets == "one-hot";
  const float low = spec.loss.entry->info.targets == "sign" ? -1.0F : 0.0F;
  std::vector<float> y(kRows * outputs, low);
  for (std::size_t r = 0; r < kRows; ++r) {
    const bool is_high = x[r * spec.inputs] + x[r * spec.inputs + 1] > -0.4F;
    for (std::size_t j = 0; j < outputs; ++j) {
      if (is_one_hot ? (j == 0) == is_high : is_high) y[r * outputs + j] = 1.0F;
    }
  }
  return arrays_dataset(x, y, spec.inputs, outputs);
}

double loss_on(const Network<float>& network, const Dataset& data) {
  Workspace<float> batch;
  return evaluate(network, data.train_x(), data.train_y(), data.targets(), batch).loss;
}

void check_trains(const NetworkSpec& spec, std::uint64_t steps, double share) {
  Trainer trainer(spec);
  const Dataset data = easy_dataset(spec);
  const double before = loss_on(trainer.network(), data);
  const TrainResult result = trainer.train(data, {.steps = steps, .batch_size = 16});
  CHECK_FALSE(result.divergence);
  const double after = loss_on(trainer.network(), data);
  CAPTURE(before, after);
  CHECK(std::isfinite(result.loss));
  CHECK(after < share * before);
}

/// Mid-epoch, into a network that was drawn from another seed: the same bits follow.
void check_restores(const Object& object, const Dataset& data) {
  const TrainOptions before{.steps = 11, .batch_size = 7};
  const TrainOptions after{.steps = 17, .batch_size = 7};
  Trainer original(parse_network_spec(object));
  static_cast<void>(original.train(data, before));
  const std::vector<std::uint8_t> snapshot = save_snapshot(original);
  const double expected_loss = original.train(data, after).loss;

  Trainer restored(parse_network_spec(with(object, "seed", 999)));
  restore_snapshot(restored, snapshot);
  CHECK(save_snapshot(restored) == snapshot);
  CHECK(restored.step() == 11);
  CHECK(restored.train(data, after).loss == expected_loss);
  CHECK(restored.step() == original.step());
  CHECK(restored.epoch() == original.epoch());
  CHECK(parameter_hash(restored.network()) == parameter_hash(original.network()));
  CHECK(save_snapshot(restored) == save_snapshot(original));
}

/// The next step's length is proportional to the learning rate that is set while training runs.
void check_live_learning_rate(const NetworkSpec& spec) {
  const Dataset data = easy_dataset(spec);
  Trainer slow(spec);
  static_cast<void>(slow.train(data, {.steps = 5, .batch_size = 16}));
  Trainer fast = slow;
  const std::vector<float> start = packed(slow.network(), slow.network().parameters());
  constexpr double kFactor = 4.0;
  fast.network().set_learning_rate(kFactor * slow.network().spec().learning_rate);
  CHECK(fast.learning_rate() == Catch::Approx(kFactor * slow.learning_rate()));
  static_cast<void>(slow.train(data, {.steps = 1, .batch_size = 16}));
  static_cast<void>(fast.train(data, {.steps = 1, .batch_size = 16}));
  const std::vector<float> short_step = packed(slow.network(), slow.network().parameters());
  const std::vector<float> long_step = packed(fast.network(), fast.network().parameters());
  double moved = 0.0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    const double once = static_cast<double>(short_step[i]) - static_cast<double>(start[i]);
    const double more = static_cast<double>(long_step[i]) - static_cast<double>(start[i]);
    CHECK(more == Catch::Approx(kFactor * once).epsilon(1e-3).margin(2e-6));
    moved += std::abs(once);
  }
  CHECK(moved > 0.0);
}

void check_distribution(const Distribution& found, const Numbers& values, double tolerance) {
  double sum = 0.0;
  double magnitudes = 0.0;
  for (const double value : values) {
    sum += value;
    magnitudes += std::abs(value);
  }
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const auto close = [&](double expected) {
    return Catch::Approx(expected).epsilon(tolerance).margin(tolerance);
  };
  CHECK(found.count == values.size());
  CHECK(found.mean == close(mean));
  CHECK(found.mean_absolute == close(magnitudes / static_cast<double>(values.size())));
  CHECK(found.standard_deviation == close(std::sqrt(squares / static_cast<double>(values.size()))));
  CHECK(found.minimum == close(std::ranges::min(values)));
  CHECK(found.maximum == close(std::ranges::max(values)));
  CHECK(std::ranges::is_sorted(found.quantiles));
  CHECK(found.quantiles.front() >= found.minimum);
  CHECK(found.quantiles.back() <= found.maximum);
  std::size_t counted = 0;
  for (const std::uint32_t count : found.histogram.counts) counted += count;
  CHECK(counted == found.count);
}

Numbers logarithms(const Numbers& values) {
  Numbers result;
  for (const double value : values) {
    if (value != 0.0) result.push_back(std::log10(std::abs(value)));
  }
  return result;
}

double norm(const Numbers& values) {
  double sum = 0.0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum);
}

/// What layer_statistics says, against sums over the textbook network's numbers.
void check_statistics(const NetworkSpec& spec) {
  const Network<float> network(spec);
  const Rows rows = random_rows(spec, 40);
  Workspace<float> batch;
  load_batch(network, rows.x, rows.y, rows.count, batch);
  network.forward(batch, rows.count, Dropout::kOff, nullptr);
  static_cast<void>(network.loss_and_gradient(batch, rows.count));
  AlignedBuffer<float> gradients(network.parameters().size());
  network.backward(batch, rows.count, Dropout::kOff, gradients.span());
  const auto found = layer_statistics(network, batch, rows.count, gradients.span(), 16);

  ReferenceNetwork reference(network);
  static_cast<void>(reference.run({rows.x.begin(), rows.x.end()}, {rows.y.begin(), rows.y.end()}));
  REQUIRE(found.size() == spec.layers.size());
  for (std::size_t l = 0; l < found.size(); ++l) {
    CAPTURE(l);
    const LayerStatistics& layer = found[l];
    const ReferenceLayer& plain = reference.layers[l];
    check_distribution(layer.pre_activation, plain.z, 1e-5);
    check_distribution(layer.activation, plain.a, 1e-5);
    const std::size_t not_zero = logarithms(plain.dz).size();
    CHECK(layer.pre_activation_gradient->zeros + layer.pre_activation_gradient->logarithms.count ==
          plain.dz.size());
    if (layer.pre_activation_gradient->logarithms.count == not_zero && not_zero > 0) {
      CHECK(layer.pre_activation_gradient->logarithms.mean ==
            Catch::Approx(logarithms(plain.dz).empty() ? 0.0 : [&] {
              double sum = 0.0;
              for (const double value : logarithms(plain.dz)) sum += value;
              return sum / static_cast<double>(not_zero);
            }()).epsilon(0.02).margin(0.02));
    }
    CHECK(layer.weight_norm == Catch::Approx(norm(plain.weights)).epsilon(1e-6));
    CHECK(layer.weight_gradient_norm ==
          Catch::Approx(norm(plain.weight_gradient)).epsilon(1e-4).margin(1e-7));
    std::size_t zeros = 0;
    for (const double a : plain.a) zeros += a == 0.0 ? 1 : 0;
    CHECK(layer.zero_share ==
          Catch::Approx(static_cast<double>(zeros) / static_cast<double>(plain.a.size()))
              .margin(1e-9));
    CHECK(layer.dead_share >= 0.0);
    CHECK(layer.dead_share <= 1.0);
    CHECK(layer.saturated_share >= 0.0);
    CHECK(layer.saturated_share <= 1.0);
    REQUIRE(layer.unit_flags.size() == plain.units);
    REQUIRE(layer.unit_mean_absolute.size() == plain.units);
    for (std::size_t unit = 0; unit < plain.units; ++unit) {
      double sum = 0.0;
      bool dead = true;
      for (std::size_t r = 0; r < rows.count; ++r) {
        sum += std::abs(plain.a[r * plain.units + unit]);
        for (std::size_t piece = 0; piece < plain.pieces; ++piece) {
          dead = dead && plain.dz[(r * plain.pieces + piece) * plain.units + unit] == 0.0;
        }
      }
      CHECK(static_cast<double>(layer.unit_mean_absolute[unit]) ==
            Catch::Approx(sum / static_cast<double>(rows.count)).epsilon(1e-5).margin(1e-6));
      CHECK(((layer.unit_flags[unit] & 1U) != 0) == dead);
    }
  }
}

/// A trace holds the numbers of the step that the trainer would do on the same row.
void check_trace(const NetworkSpec& spec) {
  Trainer trainer(spec);
  const Rows row = random_rows(spec, 1);
  const Trace found = trace(trainer.network(), row.x, row.y);
  const double loss = trainer.train_batches(row.x, row.y, 1);
  CHECK(found.loss == loss);
  std::vector<float> traced;
  const std::vector<float> gradients = packed(trainer.network(), trainer.gradients());
  std::vector<float> expected;
  std::size_t next = 0;
  for (std::size_t l = 0; l < found.layers.size(); ++l) {
    const LayerTrace& layer = found.layers[l];
    const LayerLayout& layout = trainer.network().layouts()[l];
    const std::size_t count = (layout.inputs + 1) * layout.units * layout.pieces;
    expected.insert(expected.end(), gradients.begin() + static_cast<std::ptrdiff_t>(next),
                    gradients.begin() + static_cast<std::ptrdiff_t>(next + count));
    next += count + layout.slopes;
    traced.insert(traced.end(), layer.weight_gradient.begin(), layer.weight_gradient.end());
    traced.insert(traced.end(), layer.bias_gradient.begin(), layer.bias_gradient.end());
    // the products of the chain rule, in the trace's own numbers
    const std::size_t columns = layer.pre_activation.size();
    for (std::size_t i = 0; i < layer.input.size(); ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        CHECK(layer.weight_gradient[i * columns + j] ==
              Catch::Approx(layer.input[i] * layer.pre_activation_gradient[j]).margin(1e-12));
      }
    }
    for (std::size_t j = 0; j < layer.derivative.size(); ++j) {
      CHECK(layer.pre_activation_gradient[j] ==
            Catch::Approx(layer.activation_gradient[j] * layer.derivative[j])
                .epsilon(2e-4)
                .margin(2e-6));
    }
    if (l > 0) CHECK(layer.input == found.layers[l - 1].activation);
  }
  CHECK(traced == expected);
  CHECK(found.prediction == found.layers.back().activation);
}

}  // namespace

TEST_CASE("every activation x every loss: backpropagation is the loss's derivative",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      CAPTURE(name_of(activation), name_of(loss));
      check_analytic_gradients(parse_network_spec(hidden_spec(activation, loss)));
      if (fits(loss, activation)) {
        check_analytic_gradients(parse_network_spec(output_spec(activation, loss)));
      }
    }
  }
}

TEST_CASE("every activation's and loss's parameters: backpropagation at both ends of their bounds",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const ParameterInfo& parameter : activation.info.entry.parameters) {
      const double low = parameter.minimum_exclusive ? 0.5 * parameter.default_value
                                                     : std::max(parameter.minimum, -2.0);
      for (const double value : {low, std::min(parameter.maximum, 3.0)}) {
        if (parameter.maximum_exclusive && value >= parameter.maximum) continue;
        CAPTURE(name_of(activation), parameter.name, value);
        const Object params{{"params", Object{{std::string(parameter.name), value}}}};
        check_analytic_gradients(make_spec(
            3, {{5, name_of(activation), params}, {4, name_of(activation), params}, {1, "linear"}},
            "half-mse", {{"name", "adam"}}));
      }
    }
  }
  for (const Loss& loss : loss_table()) {
    for (const ParameterInfo& parameter : loss.info.entry.parameters) {
      for (const double value : {0.5, 2.0}) {
        CAPTURE(name_of(loss), parameter.name, value);
        const Object named{{"name", name_of(loss)}, {std::string(parameter.name), value}};
        check_analytic_gradients(
            parse_network_spec(with(output_spec(*find_activation("linear"), loss), "loss", named)));
      }
    }
  }
}

TEST_CASE("every depth from 1 to 50: backpropagation is the loss's derivative", "[conformance]") {
  for (const auto& [name, initializer] : {std::pair{"linear", "orthogonal"},
                                          {"tanh", "xavier-normal"},
                                          {"relu", "he-normal"},
                                          {"leaky-relu", "he-normal"},
                                          {"prelu", "he-normal"},
                                          {"elu", "he-normal"},
                                          {"selu", "lecun-normal"},
                                          {"gelu", "he-normal"},
                                          {"swish", "he-normal"},
                                          {"maxout", "lecun-normal"}}) {
    for (std::size_t depth = 1; depth <= 50; depth = depth < 8 ? depth + 1 : depth + 14) {
      CAPTURE(name, depth);
      const Object more{{"initializer", initializer}, {"bias", 0.05}};
      std::vector<LayerText> layers(depth - 1, LayerText{6, name, more});
      layers.push_back({2, "linear"});
      check_analytic_gradients(make_spec(3, layers, "half-mse", {{"name", "sgd"}}), 120);
    }
  }
}

TEST_CASE("every initialiser and bias: backpropagation is the loss's derivative", "[conformance]") {
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}, {"bias", 0.1}};
    check_analytic_gradients(make_spec(
        3, {{5, "tanh", more}, {4, "gelu", more}, {2, "linear", more}}, "mse", {{"name", "sgd"}}));
  }
}

TEST_CASE("with L1, L2 and both: backpropagation is the derivative of loss and penalty",
          "[conformance]") {
  for (const auto& [l1, l2] : {std::pair{0.01, 0.0}, {0.0, 0.1}, {0.02, 0.05}}) {
    CAPTURE(l1, l2);
    check_analytic_gradients(
        parse_network_spec(with(hidden_spec(*find_activation("tanh"), *find_loss("mse")),
                                "regularization", Object{{"l1", l1}, {"l2", l2}})));
  }
}

TEST_CASE("with dropout and its mask held: backpropagation is the loss's derivative",
          "[conformance]") {
  const Object dropout{{"dropout", 0.4}};
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    const NetworkSpec spec =
        make_spec(3, {{6, name_of(activation), dropout}, {5, "tanh", dropout}, {2, "softmax"}},
                  "cross-entropy", {{"name", "sgd"}});
    const Rows rows = random_rows(spec, 6);
    Network<double> network{Network<float>(spec)};
    Workspace<double> batch;
    load_batch(network, rows.x, rows.y, rows.count, batch);
    Random random(4);
    network.forward(batch, rows.count, Dropout::kDraw, &random);
    static_cast<void>(network.loss_and_gradient(batch, rows.count));
    AlignedBuffer<double> gradients(network.parameters().size());
    network.backward(batch, rows.count, Dropout::kDraw, gradients.span());
    const auto loss_at = [&](double& parameter, double value) {
      parameter = value;
      network.forward(batch, rows.count, Dropout::kReuse, nullptr);
      return network.loss(batch, rows.count);
    };
    std::size_t wrong = 0;
    std::size_t all = 0;
    for_each_parameter(network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset) {
      double& parameter = network.parameters()[offset];
      const double kept = parameter;
      const double step = 6e-6;
      const double numeric =
          (loss_at(parameter, kept + step) - loss_at(parameter, kept - step)) / (2.0 * step);
      parameter = kept;
      const double analytic = gradients.data()[offset];
      const double scale = std::max({std::abs(analytic), std::abs(numeric), kGradientFloor});
      ++all;
      if (!(std::abs(analytic - numeric) <= kGradientTolerance * scale)) ++wrong;
    });
    // a parameter may move one of 36 pre-activations over a kink
    CHECK(wrong <= (activation.info.kinks.empty() ? 0 : all / 50));
  }
}

TEST_CASE("every activation x every loss: float32's gradient is its own loss's slope",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      CAPTURE(name_of(activation), name_of(loss));
      check_float_gradient(parse_network_spec(hidden_spec(activation, loss)));
      if (fits(loss, activation) && !activation.info.untrainable) {
        check_float_gradient(parse_network_spec(output_spec(activation, loss)));
      }
    }
  }
}

TEST_CASE("every activation x every loss x every optimiser: training makes an easy loss fall",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      for (const Optimizer& optimizer : optimizer_table()) {
        CAPTURE(name_of(activation), name_of(loss), name_of(optimizer));
        check_trains(parse_network_spec(hidden_spec(activation, loss, name_of(optimizer))), 60,
                     0.995);
      }
    }
  }
}

TEST_CASE("every activation learns to tell two halves of a plane apart, unless it cannot",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    const Loss& loss = *find_loss("binary-cross-entropy");
    const NetworkSpec spec =
        parse_network_spec(with(hidden_spec(activation, loss), "optimizer",
                                Object{{"name", "adam"}, {"learningRate", 0.02}}));
    if (!activation.info.untrainable) {
      check_trains(spec, 600, 0.5);
      continue;
    }
    // no gradient passes: what stands before it never moves
    Trainer trainer(spec);
    const LayerLayout& first = trainer.network().layouts().front();
    const auto hidden = [&] {
      const auto arena = trainer.network().parameters().subspan(0, first.end);
      return std::vector<float>(arena.begin(), arena.end());
    };
    const std::vector<float> before = hidden();
    static_cast<void>(trainer.train(easy_dataset(spec), {.steps = 100, .batch_size = 16}));
    CHECK(hidden() == before);
  }
}

TEST_CASE("every initialiser and every schedule lets an easy loss fall", "[conformance]") {
  const Object base = hidden_spec(*find_activation("tanh"), *find_loss("half-mse"));
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}};
    check_trains(
        make_spec(3, {{5, "tanh", more}, {2, "linear", more}}, "half-mse", {{"name", "adam"}}), 100,
        0.95);
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_trains(parse_network_spec(with(base, "schedule", name_of(schedule))), 200, 0.99);
  }
}

TEST_CASE("every data set trains a network that fits it, and counts its accuracy",
          "[conformance]") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(name_of(generator));
    const Dataset data(parse_dataset_spec(Object{{"kind", name_of(generator)},
                                                 {"samples", 120},
                                                 {"noise", 0.1},
                                                 {"testFraction", 0.25},
                                                 {"standardize", true}}));
    const Loss& loss = *find_loss(data.targets() == Targets::kOneHot   ? "cross-entropy"
                                  : data.targets() == Targets::kBinary ? "binary-cross-entropy"
                                                                       : "mse");
    const Object object =
        spec_object(data.inputs(), {{8, "tanh"}, {data.outputs(), output_for(loss)}}, name_of(loss),
                    {{"name", "adam"}, {"learningRate", 0.02}});
    Trainer trainer(parse_network_spec(object));
    const double before = loss_on(trainer.network(), data);
    CHECK_FALSE(trainer.train(data, {.epochs = 30, .batch_size = 10}).divergence);
    CHECK(trainer.epoch() == 30);
    CHECK(loss_on(trainer.network(), data) < before);
    Workspace<float> batch;
    const Evaluation test =
        evaluate(trainer.network(), data.test_x(), data.test_y(), data.targets(), batch);
    CHECK(std::isfinite(test.loss));
    CHECK(test.accuracy.has_value() == (data.task() == Task::kClassification));
    if (test.accuracy)
      CHECK(*test.accuracy * 30.0 == Catch::Approx(std::round(*test.accuracy * 30.0)));
    check_restores(object, data);
  }
}

TEST_CASE(
    "every entry of every table: a snapshot in the middle of an epoch goes on with the same "
    "bits",
    "[conformance]") {
  const Loss& mse = *find_loss("mse");
  const Activation& tanh = *find_activation("tanh");
  const Dataset data = random_dataset(parse_network_spec(hidden_spec(tanh, mse)), 50, 3);
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    check_restores(hidden_spec(activation, mse), data);
  }
  for (const Loss& loss : loss_table()) {
    CAPTURE(name_of(loss));
    const Object spec = hidden_spec(tanh, loss);
    check_restores(spec, random_dataset(parse_network_spec(spec), 50, 3));
  }
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    check_restores(hidden_spec(tanh, mse, name_of(optimizer)), data);
  }
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    const Object more{{"initializer", name_of(initializer)}, {"dropout", 0.2}};
    check_restores(spec_object(3, {{5, "tanh", more}, {2, "linear"}}, "mse", {{"name", "adam"}}),
                   data);
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_restores(with(hidden_spec(tanh, mse), "schedule", name_of(schedule)), data);
  }
}

TEST_CASE("every optimiser, schedule and activation takes a new learning rate at once and in full",
          "[conformance]") {
  const Loss& mse = *find_loss("mse");
  const Activation& tanh = *find_activation("tanh");
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    check_live_learning_rate(
        parse_network_spec(with(hidden_spec(tanh, mse), "optimizer",
                                Object{{"name", name_of(optimizer)}, {"learningRate", 0.01}})));
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_live_learning_rate(
        parse_network_spec(with(with(hidden_spec(tanh, mse), "schedule", name_of(schedule)),
                                "optimizer", Object{{"name", "sgd"}, {"learningRate", 0.1}})));
  }
}

TEST_CASE("every activation and every loss: statistics are finite and say what a naive sum says",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    check_statistics(parse_network_spec(hidden_spec(activation, *find_loss("half-mse"))));
  }
  for (const Loss& loss : loss_table()) {
    CAPTURE(name_of(loss));
    check_statistics(parse_network_spec(hidden_spec(*find_activation("tanh"), loss)));
  }
}

TEST_CASE("every activation x every loss: a trace holds the gradients of the training step",
          "[conformance]") {
  for (const Activation& activation : activation_table()) {
    for (const Loss& loss : loss_table()) {
      CAPTURE(name_of(activation), name_of(loss));
      check_trace(parse_network_spec(hidden_spec(activation, loss)));
      if (fits(loss, activation)) check_trace(parse_network_spec(output_spec(activation, loss)));
    }
  }
}

TEST_CASE("every optimiser: the same spec and seed give the same bits, another seed others",
          "[conformance]") {
  const Activation& tanh = *find_activation("tanh");
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    const Object spec = hidden_spec(tanh, *find_loss("mse"), name_of(optimizer));
    const auto hash_after = [&](int seed) {
      Trainer trainer(parse_network_spec(with(spec, "seed", seed)));
      const Dataset data = easy_dataset(trainer.network().spec());
      static_cast<void>(trainer.train(data, {.steps = 30, .batch_size = 9}));
      return parameter_hash(trainer.network());
    };
    CHECK(hash_after(1) == hash_after(1));
    CHECK(hash_after(1) != hash_after(2));
  }
}
