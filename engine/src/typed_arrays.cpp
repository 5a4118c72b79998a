#include "gradient/typed_arrays.hpp"

#include "gradient/error.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {

const std::vector<float>& floats_of(const Value& value, std::string_view argument) {
  if (const auto* floats = value.get_if<std::vector<float>>()) return *floats;
  throw refusal(ErrorCode::kInvalidArgument, argument, describe(value), "a Float32Array");
}

const std::vector<std::uint8_t>& bytes_of(const Value& value, std::string_view argument) {
  if (const auto* bytes = value.get_if<std::vector<std::uint8_t>>()) return *bytes;
  throw refusal(ErrorCode::kInvalidArgument, argument, describe(value), "a Uint8Array");
}

std::vector<double> doubles_of(const Value& value, std::string_view argument) {
  if (const auto* doubles = value.get_if<std::vector<double>>()) return *doubles;
  if (const auto* floats = value.get_if<std::vector<float>>()) {
    return {floats->begin(), floats->end()};
  }
  throw refusal(ErrorCode::kInvalidArgument, argument, describe(value),
                "a Float64Array or a Float32Array");
}

}  // namespace gradient
