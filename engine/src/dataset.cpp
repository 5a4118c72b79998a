#include "gradient/dataset.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <utility>

#include "gradient/given_rows.hpp"
#include "gradient/random.hpp"
#include "gradient/spec_reader.hpp"
#include "split_rows.hpp"

namespace gradient {
namespace {

/// Streams of a data set's seed, so that noise does not shift the shapes.
constexpr std::uint64_t kShapeStream = 16;
constexpr std::uint64_t kNoiseStream = 17;

/// Standard deviations at noise 1.
constexpr double kPointNoise = 1.5;
constexpr double kTargetNoise = 0.5;

/// All rows, before they are split.
struct Rows {
  std::size_t dimensions = 0;
  std::size_t outputs = 0;
  /// [rows, dimensions] and [rows, outputs]
  std::vector<float> points;
  std::vector<float> targets;
  std::vector<std::int32_t> labels;
};

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last_id{0};
  return ++last_id;
}

void encode_class(Targets targets, std::size_t label, std::span<float> row) {
  if (targets == Targets::kOneHot) {
    std::ranges::fill(row, 0.0F);
    row[label] = 1.0F;
  } else {
    row[0] = label == 1 ? 1.0F : targets == Targets::kSign ? -1.0F : 0.0F;
  }
}

std::int32_t decode_class(Targets targets, std::span<const float> row) {
  if (targets != Targets::kOneHot) return row[0] == 1.0F ? 1 : 0;
  return static_cast<std::int32_t>(std::ranges::max_element(row) - row.begin());
}

Rows generate_rows(const DatasetSpec& spec, std::size_t classes) {
  const DatasetGenerator& generator = *spec.generator;
  const std::size_t groups = std::max<std::size_t>(classes, 1);
  Random shape_random(spec.seed, kShapeStream);
  Random noise_random(spec.seed, kNoiseStream);
  Rows rows{.dimensions = generator.dimensions,
            .outputs = spec.outputs,
            .points = {},
            .targets = std::vector<float>(spec.samples * spec.outputs),
            .labels = {}};
  rows.points.reserve(spec.samples * generator.dimensions);
  for (std::size_t i = 0; i < spec.samples; ++i) {
    const std::size_t label = i % groups;
    const std::size_t group_size = (spec.samples - label + groups - 1) / groups;
    const std::size_t number_in_group = i / groups;
    const double along =
        (static_cast<double>(number_in_group) + 0.5) / static_cast<double>(group_size);
    GeneratedPoint point = generator.draw({label, classes, along, spec.params}, shape_random);
    const std::span<float> target = std::span(rows.targets).subspan(i * spec.outputs, spec.outputs);
    if (generator.task == Task::kClassification) {
      point.x1 += kPointNoise * spec.noise * noise_random.normal();
      point.x2 += kPointNoise * spec.noise * noise_random.normal();
      rows.labels.push_back(static_cast<std::int32_t>(label));
      encode_class(spec.targets, label, target);
    } else {
      point.target += kTargetNoise * spec.noise * noise_random.normal();
      target[0] = static_cast<float>(point.target);
    }
    rows.points.push_back(static_cast<float>(point.x1));
    if (generator.dimensions == 2) rows.points.push_back(static_cast<float>(point.x2));
  }
  return rows;
}

/// Takes the arrays out of the spec.
Rows given_rows(DatasetSpec& spec) {
  Rows rows{.dimensions = spec.inputs,
            .outputs = spec.outputs,
            .points = std::exchange(spec.x, {}),
            .targets = std::exchange(spec.y, {}),
            .labels = {}};
  if (spec.targets == Targets::kReal) return rows;
  for (std::size_t i = 0; i < spec.samples; ++i) {
    const auto row = std::span(rows.targets).subspan(i * spec.outputs, spec.outputs);
    rows.labels.push_back(decode_class(spec.targets, row));
  }
  return rows;
}

DatasetSplit take_rows(const Rows& rows, std::span<const std::uint32_t> indices) {
  DatasetSplit split{.x = xt::xtensor<float, 2>::from_shape({indices.size(), rows.dimensions}),
                     .y = xt::xtensor<float, 2>::from_shape({indices.size(), rows.outputs}),
                     .raw = {},
                     .labels = {}};
  float* x = split.x.data();
  float* y = split.y.data();
  for (const std::uint32_t row : indices) {
    x = std::copy_n(rows.points.data() + row * rows.dimensions, rows.dimensions, x);
    y = std::copy_n(rows.targets.data() + row * rows.outputs, rows.outputs, y);
    if (!rows.labels.empty()) split.labels.push_back(rows.labels[row]);
  }
  return split;
}

/// x' = (x - mean) / deviation of each column has mean 0 and standard deviation 1.
/// Mean and standard deviation of each column, summed in double in the order of the rows.
Standardization standardization_of(const xt::xtensor<float, 2>& rows) {
  const auto count = static_cast<double>(rows.shape(0));
  const auto columns = rows.shape(1);
  Standardization result{xt::xtensor<double, 1>::from_shape({columns}),
                         xt::xtensor<double, 1>::from_shape({columns})};
  for (std::size_t c = 0; c < columns; ++c) {
    double sum = 0.0;
    bool is_constant = true;
    for (std::size_t r = 0; r < rows.shape(0); ++r) {
      sum += static_cast<double>(rows(r, c));
      is_constant = is_constant && rows(r, c) == rows(0, c);
    }
    // The rounded mean of equal numbers may be another number: a constant column becomes 0 exactly.
    const double mean = is_constant ? static_cast<double>(rows(0, c)) : sum / count;
    double squares = 0.0;
    for (std::size_t r = 0; r < rows.shape(0); ++r) {
      const double deviation = static_cast<double>(rows(r, c)) - mean;
      squares += deviation * deviation;
    }
    result.mean(c) = mean;
    result.deviation(c) = is_constant ? 1.0 : std::sqrt(squares / count);
  }
  return result;
}

xt::xtensor<float, 2> standardized(const xt::xtensor<float, 2>& rows, const Standardization& by) {
  xt::xtensor<float, 2> result = rows;
  for (std::size_t r = 0; r < rows.shape(0); ++r) {
    for (std::size_t c = 0; c < rows.shape(1); ++c) {
      const double value = static_cast<double>(rows(r, c));
      result(r, c) = static_cast<float>((value - by.mean(c)) / by.deviation(c));
    }
  }
  return result;
}

/// True where the inputs are the coordinates themselves, in their order.
bool are_coordinates(std::span<const Feature* const> features, std::size_t dimensions) {
  const std::span<const Feature> coordinates = feature_table().first(dimensions);
  return std::ranges::equal(features, coordinates, {}, {}, [](const Feature& f) { return &f; });
}

}  // namespace

Dataset::Dataset(DatasetSpec spec) : id_(next_id()), spec_(std::move(spec)) {
  const bool generated = spec_.generator != nullptr;
  if (generated) {
    classes_ = class_count(*spec_.generator, spec_.params);
  } else if (spec_.targets != Targets::kReal) {
    classes_ = spec_.targets == Targets::kOneHot ? spec_.outputs : 2;
  }
  const Rows rows = generated ? generate_rows(spec_, classes_) : given_rows(spec_);
  dimensions_ = rows.dimensions;
  RowNumbers numbers = split_rows(spec_, rows.labels, classes_);
  const bool has_features = generated && !are_coordinates(spec_.features, dimensions_);
  const auto take = [&](std::vector<std::uint32_t>& indices) {
    if (!generated) std::ranges::sort(indices);
    DatasetSplit split = take_rows(rows, indices);
    if (has_features) make_features(split);
    return split;
  };
  train_ = take(numbers.train);
  validation_ = take(numbers.validation);
  test_ = take(numbers.test);
  if (spec_.standardize) {
    input_standardization_ = standardization_of(train_.x);
    for (DatasetSplit* split : {&train_, &validation_, &test_}) {
      if (split->raw.size() == 0) split->raw = split->x;
      split->x = standardized(split->x, input_standardization_);
    }
  }
  if (spec_.standardize_targets) {
    target_standardization_ = standardization_of(train_.y);
    for (DatasetSplit* split : {&train_, &validation_, &test_}) {
      split->y = standardized(split->y, target_standardization_);
    }
  }
}

const DatasetSplit& Dataset::split(std::string_view name) const {
  if (name == "train") return train_;
  if (name == "validation") return validation_;
  if (name == "test") return test_;
  throw refusal(ErrorCode::kUnknownName, "split", describe(Value(name)), "train, validation, test");
}

std::string_view Dataset::kind() const {
  return spec_.generator != nullptr ? spec_.generator->entry.name : "arrays";
}

Task Dataset::task() const {
  return spec_.targets == Targets::kReal ? Task::kRegression : Task::kClassification;
}

void Dataset::make_features(DatasetSplit& split) const {
  split.raw = std::move(split.x);
  split.x = xt::xtensor<float, 2>::from_shape({split.rows(), spec_.inputs});
  for (std::size_t row = 0; row < split.rows(); ++row) {
    for (std::size_t i = 0; i < spec_.inputs; ++i) {
      split.x(row, i) = static_cast<float>(spec_.features[i]->value(&split.raw(row, 0)));
    }
  }
}

std::vector<float> Dataset::transform(std::span<const float> points) const {
  if (points.size() % dimensions_ != 0) {
    throw refusal(ErrorCode::kShapeMismatch, "points", std::to_string(points.size()) + " values",
                  "a multiple of " + std::to_string(dimensions_) + ", the coordinates of a point");
  }
  check_finite(points, dimensions_, "points");
  const auto& [mean, deviation] = input_standardization_;
  std::vector<float> inputs;
  inputs.reserve(points.size() / dimensions_ * spec_.inputs);
  for (std::size_t start = 0; start < points.size(); start += dimensions_) {
    const float* point = points.data() + start;
    for (std::size_t i = 0; i < spec_.inputs; ++i) {
      const float value =
          spec_.features.empty() ? point[i] : static_cast<float>(spec_.features[i]->value(point));
      inputs.push_back(
          mean.size() == 0
              ? value
              : static_cast<float>((static_cast<double>(value) - mean(i)) / deviation(i)));
    }
  }
  return inputs;
}

}  // namespace gradient
