#include <array>
#include <cmath>
#include <string_view>

#include "kernels.hpp"

namespace gradient::bench {
namespace {

using Function = float (*)(float);

template <Function kFunction>
[[gnu::noinline]] void loop(const float* x, float* result, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) result[i] = kFunction(x[i]);
}

constexpr float kSeluScale = 1.0507009873554805F;
constexpr float kSeluAlpha = 1.6732632423543772F;
constexpr float kRootHalf = 0.70710678118654752F;
constexpr float kRootTwoOverPi = 0.79788456080286536F;
constexpr float kInverseRootTwoPi = 0.39894228040143268F;

float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }
float softplus(float x) { return std::log1p(std::exp(-std::fabs(x))) + std::fmax(x, 0.0F); }
float normal_distribution(float x) { return 0.5F * (1.0F + std::erf(x * kRootHalf)); }
float gelu_tanh_inner(float x) { return std::tanh(kRootTwoOverPi * (x + 0.044715F * x * x * x)); }

using Loop = void (*)(const float* x, float* result, std::size_t count);

struct Activation {
  std::string_view name;
  Loop value;
  Loop derivative;
};

template <Function kValue, Function kDerivative>
constexpr Activation activation(std::string_view name) {
  return {name, loop<kValue>, loop<kDerivative>};
}

constexpr std::array kActivations = {
    activation<[](float x) { return x; }, [](float) { return 1.0F; }>("linear"),
    activation<[](float x) { return x > 0.0F ? 1.0F : 0.0F; }, [](float) { return 0.0F; }>("step"),
    activation<sigmoid,
               [](float x) {
                 const float s = sigmoid(x);
                 return s * (1.0F - s);
               }>("sigmoid"),
    activation<[](float x) { return std::fmin(1.0F, std::fmax(0.0F, x / 6.0F + 0.5F)); },
               [](float x) { return std::fabs(x) < 3.0F ? 1.0F / 6.0F : 0.0F; }>("hard-sigmoid"),
    activation<[](float x) { return -softplus(-x); }, [](float x) { return sigmoid(-x); }>(
        "log-sigmoid"),
    activation<[](float x) { return std::tanh(x); },
               [](float x) {
                 const float t = std::tanh(x);
                 return 1.0F - t * t;
               }>("tanh"),
    activation<[](float x) { return std::fmin(1.0F, std::fmax(-1.0F, x)); },
               [](float x) { return std::fabs(x) < 1.0F ? 1.0F : 0.0F; }>("hard-tanh"),
    activation<[](float x) { return x > 0.0F ? x : 0.0F; },
               [](float x) { return x > 0.0F ? 1.0F : 0.0F; }>("relu"),
    activation<[](float x) { return std::fmin(6.0F, std::fmax(0.0F, x)); },
               [](float x) { return x > 0.0F && x < 6.0F ? 1.0F : 0.0F; }>("relu6"),
    activation<[](float x) { return x > 0.0F ? x : 0.01F * x; },
               [](float x) { return x > 0.0F ? 1.0F : 0.01F; }>("leaky-relu"),
    activation<[](float x) { return x > 0.0F ? x : 0.25F * x; },
               [](float x) { return x > 0.0F ? 1.0F : 0.25F; }>("prelu"),
    activation<[](float x) { return x > 0.0F ? x : std::expm1(x); },
               [](float x) { return x > 0.0F ? 1.0F : std::exp(x); }>("elu"),
    activation<[](float x) { return kSeluScale * (x > 0.0F ? x : kSeluAlpha * std::expm1(x)); },
               [](float x) { return kSeluScale * (x > 0.0F ? 1.0F : kSeluAlpha * std::exp(x)); }>(
        "selu"),
    activation<[](float x) { return x * normal_distribution(x); },
               [](float x) {
                 return normal_distribution(x) + x * kInverseRootTwoPi * std::exp(-0.5F * x * x);
               }>("gelu"),
    activation<[](float x) { return 0.5F * x * (1.0F + gelu_tanh_inner(x)); },
               [](float x) {
                 const float t = gelu_tanh_inner(x);
                 const float slope = kRootTwoOverPi * (1.0F + 3.0F * 0.044715F * x * x);
                 return 0.5F * (1.0F + t) + 0.5F * x * (1.0F - t * t) * slope;
               }>("gelu-tanh"),
    activation<[](float x) { return x * sigmoid(x); },
               [](float x) {
                 const float s = sigmoid(x);
                 return s * (1.0F + x * (1.0F - s));
               }>("swish"),
    activation<[](float x) { return x * std::fmin(1.0F, std::fmax(0.0F, x / 6.0F + 0.5F)); },
               [](float x) { return x <= -3.0F ? 0.0F : (x < 3.0F ? x / 3.0F + 0.5F : 1.0F); }>(
        "hard-swish"),
    activation<[](float x) { return x * std::tanh(softplus(x)); },
               [](float x) {
                 const float t = std::tanh(softplus(x));
                 return t + x * (1.0F - t * t) * sigmoid(x);
               }>("mish"),
    activation<softplus, sigmoid>("softplus"),
    activation<[](float x) { return x / (1.0F + std::fabs(x)); },
               [](float x) {
                 const float d = 1.0F + std::fabs(x);
                 return 1.0F / (d * d);
               }>("softsign"),
    activation<[](float x) { return std::sin(x); }, [](float x) { return std::cos(x); }>("sine"),
    activation<[](float x) { return std::exp(-x * x); },
               [](float x) { return -2.0F * x * std::exp(-x * x); }>("gaussian"),
};

}  // namespace

ElementLoop libm_activation(std::string_view name, bool is_derivative) {
  for (const Activation& entry : kActivations) {
    if (entry.name == name) return is_derivative ? entry.derivative : entry.value;
  }
  return {};
}

}  // namespace gradient::bench
