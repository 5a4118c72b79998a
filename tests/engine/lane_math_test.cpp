#include "gradient/lane_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/info.hpp"
#include "gradient/portable_math.hpp"
#include "support/activation_checks.hpp"
#include "support_golden.hpp"

namespace gradient::simd::lane_math_test {
namespace {

using testing::error_in_bounds;
using testing::kEdgeFloats;
using testing::scattered_float;
using testing::WorstError;

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kMax = std::numeric_limits<float>::max();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

template <class V>
V exp_by_quotient(V x) {
  const Quotient<V> o = exp_quotient(reduce<kExpUnderflow, 43>(x));
  return o.numerator / o.denominator;
}

struct Function {
  std::string_view name;
  Lanes (*lanes)(Lanes);
  double (*own_double)(double);
  /// The C++ library's function, or a formula of its functions other than the implementation's.
  double (*exact)(double);
  ErrorBound bound;
  float least = -kMax;
  float greatest = kMax;
};

/// The stated bound; the absolute part is a little more than half of the smallest denormal.
constexpr double kTiny = 2e-45;

/// For exponentials below half of the smallest normal float, which may be flushed to 0.
constexpr double kFlushed = 8.4e-39;

const std::vector<Function>& functions() {
  static const std::vector<Function> kFunctions = {
      {"exp", exp, exp, [](double x) { return std::exp(x); }, {kTiny, 1.1e-7}},
      {"exp_nonpositive",
       exp_nonpositive<Lanes>,
       exp_nonpositive<double>,
       [](double x) { return std::exp(x); },
       {kFlushed, 1.1e-7},
       -kMax,
       0.0F},
      {"expm1_nonpositive",
       expm1_nonpositive<Lanes>,
       expm1_nonpositive<double>,
       [](double x) { return std::expm1(x); },
       {kTiny, 1.1e-7},
       -kMax,
       0.0F},
      {"log", log, log, [](double x) { return std::log(x); }, {0.0, 1.1e-7}, 0x1p-149F, kMax},
      {"log1p_unit",
       log1p_unit,
       log1p_unit,
       [](double x) { return std::log1p(x); },
       {kTiny, 1.3e-7},
       0.0F,
       1.0F},
      {"sigmoid",
       sigmoid<Lanes>,
       sigmoid<double>,
       [](double x) { return 1.0 / (1.0 + std::exp(-x)); },
       {kFlushed, 2e-7}},
      {"softplus",
       softplus<Lanes>,
       softplus<double>,
       [](double x) { return x > 40.0 ? x : std::log1p(std::exp(x)); },
       {kFlushed, 2e-7}},
      {"tanh", tanh<Lanes>, tanh<double>, [](double x) { return std::tanh(x); }, {kTiny, 4.3e-7}},
      {"exp_quotient",
       exp_by_quotient<Lanes>,
       exp_by_quotient<double>,
       [](double x) { return std::exp(x); },
       {kFlushed, 1.6e-7},
       -kMax,
       43.0F},
      {"sigmoid_derivative",
       sigmoid_derivative<Lanes>,
       sigmoid_derivative<double>,
       [](double x) { return 0.25 / (std::cosh(0.5 * x) * std::cosh(0.5 * x)); },
       {kFlushed, 3.2e-7}},
      {"derivative_of_x_normal_cdf",
       derivative_of_x_normal_cdf<Lanes>,
       derivative_of_x_normal_cdf<double>,
       [](double x) {
         if (std::isinf(x)) return x < 0.0 ? 0.0 : 1.0;
         return 0.5 * std::erfc(-x / std::numbers::sqrt2) +
                x * std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
       },
       {2.5e-7, 0.0}},
      {"normal_cdf",
       normal_cdf<Lanes>,
       normal_cdf<double>,
       [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); },
       {kFlushed, 6e-7}},
      {"sin", sin<Lanes>, sin<double>, [](double x) { return std::sin(x); }, {1e-10, 2.6e-7}},
      {"cos", cos<Lanes>, cos<double>, [](double x) { return std::cos(x); }, {1e-10, 2.6e-7}},
  };
  return kFunctions;
}

float at(const Function& function, float x) { return first_lane(function.lanes(Lanes(x))); }

/// The worst error over the floats of the domain among every `step`-th of a scattered order.
WorstError worst_error(const Function& function, std::uint64_t step) {
  WorstError worst;
  const auto see = [&](float x) {
    if (!(x >= function.least && x <= function.greatest)) return;
    const double exact = function.exact(static_cast<double>(x));
    worst.see(x, error_in_bounds(at(function, x), exact, function.bound));
  };
  for (const float x : kEdgeFloats) see(x);
  for (std::uint64_t i = 0; i < (std::uint64_t{1} << 32); i += step) {
    see(scattered_float(static_cast<std::uint32_t>(i)));
  }
  for (float x = -16.0F; x < 16.0F; x += 1.0F / 4096.0F) see(x);
  return worst;
}

}  // namespace

TEST_CASE("elementary functions meet their stated errors on a million floats", "[lane_math]") {
  for (const Function& function : functions()) {
    const WorstError worst = worst_error(function, 4093);
    CAPTURE(function.name, worst.at);
    CHECK(worst.ratio <= 1.0);
  }
}

TEST_CASE("elementary functions meet their stated errors on every float",
          "[.exhaustive][lane_math]") {
#ifdef __EMSCRIPTEN__
  constexpr std::uint64_t kStep = 509;  // the native build has the same bits, and the time
#else
  constexpr std::uint64_t kStep = 1;
#endif
  for (const Function& function : functions()) {
    const WorstError worst = worst_error(function, kStep);
    CAPTURE(function.name, worst.at);
    CHECK(worst.ratio <= 1.0);
  }
}

TEST_CASE("elementary functions have the limits they state", "[lane_math]") {
  for (const Function& function : functions()) {
    CAPTURE(function.name);
    CHECK(std::isnan(at(function, kNan)));
    CHECK(std::isnan(at(function, -kNan)));
    CHECK(std::isnan(at(function, std::bit_cast<float>(0x7fc00001U))));
  }
  const auto of = [](Lanes (*function)(Lanes), float x) { return first_lane(function(Lanes(x))); };
  CHECK(of(exp, -kInf) == 0.0F);
  CHECK(of(exp, kInf) == kInf);
  CHECK(of(exp, 0.0F) == 1.0F);
  CHECK(of(exp, 88.72283F) < kInf);
  CHECK(of(exp, 88.72284F) == kInf);
  CHECK(of(exp, -103.97F) == 0x1p-149F);
  CHECK(of(exp_nonpositive<Lanes>, -kInf) == 0.0F);
  CHECK(of(expm1_nonpositive<Lanes>, -kInf) == -1.0F);
  CHECK(of(log, kInf) == kInf);
  CHECK(of(log, 0.0F) == -kInf);
  CHECK(of(log, -0.0F) == -kInf);
  CHECK(of(log, 1.0F) == 0.0F);
  CHECK(std::isnan(of(log, -1.0F)));
  CHECK(std::isnan(of(log, -kInf)));
  CHECK(of(sigmoid<Lanes>, -kInf) == 0.0F);
  CHECK(of(sigmoid<Lanes>, kInf) == 1.0F);
  CHECK(of(softplus<Lanes>, -kInf) == 0.0F);
  CHECK(of(softplus<Lanes>, kInf) == kInf);
  CHECK(of(tanh<Lanes>, kInf) == 1.0F);
  CHECK(of(tanh<Lanes>, -7.8501F) == -1.0F);
  CHECK(of(normal_cdf<Lanes>, -kInf) == 0.0F);
  CHECK(of(normal_cdf<Lanes>, kInf) == 1.0F);
  CHECK(of(sigmoid_derivative<Lanes>, -kInf) == 0.0F);
  CHECK(of(sigmoid_derivative<Lanes>, kInf) == 0.0F);
  CHECK(of(derivative_of_x_normal_cdf<Lanes>, -kInf) == -0.0F);
  CHECK(of(derivative_of_x_normal_cdf<Lanes>, kInf) == 1.0F);
  CHECK(std::isnan(of(sin<Lanes>, kInf)));
  CHECK(std::isnan(of(cos<Lanes>, -kInf)));
  CHECK(std::signbit(of(sin<Lanes>, -0.0F)));
  CHECK(std::signbit(of(tanh<Lanes>, -0.0F)));
}

TEST_CASE("tanh, sine and cosine never exceed 1", "[lane_math]") {
  for (std::uint32_t i = 0; i < 2'000'000; ++i) {
    const float x = scattered_float(i);
    const float small = std::ldexp(static_cast<float>(i), -16);
    if (std::fabs(first_lane(tanh(Lanes(x)))) > 1.0F) FAIL(x);
    if (std::fabs(first_lane(tanh(Lanes(small)))) > 1.0F) FAIL(small);
    if (std::fabs(first_lane(sin(Lanes(x)))) > 1.0F) FAIL(x);
    if (std::fabs(first_lane(cos(Lanes(small)))) > 1.0F) FAIL(small);
  }
}

TEST_CASE("huge arguments of sine are reduced with all the bits of pi", "[lane_math]") {
  // The largest float and the floats nearest to multiples of pi/2 among others, with values that
  // were computed with 90 digits.
  struct Case {
    float x;
    double sine, cosine;
  };
  for (const auto& [x, sine, cosine] : {
           Case{0x1.000800p+13F, -0.2702383292282666382, 0.96279345937532987024},
           Case{0x1.000000p+24F, -0.7795636732177777522, 0.62632298329153291749},
           Case{0x1.2a05f2p+33F, -0.48750602508751069153, 0.87311962267685600118},
           Case{0x1.ac53a6p+66F, 0.95626297465873122542, 0.29250833030331762191},
           Case{0x1.921fb6p+100F, 0.97902453174682871007, 0.20374240166912429724},
           Case{0x1.fffffep+127F, -0.52187652333365854055, 0.85302103983030415805},
           Case{0x1.018abap+57F, 0.55532515521369807074, -0.83163331582307484325},
           Case{0x1.f37c8ap+95F, 0.9999999999999999987, -1.6147697982476211876e-9},
           Case{0x1.47d0fep+34F, 0.99999999999999999797, -2.0126460319185525729e-9},
           Case{0x1.f37c8ap+96F, -3.229539596495242371e-9, -0.99999999999999999479},
           Case{0x1.47d0fep+35F, -4.0252920638371051376e-9, -0.9999999999999999919},
       }) {
    CAPTURE(x);
    CHECK(first_lane(sin(Lanes(x))) == Catch::Approx(sine).epsilon(2.6e-7));
    CHECK(first_lane(cos(Lanes(x))) == Catch::Approx(cosine).epsilon(2.6e-7));
    CHECK(first_lane(sin(Lanes(-x))) == -first_lane(sin(Lanes(x))));
    CHECK(first_lane(cos(Lanes(-x))) == first_lane(cos(Lanes(x))));
  }
}

TEST_CASE("a lane's result does not depend on its neighbours", "[lane_math]") {
  for (const Function& function : functions()) {
    CAPTURE(function.name);
    for (std::uint32_t i = 0; i < 2000; ++i) {
      std::array<float, kLanes> mixed;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        mixed[lane] = scattered_float(i + 1000 * static_cast<std::uint32_t>(lane));
      }
      mixed[i % kLanes] = 0.001F * static_cast<float>(i);
      std::array<float, kLanes> results;
      function.lanes(Lanes::load(mixed.data())).store(results.data());
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const float alone = at(function, mixed[lane]);
        if (std::isnan(alone) ? !std::isnan(results[lane]) : alone != results[lane]) {
          FAIL_CHECK(mixed[lane]);
        }
      }
    }
  }
}

TEST_CASE("the overloads for double are the library's", "[lane_math]") {
  for (const Function& function : functions()) {
    CAPTURE(function.name);
    for (double x = -30.0; x < 30.0; x += 0.1875) {
      if (x < static_cast<double>(function.least) || x > static_cast<double>(function.greatest)) {
        continue;
      }
      CHECK(function.own_double(x) ==
            Catch::Approx(function.exact(x)).epsilon(1e-12).margin(1e-300));
    }
  }
}

TEST_CASE("elementary functions give the same bits in every build", "[lane_math][golden]") {
  SKIP_UNLESS_SAME_BITS();
  std::uint64_t hash = portable::kFnvOffset;
  for (const Function& function : functions()) {
    std::vector<float> results;
    const auto see = [&](float x) {
      if (x >= function.least && x <= function.greatest) results.push_back(at(function, x));
    };
    for (std::uint32_t i = 0; i < 20'000; ++i) see(scattered_float(i));
    for (float x = -20.0F; x <= 20.0F; x += 1.0F / 128.0F) see(x);
    for (float& value : results) value = std::isnan(value) ? kNan : value;
    hash = portable::hash_bits(results, hash);
  }
  CHECK(hash == 0x18e4f75f40d2cdefU);
}

}  // namespace gradient::simd::lane_math_test
