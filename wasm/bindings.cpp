// The boundary between the engine and JavaScript: which of the engine's functions there are, by
// name. Arguments and results cross as plain data (conversion.hpp), errors as EngineError.
// index.js gives it the shape of the public API.
#include <cstdlib>
#include <exception>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <emscripten/heap.h>

#include "conversion.hpp"
#include "gradient/activate.hpp"
#include "gradient/dataset.hpp"
#include "gradient/dataset_values.hpp"
#include "gradient/error.hpp"
#include "gradient/network_api.hpp"
#include "gradient/principal_components.hpp"
#include "gradient/table_values.hpp"

namespace gradient::wasm {
namespace {

using emscripten::val;

/// The refusal on its way to JavaScript. It is thrown there once the C++ exception is gone, and it
/// is kept here, not in guarded(), of which every result type has a copy.
struct Failure {
  std::string code;
  std::string message;
};
Failure failure;

[[gnu::noinline]] void note(const std::exception& thrown) {
  if (const auto* error = dynamic_cast<const Error*>(&thrown)) {
    failure = {std::string(error_code_name(error->code())), error->what()};
  } else {
    // bad_alloc, or length_error for an array that no memory can hold
    failure = {std::string(error_code_name(ErrorCode::kOutOfMemory)),
               "memory: the browser gave no more; allowed: a smaller network or data set"};
  }
}

[[noreturn, gnu::noinline]] void throw_noted() {
  val::module_property("EngineError").new_(failure.code, failure.message).throw_();
  std::abort();
}

/// Runs `body`; what it throws arrives in JavaScript as an EngineError.
template <class Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const std::exception& thrown) {
    note(thrown);
  }
  throw_noted();
}

/// What a method is called on and with: a network, a data set, or both.
struct Receiver {
  NetworkApi* network = nullptr;
  const Dataset* data = nullptr;
};
using Arguments = std::vector<Value>;
using Method = Value (*)(const Receiver& receiver, const Arguments& arguments);

/// The one way in: converts the arguments, calls, converts the result.
[[gnu::noinline]] val invoke(Method method, const Receiver& receiver,
                             std::initializer_list<const val*> given) {
  return guarded([&] {
    Arguments arguments;
    for (const val* argument : given) arguments.push_back(from_js(*argument));
    return to_js(method(receiver, arguments));
  });
}

/// A method of NetworkApi that takes as many values as there are `Given`.
template <auto kMethod, class... Given>
val on_network(NetworkApi& network, const Given&... given) {
  constexpr Method kCall = [](const Receiver& receiver, const Arguments& arguments) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (receiver.network->*kMethod)(arguments[I]...);
    }(std::index_sequence_for<Given...>{});
  };
  return invoke(kCall, {.network = &network}, {&given...});
}

/// A method of NetworkApi that takes a data set and a value.
template <auto kMethod>
val on_network_and_data(NetworkApi& network, const Dataset& data, const val& given) {
  constexpr Method kCall = [](const Receiver& receiver, const Arguments& arguments) {
    return (receiver.network->*kMethod)(*receiver.data, arguments[0]);
  };
  return invoke(kCall, {&network, &data}, {&given});
}

/// A function of a data set that takes as many values as there are `Given`.
template <auto kFunction, class... Given>
val on_data(const Dataset& data, const Given&... given) {
  constexpr Method kCall = [](const Receiver& receiver, const Arguments& arguments) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return Value(kFunction(*receiver.data, arguments[I]...));
    }(std::index_sequence_for<Given...>{});
  };
  return invoke(kCall, {.data = &data}, {&given...});
}

/// A function of nothing but values.
template <auto kFunction, class... Given>
val plain(const Given&... given) {
  constexpr Method kCall = [](const Receiver& /*receiver*/, const Arguments& arguments) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return Value(kFunction(arguments[I]...));
    }(std::index_sequence_for<Given...>{});
  };
  return invoke(kCall, {}, {&given...});
}

Value benchmark(const Value& name, const Value& options) {
  return benchmark_activation(name, options, [] { return emscripten_get_now() * 1e-3; });
}
Value memory_bytes() { return static_cast<double>(emscripten_get_heap_size()); }
Value version() { return GRADIENT_VERSION; }

std::shared_ptr<NetworkApi> create_network(const val& spec) {
  return guarded([&] { return std::make_shared<NetworkApi>(from_js(spec)); });
}
std::shared_ptr<Dataset> create_dataset(const val& spec) {
  return guarded([&] { return std::make_shared<Dataset>(parse_dataset_spec(from_js(spec))); });
}

EMSCRIPTEN_BINDINGS(gradient) {
  using emscripten::class_;
  using emscripten::function;

  function("version", &plain<&version>);
  function("memoryBytes", &plain<&memory_bytes>);
  function("activations", &plain<&activations_value>);
  function("losses", &plain<&losses_value>);
  function("optimizers", &plain<&optimizers_value>);
  function("initializers", &plain<&initializers_value>);
  function("schedules", &plain<&schedules_value>);
  function("datasets", &plain<&datasets_value>);
  function("features", &plain<&features_value>);
  function("limits", &plain<&limits_value>);
  function("activate", &plain<&activation_value, val, val, val>);
  function("activateDerivative", &plain<&activation_derivative, val, val, val>);
  function("benchmarkActivation", &plain<&benchmark, val, val>);
  function("principalComponents", &plain<&principal_components_value, val, val>);
  function("createNetwork", &create_network);
  function("createDataset", &create_dataset);

  // Embind frees what a caller forgets only where a smart pointer holds it.
  class_<Dataset>("Dataset")
      .smart_ptr<std::shared_ptr<Dataset>>("DatasetPointer")
      .function("describe", &on_data<&describe_dataset>)
      .function("split", &on_data<&named_split_value, val>)
      .function("standardization", &on_data<&standardization_value>)
      .function("transform", &on_data<&transformed_value, val>);

  class_<NetworkApi>("Network")
      .smart_ptr<std::shared_ptr<NetworkApi>>("NetworkPointer")
      .property("parameterCount", &NetworkApi::parameter_count)
      .property("step", &NetworkApi::step)
      .property("epoch", &NetworkApi::epoch)
      .property("learningRate", &NetworkApi::learning_rate)
      .function("train", &on_network_and_data<&NetworkApi::train>)
      .function("nextRows", &on_network_and_data<&NetworkApi::next_rows>)
      .function("evaluate", &on_network_and_data<&NetworkApi::evaluate>)
      .function("classify", &on_network_and_data<&NetworkApi::classify>)
      .function("statisticsOf", &on_network_and_data<&NetworkApi::statistics_of>)
      .function("statisticsOfLastBatch", &on_network<&NetworkApi::statistics_of_last_batch, val>)
      .function("trainBatch", &on_network<&NetworkApi::train_batch, val, val>)
      .function("trainBatches", &on_network<&NetworkApi::train_batches, val, val, val>)
      .function("predict", &on_network<&NetworkApi::predict, val>)
      .function("activationsOf", &on_network<&NetworkApi::activations_of, val, val>)
      .function("inputGradient", &on_network<&NetworkApi::input_gradient, val, val>)
      .function("trace", &on_network<&NetworkApi::trace, val, val, val>)
      .function("checkGradients", &on_network<&NetworkApi::check_gradients, val, val, val>)
      .function("updateInDouble", &on_network<&NetworkApi::update_in_double, val, val, val>)
      .function("spec", &on_network<&NetworkApi::spec>)
      .function("optimizerState", &on_network<&NetworkApi::optimizer_state>)
      .function("parameters", &on_network<&NetworkApi::parameters>)
      .function("setParameters", &on_network<&NetworkApi::set_parameters, val>)
      .function("gradients", &on_network<&NetworkApi::gradients>)
      .function("parameterHash", &on_network<&NetworkApi::parameter_hash>)
      .function("setLearningRate", &on_network<&NetworkApi::set_learning_rate, val>)
      .function("setRegularization", &on_network<&NetworkApi::set_regularization, val>)
      .function("setClipping", &on_network<&NetworkApi::set_clipping, val>)
      .function("unitMask", &on_network<&NetworkApi::unit_mask, val>)
      .function("setUnitMask", &on_network<&NetworkApi::set_unit_mask, val, val>)
      .function("frozen", &on_network<&NetworkApi::frozen>)
      .function("setFrozen", &on_network<&NetworkApi::set_frozen, val>)
      .function("save", &on_network<&NetworkApi::save>)
      .function("restore", &on_network<&NetworkApi::restore, val>);
}

}  // namespace
}  // namespace gradient::wasm
