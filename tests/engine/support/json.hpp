#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "gradient/value.hpp"

namespace gradient::testing {

/// The value that JavaScript passes for this JSON.
inline Value to_value(const nlohmann::json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    Array array;
    for (const auto& element : json) array.push_back(to_value(element));
    return array;
  }
  if (json.is_object()) {
    Object object;
    for (const auto& [name, member] : json.items()) object.emplace_back(name, to_value(member));
    return object;
  }
  return {};
}

}  // namespace gradient::testing
