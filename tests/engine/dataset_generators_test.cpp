#include "gradient/dataset_generators.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/spec_reader.hpp"

namespace gradient::dataset_generators_test {
namespace {

using std::numbers::pi;

constexpr std::size_t kRowsPerClass = 2000;

struct Drawn {
  GeneratedPoint point;
  std::size_t label = 0;
  double along = 0.0;
};

/// Noise-free rows of every class.
std::vector<Drawn> draw(std::string_view name, std::vector<double> params = {}) {
  const DatasetGenerator* generator = find_dataset_generator(name);
  REQUIRE(generator != nullptr);
  if (params.empty()) params = default_parameters(generator->entry.parameters);
  const std::size_t classes = class_count(*generator, params);
  Random random(3);
  std::vector<Drawn> rows;
  for (std::size_t i = 0; i < kRowsPerClass; ++i) {
    const double along = (static_cast<double>(i) + 0.5) / kRowsPerClass;
    for (std::size_t label = 0; label < std::max<std::size_t>(classes, 1); ++label) {
      rows.push_back({generator->draw({label, classes, along, params}, random), label, along});
    }
  }
  return rows;
}

double radius(const GeneratedPoint& point) { return std::hypot(point.x1, point.x2); }

double distance(const GeneratedPoint& a, const GeneratedPoint& b) {
  return std::hypot(a.x1 - b.x1, a.x2 - b.x2);
}

/// Every row satisfies the rule.
void check_all(const std::vector<Drawn>& rows, const std::function<bool(const Drawn&)>& rule) {
  const auto bad = std::find_if_not(rows.begin(), rows.end(), rule);
  if (bad != rows.end()) {
    CAPTURE(bad->label, bad->along, bad->point.x1, bad->point.x2, bad->point.target);
    CHECK(bad == rows.end());
  }
  CHECK_FALSE(rows.empty());
}

/// The nearest rows of two classes.
double gap_between_classes(const std::vector<Drawn>& rows, std::size_t stride = 7) {
  double gap = 1e9;
  for (std::size_t a = 0; a < rows.size(); a += stride) {
    for (std::size_t b = 0; b < rows.size(); ++b) {
      if (rows[a].label != rows[b].label) {
        gap = std::min(gap, distance(rows[a].point, rows[b].point));
      }
    }
  }
  return gap;
}

TEST_CASE("The table holds the generated data sets by name, each once and described") {
  std::vector<std::string_view> names;
  for (const DatasetGenerator& generator : dataset_table()) {
    const EntryInfo& entry = generator.entry;
    CAPTURE(entry.name);
    names.push_back(entry.name);
    CHECK(find_dataset_generator(entry.name) == &generator);
    CHECK_FALSE(entry.label.empty());
    CHECK_FALSE(entry.description.empty());
    CHECK_FALSE(entry.formula.empty());
    CHECK((entry.year == 0) == entry.source.empty());
    const bool classifies = generator.task == Task::kClassification;
    CHECK((generator.default_classes == 0) == !classifies);
    CHECK(class_count(generator, default_parameters(entry.parameters)) ==
          generator.default_classes);
    CHECK((generator.dimensions == 1) == entry.name.ends_with("-1d"));
    const auto has_name = [&](const ParameterInfo& p) {
      return p.name == generator.classes_parameter;
    };
    CHECK(std::ranges::any_of(entry.parameters, has_name) == !generator.classes_parameter.empty());
    for (const ParameterInfo& parameter : entry.parameters) {
      CHECK(parameter.minimum <= parameter.default_value);
      CHECK(parameter.default_value <= parameter.maximum);
    }
  }
  CHECK(names == std::vector<std::string_view>{"circles", "xor", "gaussians", "spirals", "moons",
                                               "blobs", "blobs-mod-2", "checkerboard", "rings",
                                               "pinwheel", "plane", "gaussian-bumps", "sine-1d",
                                               "step-1d"});
  CHECK(find_dataset_generator("arrays") == nullptr);
  CHECK(task_name(Task::kClassification) == "classification");
  CHECK(task_name(Task::kRegression) == "regression");
}

TEST_CASE("Without noise the points lie in [-6, 6], at every end of every parameter") {
  for (const DatasetGenerator& generator : dataset_table()) {
    const auto& parameters = generator.entry.parameters;
    std::vector<std::vector<double>> settings{default_parameters(parameters)};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      for (const double end : {parameters[i].minimum, parameters[i].maximum}) {
        settings.push_back(settings.front());
        settings.back()[i] = end;
      }
    }
    for (const std::vector<double>& params : settings) {
      CAPTURE(generator.entry.name);
      check_all(draw(generator.entry.name, params), [&](const Drawn& row) {
        return std::abs(row.point.x1) <= 6.0 && std::abs(row.point.x2) <= 6.0 &&
               std::abs(row.point.target) <= 1.2 &&
               (generator.dimensions == 2 || row.point.x2 == 0.0);
      });
    }
  }
}

TEST_CASE(
    "Without noise classes keep a distance, at the largest and the smallest number of classes") {
  CHECK(gap_between_classes(draw("circles")) > 0.99);
  CHECK(gap_between_classes(draw("xor")) > 0.59);
  CHECK(gap_between_classes(draw("gaussians")) > 1.0);
  CHECK(gap_between_classes(draw("moons")) > 0.5);
  CHECK(gap_between_classes(draw("blobs-mod-2")) > 1.0);
  CHECK(gap_between_classes(draw("checkerboard")) > 0.24);
  CHECK(gap_between_classes(draw("checkerboard", {10})) > 0.09);
  for (const double classes : {2.0, 3.0, 10.0}) {
    CAPTURE(classes);
    CHECK(gap_between_classes(draw("blobs", {classes})) > 0.2);
    CHECK(gap_between_classes(draw("rings", {classes})) > 0.29 * 5.0 / classes);
    CHECK(gap_between_classes(draw("pinwheel", {classes})) > 0.05);
  }
}

TEST_CASE("circles: a disc of class 1 within a ring of class 0") {
  check_all(draw("circles"), [](const Drawn& row) {
    const double r = radius(row.point);
    return row.label == 1 ? r < 2.5 : r >= 3.5 - 1e-12 && r < 5.0;
  });
}

TEST_CASE("xor: class 1 where the coordinates have the same sign; all four squares are filled") {
  std::array<int, 4> squares{};
  check_all(draw("xor"), [&](const Drawn& row) {
    const auto& [x1, x2, target] = row.point;
    ++squares[(x1 > 0.0 ? 2U : 0U) + (x2 > 0.0 ? 1U : 0U)];
    return (x1 * x2 > 0.0) == (row.label == 1) && std::abs(x1) >= 0.3 && std::abs(x2) >= 0.3;
  });
  for (const int count : squares) CHECK(std::abs(count - 1000) < 160);
}

TEST_CASE("gaussians: two normal clouds round (2, 2) and (-2, -2)") {
  std::array<double, 2> sums{};
  double squares = 0.0;
  const std::vector<Drawn> rows = draw("gaussians");
  for (const Drawn& row : rows) {
    const double centre = row.label == 1 ? 2.0 : -2.0;
    sums[row.label] += row.point.x1 / kRowsPerClass;
    squares += std::pow(row.point.x2 - centre, 2) / static_cast<double>(rows.size());
  }
  const double error = 0.5 / std::sqrt(kRowsPerClass);
  CHECK(std::abs(sums[1] - 2.0) < 5.0 * error);
  CHECK(std::abs(sums[0] + 2.0) < 5.0 * error);
  CHECK(std::abs(squares - 0.25) < 0.03);
}

TEST_CASE("spirals: arms of radius 5 t and angle 2 pi (turns t + class / arms)") {
  for (const double arms : {2.0, 3.0, 8.0}) {
    for (const double turns : {0.25, 1.75, 4.0}) {
      check_all(draw("spirals", {arms, turns}), [&](const Drawn& row) {
        const double angle = 2.0 * pi * (turns * row.along + static_cast<double>(row.label) / arms);
        const GeneratedPoint expected{5.0 * row.along * std::cos(angle),
                                      5.0 * row.along * std::sin(angle), 0.0};
        return distance(row.point, expected) < 1e-13;
      });
    }
  }
}

TEST_CASE("moons: two half circles of radius 3 that reach into each other") {
  check_all(draw("moons"), [](const Drawn& row) {
    const GeneratedPoint centre =
        row.label == 0 ? GeneratedPoint{-1.5, -0.75, 0.0} : GeneratedPoint{1.5, 0.75, 0.0};
    const double side = row.label == 0 ? 1.0 : -1.0;
    return std::abs(distance(row.point, centre) - 3.0) < 1e-12 &&
           side * (row.point.x2 - centre.x2) >= -1e-12;
  });
}

TEST_CASE("blobs: each class round its own centre at radius 4") {
  for (const std::size_t classes : {std::size_t{2}, std::size_t{4}, std::size_t{10}}) {
    std::vector<GeneratedPoint> means(classes);
    for (const Drawn& row : draw("blobs", {static_cast<double>(classes)})) {
      means[row.label].x1 += row.point.x1 / kRowsPerClass;
      means[row.label].x2 += row.point.x2 / kRowsPerClass;
    }
    for (const GeneratedPoint& mean : means) CHECK(std::abs(radius(mean) - 4.0) < 0.06);
    for (std::size_t i = 0; i < classes; ++i) {
      const double neighbours = distance(means[i], means[(i + 1) % classes]);
      CHECK(std::abs(neighbours - 8.0 * std::sin(pi / static_cast<double>(classes))) < 0.1);
    }
  }
}

TEST_CASE("blobs-mod-2: four blobs, each class has two that face each other") {
  std::array<int, 4> quadrants{};
  check_all(draw("blobs-mod-2"), [&](const Drawn& row) {
    ++quadrants[(row.point.x1 > 0.0 ? 2U : 0U) + (row.point.x2 > 0.0 ? 1U : 0U)];
    return (row.point.x1 * row.point.x2 > 0.0) == (row.label == 0);
  });
  for (const int count : quadrants) CHECK(std::abs(count - 1000) < 160);
}

TEST_CASE("checkerboard: the label is (column + row) mod 2") {
  for (const double cells : {2.0, 3.0, 4.0, 10.0}) {
    check_all(draw("checkerboard", {cells}), [&](const Drawn& row) {
      const auto cell = [&](double x) {
        return static_cast<std::size_t>((x + 5.0) * cells / 10.0);
      };
      return (cell(row.point.x1) + cell(row.point.x2)) % 2 == row.label;
    });
  }
}

TEST_CASE("rings: class k lies in the middle of the k-th ring") {
  for (const double classes : {2.0, 3.0, 10.0}) {
    check_all(draw("rings", {classes}), [&](const Drawn& row) {
      const double within = radius(row.point) * classes / 5.0 - static_cast<double>(row.label);
      return within > 0.15 - 1e-12 && within < 0.85 + 1e-12;
    });
  }
}

TEST_CASE("pinwheel: the vanes are turned copies of one bent vane") {
  check_all(draw("pinwheel", {5}), [](const Drawn& row) {
    // Turned back, and unbent by the angle that belongs to its radius, a point lies on the first
    // axis.
    const double r = radius(row.point) / 3.0;
    const double angle = std::atan2(row.point.x2, row.point.x1) -
                         2.0 * pi * static_cast<double>(row.label) / 5.0 - 0.25 * std::exp(r);
    return r > 0.39 && r < 1.61 && std::abs(r * std::sin(angle)) < 0.11 && std::cos(angle) > 0.9;
  });
}

TEST_CASE("plane: (x1 + x2) / 10") {
  check_all(draw("plane"), [](const Drawn& row) {
    return std::abs(row.point.target - (row.point.x1 + row.point.x2) / 10.0) < 1e-15;
  });
}

TEST_CASE("gaussian-bumps: three hills and three hollows in turn") {
  check_all(draw("gaussian-bumps"), [](const Drawn& row) {
    double expected = 0.0;
    for (int column = -1; column <= 1; ++column) {
      for (const double x2 : {2.5, -2.5}) {
        const double sign = (column == 0) == (x2 > 0.0) ? -1.0 : 1.0;
        const double d = std::hypot(row.point.x1 - 4.0 * column, row.point.x2 - x2);
        expected += sign * std::exp(-0.5 * d * d);
      }
    }
    return std::abs(row.point.target - expected) < 1e-14;
  });
}

TEST_CASE("sine-1d: sin(frequency x)") {
  for (const double frequency : {0.1, 1.0, 10.0}) {
    check_all(draw("sine-1d", {frequency}), [&](const Drawn& row) {
      return std::abs(row.point.target - std::sin(frequency * row.point.x1)) < 1e-15;
    });
  }
}

TEST_CASE("step-1d: -1 below 0, else 1") {
  check_all(draw("step-1d"),
            [](const Drawn& row) { return row.point.target == (row.point.x1 < 0.0 ? -1.0 : 1.0); });
}

}  // namespace
}  // namespace gradient::dataset_generators_test
