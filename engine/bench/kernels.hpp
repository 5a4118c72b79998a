#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "gradient/aligned_buffer.hpp"
#include "gradient/layout.hpp"

namespace gradient::bench {

/// What one call of multiply_add_chains(rounds) does, in floating-point operations.
[[nodiscard]] double chain_flops(std::uint32_t rounds);

/// Multiplications and additions (one instruction where the build fuses them) on so many
/// independent registers that the units that execute them never wait: the core's peak for this
/// build's vectors. Returns a number that depends on all.
float multiply_add_chains(std::uint32_t rounds);

/// What one call of divide_chains(rounds) does, in divisions.
[[nodiscard]] double chain_divisions(std::uint32_t rounds);

/// The same for divisions, which cores have fewer units for. Returns a number that depends on all.
float divide_chains(std::uint32_t rounds);

/// What an optimiser with two values for each parameter (Adam) moves, with next to no arithmetic:
/// four arrays are read, and three of them written.
class UpdateProblem {
 public:
  explicit UpdateProblem(std::size_t parameters)
      : gradients_(padded(parameters)), updated_{gradients_, gradients_, gradients_} {}

  /// Does it once: adds the gradients to the others.
  void run();
  [[nodiscard]] double bytes() const;

 private:
  AlignedBuffer<float> gradients_;
  std::array<AlignedBuffer<float>, 3> updated_;
};

/// The products of a dense layer, which differ in how the factors lie in memory.
enum class GemmKind : std::uint8_t {
  kForward,  ///< x W + b: as they are
  kWeights,  ///< x^T dz: the left factor is read down its columns
  kInputs,   ///< dz W^T: the right one is
};

/// The factors and the result of C [rows, columns] = A [rows, depth] B [depth, columns], filled
/// once.
class GemmProblem {
 public:
  GemmProblem(std::size_t rows, std::size_t columns, std::size_t depth, GemmKind kind);

  /// Does it once, with the engine's gemm().
  void run();
  [[nodiscard]] double flops() const;

 private:
  std::size_t rows_, columns_, depth_;
  GemmKind kind_;
  AlignedBuffer<float> a_, b_, bias_, c_;
};

/// An element-wise function over floats: from x, of `count` values.
using ElementLoop = std::function<void(const float* x, float* result, std::size_t count)>;

/// The engine's kernel of an activation or its derivative; empty where it has none.
[[nodiscard]] ElementLoop engine_activation(std::string_view name, bool is_derivative);

/// A loop with the C library's functions in it: what an author without own kernels writes.
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
