#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xtensor.hpp>
#else  // before xtensor 0.26
#include <xtensor/xtensor.hpp>
#endif

#include "gradient/dataset_spec.hpp"

namespace gradient {

/// The rows of one split, each array row-major and contiguous.
struct DatasetSplit {
  /// Network inputs [rows, inputs].
  xt::xtensor<float, 2> x;
  /// Targets [rows, outputs].
  xt::xtensor<float, 2> y;
  /// Raw coordinates [rows, dimensions]; empty where they are the inputs.
  xt::xtensor<float, 2> raw;
  /// Class of each row; empty for regression.
  std::vector<std::int32_t> labels;

  [[nodiscard]] std::size_t rows() const { return y.shape(0); }
  /// Raw coordinates [rows, dimensions], before features and standardisation.
  [[nodiscard]] const xt::xtensor<float, 2>& points() const { return raw.size() == 0 ? x : raw; }
};

/// v' = (v - mean) / deviation for each column; both empty where nothing is standardised. A
/// constant column has deviation 1 here, so that it becomes 0.
struct Standardization {
  xt::xtensor<double, 1> mean;
  xt::xtensor<double, 1> deviation;
};

/// Rows for training, for model selection (validation) and for testing, drawn by a generator or
/// given as arrays. Immutable.
///
/// Generated rows have balanced classes (sizes differ by at most one row), in stratified splits
/// too, and are in random order. Given rows keep their order within each split. The same spec gives
/// the same bits in every build; with another noise the same points are displaced.
class Dataset {
 public:
  /// `spec` as parse_dataset_spec() gives it.
  explicit Dataset(DatasetSpec spec);

  Dataset(const Dataset&) = delete;
  Dataset& operator=(const Dataset&) = delete;
  Dataset(Dataset&&) = default;
  Dataset& operator=(Dataset&&) = default;
  ~Dataset() = default;

  /// Unique within the process, from 1.
  [[nodiscard]] std::uint64_t id() const { return id_; }
  /// Name of the generator, or "arrays".
  [[nodiscard]] std::string_view kind() const;
  [[nodiscard]] Task task() const;
  [[nodiscard]] Targets targets() const { return spec_.targets; }
  /// 0 for regression.
  [[nodiscard]] std::size_t classes() const { return classes_; }
  /// Raw coordinates per row.
  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  [[nodiscard]] std::size_t inputs() const { return spec_.inputs; }
  [[nodiscard]] std::size_t outputs() const { return spec_.outputs; }

  /// At least 1.
  [[nodiscard]] std::size_t train_size() const { return train_.rows(); }
  /// round(samples * validationFraction), limited so that a training row is left.
  [[nodiscard]] std::size_t validation_size() const { return validation_.rows(); }
  /// round(samples * testFraction), limited so that a training row is left.
  [[nodiscard]] std::size_t test_size() const { return test_.rows(); }
  [[nodiscard]] const DatasetSplit& train() const { return train_; }
  [[nodiscard]] const DatasetSplit& validation() const { return validation_; }
  [[nodiscard]] const DatasetSplit& test() const { return test_; }
  /// The split of that name; throws Error kUnknownName.
  [[nodiscard]] const DatasetSplit& split(std::string_view name) const;

  /// [rows, inputs] and [rows, outputs], for loops that must not allocate.
  [[nodiscard]] std::span<const float> train_x() const { return flat(train_.x); }
  [[nodiscard]] std::span<const float> train_y() const { return flat(train_.y); }
  [[nodiscard]] std::span<const float> test_x() const { return flat(test_.x); }
  [[nodiscard]] std::span<const float> test_y() const { return flat(test_.y); }
  /// The values of an array, row by row.
  [[nodiscard]] static std::span<const float> flat(const xt::xtensor<float, 2>& array) {
    return {array.data(), array.size()};
  }

  /// Means and deviations of the inputs (after features) and of the targets.
  [[nodiscard]] const Standardization& input_standardization() const {
    return input_standardization_;
  }
  [[nodiscard]] const Standardization& target_standardization() const {
    return target_standardization_;
  }

  /// Raw points [n, dimensions] to network inputs [n, inputs]: features, then standardisation, with
  /// the bits of a row of the data set at this point. Throws Error kShapeMismatch where the size of
  /// `points` is no multiple of the dimensions, kOutOfRange where a value is NaN or infinite.
  [[nodiscard]] std::vector<float> transform(std::span<const float> points) const;

 private:
  /// Moves the coordinates from x to raw, and computes x from them.
  void make_features(DatasetSplit& split) const;

  std::uint64_t id_;
  /// Its arrays are moved to the splits.
  DatasetSpec spec_;
  std::size_t classes_ = 0;
  std::size_t dimensions_ = 0;
  DatasetSplit train_;
  DatasetSplit validation_;
  DatasetSplit test_;
  Standardization input_standardization_;
  Standardization target_standardization_;
};

}  // namespace gradient
