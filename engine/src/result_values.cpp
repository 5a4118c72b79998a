#include "gradient/result_values.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace gradient {
namespace {

/// A Float32Array of values that are float's, or a Float64Array.
Value numbers(const std::vector<double>& values, Precision precision) {
  if (precision == Precision::kDouble) return values;
  std::vector<float> singles(values.size());
  std::ranges::transform(values, singles.begin(),
                         [](double value) { return static_cast<float>(value); });
  return singles;
}

Object distribution_object(const Distribution& distribution) {
  Object object{{"count", distribution.count},
                {"mean", distribution.mean},
                {"standardDeviation", distribution.standard_deviation},
                {"meanAbsolute", distribution.mean_absolute},
                {"minimum", distribution.minimum},
                {"maximum", distribution.maximum}};
  if (!distribution.histogram.counts.empty()) {
    object.emplace_back("quantiles",
                        numbers({distribution.quantiles.begin(), distribution.quantiles.end()},
                                Precision::kSingle));
    object.emplace_back("histogram", Object{{"lower", distribution.histogram.lower},
                                            {"upper", distribution.histogram.upper},
                                            {"counts", distribution.histogram.counts}});
  }
  return object;
}

Object log_distribution_object(const LogDistribution& distribution) {
  Object object = distribution_object(distribution.logarithms);
  object.emplace_back("zeros", distribution.zeros);
  return object;
}

Object layer_trace_object(const LayerTrace& layer, Precision precision) {
  struct Part {
    const char* name;
    const std::vector<double> LayerTrace::* values;
  };
  static constexpr std::array kParts{
      Part{"weights", &LayerTrace::weights},
      Part{"biases", &LayerTrace::biases},
      Part{"input", &LayerTrace::input},
      Part{"preActivation", &LayerTrace::pre_activation},
      Part{"activation", &LayerTrace::activation},
      Part{"derivative", &LayerTrace::derivative},
      Part{"mask", &LayerTrace::mask},
      Part{"activationGradient", &LayerTrace::activation_gradient},
      Part{"preActivationGradient", &LayerTrace::pre_activation_gradient},
      Part{"weightGradient", &LayerTrace::weight_gradient},
      Part{"biasGradient", &LayerTrace::bias_gradient},
  };
  Object object;
  for (const auto& [name, values] : kParts) {
    object.emplace_back(name, numbers(layer.*values, precision));
  }
  return object;
}

std::string_view kind_name(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::kWeight:
      return "weight";
    case ParameterKind::kBias:
      return "bias";
    case ParameterKind::kSlope:
      return "slope";
  }
  return "weight";
}

Object layer_statistics_object(const LayerStatistics& statistics, const Trainer& trainer,
                               std::size_t layer) {
  const LayerSpec& spec = trainer.network().spec().layers[layer];
  const double update = trainer.last_update_norm(layer);
  Object object{{"layer", layer},
                {"units", spec.units},
                {"activation", spec.activation.entry->info.entry.name},
                {"preActivation", distribution_object(statistics.pre_activation)},
                {"activationValues", distribution_object(statistics.activation)},
                {"meanAbsoluteGradient", statistics.mean_absolute_gradient},
                {"weightNorm", statistics.weight_norm},
                {"weightGradientNorm", statistics.weight_gradient_norm},
                {"updateToWeightRatio", update / statistics.weight_norm},
                {"deadShare", statistics.dead_share},
                {"cutOffShare", statistics.cut_off_share},
                {"saturatedShare", statistics.saturated_share},
                {"zeroShare", statistics.zero_share},
                {"unitMeanAbsolute", statistics.unit_mean_absolute},
                {"unitFlags", statistics.unit_flags}};
  if (statistics.pre_activation_gradient && statistics.weight_gradient) {
    object.emplace_back("preActivationGradient",
                        log_distribution_object(*statistics.pre_activation_gradient));
    object.emplace_back("weightGradient", log_distribution_object(*statistics.weight_gradient));
  }
  return object;
}

Object divergence_object(const Divergence& divergence) {
  return {{"step", static_cast<double>(divergence.step)},
          {"layer", divergence.layer},
          {"quantity", diverged_quantity_name(divergence.quantity)},
          {"message", divergence.message}};
}

}  // namespace

Value to_value(const TrainResult& result) {
  Object object{{"steps", static_cast<double>(result.steps)}, {"loss", result.loss}};
  if (result.divergence) object.emplace_back("diverged", divergence_object(*result.divergence));
  return object;
}

Value to_value(const Evaluation& evaluation) {
  Object object{{"loss", evaluation.loss}};
  if (evaluation.accuracy) object.emplace_back("accuracy", *evaluation.accuracy);
  if (evaluation.divergence) {
    object.emplace_back("diverged", divergence_object(*evaluation.divergence));
  }
  return object;
}

Value to_value(const Trace& trace, Precision precision) {
  Array layers;
  for (const LayerTrace& layer : trace.layers) {
    layers.emplace_back(layer_trace_object(layer, precision));
  }
  return Object{{"loss", trace.loss},
                {"prediction", numbers(trace.prediction, precision)},
                {"layers", std::move(layers)}};
}

Value to_value(const GradientCheck& check) {
  return Object{{"checked", check.checked},
                {"skipped", check.skipped},
                {"worstRelativeError", check.worst_relative_error},
                {"worst", Object{{"layer", check.worst.layer},
                                 {"kind", kind_name(check.worst.kind)},
                                 {"index", check.worst.index},
                                 {"analytic", check.worst.analytic},
                                 {"numeric", check.worst.numeric}}},
                {"analytic", check.analytic},
                {"numeric", check.numeric},
                {"relativeErrors", check.relative_errors}};
}

Value to_value(const DoubleUpdate& update) {
  Array slots;
  for (const std::vector<double>& slot : update.slots) slots.emplace_back(slot);
  Object object{{"loss", update.loss},
                {"lossAfter", update.loss_after},
                {"penalty", update.penalty},
                {"learningRate", update.learning_rate},
                {"gradient", update.gradient},
                {"penaltyGradient", update.penalty_gradient},
                {"optimizerGradient", update.optimizer_gradient},
                {"parametersBefore", update.parameters_before},
                {"parameters", update.parameters},
                {"slots", std::move(slots)}};
  if (update.gradient_norm) object.emplace_back("gradientNorm", *update.gradient_norm);
  return object;
}

Value to_value(const std::vector<LayerStatistics>& statistics, const Trainer& trainer) {
  Array layers;
  for (std::size_t l = 0; l < statistics.size(); ++l) {
    layers.emplace_back(layer_statistics_object(statistics[l], trainer, l));
  }
  return layers;
}

}  // namespace gradient
