#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "gradient/aligned_buffer.hpp"
#include "gradient/layout.hpp"

namespace gradient::bench {

/// Floating-point operations of one call of multiply_add_chains(rounds).
[[nodiscard]] double chain_flops(std::uint32_t rounds);

/// Multiplications and additions (one instruction where the build fuses them) on enough independent
/// registers to hide their latency: the core's peak rate for this build's vectors. Returns a number
/// that depends on all of them.
float multiply_add_chains(std::uint32_t rounds);

/// Divisions of one call of divide_chains(rounds).
[[nodiscard]] double chain_divisions(std::uint32_t rounds);

/// The same for divisions, whose peak rate is lower. Returns a number that depends on all of them.
float divide_chains(std::uint32_t rounds);

/// The memory traffic of an optimiser with two slots (Adam), with one addition per value: four
/// arrays are read, and three of them written.
class UpdateProblem {
 public:
  explicit UpdateProblem(std::size_t parameters)
      : gradients_(padded(parameters)), updated_{gradients_, gradients_, gradients_} {}

  /// Adds the gradients to the three other arrays.
  void run();
  [[nodiscard]] double bytes() const;

 private:
  AlignedBuffer<float> gradients_;
  std::array<AlignedBuffer<float>, 3> updated_;
};

/// The products of a dense layer, which differ in what is transposed.
enum class GemmKind : std::uint8_t {
  kForward,  ///< x W + b
  kWeights,  ///< x^T dz
  kInputs,   ///< dz W^T
};

/// The operands of C [rows, columns] = A [rows, depth] B [depth, columns], filled once.
class GemmProblem {
 public:
  GemmProblem(std::size_t rows, std::size_t columns, std::size_t depth, GemmKind kind);

  /// Computes the product once, with the engine's gemm().
  void run();
  [[nodiscard]] double flops() const;

 private:
  std::size_t rows_, columns_, depth_;
  GemmKind kind_;
  AlignedBuffer<float> a_, b_, bias_, c_;
};

/// result[i] = f(x[i]) for `count` values.
using ElementLoop = std::function<void(const float* x, float* result, std::size_t count)>;

/// The engine's kernel of an activation or its derivative; empty where it has none.
[[nodiscard]] ElementLoop engine_activation(std::string_view name, bool is_derivative);

/// A plain loop that calls the C library's functions.
[[nodiscard]] ElementLoop libm_activation(std::string_view name, bool is_derivative);

/// Values in [-4, 4) and room for as many results.
class ElementProblem {
 public:
  ElementProblem(ElementLoop loop, std::size_t count);

  void run() { loop_(x_.data(), result_.data(), x_.size()); }

 private:
  ElementLoop loop_;
  AlignedBuffer<float> x_, result_;
};

}  // namespace gradient::bench
