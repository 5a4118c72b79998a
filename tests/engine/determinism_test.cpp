// The same spec gives the same bits in every build: tests/golden/determinism.json holds
// experiments, and the hash of the parameters that each must end with, natively, under node and in
// the browsers.
#include <fstream>
#include <set>
#include <string>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "gradient/simd.hpp"
#include "support/json.hpp"
#include "support_network.hpp"

namespace gradient::determinism_test {

using namespace gradient::testing;

namespace {

nlohmann::json golden_experiments() {
  std::ifstream file(GRADIENT_TESTS_DIR "/golden/determinism.json");
  REQUIRE(file.good());
  return nlohmann::json::parse(file);
}

}  // namespace

TEST_CASE("every experiment ends with the bits that every other build ends with", "[determinism]") {
  for (const auto& experiment : golden_experiments()) {
    CAPTURE(experiment["name"].get<std::string>());
    Trainer trainer(parse_network_spec(to_value(experiment["spec"])));
    const Dataset data(parse_dataset_spec(to_value(experiment["data"])));
    CHECK_FALSE(trainer.train(data, parse_train_options(to_value(experiment["train"]))).divergence);
    if constexpr (!simd::kFused) {
      CHECK(parameter_hash(trainer.network()) == experiment["hash"].get<std::string>());
    }
  }
}

TEST_CASE("every entry of every table has its experiment", "[determinism]") {
  std::set<std::string> names;
  for (const auto& experiment : golden_experiments()) {
    names.insert(experiment["name"].get<std::string>());
  }
  const auto check = [&](std::string_view kind, std::string_view entry) {
    const std::string name = std::string(kind) + " " + std::string(entry);
    CAPTURE(name);
    const auto found = names.lower_bound(name);
    CHECK((found != names.end() && (*found == name || found->starts_with(name + " "))));
  };
  for (const Activation& entry : activation_table()) check("activation", entry.info.entry.name);
  for (const Loss& entry : loss_table()) check("loss", entry.info.entry.name);
  for (const Optimizer& entry : optimizer_table()) check("optimizer", entry.info.entry.name);
  for (const Initializer& entry : initializer_table()) check("initializer", entry.entry.name);
  for (const Schedule& entry : schedule_table()) check("schedule", entry.entry.name);
  for (const DatasetGenerator& entry : dataset_table()) check("data set", entry.entry.name);
}

}  // namespace gradient::determinism_test
