#include "gradient/activate.hpp"

#include <string>

#include "gradient/activation_info.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

using Kernel = void (*)(const float*, float*, std::size_t, const float*);

bool is_elementwise(const Activation& activation) {
  return activation.info.kind == ActivationKind::kElementwise ||
         activation.info.kind == ActivationKind::kPrelu;
}

const Activation& elementwise_activation(std::string_view name) {
  const Activation* found = find_activation(name);
  if (found != nullptr && is_elementwise(*found)) return *found;
  std::vector<std::string_view> names;
  for (const Activation& activation : activation_table()) {
    if (is_elementwise(activation)) names.push_back(activation.info.entry.name);
  }
  throw refusal(found == nullptr ? ErrorCode::kUnknownName : ErrorCode::kUnsupported, "activation",
                describe(Value(name)), "element-wise activations: " + join(names));
}

/// A parametric ReLU with a fixed slope is a leaky ReLU.
Kernel kernel_of(const Activation& activation, ActivationPart part) {
  const Activation& shape =
      activation.info.kind == ActivationKind::kPrelu ? *find_activation("leaky-relu") : activation;
  return part == ActivationPart::kValue ? shape.float_kernels.value
                                        : shape.float_kernels.derivative;
}

std::vector<float> read_params(const Activation& activation, const Value& params) {
  const Value none{Object{}};
  SpecReader reader(params.is_missing() ? none : params, "params");
  std::vector<float> values;
  for (const double value : read_parameters(reader, activation.info.entry.parameters)) {
    values.push_back(static_cast<float>(value));
  }
  reader.refuse_unknown_fields();
  values.resize(kMaxActivationParameters);
  return values;
}

}  // namespace

std::vector<float> activate(std::string_view name, ActivationPart part, std::span<const float> x,
                            const Value& params) {
  const Activation& activation = elementwise_activation(name);
  const std::vector<float> values = read_params(activation, params);
  std::vector<float> result(x.size());
  kernel_of(activation, part)(x.data(), result.data(), x.size(), values.data());
  return result;
}

double time_activation(std::string_view name, ActivationPart part, std::size_t elements,
                       std::size_t repeats, const std::function<double()>& now) {
  const Activation& activation = elementwise_activation(name);
  const std::vector<float> params = read_params(activation, {});
  const Kernel kernel = kernel_of(activation, part);
  std::vector<float> x(elements);
  std::vector<float> result(elements);
  for (std::size_t i = 0; i < elements; ++i) {
    x[i] = -4.0F + 8.0F * (static_cast<float>(i) / static_cast<float>(elements));
  }
  const double start = now();
  for (std::size_t repeat = 0; repeat < repeats; ++repeat) {
    kernel(x.data(), result.data(), elements, params.data());
  }
  return now() - start;
}

}  // namespace gradient
