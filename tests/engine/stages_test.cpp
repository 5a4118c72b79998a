#include "gradient/activations/stages.hpp"

#include <numeric>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::activations::stages_test {
namespace {

using simd::kLanes;
using simd::Lanes;

constexpr auto kSquare = [](Lanes z) { return z * z; };
constexpr auto kPlus = [](Lanes z, Lanes before) { return before + z; };
constexpr auto kHalf = [](Lanes /*z*/, Lanes before) { return before * Lanes(0.5F); };

/// Numbers of vectors around the sizes of blocks and the depth of the pipeline.
std::vector<std::size_t> counts() {
  std::vector<std::size_t> result(3 * kPipelineDepth + 2);
  std::iota(result.begin(), result.end(), 0);
  for (const std::size_t blocks : {1U, 2U}) {
    for (const std::size_t more : {0U, 1U, 5U}) result.push_back(blocks * kBlockVectors + more);
    result.push_back(blocks * kBlockVectors - 1);
  }
  return result;
}

/// Integers, so that the results are exact.
template <class Stages, class Expected>
void check(const Stages& stages, Expected expected) {
  for (const std::size_t vectors : counts()) {
    const std::size_t count = vectors * kLanes;
    std::vector<float> z(count);
    std::iota(z.begin(), z.end(), -7.0F);
    std::vector<float> to(count + 1, 99.0F);
    run_stages(stages, z.data(), to.data(), count);
    std::vector<float> wanted(count + 1, 99.0F);
    for (std::size_t i = 0; i < count; ++i) wanted[i] = expected(z[i]);
    CAPTURE(vectors);
    CHECK(to == wanted);
    run_stages(stages, z.data(), z.data(), count);
    z.push_back(99.0F);
    CHECK(z == wanted);
  }
}

}  // namespace

TEST_CASE("stages over blocks give what the formula gives, for any count and in place",
          "[activations][stages]") {
  check(stages(kSquare), [](float z) { return z * z; });
  check(stages(kSquare, kPlus), [](float z) { return (z * z) + z; });
  check(stages(kSquare, kPlus, kHalf), [](float z) { return ((z * z) + z) / 2.0F; });
}

TEST_CASE("pipelined stages give what the formula gives, for any count and in place",
          "[activations][stages]") {
  check(pipelined(kSquare, kPlus), [](float z) { return (z * z) + z; });
}

TEST_CASE("a double goes through all stages at once", "[activations][stages]") {
  const auto square = [](double z) { return z * z; };
  const auto plus = [](double z, double before) { return before + z; };
  const std::vector<double> z = {-2.0, 0.5, 3.0};
  std::vector<double> to(3);
  run_stages(stages(square, plus), z.data(), to.data(), 3);
  CHECK(to == std::vector<double>{2.0, 0.75, 12.0});
  run_stages(pipelined(square, plus), z.data(), to.data(), 3);
  CHECK(to == std::vector<double>{2.0, 0.75, 12.0});
}

}  // namespace gradient::activations::stages_test
