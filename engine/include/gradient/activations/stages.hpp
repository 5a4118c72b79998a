#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

#include "gradient/simd.hpp"

/// Lambdas that have to become part of the loop they are called in.
#define GRADIENT_INLINE_LAMBDA __attribute__((always_inline))

/// A formula in stages: a first function of z, and further ones of z and what the one before gave.
///
/// The operations of one value wait for each other, and a core holds only so many that wait: the
/// fewer a loop has, the more values are under way at once. Running each stage over a block of
/// values before the next one begins made one formula after the other 5 to 90 % faster (x64,
/// Chromium), the most where two long chains followed each other. The operations on a value, and so
/// the bits, are those of the formula in one piece.
namespace gradient::activations {

template <class... Stage>
constexpr std::tuple<Stage...> stages(Stage... stage) {
  return {stage...};
}

/// f(z) for f in stages, from stage kStage on, with what the one before gave.
template <std::size_t kStage = 0, class Stages, class V, class... Before>
GRADIENT_INLINE V in_one_piece(const Stages& all, V z, Before... before) {
  const auto value = std::get<kStage>(all)(z, before...);
  if constexpr (kStage + 1 < std::tuple_size_v<Stages>) {
    return in_one_piece<kStage + 1>(all, z, value);
  } else {
    return value;
  }
}

/// Vectors in a block: few enough for the first cache with all that is between stages, and many
/// enough for the ends of the loops not to matter.
inline constexpr std::size_t kBlockVectors = 64;

namespace detail {

/// Stage kStage and those after it, for z from `z` to `end`, at most kBlockVectors vectors; the
/// results of the stage before are in `before`. Pointers that move on take the fewest instructions.
template <std::size_t kStage, class Stages, class... Before>
GRADIENT_INLINE void run_block(const Stages& all, const float* z, const float* end, float* to,
                               const Before*... before) {
  const auto& stage = std::get<kStage>(all);
  const float* at = z;
  if constexpr (kStage + 1 < std::tuple_size_v<Stages>) {
    std::array<decltype(stage(simd::Lanes{}, *before...)), kBlockVectors> after;
    for (auto* next = after.data(); at != end; at += simd::kLanes) {
      *next++ = stage(simd::Lanes::load(at), *before++...);
    }
    run_block<kStage + 1>(all, z, end, to, after.data());
  } else {
    for (; at != end; at += simd::kLanes, to += simd::kLanes) {
      stage(simd::Lanes::load(at), *before++...).store(to);
    }
  }
}

}  // namespace detail

/// A formula in two stages that run in one loop, the second kAhead vectors behind the first: what
/// the one waits for is done while the other keeps the core busy. Worth it (4 to 10 %) where all
/// constants of both fit the registers; otherwise slower than one stage after the other.
template <class First, class Second>
struct Overlapped {
  First first;
  Second second;
};

template <class First, class Second>
constexpr Overlapped<First, Second> overlapped(First first, Second second) {
  return {first, second};
}

/// Vectors that the first of overlapped stages is ahead.
inline constexpr std::size_t kAhead = 16;

/// to[i] = f(z[i]) for f in overlapped stages; `count` is of whole vectors.
template <class First, class Second>
GRADIENT_INLINE void run_stages(const Overlapped<First, Second>& stages, const float* z, float* to,
                                std::size_t count) {
  using simd::Lanes;
  std::array<decltype(stages.first(Lanes{})), kAhead> between;
  const float* ahead = z;
  const float* const end = z + count;
  const auto room = [end](const float* from) {
    return std::min(kAhead * simd::kLanes, static_cast<std::size_t>(end - from));
  };
  const float* stop = ahead + room(ahead);
  for (auto* slot = between.data(); ahead != stop; ahead += simd::kLanes) {
    *slot++ = stages.first(Lanes::load(ahead));
  }
  auto* slot = between.data();
  const auto finish_one = [&]() GRADIENT_INLINE_LAMBDA {
    stages.second(Lanes::load(z), *slot).store(to);
    z += simd::kLanes;
    to += simd::kLanes;
  };
  while (ahead != end) {
    slot = between.data();
    for (stop = ahead + room(ahead); ahead != stop; ahead += simd::kLanes) {
      finish_one();
      *slot++ = stages.first(Lanes::load(ahead));
    }
  }
  // What was left over filled only the first slots anew: what is in the others is older.
  while (z != end) {
    if (slot == between.data() + kAhead) slot = between.data();
    finish_one();
    ++slot;
  }
}

template <class First, class Second>
GRADIENT_INLINE void run_stages(const Overlapped<First, Second>& stages, const double* z,
                                double* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = stages.second(z[i], stages.first(z[i]));
}

/// to[i] = f(z[i]) for f in stages; `count` is of whole vectors.
template <class Stages>
GRADIENT_INLINE void run_stages(const Stages& all, const float* z, float* to, std::size_t count) {
  const float* const end = z + count;
  while (z != end) {
    const std::size_t left = static_cast<std::size_t>(end - z);
    const std::size_t size = std::min(kBlockVectors * simd::kLanes, left);
    detail::run_block<0>(all, z, z + size, to);
    z += size;
    to += size;
  }
}

/// Doubles are for references, and in one piece.
template <class Stages>
GRADIENT_INLINE void run_stages(const Stages& all, const double* z, double* to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] = in_one_piece(all, z[i]);
}

}  // namespace gradient::activations
