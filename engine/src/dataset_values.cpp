#include "gradient/dataset_values.hpp"

#include <vector>

#include "gradient/typed_arrays.hpp"

namespace gradient {
namespace {

std::vector<float> copy_of(const xt::xtensor<float, 2>& array) {
  return {array.data(), array.data() + array.size()};
}

}  // namespace

Value describe_dataset(const Dataset& data) {
  return Object{{"kind", data.kind()},
                {"task", task_name(data.task())},
                {"inputs", data.inputs()},
                {"outputs", data.outputs()},
                {"dimensions", data.dimensions()},
                {"classes", data.classes()},
                {"targets", targets_name(data.targets())},
                {"trainSize", data.train_size()},
                {"validationSize", data.validation_size()},
                {"testSize", data.test_size()}};
}

Value standardization_value(const Dataset& data) {
  Object object;
  const auto add = [&](const char* name, const Standardization& standardization) {
    const auto& [mean, deviation] = standardization;
    if (mean.size() == 0) return;
    object.emplace_back(
        name, Object{{"mean", std::vector<double>(mean.begin(), mean.end())},
                     {"deviation", std::vector<double>(deviation.begin(), deviation.end())}});
  };
  add("inputs", data.input_standardization());
  add("targets", data.target_standardization());
  return object;
}

Value split_value(const DatasetSplit& split) {
  return Object{{"x", copy_of(split.x)},
                {"y", copy_of(split.y)},
                {"points", copy_of(split.points())},
                {"labels", split.labels}};
}

Value named_split_value(const Dataset& data, const Value& name) {
  const auto* text = name.get_if<std::string>();
  return split_value(data.split(text == nullptr ? describe(name) : *text));
}

Value transformed_value(const Dataset& data, const Value& points) {
  return data.transform(floats_of(points, "points"));
}

}  // namespace gradient
