#pragma once

#include <array>

#include "gradient/activation_info.hpp"
#include "gradient/activations/exponential.hpp"
#include "gradient/activations/gated.hpp"
#include "gradient/activations/kernels.hpp"
#include "gradient/activations/layerwise.hpp"
#include "gradient/activations/piecewise.hpp"
#include "gradient/activations/sigmoidal.hpp"

namespace gradient::activations {

template <class... Structs>
constexpr std::array<Activation, sizeof...(Structs)> make_table() {
  return {make_activation<Structs>()...};
}

/// All activations, in the order in which menus show them. A new one is added here only.
inline constexpr auto kTable =
    make_table<Linear, Step, Sigmoid, HardSigmoid, LogSigmoid, Tanh, HardTanh, Relu, Relu6,
               LeakyRelu, Prelu, Elu, Selu, Gelu, GeluTanh, Swish, HardSwish, Mish, Softplus,
               Softsign, Sine, Gaussian, Maxout, Softmax>();

}  // namespace gradient::activations
