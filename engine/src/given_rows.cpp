#include "gradient/given_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "gradient/finite.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Tolerance of the sum of a row of probabilities, for their rounding.
constexpr double kSumTolerance = 1e-4;

bool is_probability(float value) { return value >= 0.0F && value <= 1.0F; }

bool is_distribution(std::span<const float> row) {
  double sum = 0.0;
  for (const float value : row) sum += static_cast<double>(value);
  return std::ranges::all_of(row, is_probability) && std::abs(sum - 1.0) <= kSumTolerance;
}

std::string element(std::string_view name, std::size_t row, std::size_t column,
                    std::size_t columns) {
  const std::string path = std::string(name) + "[" + std::to_string(row) + "]";
  return columns == 1 ? path : path + "[" + std::to_string(column) + "]";
}

/// "class 2 of 3 is the row 0, 1, 0"
std::string one_hot_rule(std::size_t outputs) {
  if (outputs == 1) return "one output for each class, and 1 in that of the row's class, else 0";
  std::string row = "0, 1";
  for (std::size_t i = 2; i < std::min<std::size_t>(outputs, 4); ++i) row += ", 0";
  if (outputs > 4) row += ", …";
  return "class 2 of " + std::to_string(outputs) + " is the row " + row;
}

Value row_value(std::span<const float> row) {
  Array values;
  for (const float value : row) values.emplace_back(static_cast<double>(value));
  return values;
}

}  // namespace

std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x) {
  if (x.empty() || x.size() % spec.inputs != 0) {
    throw refusal(
        ErrorCode::kShapeMismatch, "x", std::to_string(x.size()) + " values",
        "a whole number of rows, at least one, of " + std::to_string(spec.inputs) + " values each");
  }
  return x.size() / spec.inputs;
}

std::size_t rows_of(const NetworkSpec& spec, std::span<const float> x, std::span<const float> y) {
  const std::size_t rows = rows_of(spec, x);
  const std::size_t outputs = spec.layers.back().units;
  if (y.size() != rows * outputs) {
    const bool labels = y.size() == rows && spec.loss.entry->info.targets == "one-hot";
    throw refusal(ErrorCode::kShapeMismatch, "y", std::to_string(y.size()) + " values",
                  std::to_string(rows * outputs) + ": " + std::to_string(outputs) +
                      " for each of the " + std::to_string(rows) + " rows of x" +
                      (labels ? "; " + one_hot_rule(outputs) : ""));
  }
  return rows;
}

void check_finite(std::span<const float> values, std::size_t columns, std::string_view name) {
  if (all_finite(values)) return;
  std::size_t i = 0;
  while (std::isfinite(values[i])) ++i;
  throw refusal(ErrorCode::kOutOfRange, element(name, i / columns, i % columns, columns),
                describe(Value(static_cast<double>(values[i]))), "a finite number");
}

void check_targets(const NetworkSpec& spec, std::span<const float> y, std::string_view name) {
  const std::string_view wanted = spec.loss.entry->info.targets;
  if (wanted == "real") return;
  const std::size_t outputs = spec.layers.back().units;
  const std::string loss =
      "with the loss \"" + std::string(spec.loss.entry->info.entry.name) + "\"";
  for (std::size_t first = 0; first < y.size(); first += outputs) {
    const auto row = y.subspan(first, outputs);
    if (wanted == "one-hot") {
      if (is_distribution(row)) continue;
      const Value given = outputs == 1 ? Value(static_cast<double>(row[0])) : row_value(row);
      throw refusal(ErrorCode::kOutOfRange, element(name, first / outputs, 0, 1), describe(given),
                    "numbers from 0 to 1 that add up to 1 " + loss + "; " + one_hot_rule(outputs));
    }
    const bool is_binary = wanted == "binary";
    const auto fits = [&](float value) {
      return is_binary ? is_probability(value) : value == -1.0F || value == 1.0F;
    };
    const auto misfit = std::ranges::find_if_not(row, fits);
    if (misfit == row.end()) continue;
    throw refusal(
        ErrorCode::kOutOfRange,
        element(name, first / outputs, static_cast<std::size_t>(misfit - row.begin()), outputs),
        describe(Value(static_cast<double>(*misfit))),
        is_binary ? "a number from 0 to 1 " + loss + "; two classes are 0 and 1"
                  : "-1 or 1 " + loss + ", one for each of the two classes");
  }
}

std::size_t checked_rows(const NetworkSpec& spec, std::span<const float> x,
                         std::span<const float> y) {
  const std::size_t rows = rows_of(spec, x, y);
  check_finite(x, spec.inputs, "x");
  check_finite(y, spec.layers.back().units, "y");
  check_targets(spec, y, "y");
  return rows;
}

}  // namespace gradient
