#include "gradient/spec_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradient {
namespace {

std::string join_path(std::string_view path, std::string_view field) {
  std::string out(path);
  if (!out.empty()) out += '.';
  return out.append(field);
}

std::string indexed_path(std::string_view path, std::size_t index) {
  return std::string(path) + "[" + std::to_string(index) + "]";
}

std::string one_of(std::span<const std::string_view> allowed) {
  return allowed.size() == 1 ? std::string(allowed.front()) : "one of " + join(allowed);
}

double checked_number(const Value& value, std::string_view path, const NumberBounds& bounds) {
  const auto* number = value.get_if<double>();
  if (number == nullptr) {
    throw refusal(ErrorCode::kInvalidArgument, path, describe(value), describe_bounds(bounds));
  }
  const bool too_small =
      bounds.minimum_exclusive ? *number <= bounds.minimum : *number < bounds.minimum;
  const bool too_large =
      bounds.maximum_exclusive ? *number >= bounds.maximum : *number > bounds.maximum;
  if (!std::isfinite(*number) || too_small || too_large) {
    const bool over_limit = bounds.is_limit && too_large && std::isfinite(*number);
    throw refusal(over_limit ? ErrorCode::kLimitExceeded : ErrorCode::kOutOfRange, path,
                  describe(value), describe_bounds(bounds));
  }
  return *number;
}

std::size_t checked_whole(const Value& value, std::string_view path, const WholeBounds& bounds) {
  const auto* number = value.get_if<double>();
  if (number == nullptr) {
    throw refusal(ErrorCode::kInvalidArgument, path, describe(value), describe_bounds(bounds));
  }
  const bool whole = std::isfinite(*number) && std::floor(*number) == *number;
  const bool too_large = whole && *number > static_cast<double>(bounds.maximum);
  if (!whole || too_large || *number < static_cast<double>(bounds.minimum)) {
    throw refusal(bounds.is_limit && too_large ? ErrorCode::kLimitExceeded : ErrorCode::kOutOfRange,
                  path, describe(value), describe_bounds(bounds));
  }
  return static_cast<std::size_t>(*number);
}

std::size_t checked_choice(const Value& value, std::string_view path,
                           std::span<const std::string_view> allowed) {
  const auto* text = value.get_if<std::string>();
  if (text == nullptr) {
    throw refusal(ErrorCode::kInvalidArgument, path, describe(value), one_of(allowed));
  }
  const auto found = std::find(allowed.begin(), allowed.end(), *text);
  if (found == allowed.end()) {
    throw refusal(ErrorCode::kUnknownName, path, describe(value), one_of(allowed));
  }
  return static_cast<std::size_t>(found - allowed.begin());
}

const Object& checked_object(const Value& value, std::string_view path, std::string_view allowed) {
  const auto* object = value.get_if<Object>();
  if (object == nullptr) {
    throw refusal(ErrorCode::kInvalidArgument, path, describe(value), allowed);
  }
  return *object;
}

}  // namespace

Error refusal(ErrorCode code, std::string_view field, std::string_view given,
              std::string_view allowed) {
  std::string message(field);
  message.append(": ").append(given).append(" given; allowed: ").append(allowed);
  return {code, message};
}

std::string join(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

std::string describe_bounds(const NumberBounds& bounds) {
  const bool from = std::isfinite(bounds.minimum);
  const bool to = std::isfinite(bounds.maximum);
  if (!from && !to) return "a finite number";
  const std::string minimum = describe(Value(bounds.minimum));
  const std::string maximum = describe(Value(bounds.maximum));
  if (from && to && !bounds.minimum_exclusive && !bounds.maximum_exclusive) {
    return "a number from " + minimum + " to " + maximum;
  }
  std::string out = "a number ";
  if (from) out += (bounds.minimum_exclusive ? "above " : "of at least ") + minimum;
  if (from && to) out += " and ";
  if (to)
    out += (bounds.maximum_exclusive ? "below " : from ? "at most " : "of at most ") + maximum;
  return out;
}

std::string describe_bounds(const WholeBounds& bounds) {
  return "a whole number from " + std::to_string(bounds.minimum) + " to " +
         std::to_string(bounds.maximum);
}

SpecReader::SpecReader(const Value& value, std::string path, std::string_view what)
    : members_(checked_object(value, path.empty() ? what : path, "an object")),
      path_(std::move(path)) {}

SpecReader::SpecReader(std::shared_ptr<const Object> owned, std::string path)
    : members_(*owned), owned_(std::move(owned)), path_(std::move(path)) {}

std::string SpecReader::path_of(std::string_view field) const { return join_path(path_, field); }

const Value* SpecReader::find_member(std::string_view field) const {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [field](const auto& member) { return member.first == field; });
  return found == members_.end() || found->second.is_missing() ? nullptr : &found->second;
}

const Value* SpecReader::find(std::string_view field) {
  if (std::find(known_.begin(), known_.end(), field) == known_.end()) known_.emplace_back(field);
  return find_member(field);
}

const Value& SpecReader::require(std::string_view field, std::string_view allowed) {
  const Value* value = find(field);
  if (value == nullptr) refuse(field, ErrorCode::kInvalidArgument, "nothing", allowed);
  return *value;
}

double SpecReader::number(std::string_view field, const NumberBounds& bounds) {
  return checked_number(require(field, describe_bounds(bounds)), path_of(field), bounds);
}

double SpecReader::number(std::string_view field, const NumberBounds& bounds, double fallback) {
  const Value* value = find(field);
  return value == nullptr ? fallback : checked_number(*value, path_of(field), bounds);
}

std::size_t SpecReader::whole(std::string_view field, const WholeBounds& bounds) {
  return checked_whole(require(field, describe_bounds(bounds)), path_of(field), bounds);
}

std::size_t SpecReader::whole(std::string_view field, const WholeBounds& bounds,
                              std::size_t fallback) {
  const Value* value = find(field);
  return value == nullptr ? fallback : checked_whole(*value, path_of(field), bounds);
}

bool SpecReader::boolean(std::string_view field, bool fallback) {
  const Value* value = find(field);
  if (value == nullptr) return fallback;
  const auto* truth = value->get_if<bool>();
  if (truth == nullptr) refuse(field, ErrorCode::kInvalidArgument, "true or false");
  return *truth;
}

std::size_t SpecReader::choice(std::string_view field, std::span<const std::string_view> allowed) {
  return checked_choice(require(field, one_of(allowed)), path_of(field), allowed);
}

std::size_t SpecReader::choice(std::string_view field, std::span<const std::string_view> allowed,
                               std::size_t fallback) {
  const Value* value = find(field);
  return value == nullptr ? fallback : checked_choice(*value, path_of(field), allowed);
}

std::optional<std::vector<std::size_t>> SpecReader::choices(
    std::string_view field, std::span<const std::string_view> allowed) {
  const Value* value = find(field);
  if (value == nullptr) return std::nullopt;
  const auto* list = value->get_if<Array>();
  const std::string rule = "a list of at least one, each at most once, of " + join(allowed);
  if (list == nullptr) refuse(field, ErrorCode::kInvalidArgument, rule);
  if (list->empty()) refuse(field, ErrorCode::kOutOfRange, rule);
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = indexed_path(path_of(field), i);
    const std::size_t index = checked_choice((*list)[i], path, allowed);
    if (std::find(indices.begin(), indices.end(), index) != indices.end()) {
      throw refusal(ErrorCode::kInvalidArgument, path, describe((*list)[i]) + " a second time",
                    "each at most once");
    }
    indices.push_back(index);
  }
  return indices;
}

std::vector<float> SpecReader::floats(std::string_view field, std::size_t columns) {
  constexpr std::string_view kRule = "a Float32Array or a list of numbers";
  constexpr double kLargest = std::numeric_limits<float>::max();
  const auto refuse_element = [&](std::size_t i, ErrorCode code, const Value& element) {
    const std::string path = path_of(field);
    throw refusal(code,
                  columns == 0 ? indexed_path(path, i)
                               : indexed_path(indexed_path(path, i / columns), i % columns),
                  describe(element), "a finite 32-bit number");
  };
  const Value& value = require(field, kRule);
  if (const auto* typed = value.get_if<std::vector<float>>()) {
    for (std::size_t i = 0; i < typed->size(); ++i) {
      const float number = (*typed)[i];
      if (!std::isfinite(number)) {
        refuse_element(i, ErrorCode::kOutOfRange, Value(static_cast<double>(number)));
      }
    }
    return *typed;
  }
  const auto* list = value.get_if<Array>();
  if (list == nullptr) refuse(field, ErrorCode::kInvalidArgument, kRule);
  std::vector<float> out;
  out.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* number = (*list)[i].get_if<double>();
    if (number == nullptr) refuse_element(i, ErrorCode::kInvalidArgument, (*list)[i]);
    if (!(std::abs(*number) <= kLargest)) {
      refuse_element(i, ErrorCode::kOutOfRange, (*list)[i]);
    }
    out.push_back(static_cast<float>(*number));
  }
  return out;
}

SpecReader SpecReader::object(std::string_view field) {
  return SpecReader(require(field, "an object"), path_of(field));
}

SpecReader SpecReader::object_or_empty(std::string_view field) {
  const Value* value = find(field);
  if (value == nullptr) return {std::make_shared<const Object>(), path_of(field)};
  return SpecReader(*value, path_of(field));
}

SpecReader SpecReader::named(std::string_view field) {
  constexpr std::string_view kRule = "a name, or an object with a name";
  const Value& value = require(field, kRule);
  if (value.get_if<std::string>() != nullptr) {
    return {std::make_shared<const Object>(Object{{"name", value}}), path_of(field)};
  }
  checked_object(value, path_of(field), kRule);
  return SpecReader(value, path_of(field));
}

SpecReader SpecReader::named(std::string_view field, std::string_view fallback) {
  if (has(field)) return named(field);
  return {std::make_shared<const Object>(Object{{"name", fallback}}), path_of(field)};
}

std::vector<SpecReader> SpecReader::objects(std::string_view field, const CountBounds& bounds) {
  const std::string rule = "a list of " + std::to_string(bounds.minimum) + " to " +
                           std::to_string(bounds.maximum) + " objects";
  const Value& value = require(field, rule);
  const auto* list = value.get_if<Array>();
  if (list == nullptr) refuse(field, ErrorCode::kInvalidArgument, rule);
  if (list->size() < bounds.minimum || list->size() > bounds.maximum) {
    const bool over_limit = bounds.is_limit && list->size() > bounds.maximum;
    refuse(field, over_limit ? ErrorCode::kLimitExceeded : ErrorCode::kOutOfRange,
           "a list of " + std::to_string(list->size()), rule);
  }
  std::vector<SpecReader> readers;
  readers.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    readers.emplace_back((*list)[i], indexed_path(path_of(field), i));
  }
  return readers;
}

void SpecReader::refuse_unknown_fields() const {
  for (const auto& [name, value] : members_) {
    if (value.is_missing()) continue;
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const std::vector<std::string_view> known(known_.begin(), known_.end());
    // A name is shown as it is but where it is absurdly long.
    const std::string shown = name.size() > 48 ? describe(Value(name)) : name;
    throw Error(ErrorCode::kUnknownName,
                path_of(shown) + ": unknown field; allowed: " +
                    (known.empty() ? std::string("no fields") : join(known)));
  }
}

void SpecReader::refuse(std::string_view field, ErrorCode code, std::string_view allowed) const {
  const Value* value = find_member(field);
  refuse(field, code, value == nullptr ? "nothing" : describe(*value), allowed);
}

void SpecReader::refuse(std::string_view field, ErrorCode code, std::string_view given,
                        std::string_view allowed) const {
  throw refusal(code, path_of(field), given, allowed);
}

std::vector<double> read_parameters(SpecReader& reader, std::span<const ParameterInfo> parameters) {
  std::vector<double> values;
  values.reserve(parameters.size());
  for (const ParameterInfo& parameter : parameters) {
    if (parameter.integer) {
      const std::size_t value =
          reader.whole(parameter.name,
                       {.minimum = static_cast<std::size_t>(parameter.minimum),
                        .maximum = static_cast<std::size_t>(parameter.maximum)},
                       static_cast<std::size_t>(parameter.default_value));
      values.push_back(static_cast<double>(value));
    } else {
      const NumberBounds bounds{.minimum = parameter.minimum,
                                .maximum = parameter.maximum,
                                .minimum_exclusive = parameter.minimum_exclusive,
                                .maximum_exclusive = parameter.maximum_exclusive};
      values.push_back(reader.number(parameter.name, bounds, parameter.default_value));
    }
  }
  return values;
}

std::vector<double> default_parameters(std::span<const ParameterInfo> parameters) {
  std::vector<double> values;
  values.reserve(parameters.size());
  for (const ParameterInfo& parameter : parameters) values.push_back(parameter.default_value);
  return values;
}

}  // namespace gradient
