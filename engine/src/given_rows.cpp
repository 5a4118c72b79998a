#include "gradient/given_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gradient/finite.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// How far the sum of a row of rounded probabilities may be from 1.
constexpr double kSumTolerance = 1e-4;

bool is_probability(double value) { return value >= 0.0 && value <= 1.0; }

bool is_distribution(std::span<const double> row) {
  double sum = 0.0;
  for (const double value : row) sum += value;
  return std::ranges::all_of(row, is_probability) && std::abs(sum - 1.0) <= kSumTolerance;
}

std::string element(std::string_view name, std::size_t row, std::size_t column,
                    std::size_t columns) {
  const std::string path = std::string(name) + "[" + std::to_string(row) + "]";
  return columns == 1 ? path : path + "[" + std::to_string(column) + "]";
}

/// "the class 2 of 3 is the row 0, 1, 0"
std::string one_hot_rule(std::size_t outputs) {
  if (outputs == 1) return "one output for each class, and 1 in that of the row's class, else 0";
  std::string row = "0, 1";
  for (std::size_t i = 2; i < std::min<std::size_t>(outputs, 4); ++i) row += ", 0";
  if (outputs > 4) row += ", …";
  return "class 2 of " + std::to_string(outputs) + " is the row " + row;
}

Value row_value(std::span<const double> row) {
  Array values;
  for (const double value : row) values.emplace_back(value);
  return values;
}

std::size_t row_count(const NetworkSpec& spec, std::size_t x_size) {
  if (x_size == 0 || x_size % spec.inputs != 0) {
    throw refusal(
        ErrorCode::kShapeMismatch, "x", std::to_string(x_size) + " values",
        "a whole number of rows, at least one, of " + std::to_string(spec.inputs) + " values each");
  }
  return x_size / spec.inputs;
}

std::size_t row_count(const NetworkSpec& spec, std::size_t x_size, std::size_t y_size) {
  const std::size_t rows = row_count(spec, x_size);
  const std::size_t outputs = spec.layers.back().units;
  if (y_size != rows * outputs) {
    const bool labels = y_size == rows && spec.loss.entry->info.targets == "one-hot";
    throw refusal(ErrorCode::kShapeMismatch, "y", std::to_string(y_size) + " values",
                  std::to_string(rows * outputs) + ": " + std::to_string(outputs) +
                      " for each of the " + std::to_string(rows) + " rows of x" +
                      (labels ? "; " + one_hot_rule(outputs) : ""));
  }
  return rows;
}

[[noreturn]] void refuse_value(double value, std::size_t index, std::size_t columns,
                               std::string_view name) {
  throw refusal(ErrorCode::kOutOfRange, element(name, index / columns, index % columns, columns),
                describe(Value(value)), "a finite number");
}

/// Refuses the row of that number where the loss cannot have it.
void check_target_row(const NetworkSpec& spec, std::span<const double> row, std::size_t number,
                      std::string_view name) {
  const std::string_view wanted = spec.loss.entry->info.targets;
  const bool is_one_hot = wanted == "one-hot";
  const bool is_binary = wanted == "binary";
  const auto fits = [&](double value) {
    return is_binary ? is_probability(value) : value == -1.0 || value == 1.0;
  };
  const auto misfit = std::ranges::find_if_not(row, fits);
  if (is_one_hot ? is_distribution(row) : misfit == row.end()) return;
  const std::string loss =
      "with the loss \"" + std::string(spec.loss.entry->info.entry.name) + "\"";
  const std::size_t outputs = row.size();
  if (is_one_hot) {
    throw refusal(ErrorCode::kOutOfRange, element(name, number, 0, 1),
                  describe(outputs == 1 ? Value(row[0]) : row_value(row)),
                  "numbers from 0 to 1 that add up to 1 " + loss + "; " + one_hot_rule(outputs));
  }
  throw refusal(ErrorCode::kOutOfRange,
                element(name, number, static_cast<std::size_t>(misfit - row.begin()), outputs),
                describe(Value(*misfit)),
                is_binary ? "a number from 0 to 1 " + loss + "; two classes are 0 and 1"
                          : "-1 or 1 " + loss + ", one for each of the two classes");
}

template <class Real>
void check_each_target(const NetworkSpec& spec, std::span<const Real> y, std::string_view name) {
  if (spec.loss.entry->info.targets == "real") return;
  std::vector<double> row(spec.layers.back().units);
  for (std::size_t first = 0; first < y.size(); first += row.size()) {
    std::ranges::copy(y.subspan(first, row.size()), row.begin());
    check_target_row(spec, row, first / row.size(), name);
  }
}

}  // namespace

std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x) {
  return row_count(spec, x.size());
}

std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x, std::span<const float> y) {
  return row_count(spec, x.size(), y.size());
}

void check_finite(std::span<const float> values, std::size_t columns, std::string_view name) {
  if (all_finite(values)) return;
  std::size_t i = 0;
  while (std::isfinite(values[i])) ++i;
  refuse_value(static_cast<double>(values[i]), i, columns, name);
}

void check_finite(std::span<const double> values, std::size_t columns, std::string_view name) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) refuse_value(values[i], i, columns, name);
  }
}

void check_targets(const NetworkSpec& spec, std::span<const float> y, std::string_view name) {
  check_each_target(spec, y, name);
}

std::size_t checked_rows(const NetworkSpec& spec, std::span<const float> x,
                         std::span<const float> y) {
  const std::size_t rows = row_count(spec, x.size(), y.size());
  check_finite(x, spec.inputs, "x");
  check_finite(y, spec.layers.back().units, "y");
  check_each_target(spec, y, "y");
  return rows;
}

std::size_t checked_rows(const NetworkSpec& spec, std::span<const double> x,
                         std::span<const double> y) {
  const std::size_t rows = row_count(spec, x.size(), y.size());
  check_finite(x, spec.inputs, "x");
  check_finite(y, spec.layers.back().units, "y");
  check_each_target(spec, y, "y");
  return rows;
}

}  // namespace gradient
