#include "gradient/random.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <utility>

#include "gradient/portable_math.hpp"

namespace gradient {
namespace {

constexpr std::uint64_t kGoldenGamma = 0x9e3779b97f4a7c15U;

/// The output function of splitmix64: a bijection that spreads every bit over all.
std::uint64_t mix(std::uint64_t word) {
  word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9U;
  word = (word ^ (word >> 27U)) * 0x94d049bb133111ebU;
  return word ^ (word >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  // The seed is mixed before the stream is added: neighbouring seeds and streams start far apart,
  // and stream s of seed a is not stream a of seed s.
  std::uint64_t counter = mix(mix(seed + kGoldenGamma) + stream);
  for (std::uint64_t& word : state_.words) {
    counter += kGoldenGamma;
    word = mix(counter);
  }
}

Random::result_type Random::operator()() {
  auto& [s0, s1, s2, s3] = state_.words;
  const std::uint64_t result = std::rotl(s1 * 5U, 7) * 9U;
  const std::uint64_t shifted = s1 << 17U;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= shifted;
  s3 = std::rotl(s3, 45);
  return result;
}

double Random::uniform() { return static_cast<double>((*this)() >> 11U) * 0x1p-53; }

double Random::uniform(double lower, double upper) { return lower + (upper - lower) * uniform(); }

double Random::normal() {
  for (;;) {
    const double u = 2.0 * uniform() - 1.0;
    const double v = 2.0 * uniform() - 1.0;
    const double square = u * u + v * v;
    if (square < 1.0 && square > 0.0) {
      return u * std::sqrt(-2.0 * portable::log(square) / square);
    }
  }
}

std::uint32_t Random::below(std::uint32_t count) {
  // The high half of a 32 x 32 bit product is in [0, count). Products whose low half is below the
  // threshold 2^32 mod count are rejected: they would make some results more likely.
  const std::uint32_t threshold = (0U - count) % count;
  for (;;) {
    const std::uint64_t product = ((*this)() >> 32U) * count;
    if (static_cast<std::uint32_t>(product) >= threshold) {
      return static_cast<std::uint32_t>(product >> 32U);
    }
  }
}

void Random::shuffle(std::span<std::uint32_t> values) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace gradient
