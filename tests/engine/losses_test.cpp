#include "gradient/losses.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "gradient/random.hpp"
#include "gradient/simd.hpp"
#include "reference_losses.hpp"
#include "support_golden.hpp"

namespace gradient::losses_test {
namespace {

using namespace testing;

TEST_CASE("The table of losses holds the API's ids, and each finds its entry") {
  std::vector<std::string_view> names;
  for (const Loss& loss : loss_table()) {
    names.push_back(loss.info.entry.name);
    CHECK(find_loss(loss.info.entry.name) == &loss);
  }
  CHECK(names == std::vector<std::string_view>{"mse", "half-mse", "mae", "huber", "log-cosh",
                                               "binary-cross-entropy", "cross-entropy", "hinge"});
  CHECK(find_loss("MSE") == nullptr);
  CHECK(find_loss("") == nullptr);
}

TEST_CASE("Every loss describes itself") {
  const std::set<std::string_view> encodings{"real", "binary", "sign", "one-hot"};
  for (const Loss& loss : loss_table()) {
    const EntryInfo& entry = loss.info.entry;
    INFO(entry.name);
    CHECK_FALSE(entry.label.empty());
    CHECK_FALSE(entry.description.empty());
    CHECK_FALSE(entry.formula.empty());
    CHECK_FALSE(entry.formula_tex.empty());
    CHECK(entry.year > 1700);
    CHECK_FALSE(entry.source.empty());
    CHECK(encodings.contains(loss.info.targets));
    CHECK(entry.parameters.size() <= kMaxLossParameters);
    CHECK(loss.float_kernels.evaluate != nullptr);
    CHECK(loss.double_kernels.evaluate != nullptr);
    CHECK((loss.float_kernels.fused != nullptr) == !loss.info.fused_with.empty());
    CHECK((loss.double_kernels.fused != nullptr) == !loss.info.fused_with.empty());
  }
}

TEST_CASE("Every loss is the mean over the rows of the sum over the outputs of its formula") {
  for_every_loss_and_shape([](const Loss& loss, const Batch& batch, double parameter) {
    double expected = 0.0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      expected += oracle_of(loss).term(batch.output[i], batch.target[i], parameter);
    }
    expected /= static_cast<double>(batch.rows);
    const Result in_double = run<double>(loss.double_kernels.evaluate, batch, parameter);
    const Result in_float = run<float>(loss.float_kernels.evaluate, batch, parameter);
    CHECK(std::fabs(in_double.loss - expected) <= 1e-13 * expected + 1e-14);
    CHECK(std::fabs(in_float.loss - expected) <= 2e-6 * expected + 1e-7);
    CHECK(in_double.loss >= loss.info.range.lower);
    CHECK(in_float.loss >= loss.info.range.lower);
  });
}

TEST_CASE("Every gradient is what central differences say, in float too") {
  for_every_loss_and_shape([](const Loss& loss, const Batch& batch, double parameter) {
    const Result result = run<double>(loss.double_kernels.evaluate, batch, parameter);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const double numeric = numeric_gradient(loss.double_kernels.evaluate, batch, i, parameter);
      CHECK(std::fabs(result.gradient[i] - numeric) <= 1e-6 * std::fabs(numeric) + 1e-10);
    }
    check_close(run<float>(loss.float_kernels.evaluate, batch, parameter).gradient, result.gradient,
                2e-6, 2e-7);
  });
}

TEST_CASE("A fused loss is the loss of its activation") {
  for_every_fused_loss_and_shape([](const Loss& loss, const Batch& logits) {
    // the softmax of one output is exactly 1, which the unfused loss clamps
    if (logits.outputs == 1 && loss.info.fused_with == "softmax") return;
    Batch predictions = logits;
    predictions.output = activated(loss.info.fused_with, logits);
    const Result fused = run<double>(loss.double_kernels.fused, logits);
    const Result apart = run<double>(loss.double_kernels.evaluate, predictions);
    CHECK(std::fabs(fused.loss - apart.loss) <= 1e-12 * apart.loss + 1e-14);
    // back through the activation: sigmoid' = p (1 - p); softmax: p_i (g_i - sum g_j p_j)
    Values expected(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const double p = predictions.output[i];
      double pull = p * apart.gradient[i];
      if (loss.info.fused_with == "softmax") {
        pull = 0.0;
        const std::size_t first = i / logits.outputs * logits.outputs;
        for (std::size_t j = first; j < first + logits.outputs; ++j) {
          pull += apart.gradient[j] * predictions.output[j];
        }
      }
      expected[i] = p * (apart.gradient[i] - pull);
    }
    check_close(fused.gradient, expected, 1e-11, 1e-13);
  });
}

TEST_CASE("Fused gradients are what central differences say, in float too") {
  for_every_fused_loss_and_shape([](const Loss& loss, const Batch& logits) {
    const Result result = run<double>(loss.double_kernels.fused, logits);
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const double numeric = numeric_gradient(loss.double_kernels.fused, logits, i, 0.0);
      CHECK(std::fabs(result.gradient[i] - numeric) <= 1e-6 * std::fabs(numeric) + 1e-10);
    }
    const Result in_float = run<float>(loss.float_kernels.fused, logits);
    CHECK(std::fabs(in_float.loss - result.loss) <= 2e-6 * result.loss + 1e-7);
    check_close(in_float.gradient, result.gradient, 2e-6, 3e-7);
  });
}

TEST_CASE("Losses as computed by hand") {
  using Catch::Matchers::WithinRel;
  const auto loss_of = [](std::string_view name, const Batch& batch, double parameter = 0.0) {
    return run<double>(loss_named(name).double_kernels.evaluate, batch, parameter).loss;
  };
  const Batch two_rows{2, 2, {1, 2, 0, -3}, {0, 0, 0, 1}};  // differences 1, 2, 0, -4
  CHECK_THAT(loss_of("mse", two_rows), WithinRel(10.5, 1e-15));
  CHECK_THAT(loss_of("half-mse", two_rows), WithinRel(5.25, 1e-15));
  CHECK_THAT(loss_of("mae", two_rows), WithinRel(3.5, 1e-15));
  CHECK_THAT(loss_of("huber", two_rows, 1.0), WithinRel((0.5 + 1.5 + 0 + 3.5) / 2, 1e-15));
  CHECK_THAT(loss_of("hinge", {1, 3, {0.5, -2, 3}, {1, 1, 1}}), WithinRel(3.5, 1e-15));
  CHECK_THAT(loss_of("cross-entropy", {1, 2, {0.25, 0.75}, {1, 0}}),
             WithinRel(std::log(4.0), 1e-15));
  CHECK_THAT(loss_of("binary-cross-entropy", {1, 2, {0.25, 0.5}, {1, 0}}),
             WithinRel(std::log(8.0), 1e-15));
}

TEST_CASE("Kinks have the slope that the description states") {
  const auto slope = [](std::string_view name, double p, double y) {
    return run<float>(loss_named(name).float_kernels.evaluate, {1, 1, {p}, {y}}, 1.0).gradient[0];
  };
  CHECK(slope("mae", 0.5, 0.5) == 0.0);
  CHECK(slope("hinge", 1.0, 1.0) == 0.0);
  CHECK(slope("hinge", -1.0, -1.0) == 0.0);
  CHECK(slope("huber", 1.5, 0.5) == 1.0);
  CHECK(slope("huber", -0.5, 0.5) == -1.0);
}

TEST_CASE("Unfused cross-entropies clamp probabilities, where their gradient is 0") {
  const auto run_on = [](std::string_view name, double p, double y) {
    return run<float>(loss_named(name).float_kernels.evaluate, {1, 1, {p}, {y}});
  };
  for (const char* name : {"binary-cross-entropy", "cross-entropy"}) {
    INFO(name);
    for (const double p : {0.0, -0.25, 1e-9}) {
      CHECK(run_on(name, p, 1.0).loss == Catch::Approx(-std::log(1e-7)).epsilon(1e-6));
      CHECK(run_on(name, p, 1.0).gradient[0] == 0.0);
    }
    CHECK(run_on(name, 1.0, 1.0).loss <= 2e-7);
    CHECK(run_on(name, 1.0, 1.0).gradient[0] == 0.0);
    CHECK(run_on(name, 0.0, 0.0).loss <= 2e-7);
    CHECK(run_on(name, 2e-7, 1.0).gradient[0] == Catch::Approx(-5e6));
  }
  CHECK(run_on("binary-cross-entropy", 1.0, 0.0).loss ==
        Catch::Approx(-std::log(1e-7)).epsilon(0.02));
}

/// Logits and targets of one row, and the loss and gradient in the limit.
struct Extreme {
  Values logits;
  Values targets;
  double loss;
  Values gradient;
};

template <class Real>
void check_extremes(const Loss& loss, const std::vector<Extreme>& cases) {
  for (const Extreme& extreme : cases) {
    INFO(loss.info.entry.name << " of " << Catch::StringMaker<Values>::convert(extreme.logits));
    const Batch batch{1, extreme.logits.size(), extreme.logits, extreme.targets};
    const Result result = run<Real>(loss.template kernels<Real>().fused, batch);
    CHECK(result.loss == Catch::Approx(extreme.loss).epsilon(1e-6));
    check_close(result.gradient, extreme.gradient, 1e-6, 1e-30);
  }
}

TEST_CASE("Fused losses are exact for any logits") {
  const double e20 = std::exp(-20.0);
  const std::vector<Extreme> sigmoid{
      {{1e30}, {1}, 0.0, {0}},
      {{1e30}, {0}, 1e30, {1}},
      {{-1e30}, {0}, 0.0, {0}},
      {{-1e30}, {1}, 1e30, {-1}},
      {{3e38, -3e38}, {1, 0}, 0.0, {0, 0}},
      {{1000}, {0.25}, 750.0, {0.75}},
      // the tails keep their relative precision
      {{20}, {1}, e20, {-e20}},
      {{-20}, {0}, e20, {e20}},
      {{-80}, {0}, std::exp(-80.0), {std::exp(-80.0)}},
  };
  check_extremes<float>(loss_named("binary-cross-entropy"), sigmoid);
  check_extremes<double>(loss_named("binary-cross-entropy"), sigmoid);
  const std::vector<Extreme> softmax{
      {{1e30, 0, -1e30}, {1, 0, 0}, 0.0, {0, 0, 0}},
      {{1e30, 0, -1e30}, {0, 1, 0}, 1e30, {1, -1, 0}},
      {{1e30, 0, -1e30}, {0, 0, 1}, 2e30, {1, 0, -1}},
      {{-1e30, -1e30}, {1, 0}, std::log(2.0), {-0.5, 0.5}},
      {{3e38, -3e38, 3e38}, {1, 0, 0}, std::log(2.0), {-0.5, 0, 0.5}},
      {{1000, 1000, 1000, 1000, 0}, {0, 0, 1, 0, 0}, std::log(4.0), {0.25, 0.25, -0.75, 0.25, 0}},
      {{7}, {1}, 0.0, {0}},
  };
  check_extremes<float>(loss_named("cross-entropy"), softmax);
  check_extremes<double>(loss_named("cross-entropy"), softmax);
}

TEST_CASE("Softmax cross-entropy holds for targets of any sum") {
  const Batch batch{1, 2, {0, std::log(3.0)}, {2, 0.5}};  // p = 1/4, 3/4
  const Result result = run<double>(loss_named("cross-entropy").double_kernels.fused, batch);
  CHECK(result.loss == Catch::Approx(-2 * std::log(0.25) - 0.5 * std::log(0.75)));
  check_close(result.gradient, {2.5 * 0.25 - 2, 2.5 * 0.75 - 0.5}, 1e-14, 0);
}

TEST_CASE("Log-cosh keeps its relative precision near 0 and does not overflow") {
  for (const double d : {1e-4, 1e-3, 0.1, 1.2499, 1.2501, 3.0}) {
    INFO(d);
    // sinh keeps the precision that cosh loses: ln cosh d = 1/2 ln(1 + sinh^2 d)
    const double exact = 0.5 * std::log1p(std::pow(std::sinh(d), 2));
    const Batch batch{1, 1, {d}, {0}};
    CHECK(run<double>(loss_named("log-cosh").double_kernels.evaluate, batch).loss ==
          Catch::Approx(exact).epsilon(1e-13));
    CHECK(run<float>(loss_named("log-cosh").float_kernels.evaluate, batch).loss ==
          Catch::Approx(exact).epsilon(1e-6));
  }
  const Result far =
      run<float>(loss_named("log-cosh").float_kernels.evaluate, {1, 1, {-1e30}, {0}});
  CHECK(far.loss == Catch::Approx(1e30));
  CHECK(far.gradient[0] == -1.0);
}

/// NaN in any output must show in the loss and in the gradient there; the rest stays finite where
/// outputs count one by one.
template <class Real>
void check_nan(typename LossKernels<Real>::Kernel kernel, const Loss& loss, bool one_by_one) {
  Random random(9);
  const Batch clean = random_batch(loss, 3, 6, random, 1.0);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    Batch batch = clean;
    batch.output[i] = std::numeric_limits<double>::quiet_NaN();
    const Result result = run<Real>(kernel, batch, 1.0);
    CHECK(std::isnan(result.loss));
    CHECK(std::isnan(result.gradient[i]));
    for (std::size_t j = 0; j < batch.size(); ++j) {
      const bool may_be_nan = i == j || (!one_by_one && i / 6 == j / 6);
      CHECK((may_be_nan || std::isfinite(result.gradient[j])));
    }
  }
}

TEST_CASE("Every loss propagates NaN") {
  for (const Loss& loss : loss_table()) {
    INFO(loss.info.entry.name);
    check_nan<float>(loss.float_kernels.evaluate, loss, true);
    check_nan<double>(loss.double_kernels.evaluate, loss, true);
    if (loss.info.fused_with.empty()) continue;
    const bool one_by_one = loss.info.fused_with != "softmax";
    check_nan<float>(loss.float_kernels.fused, loss, one_by_one);
    check_nan<double>(loss.double_kernels.fused, loss, one_by_one);
  }
}

TEST_CASE("More padding than a row needs changes nothing") {
  for_every_loss_and_shape([](const Loss& loss, const Batch& batch, double parameter) {
    const Result narrow = run<float>(loss.float_kernels.evaluate, batch, parameter);
    const Result wide = run<float>(loss.float_kernels.evaluate, batch, parameter, simd::kLanes);
    CHECK(wide.loss == narrow.loss);
    CHECK(wide.gradient == narrow.gradient);
    if (loss.info.fused_with.empty()) return;
    CHECK(run<float>(loss.float_kernels.fused, batch, 0.0, 2 * simd::kLanes).gradient ==
          run<float>(loss.float_kernels.fused, batch).gradient);
  });
}

TEST_CASE("The gradient may replace the output in place") {
  Random random(10);
  for (const Loss& loss : loss_table()) {
    for (const auto kernel : {loss.float_kernels.evaluate, loss.float_kernels.fused}) {
      if (kernel == nullptr) continue;
      INFO(loss.info.entry.name);
      const std::size_t outputs = 2 * simd::kLanes;
      const Batch batch = random_batch(loss, 3, outputs, random, 1.0);
      const Result apart = run<float>(kernel, batch, 1.0);
      std::vector<float> values(batch.output.begin(), batch.output.end());
      const std::vector<float> target(batch.target.begin(), batch.target.end());
      const float parameter = 1.0F;
      const double in_place =
          kernel(values.data(), target.data(), values.data(), 3, outputs, outputs, &parameter);
      CHECK(in_place == apart.loss);
      CHECK(Values(values.begin(), values.end()) == apart.gradient);
    }
  }
}

/// Losses and gradients on a few shapes.
std::uint64_t golden_hash(LossKernels<float>::Kernel kernel, const Loss& loss) {
  Random random(2024);
  Values all;
  for (const std::size_t outputs : {1U, 3U, 10U}) {
    const Result result = run<float>(kernel, random_batch(loss, 10, outputs, random, 1.0), 1.0);
    all.push_back(result.loss);
    all.insert(all.end(), result.gradient.begin(), result.gradient.end());
  }
  return portable::hash_bits(all);
}

TEST_CASE("Every loss gives the same bits in every build") {
  SKIP_UNLESS_SAME_BITS();
  const std::map<std::string, std::uint64_t, std::less<>> expected{
      {"mse", 0xaf5af974f412a9fcU},
      {"half-mse", 0x3c04f2c8deeaa20cU},
      {"mae", 0xfe13967a58ebeb3cU},
      {"huber", 0x98f00631d882f76eU},
      {"log-cosh", 0x1e5b81a5a3930aa2U},
      {"binary-cross-entropy", 0x81198455c8c9a65cU},
      {"binary-cross-entropy fused", 0xdc1862b416a7346dU},
      {"cross-entropy", 0x0ee1a519a376e26fU},
      {"cross-entropy fused", 0xc4bfa3de78881283U},
      {"hinge", 0xaa621a91ad8e9b30U},
  };
  const auto check = [&](const std::string& name, LossKernels<float>::Kernel kernel,
                         const Loss& loss) {
    INFO(name);
    REQUIRE(expected.contains(name));
    CHECK(golden_hash(kernel, loss) == expected.find(name)->second);
  };
  for (const Loss& loss : loss_table()) {
    const std::string name(loss.info.entry.name);
    check(name, loss.float_kernels.evaluate, loss);
    if (!loss.info.fused_with.empty()) check(name + " fused", loss.float_kernels.fused, loss);
  }
}

}  // namespace
}  // namespace gradient::losses_test
