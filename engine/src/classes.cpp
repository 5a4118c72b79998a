#include "gradient/classes.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "gradient/inference.hpp"
#include "gradient/spec_reader.hpp"
#include "gradient/trainer.hpp"

namespace gradient {

std::int32_t class_of(std::span<const float> outputs, Targets targets) {
  if (std::ranges::any_of(outputs, [](float output) { return std::isnan(output); })) {
    return kNoClass;
  }
  if (targets == Targets::kOneHot) {
    return static_cast<std::int32_t>(std::ranges::max_element(outputs) - outputs.begin());
  }
  return outputs.front() > (targets == Targets::kSign ? 0.0F : 0.5F) ? 1 : 0;
}

Classification classify(const Network<float>& network, const Dataset& data, std::string_view split,
                        Workspace<float>& batch) {
  check_fits(network.spec(), data);
  if (data.classes() == 0) {
    throw refusal(ErrorCode::kInvalidArgument, "data",
                  "targets \"" + std::string(targets_name(data.targets())) + "\"",
                  "a data set with classes");
  }
  const DatasetSplit& rows = data.split(split);
  Classification result;
  result.confusion.resize(data.classes() * data.classes());
  if (rows.rows() == 0) return result;
  const std::size_t columns = data.outputs();
  const std::vector<float> outputs =
      activations_of(network, network.layouts().size() - 1, Dataset::flat(rows.x), batch);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const std::int32_t found =
        class_of(std::span(outputs).subspan(row * columns, columns), data.targets());
    result.classes.push_back(found);
    if (found == kNoClass) continue;
    const auto label = static_cast<std::size_t>(rows.labels[row]);
    ++result.confusion[label * data.classes() + static_cast<std::size_t>(found)];
  }
  return result;
}

}  // namespace gradient
