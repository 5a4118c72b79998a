#include "gradient/simd.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "support_golden.hpp"

namespace gradient::simd::simd_test {
namespace {

using Floats = std::array<float, kLanes>;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Numbers that make a difference between ways to compute the same.
const std::vector<float> kNumbers = {0.0F,  -0.0F,  1.0F,      -1.0F,          1.5F,   -2.75F,
                                     3e38F, -3e38F, 1e-40F,    -1e-40F,        kInf,   -kInf,
                                     kNan,  7.25F,  0x1p-149F, 0x1.000002p+0F, 1e-20F, 16777217.0F};

Floats lanes_of(Lanes lanes) {
  Floats result;
  lanes.store(result.data());
  return result;
}

bool same(float a, float b) {
  return std::isnan(a) ? std::isnan(b)
                       : std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// Calls check(a, b, lane, a's number, b's number) for every pair of numbers, each pair in a lane
/// of its own among others.
template <class Check>
void for_all_pairs(Check check) {
  for (std::size_t i = 0; i < kNumbers.size(); ++i) {
    for (std::size_t j = 0; j < kNumbers.size(); ++j) {
      Floats a, b;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        a[lane] = kNumbers[(i + lane) % kNumbers.size()];
        b[lane] = kNumbers[(j + 3 * lane) % kNumbers.size()];
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        check(Lanes::load(a.data()), Lanes::load(b.data()), lane, a[lane], b[lane]);
      }
    }
  }
}

/// As `kMask`'s truth: 1 where it holds.
Floats truth(Mask mask) { return lanes_of(select(mask, Lanes(1.0F), Lanes(0.0F))); }

}  // namespace

TEST_CASE("arithmetic is IEEE's, lane by lane", "[simd]") {
  for_all_pairs([](Lanes a, Lanes b, std::size_t lane, float x, float y) {
    CAPTURE(x, y, lane);
    CHECK(same(lanes_of(a + b)[lane], x + y));
    CHECK(same(lanes_of(a - b)[lane], x - y));
    CHECK(same(lanes_of(a * b)[lane], x * y));
    CHECK(same(lanes_of(a / b)[lane], x / y));
    CHECK(same(lanes_of(-a)[lane], -x));
    CHECK(same(lanes_of(abs(a))[lane], std::fabs(x)));
    CHECK(same(lanes_of(sqrt(a))[lane], std::sqrt(x)));
    CHECK(same(lanes_of(copy_sign(a, b))[lane], std::copysign(x, y)));
  });
}

TEST_CASE("transposing makes columns of rows", "[simd]") {
  std::array<Lanes, kLanes> rows;
  for (std::size_t i = 0; i < kLanes; ++i) {
    Floats row;
    for (std::size_t j = 0; j < kLanes; ++j) row[j] = static_cast<float>(kLanes * i + j);
    rows[i] = Lanes::load(row.data());
  }
  transpose(rows);
  for (std::size_t i = 0; i < kLanes; ++i) {
    for (std::size_t j = 0; j < kLanes; ++j) {
      CHECK(lanes_of(rows[i])[j] == static_cast<float>(kLanes * j + i));
    }
  }
}

TEST_CASE("comparisons with NaN are false, except for inequality", "[simd]") {
  for_all_pairs([](Lanes a, Lanes b, std::size_t lane, float x, float y) {
    CAPTURE(x, y, lane);
    CHECK((truth(a < b)[lane] == 1.0F) == (x < y));
    CHECK((truth(a <= b)[lane] == 1.0F) == (x <= y));
    CHECK((truth(a > b)[lane] == 1.0F) == (x > y));
    CHECK((truth(a >= b)[lane] == 1.0F) == (x >= y));
    CHECK((truth(a == b)[lane] == 1.0F) == (x == y));
    CHECK((truth(a != b)[lane] == 1.0F) == (x != y));
    CHECK((truth((a < b) & (b < Lanes(2.0F)))[lane] == 1.0F) == (x < y && y < 2.0F));
    CHECK((truth((a < b) | (b < Lanes(2.0F)))[lane] == 1.0F) == (x < y || y < 2.0F));
    CHECK((truth(!(a < b))[lane] == 1.0F) == !(x < y));
  });
}

TEST_CASE("min and max are selects: their second operand wins ties and NaN", "[simd]") {
  for_all_pairs([](Lanes a, Lanes b, std::size_t lane, float x, float y) {
    CAPTURE(x, y, lane);
    CHECK(same(lanes_of(min(a, b))[lane], x < y ? x : y));
    CHECK(same(lanes_of(max(a, b))[lane], x > y ? x : y));
    CHECK(same(lanes_of(select(a < b, a, b))[lane], x < y ? x : y));
  });
  CHECK(same(static_cast<float>(min(1.0, 2.0)), 1.0F));
  CHECK(std::isnan(max(1.0, std::nan(""))));
  CHECK(max(std::nan(""), 1.0) == 1.0);
}

TEST_CASE("any and all look at every lane", "[simd]") {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    Floats values{};
    values[lane] = 1.0F;
    const Lanes one = Lanes::load(values.data());
    CHECK(any(one > Lanes(0.0F)));
    CHECK_FALSE(all(one > Lanes(0.0F)));
    CHECK(all(one >= Lanes(0.0F)));
    CHECK_FALSE(any(one > Lanes(1.0F)));
    CHECK_FALSE(all(one < Lanes(1.0F)));
  }
}

TEST_CASE("integers share the lanes' bits and wrap around", "[simd]") {
  const std::vector<std::int32_t> numbers = {0, 1, -1, 12345, -98765, INT32_MAX, INT32_MIN};
  const auto wrapped = [](std::uint32_t bits) { return std::bit_cast<float>(bits); };
  const auto result = [](IntLanes lanes) { return first_lane(from_bits(lanes)); };
  for (const std::int32_t i : numbers) {
    const auto u = static_cast<std::uint32_t>(i);
    CHECK(same(result(IntLanes(i)), wrapped(u)));
    CHECK(first_lane(to_float(IntLanes(i))) == static_cast<float>(i));
    CHECK(same(result(shift_left<23>(IntLanes(i))), wrapped(u << 23)));
    CHECK(same(result(shift_right<5>(IntLanes(i))), wrapped(static_cast<std::uint32_t>(i >> 5))));
    for (const std::int32_t k : numbers) {
      const auto v = static_cast<std::uint32_t>(k);
      CHECK(same(result(IntLanes(i) + IntLanes(k)), wrapped(u + v)));
      CHECK(same(result(IntLanes(i) - IntLanes(k)), wrapped(u - v)));
      CHECK(same(result(IntLanes(i) & IntLanes(k)), wrapped(u & v)));
      CHECK(same(result(IntLanes(i) | IntLanes(k)), wrapped(u | v)));
      CHECK(same(result(IntLanes(i) ^ IntLanes(k)), wrapped(u ^ v)));
      CHECK(all(IntLanes(i) == IntLanes(k)) == (i == k));
    }
  }
  CHECK(same(result(bits_of(Lanes(-2.5F))), -2.5F));
}

TEST_CASE("multiply_add rounds twice where a build may not fuse", "[simd]") {
  // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24, of which the last bit does not fit into a float.
  const Lanes a(1.0F + 0x1p-12F);
  const float rounded = 0.0F;
  const float fused = 0x1p-24F;
  const float sum = first_lane(multiply_add(a, a, Lanes(-1.0F - 0x1p-11F)));
  const float difference = first_lane(negated_multiply_add(a, a, Lanes(1.0F + 0x1p-11F)));
  CHECK(kFused == !kSameBits);
  if (kFused) {
    // Relaxed SIMD leaves it to the machine whether an instruction fuses.
    CHECK((sum == rounded || sum == fused));
    CHECK((difference == rounded || difference == -fused));
  } else {
    CHECK(sum == rounded);
    CHECK(difference == rounded);
  }
  CHECK(multiply_add(2.0, 3.0, 4.0) == 10.0);
  CHECK(negated_multiply_add(2.0, 3.0, 4.0) == -2.0);
}

TEST_CASE("the lanes are summed by halves", "[simd]") {
  Floats values;
  for (std::size_t i = 0; i < kLanes; ++i)
    values[i] = i % 2 == 0 ? 1e8F : 1.25F + static_cast<float>(i);
  values[kLanes - 2] = -1e8F;
  Floats folded = values;
  for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
    for (std::size_t i = 0; i < width; ++i) folded[i] += folded[i + width];
  }
  CHECK(same(horizontal_sum(Lanes::load(values.data())), folded[0]));
}

TEST_CASE("part of the lanes can be read and written", "[simd]") {
  const std::vector<float> source = {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F, 8.0F, 9.0F};
  for (std::size_t count = 0; count < kLanes; ++count) {
    const Lanes lanes = load_first(source.data() + 1, count);
    std::vector<float> target(kLanes + 1, -1.0F);
    store_first(lanes + Lanes(10.0F), target.data() + 1, count);
    CHECK(target[0] == -1.0F);
    for (std::size_t i = 0; i < kLanes; ++i) {
      CHECK(lanes_of(lanes)[i] == (i < count ? source[i + 1] : 0.0F));
      CHECK(target[i + 1] == (i < count ? source[i + 1] + 10.0F : -1.0F));
    }
  }
}

}  // namespace gradient::simd::simd_test
