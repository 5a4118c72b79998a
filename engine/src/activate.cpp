#include "gradient/activate.hpp"

#include <string>

#include "gradient/activation_info.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/typed_arrays.hpp"

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

/// With a fixed slope, a parametric ReLU is a leaky one.
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

std::string_view name_of(const Value& name) {
  if (const auto* text = name.get_if<std::string>()) return *text;
  throw refusal(ErrorCode::kInvalidArgument, "activation", describe(name), "the name of one");
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

Value activation_value(const Value& name, const Value& x, const Value& params) {
  return activate(name_of(name), ActivationPart::kValue, floats_of(x, "x"), params);
}

Value activation_derivative(const Value& name, const Value& x, const Value& params) {
  return activate(name_of(name), ActivationPart::kDerivative, floats_of(x, "x"), params);
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

Value benchmark_activation(const Value& name, const Value& options,
                           const std::function<double()>& now) {
  SpecReader reader(options, "", "the options of benchmarkActivation");
  const std::size_t elements = reader.whole("elements", {.minimum = 1, .maximum = 1U << 26U});
  const std::size_t repeats = reader.whole("repeats", {.minimum = 1, .maximum = 1'000'000});
  const bool derivative = reader.boolean("derivative", false);
  reader.refuse_unknown_fields();
  const ActivationPart part = derivative ? ActivationPart::kDerivative : ActivationPart::kValue;
  return time_activation(name_of(name), part, elements, repeats, now);
}

}  // namespace gradient
