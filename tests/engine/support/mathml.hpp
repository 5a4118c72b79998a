#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gradient::testing {

/// What is wrong with a formula as a `<math>` element that a browser draws without help, or "". It
/// has to be well-formed XML of the presentation elements used here, with text in tokens only and
/// with as many children as an element needs.
inline std::string mathml_fault(std::string_view source) {
  constexpr std::array<std::string_view, 4> kTokens = {"mi", "mn", "mo", "mtext"};
  constexpr std::array<std::string_view, 3> kEntities = {"&lt;", "&gt;", "&amp;"};
  // The number of children; 0 for any number but none.
  const std::map<std::string_view, std::size_t> containers = {
      {"math", 0},       {"mrow", 0},    {"msqrt", 0}, {"mtable", 0}, {"mtr", 0},
      {"mtd", 0},        {"mfrac", 2},   {"msup", 2},  {"msub", 2},   {"munder", 2},
      {"munderover", 3}, {"msubsup", 3}, {"mroot", 2}, {"mstyle", 0}, {"mover", 2}};
  struct Open {
    std::string_view name;
    std::size_t children = 0;
    bool has_text = false;
  };
  std::vector<Open> open;
  const auto is_token = [&](std::string_view name) {
    return std::ranges::find(kTokens, name) != kTokens.end();
  };
  const auto fault = [&](std::string_view what, std::size_t at) {
    return std::string(what) + " at " + std::to_string(at);
  };

  std::size_t at = 0;
  while (at < source.size()) {
    if (at > 0 && open.empty()) return fault("something after the end", at);
    if (source[at] != '<') {
      if (open.empty() || !is_token(open.back().name)) return fault("text outside a token", at);
      if (source[at] == '&') {
        const auto* entity = std::ranges::find_if(
            kEntities, [&](std::string_view e) { return source.substr(at).starts_with(e); });
        if (entity == kEntities.end()) return fault("an unknown entity", at);
        at += entity->size();
      } else {
        ++at;
      }
      open.back().has_text = true;
      continue;
    }
    const std::size_t end = source.find('>', at);
    if (end == std::string_view::npos) return fault("an open tag", at);
    const std::string_view tag = source.substr(at + 1, end - at - 1);
    if (tag.starts_with('/')) {
      if (open.empty() || open.back().name != tag.substr(1)) return fault("a wrong end", at);
      const Open& closed = open.back();
      if (is_token(closed.name) ? !closed.has_text : closed.children == 0) {
        return fault("an empty element", at);
      }
      if (!is_token(closed.name)) {
        const std::size_t wanted = containers.at(closed.name);
        if (wanted != 0 && closed.children != wanted) return fault("a wrong number of parts", at);
      }
      open.pop_back();
    } else {
      const std::size_t space = tag.find(' ');
      const std::string_view name = tag.substr(0, space);
      if (!is_token(name) && !containers.contains(name)) return fault("an unknown element", at);
      if (open.empty() != (name == "math")) return fault("a misplaced element", at);
      if (space != std::string_view::npos) {
        const std::string_view attribute = tag.substr(space + 1);
        const std::size_t equals = attribute.find('=');
        if (equals == std::string_view::npos || attribute.size() < equals + 3 ||
            (attribute[equals + 1] != '\'' && attribute[equals + 1] != '"') ||
            attribute[equals + 1] != attribute.back()) {
          return fault("a wrong attribute", at);
        }
      }
      if (!open.empty()) {
        if (is_token(open.back().name)) return fault("an element in a token", at);
        ++open.back().children;
      }
      open.push_back({name});
    }
    at = end + 1;
  }
  return open.empty() && at > 0 ? "" : fault("an end that is missing", at);
}

}  // namespace gradient::testing
