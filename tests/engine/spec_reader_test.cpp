#include "gradient/spec_reader.hpp"

#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

namespace gradient::spec_reader_test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::string_view kColours[] = {"red", "green", "blue"};

struct Refusal {
  ErrorCode code;
  std::string message;
};

/// The refusal that `read` gives for an object with the one field `field`.
Refusal refusal_of(const Value& field, const std::function<void(SpecReader&)>& read) {
  const Value value(Object{{"field", field}});
  SpecReader reader(value, "layers[1]");
  try {
    read(reader);
  } catch (const Error& error) {
    return {error.code(), error.what()};
  }
  FAIL("not refused: " << describe(field));
  return {};
}

TEST_CASE("Values are described as JavaScript writes them") {
  CHECK(describe(Value()) == "nothing");
  CHECK(describe(Value(true)) == "true");
  CHECK(describe(Value(false)) == "false");
  CHECK(describe(Value(0.0)) == "0");
  CHECK(describe(Value(-0.0)) == "0");
  CHECK(describe(Value(3)) == "3");
  CHECK(describe(Value(-2.5)) == "-2.5");
  CHECK(describe(Value(0.1)) == "0.1");
  CHECK(describe(Value(1000000.0)) == "1000000");
  CHECK(describe(Value(4294967296.0)) == "4294967296");
  CHECK(describe(Value(1e300)) == "1e+300");
  CHECK(describe(Value(1e-7)) == "1e-7");
  CHECK(describe(Value(1.5e-9)) == "1.5e-9");
  CHECK(describe(Value(5e-324)) == "4.94065645841e-324");
  CHECK(describe(Value(std::numeric_limits<double>::max())) == "1.79769313486e+308");
  CHECK(describe(Value(123456.789)) == "123456.789");
  CHECK(describe(Value(999999999999.9)) == "1000000000000");
  CHECK(describe(Value(-0.00025)) == "-0.00025");
  CHECK(describe(Value(0.1 + 0.2)) == "0.3");
  CHECK(describe(Value(1.0 / 3.0)) == "0.333333333333");
  CHECK(describe(Value(kNan)) == "NaN");
  CHECK(describe(Value(kInfinity)) == "Infinity");
  CHECK(describe(Value(-kInfinity)) == "-Infinity");
  CHECK(describe(Value("abc")) == "\"abc\"");
  CHECK(describe(Value("a\"b\\c\nd\x01")) == "\"a\\\"b\\\\c\\nd \"");
  CHECK(describe(Value(Array{})) == "[]");
  CHECK(describe(Value(Array{1, "a", Array{2}, Array{}, Object{}})) ==
        "[1, \"a\", [\xe2\x80\xa6], [], {}]");
  CHECK(describe(Value(Object{})) == "{}");
  CHECK(describe(Value(Object{{"a", 1}, {"b", Object{{"c", 2}}}})) == "{a: 1, b: {\xe2\x80\xa6}}");
  CHECK(describe(Value(std::vector<float>(12))) == "Float32Array(12)");
  CHECK(describe(Value(std::vector<std::int32_t>(1))) == "Int32Array(1)");
  CHECK(describe(Value(std::vector<std::uint32_t>(2))) == "Uint32Array(2)");
  CHECK(describe(Value(std::vector<std::uint8_t>(3))) == "Uint8Array(3)");
}

TEST_CASE("A long value is truncated, and never within a character") {
  CHECK(describe(Value(std::string(100, 'x'))) == "\"" + std::string(48, 'x') + "\xe2\x80\xa6\"");
  std::string umlauts;
  for (int i = 0; i < 50; ++i) umlauts += "\xc3\xa4";
  const std::string cut = describe(Value("x" + umlauts));
  CHECK(cut == "\"x" + umlauts.substr(0, 46) + "\xe2\x80\xa6\"");
  CHECK(describe(Value(Array(1000, Value(1)))).size() < 60);
  CHECK(describe(Value(Object(1000, {"name", Value(1)}))).size() < 65);
}

TEST_CASE("Fields are read, or fall back where they are missing") {
  const Value value(Object{{"number", 0.25},
                           {"whole", 7},
                           {"truth", true},
                           {"colour", "green"},
                           {"colours", Array{"blue", "red"}},
                           {"null", Value()},
                           {"list", Array{1.5, -2}},
                           {"typed", std::vector<float>{3.0F}},
                           {"part", Object{{"deep", 1}}},
                           {"parts", Array{Object{{"deep", 2}}, Object{}}},
                           {"short", "adam"},
                           {"long", Object{{"name", "sgd"}, {"rate", 0.5}}}});
  SpecReader reader(value);

  CHECK(reader.number("number", {}) == 0.25);
  CHECK(reader.number("number", {}, 9.0) == 0.25);
  CHECK(reader.number("missing", {}, 9.0) == 9.0);
  CHECK(reader.number("null", {}, 9.0) == 9.0);
  CHECK(reader.whole("whole", {}) == 7);
  CHECK(reader.whole("whole", {}, 9) == 7);
  CHECK(reader.whole("missing", {}, 9) == 9);
  CHECK(reader.boolean("truth", false));
  CHECK_FALSE(reader.boolean("missing", false));
  CHECK(reader.choice("colour", kColours) == 1);
  CHECK(reader.choice("colour", kColours, 2) == 1);
  CHECK(reader.choice("missing", kColours, 2) == 2);
  CHECK(reader.choices("colours", kColours) == std::vector<std::size_t>{2, 0});
  CHECK_FALSE(reader.choices("missing", kColours).has_value());
  CHECK(reader.floats("list") == std::vector<float>{1.5F, -2.0F});
  CHECK(reader.floats("typed") == std::vector<float>{3.0F});
  CHECK(reader.has("whole"));
  CHECK_FALSE(reader.has("missing"));
  CHECK_FALSE(reader.has("null"));

  CHECK(reader.object("part").whole("deep", {}) == 1);
  CHECK(reader.object("part").path_of("deep") == "part.deep");
  CHECK(reader.object_or_empty("part").whole("deep", {}) == 1);
  CHECK(reader.object_or_empty("missing").whole("deep", {}, 3) == 3);
  std::vector<SpecReader> parts = reader.objects("parts", {.minimum = 1, .maximum = 2});
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].whole("deep", {}) == 2);
  CHECK(parts[1].path_of("deep") == "parts[1].deep");

  constexpr std::string_view kNames[] = {"sgd", "adam"};
  CHECK(reader.named("short").choice("name", kNames) == 1);
  CHECK(reader.named("long").choice("name", kNames) == 0);
  CHECK(reader.named("long").number("rate", {}) == 0.5);
  CHECK(reader.named("missing", "adam").choice("name", kNames) == 1);
  CHECK(reader.named("short", "sgd").choice("name", kNames) == 1);
  CHECK(reader.named("missing", "adam").path() == "missing");
  reader.refuse_unknown_fields();
}

TEST_CASE("Each refusal names the field, what was given and what is allowed") {
  struct Case {
    Value given;
    std::function<void(SpecReader&)> read;
    ErrorCode code;
    std::string message;
  };
  const auto number = [](NumberBounds bounds) {
    return [bounds](SpecReader& reader) { (void)reader.number("field", bounds); };
  };
  const auto whole = [](WholeBounds bounds) {
    return [bounds](SpecReader& reader) { (void)reader.whole("field", bounds); };
  };
  const auto boolean = [](SpecReader& reader) { (void)reader.boolean("field", false); };
  const auto choice = [](SpecReader& reader) { (void)reader.choice("field", kColours); };
  const auto choices = [](SpecReader& reader) { (void)reader.choices("field", kColours); };
  const auto floats = [](SpecReader& reader) { (void)reader.floats("field"); };
  const auto object = [](SpecReader& reader) { (void)reader.object("field"); };
  const auto named = [](SpecReader& reader) { (void)reader.named("field"); };
  const auto objects = [](SpecReader& reader) {
    (void)reader.objects("field", {.minimum = 1, .maximum = 2, .is_limit = true});
  };
  const NumberBounds unit{.minimum = 0.0, .maximum = 1.0};
  const NumberBounds positive{.minimum = 0.0, .minimum_exclusive = true};
  const NumberBounds below_one{.minimum = 0.0, .maximum = 1.0, .maximum_exclusive = true};
  const NumberBounds at_most{.maximum = 2.0, .is_limit = true};
  const WholeBounds few{.minimum = 1, .maximum = 4096};
  const WholeBounds limited{.minimum = 1, .maximum = 4096, .is_limit = true};
  using enum ErrorCode;

  const std::vector<Case> cases = {
      {Value(), number({}), kInvalidArgument, "nothing given; allowed: a finite number"},
      {"3", number({}), kInvalidArgument, "\"3\" given; allowed: a finite number"},
      {true, number({}), kInvalidArgument, "true given; allowed: a finite number"},
      {kNan, number({}), kOutOfRange, "NaN given; allowed: a finite number"},
      {kInfinity, number({}), kOutOfRange, "Infinity given; allowed: a finite number"},
      {-0.1, number(unit), kOutOfRange, "-0.1 given; allowed: a number from 0 to 1"},
      {1.5, number(unit), kOutOfRange, "1.5 given; allowed: a number from 0 to 1"},
      {kNan, number(unit), kOutOfRange, "NaN given; allowed: a number from 0 to 1"},
      {0, number(positive), kOutOfRange, "0 given; allowed: a number above 0"},
      {1, number(below_one), kOutOfRange, "1 given; allowed: a number of at least 0 and below 1"},
      {3, number(at_most), kLimitExceeded, "3 given; allowed: a number of at most 2"},
      {kInfinity, number(at_most), kOutOfRange, "Infinity given; allowed: a number of at most 2"},
      {0, whole(few), kOutOfRange, "0 given; allowed: a whole number from 1 to 4096"},
      {-1, whole(few), kOutOfRange, "-1 given; allowed: a whole number from 1 to 4096"},
      {2.5, whole(few), kOutOfRange, "2.5 given; allowed: a whole number from 1 to 4096"},
      {kNan, whole(few), kOutOfRange, "NaN given; allowed: a whole number from 1 to 4096"},
      {5000, whole(few), kOutOfRange, "5000 given; allowed: a whole number from 1 to 4096"},
      {5000, whole(limited), kLimitExceeded, "5000 given; allowed: a whole number from 1 to 4096"},
      {1e300, whole(limited), kLimitExceeded,
       "1e+300 given; allowed: a whole number from 1 to 4096"},
      {kInfinity, whole(limited), kOutOfRange,
       "Infinity given; allowed: a whole number from 1 to 4096"},
      {Array{1}, whole(few), kInvalidArgument, "[1] given; allowed: a whole number from 1 to 4096"},
      {Value(), whole(few), kInvalidArgument,
       "nothing given; allowed: a whole number from 1 to 4096"},
      {1, boolean, kInvalidArgument, "1 given; allowed: true or false"},
      {"pink", choice, kUnknownName, "\"pink\" given; allowed: one of red, green, blue"},
      {"Red", choice, kUnknownName, "\"Red\" given; allowed: one of red, green, blue"},
      {1, choice, kInvalidArgument, "1 given; allowed: one of red, green, blue"},
      {Value(), choice, kInvalidArgument, "nothing given; allowed: one of red, green, blue"},
      {"red", choices, kInvalidArgument,
       "\"red\" given; allowed: a list of at least one, each at most once, of red, green, blue"},
      {Array{}, choices, kOutOfRange,
       "[] given; allowed: a list of at least one, each at most once, of red, green, blue"},
      {Value(), floats, kInvalidArgument,
       "nothing given; allowed: a Float32Array or a list of numbers"},
      {std::vector<std::int32_t>{1}, floats, kInvalidArgument,
       "Int32Array(1) given; allowed: a Float32Array or a list of numbers"},
      {1, object, kInvalidArgument, "1 given; allowed: an object"},
      {Value(), object, kInvalidArgument, "nothing given; allowed: an object"},
      {1, named, kInvalidArgument, "1 given; allowed: a name, or an object with a name"},
      {Value(), named, kInvalidArgument,
       "nothing given; allowed: a name, or an object with a name"},
      {Value(), objects, kInvalidArgument, "nothing given; allowed: a list of 1 to 2 objects"},
      {Object{}, objects, kInvalidArgument, "{} given; allowed: a list of 1 to 2 objects"},
      {Array{}, objects, kOutOfRange, "a list of 0 given; allowed: a list of 1 to 2 objects"},
      {Array(3, Object{}), objects, kLimitExceeded,
       "a list of 3 given; allowed: a list of 1 to 2 objects"},
  };
  for (const Case& test : cases) {
    const Refusal refusal = refusal_of(test.given, test.read);
    CHECK(refusal.message == "layers[1].field: " + test.message);
    CHECK(refusal.code == test.code);
  }
}

TEST_CASE("An element of a list is refused by its index") {
  const auto message = [](const Value& given, const std::function<void(SpecReader&)>& read) {
    return refusal_of(given, read).message;
  };
  const auto floats = [](SpecReader& reader) { (void)reader.floats("field"); };
  const auto choices = [](SpecReader& reader) { (void)reader.choices("field", kColours); };
  const auto rows_of_two = [](SpecReader& reader) { (void)reader.floats("field", 2); };
  const std::string allowed = " given; allowed: a finite 32-bit number";
  CHECK(message(Array{1, 2, kNan}, floats) == "layers[1].field[2]: NaN" + allowed);
  CHECK(message(Array{1, 1e39}, floats) == "layers[1].field[1]: 1e+39" + allowed);
  CHECK(message(Array{1, "2"}, floats) == "layers[1].field[1]: \"2\"" + allowed);
  CHECK(message(std::vector<float>{0.0F, std::numeric_limits<float>::infinity()}, floats) ==
        "layers[1].field[1]: Infinity" + allowed);
  CHECK(message(Array{1, 2, 3, kNan, 5}, rows_of_two) == "layers[1].field[1][1]: NaN" + allowed);
  CHECK(message(Array{"red", "pink"}, choices) ==
        "layers[1].field[1]: \"pink\" given; allowed: one of red, green, blue");
  CHECK(message(Array{"red", "red"}, choices) ==
        "layers[1].field[1]: \"red\" a second time given; allowed: each at most once");
  CHECK(message(Array{Object{}, 3}, [](SpecReader& reader) {
          (void)reader.objects("field", {.minimum = 1, .maximum = 9});
        }) == "layers[1].field[1]: 3 given; allowed: an object");
}

TEST_CASE("A field that nothing reads is refused, with those that are known") {
  const Value value(Object{{"kind", "xor"}, {"sample", 3}, {"nothing", Value()}});
  SpecReader reader(value);
  (void)reader.has("kind");
  (void)reader.whole("samples", {}, 1);
  CHECK_THROWS_WITH(reader.refuse_unknown_fields(),
                    "sample: unknown field; allowed: kind, samples");
  CHECK_THROWS_WITH(SpecReader(value).refuse_unknown_fields(),
                    "kind: unknown field; allowed: no fields");
  (void)reader.has("sample");
  CHECK_NOTHROW(reader.refuse_unknown_fields());
}

TEST_CASE("Only an object can be read") {
  CHECK_THROWS_WITH(SpecReader(Value(3)), "the spec: 3 given; allowed: an object");
  CHECK_THROWS_WITH(SpecReader(Value(), "", "the data set"),
                    "the data set: nothing given; allowed: an object");
  CHECK_THROWS_WITH(SpecReader(Value("x"), "layers[0]"),
                    "layers[0]: \"x\" given; allowed: an object");
}

TEST_CASE("A caller's own rules are refused in the same words") {
  const Value value(Object{{"units", 3}});
  const SpecReader reader(value, "layers[2]");
  CHECK_THROWS_WITH(reader.refuse("units", ErrorCode::kShapeMismatch, "1 with mse"),
                    "layers[2].units: 3 given; allowed: 1 with mse");
  CHECK_THROWS_WITH(reader.refuse("units", ErrorCode::kShapeMismatch, "3 units", "1 with mse"),
                    "layers[2].units: 3 units given; allowed: 1 with mse");
}

TEST_CASE("Parameters of a table entry come in its order, with its defaults and bounds") {
  static constexpr ParameterInfo kParameters[] = {
      {.name = "period",
       .label = "",
       .description = "",
       .minimum = 1,
       .maximum = 100,
       .default_value = 10,
       .integer = true},
      {.name = "factor",
       .label = "",
       .description = "",
       .minimum = 0,
       .maximum = 1,
       .default_value = 0.5,
       .minimum_exclusive = true},
  };
  const auto read = [](Object object) {
    const Value value(std::move(object));
    SpecReader reader(value);
    return read_parameters(reader, kParameters);
  };
  CHECK(default_parameters(kParameters) == std::vector<double>{10.0, 0.5});
  CHECK(read({}) == std::vector<double>{10.0, 0.5});
  CHECK(read({{"factor", 0.25}, {"period", 3}}) == std::vector<double>{3.0, 0.25});
  CHECK_THROWS_WITH(read({{"period", 1.5}}),
                    "period: 1.5 given; allowed: a whole number from 1 to 100");
  CHECK_THROWS_WITH(read({{"factor", 0}}),
                    "factor: 0 given; allowed: a number above 0 and at most 1");
}

}  // namespace
}  // namespace gradient::spec_reader_test
