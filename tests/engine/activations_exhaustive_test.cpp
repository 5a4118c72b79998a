#include <cmath>
#include <cstdint>
#include <vector>

#ifndef __EMSCRIPTEN__
#include <algorithm>
#include <thread>
#endif

#include <catch2/catch_amalgamated.hpp>

#include "support/activation_checks.hpp"

namespace gradient::testing::activations_exhaustive_test {
namespace {

/// Every finite float of which the bits, modulo `step`, are `first`.
KernelErrors errors_of_share(const ActivationAtDefaults& activation, std::uint64_t first,
                             std::uint64_t step) {
  constexpr std::size_t kBlock = 4096;
  KernelErrors worst;
  std::vector<float> points;
  points.reserve(kBlock);
  for (std::uint64_t bits = first; bits < (std::uint64_t{1} << 32); bits += step) {
    const float z = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (std::isfinite(z)) points.push_back(z);
    if (points.size() == kBlock) {
      worst.see(kernel_errors(activation, points));
      points.clear();
    }
  }
  worst.see(kernel_errors(activation, points));
  return worst;
}

KernelErrors errors_of_all(const ActivationAtDefaults& activation) {
#ifdef __EMSCRIPTEN__
  // Node runs it in one thread, and shares its bits with the native build: a sample will do.
  return errors_of_share(activation, 0, 1021);
#else
  const unsigned count = std::max(1U, std::thread::hardware_concurrency());
  std::vector<KernelErrors> shares(count);
  std::vector<std::thread> threads;
  threads.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    threads.emplace_back([&, i] { shares[i] = errors_of_share(activation, i, count); });
  }
  KernelErrors worst;
  for (unsigned i = 0; i < count; ++i) {
    threads[i].join();
    worst.see(shares[i]);
  }
  return worst;
#endif
}

}  // namespace

TEST_CASE("every float meets its activation's error bounds", "[.exhaustive][activations]") {
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    DYNAMIC_SECTION(activation.name()) {
      const KernelErrors worst = errors_of_all(activation);
      CAPTURE(worst.value.at, worst.derivative.at, worst.backward.at);
      CHECK(worst.value.ratio <= 1.0);
      CHECK(worst.derivative.ratio <= 1.0);
      CHECK(worst.backward.ratio <= 1.0);
    }
  }
}

}  // namespace gradient::testing::activations_exhaustive_test
