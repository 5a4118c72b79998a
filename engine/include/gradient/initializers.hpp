#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gradient/info.hpp"
#include "gradient/random.hpp"

namespace gradient {

/// One entry of the table of initialisers.
struct Initializer {
  EntryInfo entry;
  /// See initialize().
  void (*fill)(std::span<const double> params, std::size_t fan_in, std::size_t fan_out,
               Random& random, std::span<double> weights) = nullptr;
};

/// All initialisers, in the order in which menus show them.
[[nodiscard]] std::span<const Initializer> initializer_table();

/// The entry of that name, or null.
[[nodiscard]] const Initializer* find_initializer(std::string_view name);

/// Initial weights of a layer: writes every value of `weights`, row-major [fan_in][fan_out],
/// neither of which is 0. `params` holds the entry's parameters in the order of its list. Draws
/// from `random` once per weight, in their order, except `orthogonal`.
void initialize(const Initializer& initializer, std::span<const double> params, std::size_t fan_in,
                std::size_t fan_out, Random& random, std::span<double> weights);

/// A random matrix whose shorter side's vectors are orthonormal, row-major [rows][columns], evenly
/// distributed over all such matrices (Haar measure). Takes about 4/3 n^3 operations for n x n;
/// where rows < columns, scratch space for a second matrix.
void random_orthogonal(std::size_t rows, std::size_t columns, Random& random,
                       std::span<double> matrix);

}  // namespace gradient
