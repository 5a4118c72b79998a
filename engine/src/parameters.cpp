#include "gradient/parameters.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "gradient/spec_reader.hpp"

namespace gradient {

std::vector<float> packed(const Network<float>& network, std::span<const float> arena) {
  std::vector<float> values(parameter_count(network.spec()));
  auto next = values.begin();
  for_each_parameter_run(network.layouts(),
                         [&](std::size_t, ParameterKind, std::size_t offset, std::size_t count) {
                           next = std::ranges::copy(arena.subspan(offset, count), next).out;
                         });
  return values;
}

void set_parameters(Network<float>& network, std::span<const float> values) {
  const std::size_t count = parameter_count(network.spec());
  if (values.size() != count) {
    throw refusal(ErrorCode::kShapeMismatch, "parameters",
                  std::to_string(values.size()) + " values",
                  std::to_string(count) + ", as the network has");
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      throw refusal(ErrorCode::kOutOfRange, "parameters[" + std::to_string(i) + "]",
                    describe(Value(static_cast<double>(values[i]))), "a finite number");
    }
  }
  std::ranges::fill(network.parameters(), 0.0F);
  for_each_parameter_run(
      network.layouts(), [&](std::size_t, ParameterKind, std::size_t offset, std::size_t run) {
        std::ranges::copy(values.first(run), network.parameters().subspan(offset, run).begin());
        values = values.subspan(run);
      });
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
