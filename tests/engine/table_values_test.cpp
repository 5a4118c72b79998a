#include "gradient/table_values.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/activation_info.hpp"
#include "gradient/dataset.hpp"
#include "gradient/network_spec.hpp"

namespace gradient::table_values_test {

namespace {

const Value& member(const Value& value, std::string_view name) {
  const Object& object = std::get<Object>(value.data());
  const auto found = std::ranges::find(object, name, &Object::value_type::first);
  if (found == object.end()) throw std::out_of_range(std::string(name));
  return found->second;
}
std::string text(const Value& value, std::string_view name) {
  return std::get<std::string>(member(value, name).data());
}
double number(const Value& value, std::string_view name) {
  return std::get<double>(member(value, name).data());
}
bool truth(const Value& value, std::string_view name) {
  return std::get<bool>(member(value, name).data());
}
/// A copy, so that a loop may run over a table that is made for it.
Array list(const Value& value) { return std::get<Array>(value.data()); }

bool is_id(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// How often `part` occurs in `whole`.
std::size_t occurrences(std::string_view whole, std::string_view part) {
  std::size_t count = 0;
  for (auto at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// Whether a formula in LaTeX is plain ASCII and has all that it opens closed; whether its commands
/// exist is seen where it is typeset.
bool is_tex(std::string_view formula) {
  int depth = 0;
  for (const char c : formula) {
    if (c < ' ' || c > '~') return false;
    if (c == '{') ++depth;
    if (c == '}' && --depth < 0) return false;
  }
  return depth == 0 && occurrences(formula, R"(\begin{)") == occurrences(formula, R"(\end{)") &&
         occurrences(formula, R"(\left)") == occurrences(formula, R"(\right)");
}

void check_parameters(const Value& entry) {
  std::set<std::string> names;
  for (const Value& parameter : list(member(entry, "parameters"))) {
    CAPTURE(text(parameter, "name"));
    CHECK(names.insert(text(parameter, "name")).second);
    CHECK_FALSE(text(parameter, "label").empty());
    CHECK_FALSE(text(parameter, "description").empty());
    const double minimum = number(parameter, "minimum");
    const double maximum = number(parameter, "maximum");
    const double standard = number(parameter, "default");
    CHECK(minimum < maximum);
    CHECK(standard >= minimum);
    CHECK(standard <= maximum);
    if (truth(parameter, "minimumExclusive")) CHECK(standard > minimum);
    if (truth(parameter, "maximumExclusive")) CHECK(standard < maximum);
    if (truth(parameter, "integer")) CHECK(standard == std::floor(standard));
  }
}

}  // namespace

TEST_CASE("every entry of every table says what it is and where it comes from", "[table_values]") {
  for (const Value& table : {activations_value(), losses_value(), optimizers_value(),
                             initializers_value(), schedules_value(), datasets_value()}) {
    std::set<std::string> names;
    std::set<std::string> labels;
    CHECK(list(table).size() >= 7);
    for (const Value& entry : list(table)) {
      const std::string name = text(entry, "name");
      CAPTURE(name);
      CHECK(is_id(name));
      CHECK(names.insert(name).second);
      CHECK(labels.insert(text(entry, "label")).second);
      CHECK_FALSE(text(entry, "label").empty());
      CHECK_FALSE(text(entry, "description").empty());
      CHECK_FALSE(text(entry, "formula").empty());
      CHECK(is_tex(text(entry, "formulaTeX")));
      const double year = number(entry, "year");
      CHECK((year == 0.0 || (year > 1600.0 && year < 2030.0)));
      if (year != 0.0) CHECK_FALSE(text(entry, "source").empty());
      check_parameters(entry);
    }
  }
}

TEST_CASE("a formula in LaTeX that is not closed, or not ASCII, is told", "[table_values]") {
  CHECK(is_tex(R"(\begin{cases} \left(\frac{1}{2}\right) \end{cases})"));
  for (const std::string_view bad :
       {R"(\frac{1}{2)", "1}", "}1{", R"(\begin{cases} 1)", R"(\left(1)", "α", "f(z)\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_tex(bad));
  }
}

TEST_CASE("the tables hold every entry that the API promises", "[table_values]") {
  const auto names = [](const Value& table) {
    std::set<std::string> found;
    for (const Value& entry : list(table)) found.insert(text(entry, "name"));
    return found;
  };
  using Names = std::set<std::string>;
  CHECK(names(activations_value()) ==
        Names{"linear",    "step",     "sigmoid",   "hard-sigmoid", "log-sigmoid", "tanh",
              "hard-tanh", "relu",     "relu6",     "leaky-relu",   "prelu",       "elu",
              "selu",      "gelu",     "gelu-tanh", "swish",        "hard-swish",  "mish",
              "softplus",  "softsign", "sine",      "gaussian",     "maxout",      "softmax"});
  CHECK(names(losses_value()) == Names{"mse", "half-mse", "mae", "huber", "log-cosh",
                                       "binary-cross-entropy", "cross-entropy", "hinge"});
  CHECK(names(optimizers_value()) == Names{"sgd", "momentum", "nesterov", "adagrad", "adadelta",
                                           "rmsprop", "adam", "adamax", "nadam", "amsgrad",
                                           "adamw"});
  CHECK(names(schedules_value()) == Names{"constant", "step", "exponential", "cosine",
                                          "linear-warmup", "one-cycle", "reduce-on-plateau"});
  CHECK(names(initializers_value()) ==
        Names{"zeros", "constant", "uniform", "normal", "xavier-uniform", "xavier-normal",
              "he-uniform", "he-normal", "lecun-uniform", "lecun-normal", "orthogonal"});
  CHECK(names(datasets_value()) == Names{"circles", "xor", "gaussians", "spirals", "moons", "blobs",
                                         "blobs-mod-2", "checkerboard", "rings", "pinwheel",
                                         "plane", "gaussian-bumps", "sine-1d", "step-1d"});
}

TEST_CASE("activations name an initialiser that exists, and their kinks' convention",
          "[table_values]") {
  for (const Value& entry : list(activations_value())) {
    CAPTURE(text(entry, "name"));
    CHECK(find_initializer(text(entry, "recommendedInitializer")) != nullptr);
    CHECK_FALSE(text(entry, "derivativeFormula").empty());
    CHECK_FALSE(text(entry, "derivativeFormulaTeX").empty());
    CHECK(is_tex(text(entry, "derivativeFormulaTeX")));
    if (!list(member(entry, "kinks")).empty()) {
      CHECK_FALSE(text(entry, "kinkConvention").empty());
      CHECK_FALSE(truth(entry, "smooth"));
    }
    CHECK(truth(entry, "elementwise") ==
          (text(entry, "name") != "softmax" && text(entry, "name") != "maxout"));
    CHECK(truth(entry, "untrainable") == (text(entry, "name") == "step"));
    const Value& range = member(entry, "range");
    CHECK(number(range, "lower") < number(range, "upper"));
    const Value& slopes = member(entry, "derivativeRange");
    CHECK(number(slopes, "lower") <= number(slopes, "upper"));
    const Value& error = member(entry, "valueError");
    CHECK(number(error, "absolute") >= 0.0);
    CHECK(number(error, "relative") >= 0.0);
    static_cast<void>(member(entry, "derivativeError"));
    static_cast<void>(truth(entry, "monotonic"));
    static_cast<void>(truth(entry, "zeroCentred"));
    static_cast<void>(truth(entry, "saturating"));
  }
}

TEST_CASE("losses name what they are fused with and what they expect", "[table_values]") {
  for (const Value& entry : list(losses_value())) {
    CAPTURE(text(entry, "name"));
    const std::string fused = text(entry, "fusedWith");
    CHECK((fused.empty() || find_activation(fused) != nullptr));
    CHECK(std::set<std::string>{"any", "probabilities"}.contains(text(entry, "outputs")));
    CHECK(std::set<std::string>{"real", "binary", "sign", "one-hot"}.contains(
        text(entry, "targets")));
  }
}

TEST_CASE("optimisers say what they store, data sets what they are for", "[table_values]") {
  for (const Value& entry : list(optimizers_value())) {
    CAPTURE(text(entry, "name"));
    CHECK(number(entry, "stateSlots") >= 0.0);
    CHECK(number(entry, "stateSlots") <= 3.0);
    CHECK(number(entry, "defaultLearningRate") > 0.0);
  }
  for (const Value& entry : list(datasets_value())) {
    CAPTURE(text(entry, "name"));
    CHECK(std::set<std::string>{"classification", "regression"}.contains(text(entry, "task")));
    CHECK((number(entry, "dimensions") == 1.0 || number(entry, "dimensions") == 2.0));
  }
  for (const Value& entry : list(features_value())) {
    CHECK_FALSE(text(entry, "name").empty());
    CHECK_FALSE(text(entry, "label").empty());
    CHECK_FALSE(text(entry, "formula").empty());
  }
}

TEST_CASE("limits are what specs are held to", "[table_values]") {
  const Value limits = limits_value();
  CHECK(number(limits, "maxLayers") == kMaxLayers);
  CHECK(number(limits, "maxUnits") == kMaxUnits);
  CHECK(number(limits, "maxInputs") == kMaxInputs);
  CHECK(number(limits, "maxParameters") == kMaxParameters);
  CHECK(number(limits, "maxBatchSize") == kMaxBatchSize);
  CHECK(number(limits, "maxSamples") == kMaxSamples);
  CHECK(number(limits, "maxLearningRate") == kMaxLearningRate);
  CHECK(number(limits, "maxLayers") >= 100.0);
  CHECK(number(limits, "maxUnits") >= 4096.0);
  CHECK(number(limits, "maxParameters") >= 20e6);
}

}  // namespace gradient::table_values_test
