#include "gradient/features.hpp"

#include <algorithm>
#include <array>

#include "gradient/portable_math.hpp"

namespace gradient {
namespace {

double x1(const float* point) { return static_cast<double>(point[0]); }
double x2(const float* point) { return static_cast<double>(point[1]); }

constexpr std::array kTable = {
    Feature{"x1", "x\xe2\x82\x81", "x1", 1, x1},
    Feature{"x2", "x\xe2\x82\x82", "x2", 2, x2},
    Feature{"x1^2", "x\xe2\x82\x81\xc2\xb2", "x1^2", 1,
            [](const float* point) { return x1(point) * x1(point); }},
    Feature{"x2^2", "x\xe2\x82\x82\xc2\xb2", "x2^2", 2,
            [](const float* point) { return x2(point) * x2(point); }},
    Feature{"x1 x2", "x\xe2\x82\x81x\xe2\x82\x82", "x1 x2", 2,
            [](const float* point) { return x1(point) * x2(point); }},
    Feature{"sin x1", "sin x\xe2\x82\x81", "sin(x1)", 1,
            [](const float* point) { return portable::sin(x1(point)); }},
    Feature{"sin x2", "sin x\xe2\x82\x82", "sin(x2)", 2,
            [](const float* point) { return portable::sin(x2(point)); }},
};

}  // namespace

std::span<const Feature> feature_table() { return kTable; }

const Feature* find_feature(std::string_view name) {
  const auto* found = std::ranges::find(kTable, name, &Feature::name);
  return found == kTable.end() ? nullptr : found;
}

}  // namespace gradient
