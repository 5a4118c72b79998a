#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gradient/dataset_generators.hpp"
#include "gradient/features.hpp"
#include "gradient/value.hpp"

namespace gradient {

/// Sizes beyond which a data set is refused, so that a typing error cannot exhaust a browser tab's
/// memory.
inline constexpr std::size_t kMaxSamples = 1'000'000;
inline constexpr std::size_t kMaxArrayInputs = 65536;
inline constexpr std::size_t kMaxArrayOutputs = 8192;
/// The most that test and validation rows may take together.
inline constexpr double kMaxHeldOutFraction = 0.9;

/// What the targets of a data set mean.
enum class Targets : std::uint8_t {
  kReal,    ///< any numbers: regression
  kBinary,  ///< two classes in one column: 0 or 1
  kSign,    ///< two classes in one column: -1 or 1
  kOneHot,  ///< one column per class: 1 in that of the row's class, else 0
};

/// "real", "binary", "sign" or "one-hot".
[[nodiscard]] constexpr std::string_view targets_name(Targets targets) {
  switch (targets) {
    case Targets::kReal:
      return "real";
    case Targets::kBinary:
      return "binary";
    case Targets::kSign:
      return "sign";
    case Targets::kOneHot:
      return "one-hot";
  }
  return "real";
}

/// Which rows are training, validation and test rows.
enum class Split : std::uint8_t {
  kStratified,  ///< at random, each class by its share; regression: as kRandom
  kRandom,      ///< at random
  kLast,        ///< in the order given or drawn: training, then validation, then test rows
};

/// A data set as asked for, with every default filled in.
struct DatasetSpec {
  /// Null for given arrays.
  const DatasetGenerator* generator = nullptr;
  /// The generator's parameters, in the order of its list.
  std::vector<double> params;
  /// Rows in all, the splits together.
  std::size_t samples = 0;
  /// In [0, 1]. Adds normal deviates: of standard deviation 1.5 noise to each coordinate of a
  /// classification set, of 0.5 noise to regression targets.
  double noise = 0.0;
  /// Functions of the raw coordinates that are the network's inputs; empty for given arrays.
  std::vector<const Feature*> features;

  /// Given arrays, row-major: x [samples, inputs] and y [samples, outputs].
  std::vector<float> x;
  std::vector<float> y;
  /// In place of x: an input is its byte divided by the divisor.
  std::vector<std::uint8_t> bytes;
  double divisor = 255.0;
  /// In place of y: the class of each row.
  std::vector<std::int32_t> labels;
  std::size_t inputs = 0;
  std::size_t outputs = 0;

  Targets targets = Targets::kReal;
  /// Shares of the rows in the test and in the validation split, together in [0, 0.9].
  double test_fraction = 0.0;
  double validation_fraction = 0.0;
  Split split = Split::kStratified;
  /// Scales inputs to mean 0 and standard deviation 1 over the training split.
  bool standardize = false;
  /// The same for real targets.
  bool standardize_targets = false;
  std::uint32_t seed = 0;
};

/// Reads a spec as the JavaScript API writes it: `{kind: "circles", samples, noise, …}` or `{kind:
/// "arrays", x, y, inputs, outputs, …}`, where x may be bytes and y labels. Throws Error with the
/// field, what was given and what is allowed. Until the spec is valid nothing is allocated except
/// copies of given arrays.
[[nodiscard]] DatasetSpec parse_dataset_spec(const Value& value);

}  // namespace gradient
