#include "gradient/initializers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/spec_reader.hpp"
#include "support_golden.hpp"

namespace gradient::initializers_test {
namespace {

struct Shape {
  std::size_t fan_in;
  std::size_t fan_out;
};

std::vector<double> draw(std::string_view name, Shape shape, std::vector<double> params = {},
                         std::uint64_t seed = 1) {
  const Initializer* initializer = find_initializer(name);
  REQUIRE(initializer != nullptr);
  if (params.empty()) params = default_parameters(initializer->entry.parameters);
  Random random(seed);
  // What was there before must not matter.
  std::vector<double> weights(shape.fan_in * shape.fan_out, -999.0);
  initialize(*initializer, params, shape.fan_in, shape.fan_out, random, weights);
  return weights;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Mean of value^power.
double moment_of(const std::vector<double>& values, int power) {
  double sum = 0.0;
  for (const double value : values) sum += std::pow(value, power);
  return sum / static_cast<double>(values.size());
}

/// max |a_i . a_j - delta_ij| over the rows (or the columns) of a matrix.
double worst_deviation_from_orthonormal(const std::vector<double>& matrix, Shape shape,
                                        bool by_rows) {
  const std::size_t vectors = by_rows ? shape.fan_in : shape.fan_out;
  const std::size_t length = by_rows ? shape.fan_out : shape.fan_in;
  const auto at = [&](std::size_t vector, std::size_t i) {
    return by_rows ? matrix[vector * shape.fan_out + i] : matrix[i * shape.fan_out + vector];
  };
  double worst = 0.0;
  for (std::size_t a = 0; a < vectors; ++a) {
    for (std::size_t b = 0; b <= a; ++b) {
      double product = 0.0;
      for (std::size_t i = 0; i < length; ++i) product += at(a, i) * at(b, i);
      worst = std::max(worst, std::abs(product - (a == b ? 1.0 : 0.0)));
    }
  }
  return worst;
}

TEST_CASE("The table holds the initialisers by name, each once and described") {
  std::vector<std::string_view> names;
  for (const Initializer& initializer : initializer_table()) {
    const EntryInfo& entry = initializer.entry;
    CAPTURE(entry.name);
    names.push_back(entry.name);
    CHECK(find_initializer(entry.name) == &initializer);
    CHECK_FALSE(entry.label.empty());
    CHECK_FALSE(entry.description.empty());
    CHECK_FALSE(entry.formula.empty());
    CHECK_FALSE(entry.formula_tex.empty());
    CHECK((entry.year == 0) == entry.source.empty());
    for (const ParameterInfo& parameter : entry.parameters) {
      CHECK(parameter.minimum <= parameter.default_value);
      CHECK(parameter.default_value <= parameter.maximum);
    }
  }
  CHECK(names == std::vector<std::string_view>{
                     "zeros", "constant", "uniform", "normal", "xavier-uniform", "xavier-normal",
                     "he-uniform", "he-normal", "lecun-uniform", "lecun-normal", "orthogonal"});
  CHECK(find_initializer("glorot") == nullptr);
}

TEST_CASE("Every initialiser writes every weight, and the same for the same seed") {
  for (const Initializer& initializer : initializer_table()) {
    for (const Shape shape : {Shape{1, 1}, Shape{1, 7}, Shape{7, 1}, Shape{5, 8}, Shape{8, 5}}) {
      CAPTURE(initializer.entry.name, shape.fan_in, shape.fan_out);
      const std::vector<double> weights = draw(initializer.entry.name, shape);
      for (const double weight : weights) {
        CHECK(std::isfinite(weight));
        CHECK(std::abs(weight) < 100.0);
      }
      CHECK(draw(initializer.entry.name, shape) == weights);
      const bool random = initializer.entry.name != "zeros" && initializer.entry.name != "constant";
      // A 1 x 1 orthogonal matrix is 1 or -1.
      if (weights.size() > 1)
        CHECK((draw(initializer.entry.name, shape, {}, 2) != weights) == random);
    }
  }
}

TEST_CASE("zeros and constant") {
  CHECK(draw("zeros", {3, 4}) == std::vector<double>(12, 0.0));
  CHECK(draw("constant", {3, 4}) == std::vector<double>(12, 0.5));
  CHECK(draw("constant", {2, 2}, {-0.25}) == std::vector<double>(4, -0.25));
}

TEST_CASE("The variance of the weights is what the paper says") {
  struct Case {
    std::string_view name;
    double variance;
    std::vector<double> params = {};
  };
  constexpr Shape kShape{300, 200};
  constexpr double kIn = 300.0;
  constexpr double kOut = 200.0;
  const std::vector<Case> cases = {
      {"uniform", 0.5 * 0.5 / 3.0},
      {"uniform", 2.0 * 2.0 / 3.0, {2.0}},
      {"normal", 0.1 * 0.1},
      {"normal", 3.0 * 3.0, {3.0}},
      {"xavier-uniform", 2.0 / (kIn + kOut)},
      {"xavier-normal", 2.0 / (kIn + kOut)},
      {"he-uniform", 2.0 / kIn},
      {"he-normal", 2.0 / kIn},
      {"lecun-uniform", 1.0 / kIn},
      {"lecun-normal", 1.0 / kIn},
      // Orthonormal columns of length 300.
      {"orthogonal", 1.0 / kIn},
      {"orthogonal", 2.0 / kIn, {std::numbers::sqrt2}},
  };
  for (const Case& test : cases) {
    CAPTURE(test.name);
    const std::vector<double> weights = draw(test.name, kShape, test.params);
    const double count = static_cast<double>(weights.size());
    // Five standard errors: of the mean sqrt(v / n), of the variance at most v sqrt(2 / n).
    CHECK(std::abs(mean_of(weights)) < 5.0 * std::sqrt(test.variance / count));
    CHECK(std::abs(moment_of(weights, 2) / test.variance - 1.0) < 5.0 * std::sqrt(2.0 / count));
  }
}

TEST_CASE("The uniform ones stay within their bounds and fill them") {
  struct Case {
    std::string_view name;
    double limit;
  };
  for (const Case& test :
       {Case{"uniform", 0.5}, Case{"xavier-uniform", std::sqrt(6.0 / (300.0 + 200.0))},
        Case{"he-uniform", std::sqrt(6.0 / 300.0)},
        Case{"lecun-uniform", std::sqrt(3.0 / 300.0)}}) {
    CAPTURE(test.name);
    const std::vector<double> weights = draw(test.name, {300, 200});
    const auto [lowest, highest] = std::minmax_element(weights.begin(), weights.end());
    CHECK(*lowest >= -test.limit);
    CHECK(*highest <= test.limit);
    CHECK(*lowest < -0.999 * test.limit);
    CHECK(*highest > 0.999 * test.limit);
  }
}

TEST_CASE(
    "The normal ones have the kurtosis of a normal distribution, the uniform ones of a uniform") {
  for (const Initializer& initializer : initializer_table()) {
    const std::string_view name = initializer.entry.name;
    if (name == "zeros" || name == "constant" || name == "orthogonal") continue;
    CAPTURE(name);
    const std::vector<double> weights = draw(name, {300, 200});
    const double kurtosis = moment_of(weights, 4) / std::pow(moment_of(weights, 2), 2);
    CHECK(std::abs(kurtosis - (name.find("uniform") == name.npos ? 3.0 : 1.8)) < 0.12);
  }
}

TEST_CASE("orthogonal has orthonormal rows or columns, whichever are fewer") {
  for (const Shape shape : {Shape{1, 1}, Shape{2, 2}, Shape{3, 3}, Shape{64, 64}, Shape{100, 7},
                            Shape{7, 100}, Shape{1, 9}, Shape{9, 1}, Shape{65, 64}}) {
    CAPTURE(shape.fan_in, shape.fan_out);
    const std::vector<double> matrix = draw("orthogonal", shape);
    const bool by_rows = shape.fan_in <= shape.fan_out;
    CHECK(worst_deviation_from_orthonormal(matrix, shape, by_rows) < 1e-14);
    if (shape.fan_in == shape.fan_out) {
      CHECK(worst_deviation_from_orthonormal(matrix, shape, !by_rows) < 1e-14);
    }
  }
  std::vector<double> doubled = draw("orthogonal", {8, 8}, {2.0});
  for (double& weight : doubled) weight /= 2.0;
  CHECK(doubled == draw("orthogonal", {8, 8}));
}

TEST_CASE("orthogonal is evenly distributed over all orthogonal matrices") {
  // Under Haar measure each entry of an n x n matrix has mean 0, E q^2 = 1/n and E q^4 = 3 / (n (n
  // + 2)); the trace has mean 0 and variance 1; and half of the matrices have determinant 1.
  constexpr int kMatrices = 20'000;
  Random random(5);
  std::vector<double> q(9);
  double traces = 0.0;
  double squared_traces = 0.0;
  int rotations = 0;
  std::vector<double> sums(9);
  std::vector<double> fourth(9);
  for (int i = 0; i < kMatrices; ++i) {
    random_orthogonal(3, 3, random, q);
    const double trace = q[0] + q[4] + q[8];
    traces += trace / kMatrices;
    squared_traces += trace * trace / kMatrices;
    const double determinant = q[0] * (q[4] * q[8] - q[5] * q[7]) -
                               q[1] * (q[3] * q[8] - q[5] * q[6]) +
                               q[2] * (q[3] * q[7] - q[4] * q[6]);
    rotations += determinant > 0.0 ? 1 : 0;
    for (std::size_t k = 0; k < 9; ++k) {
      sums[k] += q[k] / kMatrices;
      fourth[k] += std::pow(q[k], 4) / kMatrices;
    }
  }
  const double error = 1.0 / std::sqrt(kMatrices);
  CHECK(std::abs(traces) < 5.0 * error);
  CHECK(std::abs(squared_traces - 1.0) < 8.0 * error);
  CHECK(std::abs(static_cast<double>(rotations) / kMatrices - 0.5) < 2.5 * error);
  for (std::size_t k = 0; k < 9; ++k) {
    CAPTURE(k);
    CHECK(std::abs(sums[k]) < 5.0 * std::sqrt(1.0 / 3.0) * error);
    CHECK(std::abs(fourth[k] - 0.2) < 5.0 * 0.3 * error);
  }
}

TEST_CASE("Initial weights have the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  std::uint64_t hash = portable::kFnvOffset;
  for (const Initializer& initializer : initializer_table()) {
    hash = portable::hash_bits(draw(initializer.entry.name, {13, 9}), hash);
    hash = portable::hash_bits(draw(initializer.entry.name, {9, 13}), hash);
  }
  CHECK(hash == 0x3e672610b93deabaU);
}

}  // namespace
}  // namespace gradient::initializers_test
