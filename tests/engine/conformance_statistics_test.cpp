// One suite over the tables: an entry runs through every check by being listed, and fails where
// what the table says of it is not so. Here: what is told of its networks.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "gradient/statistics.hpp"
#include "gradient/trace.hpp"
#include "support/conformance.hpp"
#include "support/reference_network.hpp"

namespace gradient::conformance_statistics_test {

using namespace gradient::testing;

namespace {

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

/// Whether f(z) = 0 says that f'(z) = 0.
bool activation_is_flat_at_zero(const LayerSpec& layer) {
  const std::string_view name = name_of(*layer.activation.entry);
  return name == "relu" || name == "relu6" || name == "step" || name == "hard-sigmoid";
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
  network.backward(batch, rows.count, Dropout::kOff, gradients.data());
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
      bool all_zero = true;
      for (std::size_t r = 0; r < rows.count; ++r) {
        sum += std::abs(plain.a[r * plain.units + unit]);
        all_zero = all_zero && plain.a[r * plain.units + unit] == 0.0;
      }
      CHECK(static_cast<double>(layer.unit_mean_absolute[unit]) ==
            Catch::Approx(sum / static_cast<double>(rows.count)).epsilon(1e-5).margin(1e-6));
      if (!all_zero) CHECK((layer.unit_flags[unit] & kDeadUnit) == 0);
      if (all_zero && activation_is_flat_at_zero(spec.layers[l])) {
        CHECK((layer.unit_flags[unit] & kDeadUnit) != 0);
      }
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

}  // namespace gradient::conformance_statistics_test
