#include "gradient/principal_components.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::principal_components_test {

using namespace gradient::testing;
using Doubles = std::vector<double>;
using Floats = std::vector<float>;
using Matrix = std::vector<Doubles>;

namespace {

double dot(const Doubles& a, const Doubles& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Normal rows whose columns, before a rotation of neighbours, have these deviations.
Floats cloud(std::size_t rows, const Doubles& deviations, double centre, std::uint64_t seed = 5) {
  Random random(seed);
  Floats data;
  for (std::size_t r = 0; r < rows; ++r) {
    Doubles row;
    for (const double deviation : deviations) row.push_back(deviation * random.normal());
    for (std::size_t c = 0; c + 1 < row.size(); ++c) {
      const double a = row[c];
      row[c] = 0.8 * a - 0.6 * row[c + 1];
      row[c + 1] = 0.6 * a + 0.8 * row[c + 1];
    }
    for (const double value : row) data.push_back(static_cast<float>(centre + value));
  }
  return data;
}

Matrix covariance(const Floats& data, std::size_t columns) {
  const std::size_t rows = data.size() / columns;
  Doubles mean(columns);
  for (std::size_t i = 0; i < data.size(); ++i) {
    mean[i % columns] += static_cast<double>(data[i]) / static_cast<double>(rows);
  }
  Matrix result(columns, Doubles(columns));
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < columns; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        result[i][j] += (static_cast<double>(data[r * columns + i]) - mean[i]) *
                        (static_cast<double>(data[r * columns + j]) - mean[j]) /
                        static_cast<double>(rows);
      }
    }
  }
  return result;
}

/// Eigenvalues, largest first, with their vectors: Jacobi's rotations of the whole matrix.
std::vector<std::pair<double, Doubles>> eigen(Matrix a) {
  const std::size_t n = a.size();
  Matrix v(n, Doubles(n));
  for (std::size_t i = 0; i < n; ++i) v[i][i] = 1.0;
  for (int sweep = 0; sweep < 60; ++sweep) {
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double angle = 0.5 * std::atan2(2.0 * a[p][q], a[q][q] - a[p][p]);
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[k][p];
          a[k][p] = c * x - s * a[k][q];
          a[k][q] = s * x + c * a[k][q];
          const double w = v[k][p];
          v[k][p] = c * w - s * v[k][q];
          v[k][q] = s * w + c * v[k][q];
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double x = a[p][k];
          a[p][k] = c * x - s * a[q][k];
          a[q][k] = s * x + c * a[q][k];
        }
      }
    }
  }
  std::vector<std::pair<double, Doubles>> pairs;
  for (std::size_t i = 0; i < n; ++i) {
    Doubles vector;
    for (std::size_t k = 0; k < n; ++k) vector.push_back(v[k][i]);
    pairs.emplace_back(a[i][i], vector);
  }
  std::ranges::sort(pairs, std::greater<>{}, [](const auto& pair) { return pair.first; });
  return pairs;
}

}  // namespace

TEST_CASE("axes and shares are the covariance's first two eigenvectors and eigenvalues",
          "[principal_components]") {
  for (const std::size_t columns : {2U, 3U, 7U, 16U}) {
    for (const double centre : {0.0, 5.0}) {
      CAPTURE(columns, centre);
      Doubles deviations(columns, 0.3);
      deviations[0] = 3.0;
      deviations[columns / 2] = 1.2;
      const Floats data = cloud(300, deviations, centre);
      const PrincipalComponents found = principal_components(data, columns);
      const auto exact = eigen(covariance(data, columns));
      double total = 0.0;
      for (const auto& [value, vector] : exact) total += value;
      for (std::size_t k = 0; k < 2; ++k) {
        CAPTURE(k);
        CHECK_THAT(std::abs(dot(found.axes[k], exact[k].second)),
                   Catch::Matchers::WithinAbs(1.0, 1e-4));
        CHECK_THAT(found.shares[k], Catch::Matchers::WithinAbs(exact[k].first / total, 1e-4));
        CHECK_THAT(dot(found.axes[k], found.axes[k]), Catch::Matchers::WithinAbs(1.0, 1e-12));
      }
      CHECK_THAT(dot(found.axes[0], found.axes[1]), Catch::Matchers::WithinAbs(0.0, 1e-12));
    }
  }
}

TEST_CASE("scores are the rows' coordinates: centred, uncorrelated, of the shares' variances",
          "[principal_components]") {
  const Floats data = cloud(400, {2.0, 1.0, 0.4}, 3.0);
  const PrincipalComponents found = principal_components(data, 3);
  const auto& [first, second] = found.scores;
  REQUIRE(first.size() == 400);
  CHECK_THAT(std::accumulate(first.begin(), first.end(), 0.0),
             Catch::Matchers::WithinAbs(0.0, 1e-8));
  CHECK(std::abs(dot(first, second)) < 1e-3 * std::sqrt(dot(first, first) * dot(second, second)));
  CHECK_THAT(dot(second, second) / dot(first, first),
             Catch::Matchers::WithinRel(found.shares[1] / found.shares[0], 1e-3));
  for (const std::size_t row : {0U, 7U, 399U}) {
    double score = 0.0;
    for (std::size_t column = 0; column < 3; ++column) {
      score += (static_cast<double>(data[row * 3 + column]) - found.mean[column]) *
               found.axes[0][column];
    }
    CHECK_THAT(first[row], Catch::Matchers::WithinAbs(score, 1e-9));
  }
}

TEST_CASE("axes keep the side of the call before; else their largest coordinate is positive",
          "[principal_components]") {
  const Floats data = cloud(300, {2.0, 1.0, 0.4}, 0.0);
  const PrincipalComponents first = principal_components(data, 3);
  for (const Doubles& axis : first.axes) {
    const double largest =
        *std::ranges::max_element(axis, {}, [](double value) { return std::abs(value); });
    CHECK(largest > 0.0);
  }
  auto flipped = first.axes;
  for (double& value : flipped[0]) value = -value;
  const PrincipalComponents next = principal_components(data, 3, flipped);
  CHECK(dot(next.axes[0], first.axes[0]) < -0.999);
  CHECK(dot(next.axes[1], first.axes[1]) > 0.999);
  const Doubles nan(3, std::numeric_limits<double>::quiet_NaN());
  CHECK(principal_components(data, 3, {nan, nan}).axes == first.axes);
  CHECK(principal_components(data, 3, {Doubles{1, 0}, Doubles{0, 1}}).axes == first.axes);
}

TEST_CASE("what does not vary has axes and no shares; a line has one", "[principal_components]") {
  const PrincipalComponents constant = principal_components(Floats(40, 12345.678F), 4);
  CHECK(constant.shares == std::array{0.0, 0.0});
  CHECK_THAT(dot(constant.axes[0], constant.axes[1]), Catch::Matchers::WithinAbs(0.0, 1e-12));
  CHECK_THAT(dot(constant.axes[1], constant.axes[1]), Catch::Matchers::WithinAbs(1.0, 1e-12));
  const PrincipalComponents line = principal_components(Floats{1, 2, 2, 4, 3, 6}, 2);
  CHECK_THAT(line.shares[0], Catch::Matchers::WithinAbs(1.0, 1e-9));
  CHECK_THAT(line.shares[1], Catch::Matchers::WithinAbs(0.0, 1e-9));
  CHECK_THAT(line.axes[0][1] / line.axes[0][0], Catch::Matchers::WithinRel(2.0, 1e-6));
}

TEST_CASE("NaN in the data gives NaN, not an error", "[principal_components]") {
  const PrincipalComponents found = principal_components(Floats{1, 2, std::nanf(""), 4, 3, 6}, 2);
  CHECK(std::isnan(found.scores[0][0]));
}

TEST_CASE("data and options that do not fit are refused", "[principal_components]") {
  using enum ErrorCode;
  const auto refuse = [](const Value& data, const Object& options, ErrorCode code,
                         const std::string& message) {
    check_refusal([&] { static_cast<void>(principal_components_value(data, options)); }, code,
                  message);
  };
  const Floats six(6);
  refuse(Array{}, {{"columns", 2}}, kInvalidArgument, "values: [] given; allowed: a Float32Array");
  refuse(six, {{"columns", 1}}, kOutOfRange, "columns: 1 given; allowed: a whole number from 2");
  refuse(six, {}, kInvalidArgument, "columns: nothing given");
  refuse(six, {{"columns", 4}}, kShapeMismatch,
         "values: 6 values given; allowed: a whole number of rows, at least one, of 4 values each");
  refuse(Floats{}, {{"columns", 4}}, kShapeMismatch, "values: 0 values given");
  refuse(six, {{"columns", 2}, {"previous", Array{}}}, kInvalidArgument,
         "previous: [] given; allowed: the two axes of an earlier call");
  refuse(six, {{"columns", 2}, {"rows", 3}}, kUnknownName,
         "rows: unknown field; allowed: columns, previous");
}

}  // namespace gradient::principal_components_test
