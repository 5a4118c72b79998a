// The boundary between the engine and JavaScript: values in, values out, errors as JavaScript
// errors. index.js gives it the shape of the public API.
#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <emscripten/heap.h>

#include "conversion.hpp"
#include "gradient/activate.hpp"
#include "gradient/dataset.hpp"
#include "gradient/dataset_values.hpp"
#include "gradient/given_rows.hpp"
#include "gradient/inference.hpp"
#include "gradient/input_gradient.hpp"
#include "gradient/inspection_values.hpp"
#include "gradient/masks.hpp"
#include "gradient/network_values.hpp"
#include "gradient/next_rows.hpp"
#include "gradient/parameters.hpp"
#include "gradient/result_values.hpp"
#include "gradient/snapshot.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/statistics.hpp"
#include "gradient/table_values.hpp"
#include "gradient/trainer.hpp"

namespace gradient::wasm {
namespace {

using emscripten::val;

/// The refusal on its way to JavaScript. It is thrown there once the C++ exception is gone, and it
/// is kept here, not in guarded(), of which every method has a copy.
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

ActivationPart part_of(bool derivative) {
  return derivative ? ActivationPart::kDerivative : ActivationPart::kValue;
}

val js_activate(const std::string& name, bool derivative, const val& x, const val& params) {
  return guarded([&] {
    return to_js(activate(name, part_of(derivative), floats_from_js(x, "x"), from_js(params)));
  });
}

double js_benchmark_activation(const std::string& name, const val& options) {
  return guarded([&] {
    const Value value = from_js(options);
    SpecReader reader(value, "", "the options of benchmarkActivation");
    const std::size_t elements = reader.whole("elements", {.minimum = 1, .maximum = 1U << 26U});
    const std::size_t repeats = reader.whole("repeats", {.minimum = 1, .maximum = 1'000'000});
    const bool derivative = reader.boolean("derivative", false);
    reader.refuse_unknown_fields();
    return time_activation(name, part_of(derivative), elements, repeats,
                           [] { return emscripten_get_now() * 1e-3; });
  });
}

std::size_t index_from(double given, std::size_t count, std::string_view argument) {
  if (!(given >= 0.0 && given < static_cast<double>(count)) || given != std::floor(given)) {
    throw refusal(ErrorCode::kOutOfRange, argument, describe(Value(given)),
                  "a whole number from 0 to " + std::to_string(count - 1));
  }
  return static_cast<std::size_t>(given);
}

class JsNetwork {
 public:
  explicit JsNetwork(const val& spec)
      : trainer_(guarded([&] { return parse_network_spec(from_js(spec)); })) {}

  [[nodiscard]] double parameter_count() const {
    return static_cast<double>(gradient::parameter_count(trainer_.network().spec()));
  }
  [[nodiscard]] double step() const { return static_cast<double>(trainer_.step()); }
  [[nodiscard]] double epoch() const { return static_cast<double>(trainer_.epoch()); }
  [[nodiscard]] double learning_rate() const { return trainer_.learning_rate(); }

  val train(const Dataset& data, const val& options) {
    return guarded([&] {
      return to_js(to_value(trainer_.train(data, parse_train_options(from_js(options)))));
    });
  }
  val next_rows(const Dataset& data, const val& options) {
    return guarded([&] { return to_js(gradient::next_rows(trainer_, data, from_js(options))); });
  }
  double train_batches(const val& x, const val& y, const val& options) {
    return guarded([&] {
      const Value value = from_js(options);
      SpecReader reader(value, "", "the options of trainBatches");
      const std::size_t batch_size =
          reader.whole("batchSize", {.minimum = 1, .maximum = kMaxBatchSize, .is_limit = true});
      reader.refuse_unknown_fields();
      const auto [inputs, targets] = batch(x, y);
      return trainer_.train_batches(inputs, targets, batch_size);
    });
  }
  double train_batch(const val& x, const val& y) {
    return guarded([&] {
      const auto [inputs, targets] = batch(x, y);
      const std::size_t rows = rows_of(spec(), inputs);
      if (rows > kMaxBatchSize) {
        throw refusal(ErrorCode::kLimitExceeded, "x", std::to_string(rows) + " rows",
                      "at most " + std::to_string(kMaxBatchSize));
      }
      return trainer_.train_batches(inputs, targets, rows);
    });
  }
  val evaluate_split(const Dataset& data, const std::string& split) {
    return guarded([&] {
      check_fits(spec(), data);
      return to_js(to_value(evaluate(network(), data, split, probe_, trainer_.step())));
    });
  }
  val activations_of(double layer, const val& x, const val& into) {
    return guarded([&] {
      const std::size_t index = index_from(layer, network().layouts().size(), "layer");
      floats_from_js(x, "x", inputs_);
      std::vector<float> values = gradient::activations_of(network(), index, inputs_, probe_);
      if (inputs_.size() > kMostKept) inputs_ = {};
      if (into.isUndefined()) return to_js(std::move(values));
      floats_to_js(values, into, "into");
      return into;
    });
  }
  val predict(const val& x, const val& into) {
    return activations_of(static_cast<double>(network().layouts().size() - 1), x, into);
  }
  val input_gradient(const val& x, double output) {
    return guarded([&] {
      const std::size_t index = index_from(output, spec().layers.back().units, "output");
      return to_js(gradient::input_gradient(network(), floats_from_js(x, "x"), index));
    });
  }
  val trace_sample(const val& x, const val& y, const val& options) {
    return guarded(
        [&] { return to_js(trace_value(trainer_, from_js(x), from_js(y), from_js(options))); });
  }
  val statistics_of_last_batch(const val& given) {
    return guarded([&] {
      const StatisticsOptions options = parse_statistics_options(from_js(given));
      trainer_.track_updates();
      const std::size_t rows = trainer_.last_batch_rows();
      if (rows == 0) return val::array();
      return to_js(to_value(layer_statistics(network(), trainer_.last_batch(), rows,
                                             trainer_.gradients(), options.bins, options.detail),
                            trainer_));
    });
  }
  val statistics_of(const Dataset& data, const val& given) {
    return guarded([&] {
      const StatisticsOptions options = parse_statistics_options(from_js(given));
      check_fits(spec(), data);
      trainer_.track_updates();
      const std::size_t rows = std::min(options.rows, data.train_size());
      load_probe(data, rows);
      network().forward(probe_, rows, Dropout::kOff, nullptr);
      static_cast<void>(network().loss_and_gradient(probe_, rows));
      if (probe_gradients_.size() == 0) {
        probe_gradients_.resize_and_clear(network().parameters().size());
      }
      network().backward(probe_, rows, Dropout::kOff, probe_gradients_.data());
      return to_js(to_value(layer_statistics(network(), probe_, rows, probe_gradients_.span(),
                                             options.bins, options.detail),
                            trainer_));
    });
  }
  val check_gradients(const val& x, const val& y, const val& options) {
    return guarded([&] {
      return to_js(check_gradients_value(trainer_, from_js(x), from_js(y), from_js(options)));
    });
  }
  val update_in_double(const val& x, const val& y, const val& options) {
    return guarded([&] {
      return to_js(update_in_double_value(trainer_, from_js(x), from_js(y), from_js(options)));
    });
  }
  [[nodiscard]] val spec_to_js() const {
    return guarded([&] { return to_js(spec_value(spec())); });
  }
  [[nodiscard]] val optimizer_state() const {
    return guarded([&] { return to_js(optimizer_state_value(trainer_)); });
  }
  [[nodiscard]] val parameters() const {
    return guarded([&] { return to_js(packed(network(), network().parameters())); });
  }
  [[nodiscard]] val gradients() const {
    return guarded([&] { return to_js(packed(network(), trainer_.gradients())); });
  }
  void set_parameters(const val& values) {
    guarded([&] {
      gradient::set_parameters(trainer_.network(), floats_from_js(values, "parameters"));
    });
  }
  [[nodiscard]] std::string hash() const { return parameter_hash(network()); }
  void set_learning_rate(const val& value) {
    guarded([&] { trainer_.network().set_learning_rate(parse_learning_rate(from_js(value))); });
  }
  void set_regularization(const val& value) {
    guarded([&] { trainer_.network().set_regularization(parse_regularization(from_js(value))); });
  }
  void set_clipping(const val& value) {
    guarded([&] { trainer_.network().set_clipping(parse_clipping(from_js(value))); });
  }
  [[nodiscard]] val unit_mask(double layer) const {
    return guarded([&] {
      const std::size_t index = index_from(layer, network().layouts().size(), "layer");
      return to_js(gradient::unit_mask(network(), index));
    });
  }
  void set_unit_mask(double layer, const val& mask) {
    guarded([&] {
      const std::size_t index = index_from(layer, network().layouts().size(), "layer");
      gradient::set_unit_mask(trainer_.network(), index, bytes_from_js(mask, "mask"));
    });
  }
  [[nodiscard]] val frozen() const {
    return guarded([&] { return to_js(frozen_parameters(trainer_)); });
  }
  void set_frozen(const val& frozen) {
    guarded([&] { set_frozen_parameters(trainer_, bytes_from_js(frozen, "frozen")); });
  }
  [[nodiscard]] val save() const {
    return guarded([&] { return to_js(save_snapshot(trainer_)); });
  }
  void restore(const val& snapshot) {
    guarded([&] {
      if (!is_typed_array(snapshot, "Uint8Array")) {
        throw Error(ErrorCode::kDamagedSnapshot, "snapshot: not a Uint8Array, as save() gives");
      }
      restore_snapshot(trainer_, emscripten::convertJSArrayToNumberVector<std::uint8_t>(snapshot));
    });
  }

 private:
  [[nodiscard]] const Network<float>& network() const { return trainer_.network(); }
  [[nodiscard]] const NetworkSpec& spec() const { return network().spec(); }

  /// Rows of a batch whose shapes fit each other and the network.
  [[nodiscard]] std::pair<std::vector<float>, std::vector<float>> batch(const val& x,
                                                                        const val& y) const {
    std::pair<std::vector<float>, std::vector<float>> rows{floats_from_js(x, "x"),
                                                           floats_from_js(y, "y")};
    static_cast<void>(rows_of(spec(), rows.first, rows.second));
    return rows;
  }
  void load_probe(const Dataset& data, std::size_t rows) {
    const LayerLayout& first = network().layouts().front();
    const LayerLayout& last = network().layouts().back();
    probe_.reserve(spec(), network().layouts(), rows);
    for (std::size_t r = 0; r < rows; ++r) {
      std::copy_n(data.train_x().data() + r * first.inputs, first.inputs,
                  probe_.inputs.data() + r * first.input_stride);
      std::copy_n(data.train_y().data() + r * last.units, last.units,
                  probe_.targets.data() + r * last.output_stride);
    }
  }

  Trainer trainer_;
  /// Rows to predict: a new vector for each call would be filled with zeros first. Not kept where
  /// it is larger than any map of the plane.
  static constexpr std::size_t kMostKept = std::size_t{1} << 16;
  std::vector<float> inputs_;
  Workspace<float> probe_;
  AlignedBuffer<float> probe_gradients_;
};

std::unique_ptr<JsNetwork> create_network(const val& spec) {
  return guarded([&] { return std::make_unique<JsNetwork>(spec); });
}

std::unique_ptr<Dataset> create_dataset(const val& spec) {
  return guarded([&] { return std::make_unique<Dataset>(parse_dataset_spec(from_js(spec))); });
}

EMSCRIPTEN_BINDINGS(gradient) {
  using emscripten::class_;
  using emscripten::function;

  function("version", +[] { return std::string(GRADIENT_VERSION); });
  function("memoryBytes", +[] { return static_cast<double>(emscripten_get_heap_size()); });
  function("activations", +[] { return to_js(activations_value()); });
  function("losses", +[] { return to_js(losses_value()); });
  function("optimizers", +[] { return to_js(optimizers_value()); });
  function("initializers", +[] { return to_js(initializers_value()); });
  function("schedules", +[] { return to_js(schedules_value()); });
  function("datasets", +[] { return to_js(datasets_value()); });
  function("features", +[] { return to_js(features_value()); });
  function("limits", +[] { return to_js(limits_value()); });
  function("activate", &js_activate);
  function("benchmarkActivation", &js_benchmark_activation);
  function("createNetwork", &create_network);
  function("createDataset", &create_dataset);

  class_<Dataset>("Dataset")
      .function(
          "describe", +[](const Dataset& data) { return to_js(describe_dataset(data)); })
      .function(
          "split", +[](const Dataset& data,
                       const std::string& name) { return to_js(split_value(data.split(name))); })
      .function(
          "standardization",
          +[](const Dataset& data) { return to_js(standardization_value(data)); })
      .function(
          "transform", +[](const Dataset& data, const val& points) {
            return guarded([&] { return to_js(data.transform(floats_from_js(points, "points"))); });
          });

  class_<JsNetwork>("Network")
      .function("parameterCount", &JsNetwork::parameter_count)
      .function("step", &JsNetwork::step)
      .function("epoch", &JsNetwork::epoch)
      .function("learningRate", &JsNetwork::learning_rate)
      .function("train", &JsNetwork::train)
      .function("nextRows", &JsNetwork::next_rows)
      .function("trainBatch", &JsNetwork::train_batch)
      .function("trainBatches", &JsNetwork::train_batches)
      .function("evaluate", &JsNetwork::evaluate_split)
      .function("activationsOf", &JsNetwork::activations_of)
      .function("predict", &JsNetwork::predict)
      .function("inputGradient", &JsNetwork::input_gradient)
      .function("trace", &JsNetwork::trace_sample)
      .function("statisticsOfLastBatch", &JsNetwork::statistics_of_last_batch)
      .function("statisticsOf", &JsNetwork::statistics_of)
      .function("checkGradients", &JsNetwork::check_gradients)
      .function("updateInDouble", &JsNetwork::update_in_double)
      .function("spec", &JsNetwork::spec_to_js)
      .function("optimizerState", &JsNetwork::optimizer_state)
      .function("parameters", &JsNetwork::parameters)
      .function("setParameters", &JsNetwork::set_parameters)
      .function("gradients", &JsNetwork::gradients)
      .function("parameterHash", &JsNetwork::hash)
      .function("setLearningRate", &JsNetwork::set_learning_rate)
      .function("setRegularization", &JsNetwork::set_regularization)
      .function("setClipping", &JsNetwork::set_clipping)
      .function("unitMask", &JsNetwork::unit_mask)
      .function("setUnitMask", &JsNetwork::set_unit_mask)
      .function("frozen", &JsNetwork::frozen)
      .function("setFrozen", &JsNetwork::set_frozen)
      .function("save", &JsNetwork::save)
      .function("restore", &JsNetwork::restore);
}

}  // namespace
}  // namespace gradient::wasm
