#include "gradient/dataset_spec.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

constexpr std::string_view kArrays = "arrays";
constexpr std::size_t kDefaultSamples = 500;
constexpr double kDefaultTestFraction = 0.5;

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const DatasetGenerator& generator : dataset_table()) names.push_back(generator.entry.name);
  names.push_back(kArrays);
  return names;
}

/// The fields of both kinds of spec.
void read_common(SpecReader& reader, double default_test_fraction, DatasetSpec& spec) {
  constexpr NumberBounds kFraction{.minimum = 0.0, .maximum = kMaxHeldOutFraction};
  constexpr double kRounding = 1e-12;
  spec.test_fraction = reader.number("testFraction", kFraction, default_test_fraction);
  spec.validation_fraction = reader.number("validationFraction", kFraction, 0.0);
  if (spec.test_fraction + spec.validation_fraction > kMaxHeldOutFraction + kRounding) {
    reader.refuse("validationFraction", ErrorCode::kOutOfRange,
                  "at most " + describe(Value(kMaxHeldOutFraction)) +
                      " together with testFraction, which is " +
                      describe(Value(spec.test_fraction)));
  }
  constexpr std::array<std::string_view, 3> kSplits{"stratified", "random", "last"};
  spec.split = static_cast<Split>(reader.choice("split", kSplits, 0));
  spec.seed = static_cast<std::uint32_t>(reader.whole("seed", {}, 0));
  spec.standardize = reader.boolean("standardize", false);
  spec.standardize_targets = reader.boolean("standardizeTargets", false);
  if (spec.standardize_targets && spec.targets != Targets::kReal) {
    reader.refuse(
        "standardizeTargets", ErrorCode::kInvalidArgument,
        "false, as the targets are classes (\"" + std::string(targets_name(spec.targets)) + "\")");
  }
}

Targets read_targets(SpecReader& reader, std::span<const Targets> allowed, Targets fallback) {
  std::vector<std::string_view> names;
  for (const Targets targets : allowed) names.push_back(targets_name(targets));
  const auto index =
      static_cast<std::size_t>(std::ranges::find(allowed, fallback) - allowed.begin());
  return allowed[reader.choice("targets", names, index)];
}

std::vector<const Feature*> read_features(SpecReader& reader, std::size_t dimensions) {
  std::vector<const Feature*> fitting;
  std::vector<std::string_view> names;
  for (const Feature& feature : feature_table()) {
    if (feature.dimensions > dimensions) continue;
    fitting.push_back(&feature);
    names.push_back(feature.name);
  }
  std::vector<const Feature*> chosen;
  if (const auto indices = reader.choices("features", names)) {
    for (const std::size_t index : *indices) chosen.push_back(fitting[index]);
  } else {
    // The table begins with the coordinates.
    chosen.assign(fitting.begin(), fitting.begin() + static_cast<std::ptrdiff_t>(dimensions));
  }
  return chosen;
}

/// What the targets of so many classes may be; 0 classes: numbers.
Targets read_class_targets(SpecReader& reader, std::size_t classes) {
  using enum Targets;
  if (classes == 0) return read_targets(reader, std::array{kReal}, kReal);
  if (classes == 2) return read_targets(reader, std::array{kBinary, kSign, kOneHot}, kBinary);
  return read_targets(reader, std::array{kOneHot}, kOneHot);
}

DatasetSpec read_generated(SpecReader& reader, const DatasetGenerator& generator) {
  DatasetSpec spec;
  spec.generator = &generator;
  spec.params = read_parameters(reader, generator.entry.parameters);
  const std::size_t classes = class_count(generator, spec.params);
  // at least one row per class
  const std::size_t min_samples = std::max<std::size_t>(classes, 2);
  spec.samples =
      reader.whole("samples", {.minimum = min_samples, .maximum = kMaxSamples, .is_limit = true},
                   kDefaultSamples);
  spec.noise = reader.number("noise", {.minimum = 0.0, .maximum = 1.0}, 0.0);
  spec.features = read_features(reader, generator.dimensions);
  spec.inputs = spec.features.size();
  spec.targets = read_class_targets(reader, classes);
  spec.outputs = spec.targets == Targets::kOneHot ? classes : 1;
  read_common(reader, kDefaultTestFraction, spec);
  return spec;
}

bool is_one_hot(std::span<const float> row) {
  const auto ones = std::ranges::count(row, 1.0F);
  const auto zeros = std::ranges::count(row, 0.0F);
  return ones == 1 && static_cast<std::size_t>(ones + zeros) == row.size();
}

/// Whether a row of y can be read as `targets`.
bool is_row_of(Targets targets, std::span<const float> row) {
  switch (targets) {
    case Targets::kReal:
      return true;
    case Targets::kBinary:
      return row.size() == 1 && (row[0] == 0.0F || row[0] == 1.0F);
    case Targets::kSign:
      return row.size() == 1 && (row[0] == -1.0F || row[0] == 1.0F);
    case Targets::kOneHot:
      return row.size() > 1 && is_one_hot(row);
  }
  return false;
}

std::span<const float> row_of(const DatasetSpec& spec, std::size_t row) {
  return std::span(spec.y).subspan(row * spec.outputs, spec.outputs);
}

/// The index of the first row of y that cannot be read as `targets`; the number of rows where all
/// can.
std::size_t first_misfit(const DatasetSpec& spec, Targets targets) {
  std::size_t row = 0;
  while (row < spec.samples && is_row_of(targets, row_of(spec, row))) ++row;
  return row;
}

Targets inferred_targets(const DatasetSpec& spec) {
  for (const Targets targets : {Targets::kOneHot, Targets::kBinary, Targets::kSign}) {
    if (first_misfit(spec, targets) == spec.samples) return targets;
  }
  return Targets::kReal;
}

Targets read_array_targets(SpecReader& reader, const DatasetSpec& spec) {
  using enum Targets;
  if (!reader.has("targets")) return inferred_targets(spec);
  const Targets targets = spec.outputs == 1
                              ? read_targets(reader, std::array{kReal, kBinary, kSign}, kReal)
                              : read_targets(reader, std::array{kReal, kOneHot}, kReal);
  const std::size_t misfit = first_misfit(spec, targets);
  if (misfit < spec.samples) {
    Array row;
    for (const float value : row_of(spec, misfit)) row.emplace_back(static_cast<double>(value));
    const std::string_view allowed = targets == kBinary ? "0 or 1"
                                     : targets == kSign ? "-1 or 1"
                                                        : "a single 1 and else 0";
    reader.refuse(
        "y[" + std::to_string(misfit) + "]", ErrorCode::kOutOfRange,
        describe(Value(std::move(row))),
        std::string(allowed) + ", as targets is \"" + std::string(targets_name(targets)) + "\"");
  }
  return targets;
}

/// x: numbers as they are, or bytes, which are divided by a number when the rows are made.
void read_inputs(SpecReader& reader, DatasetSpec& spec) {
  const Value* x = reader.find("x");
  const auto* bytes = x == nullptr ? nullptr : x->get_if<std::vector<std::uint8_t>>();
  if (bytes != nullptr) {
    spec.bytes = *bytes;
    spec.divisor =
        reader.number("divisor", {.minimum = 0.0, .minimum_exclusive = true}, spec.divisor);
  } else {
    spec.x = reader.floats("x", spec.inputs);
  }
  const std::size_t size = std::max(spec.x.size(), spec.bytes.size());
  if (size == 0 || size % spec.inputs != 0) {
    reader.refuse(
        "x", ErrorCode::kShapeMismatch, std::to_string(size) + " values",
        "a whole number of rows, at least one, of " + std::to_string(spec.inputs) + " values each");
  }
  spec.samples = size / spec.inputs;
  if (spec.samples > kMaxSamples) {
    reader.refuse("x", ErrorCode::kLimitExceeded, std::to_string(spec.samples) + " rows",
                  "at most " + std::to_string(kMaxSamples));
  }
}

/// y: the targets themselves.
void read_target_rows(SpecReader& reader, DatasetSpec& spec) {
  spec.outputs =
      reader.whole("outputs", {.minimum = 1, .maximum = kMaxArrayOutputs, .is_limit = true});
  spec.y = reader.floats("y", spec.outputs);
  if (spec.y.size() != spec.samples * spec.outputs) {
    reader.refuse("y", ErrorCode::kShapeMismatch, std::to_string(spec.y.size()) + " values",
                  std::to_string(spec.samples * spec.outputs) + ": " +
                      std::to_string(spec.outputs) + " for each of the " +
                      std::to_string(spec.samples) + " rows of x");
  }
  spec.targets = read_array_targets(reader, spec);
}

/// labels: the class of each row, in [0, classes).
void read_labels(SpecReader& reader, DatasetSpec& spec) {
  for (const std::string_view field : {"y", "outputs"}) {
    if (reader.has(field)) {
      reader.refuse(field, ErrorCode::kInvalidArgument, "nothing, as labels are given");
    }
  }
  const std::size_t classes =
      reader.whole("classes", {.minimum = 2, .maximum = kMaxArrayOutputs, .is_limit = true});
  const auto* labels = reader.find("labels")->get_if<std::vector<std::int32_t>>();
  if (labels == nullptr) {
    reader.refuse("labels", ErrorCode::kInvalidArgument, "an Int32Array");
  }
  if (labels->size() != spec.samples) {
    reader.refuse("labels", ErrorCode::kShapeMismatch, std::to_string(labels->size()) + " values",
                  std::to_string(spec.samples) + ", one for each row of x");
  }
  const auto is_class = [&](std::int32_t label) {
    return label >= 0 && static_cast<std::size_t>(label) < classes;
  };
  const auto misfit = std::ranges::find_if_not(*labels, is_class);
  if (misfit != labels->end()) {
    reader.refuse("labels[" + std::to_string(misfit - labels->begin()) + "]",
                  ErrorCode::kOutOfRange, std::to_string(*misfit),
                  describe_bounds(WholeBounds{.minimum = 0, .maximum = classes - 1}));
  }
  spec.labels = *labels;
  spec.targets = read_class_targets(reader, classes);
  spec.outputs = spec.targets == Targets::kOneHot ? classes : 1;
}

DatasetSpec read_arrays(SpecReader& reader) {
  DatasetSpec spec;
  spec.inputs =
      reader.whole("inputs", {.minimum = 1, .maximum = kMaxArrayInputs, .is_limit = true});
  read_inputs(reader, spec);
  if (reader.has("labels")) {
    read_labels(reader, spec);
  } else {
    read_target_rows(reader, spec);
  }
  read_common(reader, 0.0, spec);
  return spec;
}

}  // namespace

DatasetSpec parse_dataset_spec(const Value& value) {
  SpecReader reader(value, "", "a data set");
  const std::size_t kind = reader.choice("kind", kind_names());
  const auto table = dataset_table();
  DatasetSpec spec =
      kind < table.size() ? read_generated(reader, table[kind]) : read_arrays(reader);
  reader.refuse_unknown_fields();
  return spec;
}

}  // namespace gradient
