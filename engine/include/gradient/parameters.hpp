#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gradient/network.hpp"

namespace gradient {

/// The parameters (or their gradients, …) in an arena shaped as the network's, without padding, in
/// the order of for_each_parameter.
[[nodiscard]] std::vector<float> packed(const Network<float>& network,
                                        std::span<const float> arena);
[[nodiscard]] std::vector<double> packed(const Network<double>& network,
                                         std::span<const double> arena);

/// Sets every parameter; throws Error where there are too few, too many, or one is not finite.
void set_parameters(Network<float>& network, std::span<const float> values);
void set_parameters(Network<double>& network, std::span<const double> values);

/// 64-bit FNV-1a over the bytes of the parameters, least significant byte first: 16 hexadecimal
/// digits. Equal bits give equal hashes on every machine.
[[nodiscard]] std::string parameter_hash(const Network<float>& network);

}  // namespace gradient
