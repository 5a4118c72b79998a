#include "gradient/activations.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/portable_math.hpp"
#include "support/activation_checks.hpp"
#include "support_golden.hpp"

namespace gradient::testing::activations_test {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

bool same(float a, float b) {
  return std::isnan(a) ? std::isnan(b)
                       : std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

}  // namespace

TEST_CASE("a million floats meet each activation's error bounds", "[activations]") {
  REQUIRE(sample_points().size() >= 1'000'000);
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    const KernelErrors worst = kernel_errors(activation, sample_points());
    CAPTURE(activation.name());
    CAPTURE(worst.value.at, worst.derivative.at, worst.backward.at);
    CHECK(worst.value.ratio <= 1.0);
    CHECK(worst.derivative.ratio <= 1.0);
    CHECK(worst.backward.ratio <= 1.0);
  }
}

TEST_CASE("infinity counts as the smallest number that rounds to it", "[activations]") {
  const ErrorBound bound{.absolute = 0.0, .relative = 1e-6};
  const double largest = std::numeric_limits<float>::max();
  CHECK(error_in_bounds(kInf, largest * (1.0 - 1e-7), bound) < 1.0);
  CHECK(error_in_bounds(kInf, largest * (1.0 - 2e-6), bound) > 1.0);
  CHECK(error_in_bounds(-kInf, largest, bound) > 1.0);
  CHECK(error_in_bounds(1.0F, 2.0 * largest, bound) > 1.0);
  CHECK(error_in_bounds(kInf, 2.0 * largest, bound) == 0.0);
}

TEST_CASE("the stated error bounds are not slack", "[activations]") {
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    const ActivationInfo& info = activation.entry.info;
    CAPTURE(activation.name());
    CHECK(info.value_error.absolute <= 1e-7);
    CHECK(info.value_error.relative <= 1e-6);
    CHECK(info.derivative_error.absolute <= 1e-6);
    CHECK(info.derivative_error.relative <= 1e-6);
  }
}

TEST_CASE("parameters other than the defaults are used", "[activations]") {
  struct Case {
    std::string_view name;
    float parameter;
  };
  for (const auto& [name, parameter] :
       {Case{"leaky-relu", 0.5F}, Case{"leaky-relu", 1.0F}, Case{"elu", 0.25F}, Case{"elu", 3.0F},
        Case{"swish", 0.125F}, Case{"swish", 8.0F}}) {
    ActivationAtDefaults activation(*find_activation(name));
    activation.floats[0] = parameter;
    activation.doubles[0] = activation.numbers[0] = static_cast<double>(parameter);
    CAPTURE(name, parameter);
    for (const double z : grid()) {
      const auto x = static_cast<float>(z);
      const auto exact = static_cast<double>(x);
      CHECK(activation.value(x) ==
            Catch::Approx(activation.exact_value(exact)).epsilon(1e-6).margin(1e-30));
      CHECK(activation.derivative(x) ==
            Catch::Approx(activation.exact_derivative(exact)).epsilon(1e-6).margin(1e-6));
      CHECK(activation.double_value(exact) ==
            Catch::Approx(activation.exact_value(exact)).epsilon(1e-13).margin(1e-15));
      CHECK(activation.double_derivative(exact) ==
            Catch::Approx(activation.exact_derivative(exact)).epsilon(1e-13).margin(1e-14));
    }
  }
}

TEST_CASE("the ends of the range have defined values, signs included", "[activations]") {
  struct Ends {
    float at_minus_infinity, at_minus_zero, at_zero, at_infinity;
    float slope_at_minus_infinity, slope_at_infinity;
  };
  const auto selu_bound = static_cast<float>(-1.0507009873554805 * 1.6732632423543772);
  const std::map<std::string_view, Ends> expected = {
      {"linear", {-kInf, -0.0F, 0.0F, kInf, 1.0F, 1.0F}},
      {"step", {0.0F, 0.0F, 0.0F, 1.0F, 0.0F, 0.0F}},
      {"sigmoid", {0.0F, 0.5F, 0.5F, 1.0F, 0.0F, 0.0F}},
      {"hard-sigmoid", {0.0F, 0.5F, 0.5F, 1.0F, 0.0F, 0.0F}},
      {"log-sigmoid", {-kInf, -0.69314718F, -0.69314718F, -0.0F, 1.0F, 0.0F}},
      {"tanh", {-1.0F, -0.0F, 0.0F, 1.0F, 0.0F, 0.0F}},
      {"hard-tanh", {-1.0F, -0.0F, 0.0F, 1.0F, 0.0F, 0.0F}},
      {"relu", {0.0F, -0.0F, 0.0F, kInf, 0.0F, 1.0F}},
      {"relu6", {0.0F, -0.0F, 0.0F, 6.0F, 0.0F, 0.0F}},
      {"leaky-relu", {-kInf, -0.0F, 0.0F, kInf, 0.01F, 1.0F}},
      {"elu", {-1.0F, -0.0F, 0.0F, kInf, 0.0F, 1.0F}},
      {"selu", {selu_bound, -0.0F, 0.0F, kInf, 0.0F, 1.05070099F}},
      {"gelu", {-0.0F, -0.0F, 0.0F, kInf, -0.0F, 1.0F}},
      {"gelu-tanh", {-0.0F, -0.0F, 0.0F, kInf, -0.0F, 1.0F}},
      {"swish", {-0.0F, -0.0F, 0.0F, kInf, -0.0F, 1.0F}},
      {"hard-swish", {-0.0F, -0.0F, 0.0F, kInf, 0.0F, 1.0F}},
      {"mish", {-0.0F, -0.0F, 0.0F, kInf, -0.0F, 1.0F}},
      {"softplus", {0.0F, 0.69314718F, 0.69314718F, kInf, 0.0F, 1.0F}},
      {"softsign", {-1.0F, -0.0F, 0.0F, 1.0F, 0.0F, 0.0F}},
      {"sine", {kNan, -0.0F, 0.0F, kNan, kNan, kNan}},
      {"gaussian", {0.0F, 1.0F, 1.0F, 0.0F, 0.0F, -0.0F}},
  };
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    CAPTURE(activation.name());
    REQUIRE(expected.contains(activation.name()));
    const Ends& ends = expected.at(activation.name());
    CHECK(same(activation.value(-kInf), ends.at_minus_infinity));
    CHECK(same(activation.value(-0.0F), ends.at_minus_zero));
    CHECK(same(activation.value(0.0F), ends.at_zero));
    CHECK(same(activation.value(kInf), ends.at_infinity));
    CHECK(same(activation.derivative(-kInf), ends.slope_at_minus_infinity));
    CHECK(same(activation.derivative(kInf), ends.slope_at_infinity));
    // The largest floats are where a square or a product overflows first.
    if (activation.name() != "sine") {
      CHECK(std::isfinite(activation.derivative(kMax)));
      CHECK(std::isfinite(activation.derivative(-kMax)));
    }
    CHECK_FALSE(std::isnan(activation.value(kMax)));
    CHECK_FALSE(std::isnan(activation.value(-kMax)));
  }
}

TEST_CASE("every kernel propagates NaN, whatever its sign and payload", "[activations]") {
  for (const std::uint32_t bits :
       {0x7fc00000U, 0xffc00000U, 0x7fc00001U, 0xffffffffU, 0x7fc80123U}) {
    const std::vector<float> z(7, std::bit_cast<float>(bits));
    for (const ActivationAtDefaults& activation : elementwise_activations()) {
      CAPTURE(activation.name(), bits);
      std::vector<float> a(z.size()), d(z.size()), dz(z.size());
      const std::vector<float> ones(z.size(), 1.0F);
      activation.value(z, a);
      activation.derivative(z, d);
      activation.backward(z, a, ones, dz);
      for (std::size_t i = 0; i < z.size(); ++i) {
        CHECK(std::isnan(a[i]));
        CHECK(std::isnan(d[i]));
        CHECK(std::isnan(dz[i]));
      }
      CHECK(std::isnan(activation.double_value(static_cast<double>(z[0]))));
      CHECK(std::isnan(activation.double_derivative(static_cast<double>(z[0]))));
    }
  }
}

TEST_CASE("a result depends only on its input: any length, any position, in place",
          "[activations]") {
  constexpr std::size_t kLongest = 33;
  std::vector<float> source(kLongest + 3);
  for (std::size_t i = 0; i < source.size(); ++i) {
    source[i] = i % 7 == 5 ? scattered_float(static_cast<std::uint32_t>(i) * 77U)
                           : 0.37F * static_cast<float>(i) - 6.0F;
  }
  source[17] = 1e6F;  // the sine's slow path, beside its fast one
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    CAPTURE(activation.name());
    for (std::size_t offset = 0; offset < 3; ++offset) {
      for (std::size_t count = 0; count <= kLongest; ++count) {
        const std::span<const float> z(source.data() + offset, count);
        constexpr float kUntouched = -77.0F;
        std::vector<float> a(count + 8, kUntouched), d(count + 8, kUntouched);
        std::vector<float> dz(count + 8, kUntouched), in_place(z.begin(), z.end());
        std::vector<float> gradient(count, 2.0F);
        activation.value(z, {a.data() + offset, count});
        activation.derivative(z, {d.data() + offset, count});
        activation.backward(z, {a.data() + offset, count}, gradient, {dz.data() + offset, count});
        activation.backward(z, {a.data() + offset, count}, gradient, gradient);
        activation.value(in_place, in_place);
        bool agrees = true;
        for (std::size_t i = 0; i < count; ++i) {
          agrees = agrees && same(a[i + offset], activation.value(z[i])) &&
                   same(d[i + offset], activation.derivative(z[i])) &&
                   same(in_place[i], a[i + offset]) && same(gradient[i], dz[i + offset]);
        }
        for (const auto* result : {&a, &d, &dz}) {
          for (std::size_t i = 0; i < result->size(); ++i) {
            if (i < offset || i >= offset + count) agrees = agrees && (*result)[i] == kUntouched;
          }
        }
        CAPTURE(offset, count);
        CHECK(agrees);
      }
    }
  }
}

TEST_CASE("monotonic activations do not fall by more than their error", "[activations]") {
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    if (!activation.entry.info.monotonic) continue;
    CAPTURE(activation.name());
    double fall = 0.0;
    float before = activation.value(-20.0F);
    for (float z = -20.0F; z < 20.0F; z += 1.0F / 1024.0F) {
      const float value = activation.value(z);
      const double scale = std::max(1e-30, std::fabs(static_cast<double>(value)));
      fall = std::max(fall, static_cast<double>(before - value) / scale);
      before = value;
    }
    CHECK(fall <= 2.0 * activation.entry.info.value_error.relative);
  }
}

TEST_CASE("the kernels for double are the reference to its last digits", "[activations]") {
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    CAPTURE(activation.name());
    for (const double z : grid()) {
      CAPTURE(z);
      CHECK(std::fabs(activation.double_derivative(z) - activation.exact_derivative(z)) <= 1e-14);
      const double a = activation.double_value(z);
      const double da = 3.0;
      double dz = 0.0;
      activation.entry.double_kernels.backward(&z, &a, &da, &dz, 1, activation.doubles.data());
      CHECK(std::fabs(dz - 3.0 * activation.exact_derivative(z)) <= 1e-13);
    }
  }
}

TEST_CASE("activations give the same bits in every build", "[activations][golden]") {
  SKIP_UNLESS_SAME_BITS();
  const std::map<std::string_view, std::uint64_t> golden = {
      {"linear", 0x18dbda104212718eU},      {"step", 0xf00873ffe721a608U},
      {"sigmoid", 0xf8da05f9129c5648U},     {"hard-sigmoid", 0x3d43612a6d17e86bU},
      {"log-sigmoid", 0xd4c2b4e2410658caU}, {"tanh", 0xc87c8c9470e77d34U},
      {"hard-tanh", 0xa1b1035c9f888e78U},   {"relu", 0x2e27e34e04abefe4U},
      {"relu6", 0xb965dc5ae099e400U},       {"leaky-relu", 0x6bf87fe5ca5ce693U},
      {"elu", 0x70d56691809f9646U},         {"selu", 0x76a139848f193b2aU},
      {"gelu", 0x823e42193210fdcaU},        {"gelu-tanh", 0xedfe3ffa0896cca3U},
      {"swish", 0xd9fcf1ec8246115eU},       {"hard-swish", 0x641646ddb5b9f0dbU},
      {"mish", 0xa6dc656fdcd0082eU},        {"softplus", 0x96bfafac35f83550U},
      {"softsign", 0x879747ce2c962eb0U},    {"sine", 0x147d8f9f8196d08fU},
      {"gaussian", 0x7beebe4344d4f049U},
  };
  std::vector<float> z;
  for (float x = -20.0F; x <= 20.0F; x += 1.0F / 64.0F) z.push_back(x);
  for (std::uint32_t i = 0; i < 4096; ++i) z.push_back(scattered_float(i));
  const std::vector<float> ones(z.size(), 1.0F);
  for (const ActivationAtDefaults& activation : elementwise_activations()) {
    std::vector<float> a(z.size()), d(z.size()), dz(z.size());
    activation.value(z, a);
    activation.derivative(z, d);
    activation.backward(z, a, ones, dz);
    std::uint64_t hash = portable::kFnvOffset;
    for (auto* result : {&a, &d, &dz}) {
      // NaN's sign and payload are the processor's.
      for (float& value : *result) value = std::isnan(value) ? kNan : value;
      hash = portable::hash_bits(*result, hash);
    }
    CAPTURE(activation.name(), hash);
    CHECK(golden.contains(activation.name()));
    CHECK((golden.contains(activation.name()) && golden.at(activation.name()) == hash));
  }
}

}  // namespace gradient::testing::activations_test
