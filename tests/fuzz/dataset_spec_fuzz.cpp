// Any JSON text as the spec of a data set: it is refused with an Error, or the data set is made and
// keeps what its declarations promise.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include "gradient/dataset.hpp"
#include "gradient/error.hpp"

namespace {

using gradient::Dataset;
using gradient::DatasetSpec;
using gradient::Value;

/// Rows beyond which a data set is not made: parsing them is what is tested, drawing them takes
/// time.
constexpr std::size_t kMaxFuzzedSamples = 300;

Value to_value(const nlohmann::json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    gradient::Array array;
    for (const auto& element : json) array.push_back(to_value(element));
    return array;
  }
  if (json.is_object()) {
    gradient::Object object;
    for (const auto& [name, member] : json.items()) object.emplace_back(name, to_value(member));
    return object;
  }
  return {};
}

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const Dataset& data, const DatasetSpec& spec) {
  require(data.train_size() >= 1);
  require(data.train_size() + data.test_size() == spec.samples);
  require(data.train_x().size() == data.train_size() * data.inputs());
  require(data.test_y().size() == data.test_size() * data.outputs());
  for (const gradient::DatasetSplit* split : {&data.train(), &data.test()}) {
    for (const std::int32_t label : split->labels) {
      require(label >= 0 && static_cast<std::size_t>(label) < data.classes());
    }
    const auto points = split->points();
    const auto inputs = data.transform({points.data(), points.size()});
    require(std::equal(inputs.begin(), inputs.end(), split->x.begin(), split->x.end()));
  }
  for (const float value : data.train_x()) require(std::isfinite(value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return 0;
  try {
    const DatasetSpec spec = gradient::parse_dataset_spec(to_value(json));
    if (spec.samples > kMaxFuzzedSamples) return 0;
    check(Dataset(spec), spec);
  } catch (const gradient::Error& error) {
    require(std::string_view(error.what()).find("; allowed: ") != std::string_view::npos);
  }
  return 0;
}
