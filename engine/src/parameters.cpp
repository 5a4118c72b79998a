#include "gradient/parameters.hpp"

#include <algorithm>
#include <bit>

#include "gradient/given_rows.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {

namespace {

template <class Real>
std::vector<Real> without_padding(const Network<Real>& network, std::span<const Real> arena) {
  std::vector<Real> values;
  values.reserve(parameter_count(network.spec()));
  for_each_parameter_run(
      network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset, std::size_t count) {
        values.insert(values.end(), arena.begin() + static_cast<std::ptrdiff_t>(offset),
                      arena.begin() + static_cast<std::ptrdiff_t>(offset + count));
      });
  return values;
}

void check_count(const NetworkSpec& spec, std::size_t given) {
  const std::size_t count = parameter_count(spec);
  if (given == count) return;
  throw refusal(ErrorCode::kShapeMismatch, "parameters", std::to_string(given) + " values",
                std::to_string(count) + ", as the network has");
}

template <class Real>
void set_values(Network<Real>& network, std::span<const Real> values) {
  check_count(network.spec(), values.size());
  check_finite(values, 1, "parameters");
  std::ranges::fill(network.parameters(), Real(0));
  for_each_parameter_run(
      network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset, std::size_t run) {
        std::ranges::copy(values.first(run), network.parameters().subspan(offset, run).begin());
        values = values.subspan(run);
      });
}

}  // namespace

std::vector<float> packed(const Network<float>& network, std::span<const float> arena) {
  return without_padding(network, arena);
}

std::vector<double> packed(const Network<double>& network, std::span<const double> arena) {
  return without_padding(network, arena);
}

void set_parameters(Network<float>& network, std::span<const float> values) {
  set_values(network, values);
}

void set_parameters(Network<double>& network, std::span<const double> values) {
  set_values(network, values);
}

std::string parameter_hash(const Network<float>& network) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const float value : packed(network, network.parameters())) {
    auto bits = std::bit_cast<std::uint32_t>(value);
    for (int byte = 0; byte < 4; ++byte) {
      hash = (hash ^ (bits & 0xffU)) * 0x100000001b3U;
      bits >>= 8U;
    }
  }
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4U)
    digits[i] = "0123456789abcdef"[hash & 0xfU];
  return digits;
}

}  // namespace gradient
