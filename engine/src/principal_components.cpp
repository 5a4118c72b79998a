#include "gradient/principal_components.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "gradient/random.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/typed_arrays.hpp"

namespace gradient {
namespace {

using Vector = std::vector<double>;
using Pair = std::array<Vector, 2>;

constexpr int kMostIterations = 60;
/// 1 - cosine of the angle by which an axis still moves.
constexpr double kTolerance = 1e-6;
/// A total variance below this share of the mean's square is rounding.
constexpr double kRounding = 1e-12;

double dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Vector mean_of(std::span<const float> data, std::size_t columns) {
  Vector mean(columns);
  for (std::size_t i = 0; i < data.size(); ++i) mean[i % columns] += static_cast<double>(data[i]);
  for (double& value : mean) value /= static_cast<double>(data.size() / columns);
  return mean;
}

double total_variance(std::span<const float> data, const Vector& mean) {
  double sum = 0.0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double deviation = static_cast<double>(data[i]) - mean[i % mean.size()];
    sum += deviation * deviation;
  }
  const double variance = sum / static_cast<double>(data.size() / mean.size());
  return variance > kRounding * dot(mean, mean) ? variance : 0.0;
}

/// (x - mean) axis for each row x.
Vector project(std::span<const float> data, const Vector& mean, const Vector& axis) {
  const std::size_t columns = mean.size();
  Vector scores(data.size() / columns, -dot(mean, axis));
  for (std::size_t row = 0; row < scores.size(); ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      scores[row] += static_cast<double>(data[row * columns + column]) * axis[column];
    }
  }
  return scores;
}

/// Covariance times axis, from the rows' scores along it.
Vector image_of(std::span<const float> data, const Vector& mean, const Vector& scores) {
  const std::size_t columns = mean.size();
  Vector image(columns);
  double sum = 0.0;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    sum += scores[row];
    for (std::size_t column = 0; column < columns; ++column) {
      image[column] += static_cast<double>(data[row * columns + column]) * scores[row];
    }
  }
  const auto rows = static_cast<double>(scores.size());
  for (std::size_t column = 0; column < columns; ++column) {
    image[column] = (image[column] - mean[column] * sum) / rows;
  }
  return image;
}

/// Turns the images within their plane so that the covariance of the two axes becomes 0; returns
/// the variances along them.
std::array<double, 2> diagonalize(const Pair& axes, Pair& images) {
  const double a = dot(axes[0], images[0]);
  const double b = dot(axes[0], images[1]);
  const double d = dot(axes[1], images[1]);
  const double half = std::sqrt((a - d) * (a - d) / 4.0 + b * b);
  const double double_cosine = half > 0.0 ? (a - d) / (2.0 * half) : 1.0;
  const double cosine = std::sqrt((1.0 + double_cosine) / 2.0);
  const double sine = std::copysign(std::sqrt((1.0 - double_cosine) / 2.0), b);
  for (std::size_t i = 0; i < images[0].size(); ++i) {
    const double first = images[0][i];
    const double second = images[1][i];
    images[0][i] = cosine * first + sine * second;
    images[1][i] = cosine * second - sine * first;
  }
  return {(a + d) / 2.0 + half, std::max(0.0, (a + d) / 2.0 - half)};
}

void subtract_projection(const Vector& from, Vector& vector) {
  const double along = dot(from, vector);
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] -= along * from[i];
}

/// To length 1; a vector of length 0 becomes a coordinate axis, without its part along `against`.
void normalize(Vector& vector, std::size_t coordinate, const Vector* against) {
  double length = std::sqrt(dot(vector, vector));
  if (length <= 1e-12) {
    std::ranges::fill(vector, 0.0);
    vector[coordinate] = 1.0;
    if (against != nullptr) subtract_projection(*against, vector);
    length = std::sqrt(dot(vector, vector));
  }
  for (double& value : vector) value /= length;
}

/// Gram and Schmidt.
void orthonormalize(Pair& vectors) {
  normalize(vectors[0], 0, nullptr);
  subtract_projection(vectors[0], vectors[1]);
  normalize(vectors[1], vectors[0][0] * vectors[0][0] > 0.5 ? 1 : 0, &vectors[0]);
}

bool is_usable(const Pair& previous, std::size_t columns) {
  return std::ranges::all_of(previous, [columns](const Vector& axis) {
    return axis.size() == columns &&
           std::ranges::all_of(axis, [](double value) { return std::isfinite(value); });
  });
}

Pair random_axes(std::size_t columns) {
  Random random(1);
  Pair axes{Vector(columns), Vector(columns)};
  for (Vector& axis : axes) {
    for (double& value : axis) value = random.uniform(-1.0, 1.0);
  }
  return axes;
}

/// Which of the two opposite vectors is the axis.
void align(Vector& axis, const Vector* previous) {
  const double side = previous != nullptr ? dot(axis, *previous)
                                          : *std::ranges::max_element(
                                                axis, {}, [](double v) { return std::abs(v); });
  if (side < 0.0) {
    for (double& value : axis) value = -value;
  }
}

}  // namespace

PrincipalComponents principal_components(std::span<const float> data, std::size_t columns,
                                         const Pair& previous) {
  const bool has_previous = is_usable(previous, columns);
  PrincipalComponents result;
  result.mean = mean_of(data, columns);
  const double total = total_variance(data, result.mean);
  Pair axes = has_previous ? previous : random_axes(columns);
  orthonormalize(axes);
  std::array<double, 2> variances{};
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    Pair images{image_of(data, result.mean, project(data, result.mean, axes[0])),
                image_of(data, result.mean, project(data, result.mean, axes[1]))};
    variances = diagonalize(axes, images);
    orthonormalize(images);
    const double moved =
        1.0 - std::min(std::abs(dot(axes[0], images[0])), std::abs(dot(axes[1], images[1])));
    axes = std::move(images);
    if (moved < kTolerance) break;
  }
  for (std::size_t k = 0; k < 2; ++k) {
    align(axes[k], has_previous ? &previous[k] : nullptr);
    result.shares[k] = total > 0.0 ? variances[k] / total : 0.0;
    result.scores[k] = project(data, result.mean, axes[k]);
  }
  result.axes = std::move(axes);
  return result;
}

Value principal_components_value(const Value& data, const Value& options) {
  const std::vector<float>& values = floats_of(data, "values");
  SpecReader reader(options, "", "the options of principalComponents");
  const std::size_t columns = reader.whole("columns", {.minimum = 2});
  const Value* previous = reader.find("previous");
  reader.refuse_unknown_fields();
  if (values.empty() || values.size() % columns != 0) {
    throw refusal(
        ErrorCode::kShapeMismatch, "values", std::to_string(values.size()) + " values",
        "a whole number of rows, at least one, of " + std::to_string(columns) + " values each");
  }
  Pair start;
  if (previous != nullptr) {
    const auto* list = previous->get_if<Array>();
    if (list == nullptr || list->size() != 2) {
      reader.refuse("previous", ErrorCode::kInvalidArgument, "the two axes of an earlier call");
    }
    start = {doubles_of((*list)[0], "previous[0]"), doubles_of((*list)[1], "previous[1]")};
  }
  PrincipalComponents found = principal_components(values, columns, start);
  const auto both = [](Pair& pair) {
    return Array{Value(std::move(pair[0])), Value(std::move(pair[1]))};
  };
  return Object{{"mean", std::move(found.mean)},
                {"axes", both(found.axes)},
                {"shares", Array{found.shares[0], found.shares[1]}},
                {"scores", both(found.scores)}};
}

}  // namespace gradient
