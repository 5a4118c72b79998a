#include "dataset_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "gradient/portable_math.hpp"

namespace gradient::shapes {
namespace {

using portable::cos;
using portable::kPi;
using portable::sin;

/// Half the side of the square of classification inputs, and the radius of round shapes.
constexpr double kRadius = 5.0;
/// Half the side of the square of regression inputs.
constexpr double kRegressionRange = 6.0;
/// The least distance of a point of `xor` from the axes.
constexpr double kXorMargin = 0.3;
/// Largest standard deviation of a blob; that of many blobs is smaller.
constexpr double kBlobDeviation = 0.5;
constexpr double kBlobRadius = 4.0;

GeneratedPoint at_angle(double radius, double angle) {
  return {.x1 = radius * cos(angle), .x2 = radius * sin(angle)};
}

GeneratedPoint normal_around(const GeneratedPoint& centre, double deviation, Random& random) {
  const double x1 = centre.x1 + deviation * random.normal();
  const double x2 = centre.x2 + deviation * random.normal();
  return {.x1 = x1, .x2 = x2};
}

/// A standard normal deviate, truncated at two standard deviations.
double truncated_normal(Random& random) {
  for (;;) {
    const double value = random.normal();
    if (std::abs(value) <= 2.0) return value;
  }
}

double fraction(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// A point of one of `count` blobs, whose centres are evenly spaced on a circle and whose standard
/// deviation is a tenth of the distance between neighbours.
GeneratedPoint blob(std::size_t index, std::size_t count, double first_angle, Random& random) {
  const GeneratedPoint centre =
      at_angle(kBlobRadius, first_angle + 2.0 * kPi * fraction(index, count));
  const double distance = 2.0 * kBlobRadius * sin(kPi * fraction(1, count));
  return normal_around(centre, std::min(kBlobDeviation, 0.1 * distance), random);
}

struct Bump {
  double x1;
  double x2;
  double height;
};

constexpr Bump kBumps[] = {{-4.0, 2.5, 1.0},   {0.0, 2.5, -1.0}, {4.0, 2.5, 1.0},
                           {-4.0, -2.5, -1.0}, {0.0, -2.5, 1.0}, {4.0, -2.5, -1.0}};

}  // namespace

GeneratedPoint circles(const PointRequest& request, Random& random) {
  const double radius = request.label == 1 ? random.uniform(0.0, 0.5 * kRadius)
                                           : random.uniform(0.7 * kRadius, kRadius);
  return at_angle(radius, random.uniform(0.0, 2.0 * kPi));
}

GeneratedPoint xor_squares(const PointRequest& request, Random& random) {
  const double x1 = random.uniform(kXorMargin, kRadius);
  const double x2 = random.uniform(kXorMargin, kRadius);
  const double sign = random.below(2) == 0 ? 1.0 : -1.0;
  return {.x1 = sign * x1, .x2 = request.label == 1 ? sign * x2 : -sign * x2};
}

GeneratedPoint gaussians(const PointRequest& request, Random& random) {
  const double centre = request.label == 1 ? 2.0 : -2.0;
  return normal_around({.x1 = centre, .x2 = centre}, kBlobDeviation, random);
}

GeneratedPoint spirals(const PointRequest& request, Random& /*random*/) {
  const double turns = request.params[1];
  const double offset = fraction(request.label, request.classes);
  return at_angle(kRadius * request.along, 2.0 * kPi * (turns * request.along + offset));
}

GeneratedPoint moons(const PointRequest& request, Random& /*random*/) {
  const double angle = kPi * request.along;
  // Unit half circles, the second mirrored and moved by (1, 1/2); then centred and scaled by 3.
  const double x1 = request.label == 0 ? cos(angle) : 1.0 - cos(angle);
  const double x2 = request.label == 0 ? sin(angle) : 0.5 - sin(angle);
  return {.x1 = 3.0 * (x1 - 0.5), .x2 = 3.0 * (x2 - 0.25)};
}

GeneratedPoint blobs(const PointRequest& request, Random& random) {
  return blob(request.label, request.classes, 0.5 * kPi, random);
}

GeneratedPoint blobs_mod_2(const PointRequest& request, Random& random) {
  const std::size_t index = request.label + 2 * random.below(2);
  return blob(index, 4, 0.25 * kPi, random);
}

GeneratedPoint checkerboard(const PointRequest& request, Random& random) {
  const auto cells = static_cast<std::uint32_t>(request.params[0]);
  const double side = 2.0 * kRadius / cells;
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  do {
    column = random.below(cells);
    row = random.below(cells);
  } while ((column + row) % 2 != request.label);
  // a margin of 1/20 of the cell at each edge
  const double x1 = -kRadius + side * (column + random.uniform(0.05, 0.95));
  const double x2 = -kRadius + side * (row + random.uniform(0.05, 0.95));
  return {.x1 = x1, .x2 = x2};
}

GeneratedPoint rings(const PointRequest& request, Random& random) {
  const double width = kRadius / static_cast<double>(request.classes);
  const double within = random.uniform(0.15, 0.85);
  return at_angle(width * (static_cast<double>(request.label) + within),
                  random.uniform(0.0, 2.0 * kPi));
}

GeneratedPoint pinwheel(const PointRequest& request, Random& random) {
  const double along = 1.0 + 0.3 * truncated_normal(random);
  const double across = 0.05 * truncated_normal(random);
  const double angle =
      2.0 * kPi * fraction(request.label, request.classes) + 0.25 * portable::exp(along);
  return {.x1 = 3.0 * (along * cos(angle) - across * sin(angle)),
          .x2 = 3.0 * (along * sin(angle) + across * cos(angle))};
}

GeneratedPoint plane(const PointRequest& /*request*/, Random& random) {
  const double x1 = random.uniform(-kRegressionRange, kRegressionRange);
  const double x2 = random.uniform(-kRegressionRange, kRegressionRange);
  return {.x1 = x1, .x2 = x2, .target = (x1 + x2) / 10.0};
}

GeneratedPoint gaussian_bumps(const PointRequest& /*request*/, Random& random) {
  const double x1 = random.uniform(-kRegressionRange, kRegressionRange);
  const double x2 = random.uniform(-kRegressionRange, kRegressionRange);
  double target = 0.0;
  for (const Bump& bump : kBumps) {
    const double d1 = x1 - bump.x1;
    const double d2 = x2 - bump.x2;
    target += bump.height * portable::exp(-0.5 * (d1 * d1 + d2 * d2));
  }
  return {.x1 = x1, .x2 = x2, .target = target};
}

GeneratedPoint sine(const PointRequest& request, Random& random) {
  const double x1 = random.uniform(-kRegressionRange, kRegressionRange);
  return {.x1 = x1, .target = sin(request.params[0] * x1)};
}

GeneratedPoint step(const PointRequest& /*request*/, Random& random) {
  const double x1 = random.uniform(-kRegressionRange, kRegressionRange);
  return {.x1 = x1, .target = x1 < 0.0 ? -1.0 : 1.0};
}

}  // namespace gradient::shapes
