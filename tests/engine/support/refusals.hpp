#pragma once

#include <initializer_list>
#include <string>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/error.hpp"
#include "gradient/value.hpp"

namespace gradient::testing {

/// Checks that `call` throws Error with this code, and a message that begins so.
template <class Call>
void check_refusal(Call&& call, ErrorCode code, const std::string& message) {
  CAPTURE(message);
  try {
    call();
  } catch (const Error& error) {
    CHECK_THAT(error.what(), Catch::Matchers::StartsWith(message));
    CHECK(error_code_name(error.code()) == error_code_name(code));
    return;
  }
  FAIL_CHECK("accepted");
}

struct Refusal {
  Value given;
  ErrorCode code;
  /// How the message begins.
  std::string message;
};

/// Checks the refusal of parse(given) for each.
template <class Parse>
void check_refusals(Parse&& parse, std::initializer_list<Refusal> refusals) {
  for (const Refusal& refusal : refusals) {
    check_refusal([&] { parse(refusal.given); }, refusal.code, refusal.message);
  }
}

}  // namespace gradient::testing
