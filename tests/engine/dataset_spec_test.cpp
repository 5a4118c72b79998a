#include "gradient/dataset_spec.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/dataset.hpp"
#include "gradient/error.hpp"

namespace gradient::dataset_spec_test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<std::string_view> feature_names(const DatasetSpec& spec) {
  std::vector<std::string_view> names;
  names.reserve(spec.features.size());
  for (const Feature* feature : spec.features) names.push_back(feature->name);
  return names;
}

/// A spec of two rows of two inputs and one output, but for the fields in `changes`.
Object arrays(const Object& changes = {}) {
  Object spec{{"kind", "arrays"},
              {"x", std::vector<float>{1, 2, 3, 4}},
              {"y", std::vector<float>{0.5, 1.5}},
              {"inputs", 2},
              {"outputs", 1}};
  for (const auto& [name, value] : changes) {
    bool found = false;
    for (auto& member : spec) {
      if (member.first != name) continue;
      member.second = value;
      found = true;
    }
    if (!found) spec.emplace_back(name, value);
  }
  return spec;
}

TEST_CASE("A generated data set's spec is filled in with defaults") {
  const DatasetSpec spec = parse_dataset_spec(Object{{"kind", "circles"}});
  CHECK(spec.generator == find_dataset_generator("circles"));
  CHECK(spec.samples == 500);
  CHECK(spec.noise == 0.0);
  CHECK(spec.test_fraction == 0.5);
  CHECK(spec.validation_fraction == 0.0);
  CHECK(spec.split == Split::kStratified);
  CHECK(spec.seed == 0);
  CHECK_FALSE(spec.standardize);
  CHECK_FALSE(spec.standardize_targets);
  CHECK(feature_names(spec) == std::vector<std::string_view>{"x1", "x2"});
  CHECK(spec.inputs == 2);
  CHECK(spec.outputs == 1);
  CHECK(spec.targets == Targets::kBinary);
}

TEST_CASE("Every field of a generated data set's spec is read") {
  const DatasetSpec spec = parse_dataset_spec(Object{{"kind", "spirals"},
                                                     {"arms", 3},
                                                     {"turns", 0.5},
                                                     {"samples", 30},
                                                     {"noise", 0.25},
                                                     {"testFraction", 0.2},
                                                     {"validationFraction", 0.7},
                                                     {"split", "last"},
                                                     {"seed", 4294967295.0},
                                                     {"standardize", true},
                                                     {"features", Array{"sin x2", "x1 x2", "x1"}},
                                                     {"targets", "one-hot"}});
  CHECK(spec.params == std::vector<double>{3.0, 0.5});
  CHECK(spec.samples == 30);
  CHECK(spec.noise == 0.25);
  CHECK(spec.test_fraction == 0.2);
  CHECK(spec.validation_fraction == 0.7);
  CHECK(spec.split == Split::kLast);
  CHECK(spec.seed == 4294967295U);
  CHECK(spec.standardize);
  CHECK(feature_names(spec) == std::vector<std::string_view>{"sin x2", "x1 x2", "x1"});
  CHECK(spec.inputs == 3);
  CHECK(spec.outputs == 3);
  CHECK(spec.targets == Targets::kOneHot);
}

TEST_CASE("Every generated data set has a spec of its name alone") {
  for (const DatasetGenerator& generator : dataset_table()) {
    CAPTURE(generator.entry.name);
    const DatasetSpec spec = parse_dataset_spec(Object{{"kind", generator.entry.name}});
    CHECK(spec.generator == &generator);
    CHECK(spec.inputs == generator.dimensions);
    const bool many = generator.default_classes > 2;
    CHECK(spec.outputs == (many ? generator.default_classes : 1));
    CHECK(spec.targets == (generator.default_classes == 0 ? Targets::kReal
                           : many                         ? Targets::kOneHot
                                                          : Targets::kBinary));
  }
}

TEST_CASE("Encodings of targets that fit") {
  const auto targets = [](Object object) { return parse_dataset_spec(std::move(object)).targets; };
  CHECK(targets({{"kind", "xor"}, {"targets", "binary"}}) == Targets::kBinary);
  CHECK(targets({{"kind", "xor"}, {"targets", "sign"}}) == Targets::kSign);
  CHECK(targets({{"kind", "xor"}, {"targets", "one-hot"}}) == Targets::kOneHot);
  CHECK(targets({{"kind", "rings"}, {"classes", 2}, {"targets", "sign"}}) == Targets::kSign);
  CHECK(targets({{"kind", "plane"}, {"targets", "real"}}) == Targets::kReal);
  CHECK(targets_name(Targets::kReal) == "real");
  CHECK(targets_name(Targets::kBinary) == "binary");
  CHECK(targets_name(Targets::kSign) == "sign");
  CHECK(targets_name(Targets::kOneHot) == "one-hot");
}

TEST_CASE("Given arrays are read, as typed arrays or as lists") {
  const DatasetSpec spec = parse_dataset_spec(arrays());
  CHECK(spec.generator == nullptr);
  CHECK(spec.x == std::vector<float>{1, 2, 3, 4});
  CHECK(spec.y == std::vector<float>{0.5, 1.5});
  CHECK(spec.samples == 2);
  CHECK(spec.inputs == 2);
  CHECK(spec.outputs == 1);
  CHECK(spec.test_fraction == 0.0);
  CHECK_FALSE(spec.standardize);
  const DatasetSpec listed = parse_dataset_spec(arrays(
      {{"x", Array{1, 2, 3, 4}}, {"testFraction", 0.5}, {"standardize", true}, {"seed", 3}}));
  CHECK(listed.x == spec.x);
  CHECK(listed.test_fraction == 0.5);
  CHECK(listed.standardize);
  CHECK(listed.seed == 3);
}

TEST_CASE("What given targets mean is seen from their values") {
  const auto targets = [](std::vector<float> y, int outputs) {
    return parse_dataset_spec(arrays({{"y", std::move(y)}, {"outputs", outputs}})).targets;
  };
  CHECK(targets({0, 1}, 1) == Targets::kBinary);
  CHECK(targets({1, 1}, 1) == Targets::kBinary);
  CHECK(targets({-1, 1}, 1) == Targets::kSign);
  CHECK(targets({-1, 0}, 1) == Targets::kReal);
  CHECK(targets({0, 0.5}, 1) == Targets::kReal);
  CHECK(targets({0, 1, 1, 0}, 2) == Targets::kOneHot);
  CHECK(targets({0, 1, 1, 1}, 2) == Targets::kReal);
  CHECK(targets({0, 0, 0, 1}, 2) == Targets::kReal);
  CHECK(targets({0, 2, 1, 0}, 2) == Targets::kReal);
}

TEST_CASE("What given targets mean may be said") {
  const auto targets = [](std::vector<float> y, int outputs, std::string_view name) {
    return parse_dataset_spec(
               arrays({{"y", std::move(y)}, {"outputs", outputs}, {"targets", name}}))
        .targets;
  };
  CHECK(targets({0, 1}, 1, "real") == Targets::kReal);
  CHECK(targets({0, 1}, 1, "binary") == Targets::kBinary);
  CHECK(targets({1, 1}, 1, "sign") == Targets::kSign);
  CHECK(targets({0, 1, 1, 0}, 2, "real") == Targets::kReal);
  CHECK(targets({0, 1, 1, 0}, 2, "one-hot") == Targets::kOneHot);
}

TEST_CASE("Each bad spec is refused with what was wrong, what was given and what is allowed") {
  struct Case {
    Value spec;
    ErrorCode code;
    std::string message;
  };
  using enum ErrorCode;
  const std::string kinds =
      "one of circles, xor, gaussians, spirals, moons, blobs, blobs-mod-2, checkerboard, rings, "
      "pinwheel, plane, gaussian-bumps, sine-1d, step-1d, arrays";
  const std::string features =
      "a list of at least one, each at most once, of x1, x2, x1^2, x2^2, x1 x2, sin x1, sin x2";
  const std::string samples = "a whole number from 2 to 1000000";
  const std::string seeds = "a whole number from 0 to 4294967295";
  const auto xor_with = [](std::string_view field, Value value) {
    return Object{{"kind", "xor"}, {std::string(field), std::move(value)}};
  };
  const std::vector<Case> cases = {
      // the whole
      {Value(), kInvalidArgument, "a data set: nothing given; allowed: an object"},
      {3, kInvalidArgument, "a data set: 3 given; allowed: an object"},
      {"xor", kInvalidArgument, "a data set: \"xor\" given; allowed: an object"},
      {Array{}, kInvalidArgument, "a data set: [] given; allowed: an object"},
      {Object{}, kInvalidArgument, "kind: nothing given; allowed: " + kinds},
      {Object{{"kind", 1}}, kInvalidArgument, "kind: 1 given; allowed: " + kinds},
      {Object{{"kind", "circle"}}, kUnknownName, "kind: \"circle\" given; allowed: " + kinds},
      {Object{{"kind", ""}}, kUnknownName, "kind: \"\" given; allowed: " + kinds},
      // fields that do not belong there
      {xor_with("sample", 3), kUnknownName,
       "sample: unknown field; allowed: kind, samples, noise, features, targets, testFraction, "
       "validationFraction, split, seed, standardize, standardizeTargets"},
      {xor_with("arms", 3), kUnknownName,
       "arms: unknown field; allowed: kind, samples, noise, features, targets, testFraction, "
       "validationFraction, split, seed, standardize, standardizeTargets"},
      {Object{{"kind", "blobs"}, {"cells", 3}}, kUnknownName,
       "cells: unknown field; allowed: kind, classes, samples, noise, features, targets, "
       "testFraction, validationFraction, split, seed, standardize, standardizeTargets"},
      {arrays({{"samples", 2}}), kUnknownName,
       "samples: unknown field; allowed: kind, inputs, outputs, x, y, targets, testFraction, "
       "validationFraction, split, seed, standardize, standardizeTargets"},
      // samples
      {xor_with("samples", 0), kOutOfRange, "samples: 0 given; allowed: " + samples},
      {xor_with("samples", 1), kOutOfRange, "samples: 1 given; allowed: " + samples},
      {xor_with("samples", -5), kOutOfRange, "samples: -5 given; allowed: " + samples},
      {xor_with("samples", 2.5), kOutOfRange, "samples: 2.5 given; allowed: " + samples},
      {xor_with("samples", 1000001), kLimitExceeded, "samples: 1000001 given; allowed: " + samples},
      {xor_with("samples", kNan), kOutOfRange, "samples: NaN given; allowed: " + samples},
      {xor_with("samples", kInfinity), kOutOfRange, "samples: Infinity given; allowed: " + samples},
      {xor_with("samples", "500"), kInvalidArgument, "samples: \"500\" given; allowed: " + samples},
      {Object{{"kind", "blobs"}, {"classes", 10}, {"samples", 9}}, kOutOfRange,
       "samples: 9 given; allowed: a whole number from 10 to 1000000"},
      // noise
      {xor_with("noise", -0.1), kOutOfRange, "noise: -0.1 given; allowed: a number from 0 to 1"},
      {xor_with("noise", 1.01), kOutOfRange, "noise: 1.01 given; allowed: a number from 0 to 1"},
      {xor_with("noise", kNan), kOutOfRange, "noise: NaN given; allowed: a number from 0 to 1"},
      {xor_with("noise", -kInfinity), kOutOfRange,
       "noise: -Infinity given; allowed: a number from 0 to 1"},
      {xor_with("noise", true), kInvalidArgument,
       "noise: true given; allowed: a number from 0 to 1"},
      // testFraction
      {xor_with("testFraction", 0.95), kOutOfRange,
       "testFraction: 0.95 given; allowed: a number from 0 to 0.9"},
      {xor_with("testFraction", -1), kOutOfRange,
       "testFraction: -1 given; allowed: a number from 0 to 0.9"},
      {xor_with("testFraction", kNan), kOutOfRange,
       "testFraction: NaN given; allowed: a number from 0 to 0.9"},
      {xor_with("testFraction", "half"), kInvalidArgument,
       "testFraction: \"half\" given; allowed: a number from 0 to 0.9"},
      // seed
      {xor_with("seed", -1), kOutOfRange, "seed: -1 given; allowed: " + seeds},
      {xor_with("seed", 4294967296.0), kOutOfRange, "seed: 4294967296 given; allowed: " + seeds},
      {xor_with("seed", 0.5), kOutOfRange, "seed: 0.5 given; allowed: " + seeds},
      {xor_with("seed", "lucky"), kInvalidArgument, "seed: \"lucky\" given; allowed: " + seeds},
      // standardize
      {xor_with("standardize", 1), kInvalidArgument,
       "standardize: 1 given; allowed: true or false"},
      {xor_with("standardize", "yes"), kInvalidArgument,
       "standardize: \"yes\" given; allowed: true or false"},
      // features
      {xor_with("features", Array{}), kOutOfRange, "features: [] given; allowed: " + features},
      {xor_with("features", "x1"), kInvalidArgument,
       "features: \"x1\" given; allowed: " + features},
      {xor_with("features", Array{"x1", "x3"}), kUnknownName,
       "features[1]: \"x3\" given; allowed: one of x1, x2, x1^2, x2^2, x1 x2, sin x1, sin x2"},
      {xor_with("features", Array{1}), kInvalidArgument,
       "features[0]: 1 given; allowed: one of x1, x2, x1^2, x2^2, x1 x2, sin x1, sin x2"},
      {xor_with("features", Array{"x1", "x2", "x1"}), kInvalidArgument,
       "features[2]: \"x1\" a second time given; allowed: each at most once"},
      {Object{{"kind", "sine-1d"}, {"features", Array{"x2"}}}, kUnknownName,
       "features[0]: \"x2\" given; allowed: one of x1, x1^2, sin x1"},
      // targets
      {xor_with("targets", "onehot"), kUnknownName,
       "targets: \"onehot\" given; allowed: one of binary, sign, one-hot"},
      {xor_with("targets", "real"), kUnknownName,
       "targets: \"real\" given; allowed: one of binary, sign, one-hot"},
      {xor_with("targets", 1), kInvalidArgument,
       "targets: 1 given; allowed: one of binary, sign, one-hot"},
      {Object{{"kind", "blobs"}, {"targets", "binary"}}, kUnknownName,
       "targets: \"binary\" given; allowed: one-hot"},
      {Object{{"kind", "plane"}, {"targets", "binary"}}, kUnknownName,
       "targets: \"binary\" given; allowed: real"},
      // parameters of the generators
      {Object{{"kind", "spirals"}, {"arms", 1}}, kOutOfRange,
       "arms: 1 given; allowed: a whole number from 2 to 8"},
      {Object{{"kind", "spirals"}, {"arms", 2.5}}, kOutOfRange,
       "arms: 2.5 given; allowed: a whole number from 2 to 8"},
      {Object{{"kind", "spirals"}, {"turns", 0}}, kOutOfRange,
       "turns: 0 given; allowed: a number from 0.25 to 4"},
      {Object{{"kind", "blobs"}, {"classes", 11}}, kOutOfRange,
       "classes: 11 given; allowed: a whole number from 2 to 10"},
      {Object{{"kind", "checkerboard"}, {"cells", 1}}, kOutOfRange,
       "cells: 1 given; allowed: a whole number from 2 to 10"},
      {Object{{"kind", "sine-1d"}, {"frequency", kNan}}, kOutOfRange,
       "frequency: NaN given; allowed: a number from 0.1 to 10"},
      // arrays
      {Object{{"kind", "arrays"}}, kInvalidArgument,
       "inputs: nothing given; allowed: a whole number from 1 to 65536"},
      {arrays({{"inputs", 0}}), kOutOfRange,
       "inputs: 0 given; allowed: a whole number from 1 to 65536"},
      {arrays({{"inputs", 65537}}), kLimitExceeded,
       "inputs: 65537 given; allowed: a whole number from 1 to 65536"},
      {arrays({{"outputs", Value()}}), kInvalidArgument,
       "outputs: nothing given; allowed: a whole number from 1 to 8192"},
      {arrays({{"outputs", 9000}}), kLimitExceeded,
       "outputs: 9000 given; allowed: a whole number from 1 to 8192"},
      {arrays({{"x", Value()}}), kInvalidArgument,
       "x: nothing given; allowed: a Float32Array or a list of numbers"},
      {arrays({{"x", "1, 2"}}), kInvalidArgument,
       "x: \"1, 2\" given; allowed: a Float32Array or a list of numbers"},
      {arrays({{"x", std::vector<std::uint8_t>(4)}}), kInvalidArgument,
       "x: Uint8Array(4) given; allowed: a Float32Array or a list of numbers"},
      {arrays({{"x", std::vector<float>{}}}), kShapeMismatch,
       "x: 0 values given; allowed: a whole number of rows, at least one, of 2 values each"},
      {arrays({{"x", std::vector<float>(5)}}), kShapeMismatch,
       "x: 5 values given; allowed: a whole number of rows, at least one, of 2 values each"},
      {arrays({{"x", std::vector<float>{1, 2, 3, std::numeric_limits<float>::quiet_NaN()}}}),
       kOutOfRange, "x[1][1]: NaN given; allowed: a finite 32-bit number"},
      {arrays({{"x", Array{1, 2, 1e39, 4}}}), kOutOfRange,
       "x[1][0]: 1e+39 given; allowed: a finite 32-bit number"},
      {arrays({{"x", Array{1, Value(), 3, 4}}}), kInvalidArgument,
       "x[0][1]: nothing given; allowed: a finite 32-bit number"},
      {arrays({{"x", std::vector<float>(1000001)}, {"inputs", 1}}), kLimitExceeded,
       "x: 1000001 rows given; allowed: at most 1000000"},
      {arrays({{"y", std::vector<float>{1, 2, 3}}}), kShapeMismatch,
       "y: 3 values given; allowed: 2: 1 for each of the 2 rows of x"},
      {arrays({{"y", std::vector<float>{}}}), kShapeMismatch,
       "y: 0 values given; allowed: 2: 1 for each of the 2 rows of x"},
      {arrays({{"y", std::vector<float>{0, -std::numeric_limits<float>::infinity()}}}), kOutOfRange,
       "y[1][0]: -Infinity given; allowed: a finite 32-bit number"},
      {arrays({{"targets", "one-hot"}}), kUnknownName,
       "targets: \"one-hot\" given; allowed: one of real, binary, sign"},
      {arrays({{"targets", "binary"}}), kOutOfRange,
       "y[0]: [0.5] given; allowed: 0 or 1, as targets is \"binary\""},
      {arrays({{"y", std::vector<float>{1, 0}}, {"targets", "sign"}}), kOutOfRange,
       "y[1]: [0] given; allowed: -1 or 1, as targets is \"sign\""},
      {arrays({{"y", std::vector<float>{1, 0, 1, 1}}, {"outputs", 2}, {"targets", "one-hot"}}),
       kOutOfRange,
       "y[1]: [1, 1] given; allowed: a single 1 and else 0, as targets is \"one-hot\""},
      {arrays({{"y", std::vector<float>{1, 0, 0, 1}}, {"outputs", 2}, {"targets", "binary"}}),
       kUnknownName, "targets: \"binary\" given; allowed: one of real, one-hot"},
      {arrays({{"testFraction", 1}}), kOutOfRange,
       "testFraction: 1 given; allowed: a number from 0 to 0.9"},
      {arrays({{"testFraction", 0.5}, {"validationFraction", 0.5}}), kOutOfRange,
       "validationFraction: 0.5 given; allowed: at most 0.9 together with testFraction, which is "
       "0.5"},
      {arrays({{"split", "first"}}), kUnknownName,
       "split: \"first\" given; allowed: one of stratified, random, last"},
      {xor_with("standardizeTargets", true), kInvalidArgument,
       "standardizeTargets: true given; allowed: false, as the targets are classes (\"binary\")"},
  };
  for (const Case& test : cases) {
    CAPTURE(test.message);
    try {
      (void)parse_dataset_spec(test.spec);
      FAIL_CHECK("not refused");
    } catch (const Error& error) {
      CHECK(std::string(error.what()) == test.message);
      CHECK(error.code() == test.code);
    }
  }
  CHECK(cases.size() >= 40);
}

}  // namespace
}  // namespace gradient::dataset_spec_test
