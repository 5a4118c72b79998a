#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>

namespace gradient {

/// A pseudo-random generator with the same bits in every build.
///
/// xoshiro256** 1.0 (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators",
/// ACM TOMS 47(4), 2021): 256 bits of state, period 2^256 - 1. The state is filled by splitmix64
/// (Steele, Lea and Flood, 2014) from a seed and a stream, so that initialisation, shuffling,
/// dropout and data of one seed do not share numbers, and drawing more of one does not shift
/// another.
///
/// Models std::uniform_random_bit_generator, but do not use it with the standard's distributions:
/// their algorithms differ between libraries.
class Random {
 public:
  using result_type = std::uint64_t;

  /// The whole state. Plain data: copying it is an exact snapshot. Any state with a bit set is
  /// valid.
  struct State {
    std::array<std::uint64_t, 4> words{};
    friend bool operator==(const State&, const State&) = default;
  };

  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);
  explicit Random(const State& state) : state_(state) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  /// 64 random bits.
  result_type operator()();

  /// In [0, 1), a multiple of 2^-53.
  [[nodiscard]] double uniform();

  /// In [lower, upper): lower + (upper - lower) * uniform(), which may round to `upper`.
  [[nodiscard]] double uniform(double lower, double upper);

  /// Normal with mean 0 and variance 1, by Marsaglia's polar method (1964). The second number of
  /// each pair is discarded: the generator's state is the only state.
  [[nodiscard]] double normal();

  /// A whole number in [0, count), each equally likely (D. Lemire, "Fast random integer generation
  /// in an interval", 2019). `count` must not be 0.
  [[nodiscard]] std::uint32_t below(std::uint32_t count);

  /// Every order equally likely (Fisher and Yates).
  void shuffle(std::span<std::uint32_t> values);

  [[nodiscard]] const State& state() const { return state_; }
  void set_state(const State& state) { state_ = state; }

 private:
  State state_;
};

}  // namespace gradient
