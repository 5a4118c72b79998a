#include "gradient/table_values.hpp"

#include "gradient/activation_info.hpp"
#include "gradient/dataset.hpp"
#include "gradient/network_spec.hpp"

namespace gradient {
namespace {

Object parameter_object(const ParameterInfo& info) {
  return {{"name", info.name},
          {"label", info.label},
          {"description", info.description},
          {"minimum", info.minimum},
          {"maximum", info.maximum},
          {"minimumExclusive", info.minimum_exclusive},
          {"maximumExclusive", info.maximum_exclusive},
          {"integer", info.integer},
          {"default", info.default_value}};
}

Object entry_object(const EntryInfo& info) {
  Array parameters;
  for (const ParameterInfo& parameter : info.parameters) {
    parameters.emplace_back(parameter_object(parameter));
  }
  return {{"name", info.name},
          {"label", info.label},
          {"description", info.description},
          {"formula", info.formula},
          {"formulaTeX", info.formula_tex},
          {"parameters", std::move(parameters)},
          {"year", info.year},
          {"source", info.source}};
}

Object range_object(const Range& range) {
  return {{"lower", range.lower},
          {"upper", range.upper},
          {"lowerInclusive", range.lower_inclusive},
          {"upperInclusive", range.upper_inclusive}};
}

Object error_object(const ErrorBound& bound) {
  return {{"absolute", bound.absolute}, {"relative", bound.relative}};
}

Object with(Object object, Object more) {
  for (auto& member : more) object.push_back(std::move(member));
  return object;
}

Object activation_object(const ActivationInfo& info) {
  Array kinks;
  for (const double kink : info.kinks) kinks.emplace_back(kink);
  const bool elementwise =
      info.kind == ActivationKind::kElementwise || info.kind == ActivationKind::kPrelu;
  return with(entry_object(info.entry), {{"derivativeFormula", info.derivative_formula},
                                         {"derivativeFormulaTeX", info.derivative_formula_tex},
                                         {"range", range_object(info.range)},
                                         {"derivativeRange", range_object(info.derivative_range)},
                                         {"elementwise", elementwise},
                                         {"monotonic", info.monotonic},
                                         {"zeroCentred", info.zero_centred},
                                         {"saturating", info.saturating},
                                         {"smooth", info.smooth},
                                         {"untrainable", info.untrainable},
                                         {"kinks", std::move(kinks)},
                                         {"kinkConvention", info.kink_convention},
                                         {"recommendedInitializer", info.recommended_initializer},
                                         {"valueError", error_object(info.value_error)},
                                         {"derivativeError", error_object(info.derivative_error)}});
}

Object loss_object(const LossInfo& info) {
  return with(entry_object(info.entry),
              {{"outputs", info.outputs == LossOutputs::kProbabilities ? "probabilities" : "any"},
               {"fusedWith", info.fused_with},
               {"targets", info.targets},
               {"range", range_object(info.range)}});
}

Object optimizer_object(const OptimizerInfo& info) {
  return with(entry_object(info.entry), {{"stateSlots", info.state_slots},
                                         {"defaultLearningRate", info.default_learning_rate}});
}

/// The objects that `describe` makes of a table's entries.
template <class Table, class Describe>
Value list(const Table& table, Describe describe) {
  Array entries;
  for (const auto& entry : table) entries.emplace_back(describe(entry));
  return entries;
}

}  // namespace

Value activations_value() {
  return list(activation_table(),
              [](const Activation& entry) { return activation_object(entry.info); });
}

Value losses_value() {
  return list(loss_table(), [](const Loss& entry) { return loss_object(entry.info); });
}

Value optimizers_value() {
  return list(optimizer_table(),
              [](const Optimizer& entry) { return optimizer_object(entry.info); });
}

Value initializers_value() {
  return list(initializer_table(),
              [](const Initializer& entry) { return entry_object(entry.entry); });
}

Value schedules_value() {
  return list(schedule_table(), [](const Schedule& entry) { return entry_object(entry.entry); });
}

Value datasets_value() {
  return list(dataset_table(), [](const DatasetGenerator& entry) {
    return with(entry_object(entry.entry),
                {{"task", task_name(entry.task)}, {"dimensions", entry.dimensions}});
  });
}

Value features_value() {
  return list(feature_table(), [](const Feature& entry) {
    return Object{{"name", entry.name},
                  {"label", entry.label},
                  {"formula", entry.formula},
                  {"dimensions", entry.dimensions}};
  });
}

Value limits_value() {
  return Object{{"maxLayers", kMaxLayers},
                {"maxUnits", kMaxUnits},
                {"maxInputs", kMaxInputs},
                {"maxParameters", kMaxParameters},
                {"maxBatchSize", kMaxBatchSize},
                {"maxSamples", kMaxSamples},
                {"maxLearningRate", kMaxLearningRate}};
}

}  // namespace gradient
