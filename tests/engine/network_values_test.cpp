#include "gradient/network_values.hpp"

#include <catch2/catch_amalgamated.hpp>

#include "gradient/parameters.hpp"
#include "support/conformance.hpp"

namespace gradient::network_values_test {

using namespace gradient::testing;

namespace {

Value member(const Value& value, std::string_view name) {
  for (const auto& [key, found] : *value.get_if<Object>()) {
    if (key == name) return found;
  }
  FAIL("no member " << name);
  return {};
}

/// A spec that is read, written and read again has the same fields and makes the same network.
void check_round_trip(const Object& object) {
  const NetworkSpec first = parse_network_spec(object);
  const Value written = spec_value(first);
  const NetworkSpec second = parse_network_spec(written);
  CHECK(spec_value(second) == written);
  CHECK(parameter_hash(Network<float>(second)) == parameter_hash(Network<float>(first)));
}

}  // namespace

TEST_CASE("a network of its own spec is the same network, for every entry of the tables",
          "[network_values]") {
  const Loss& mse = *find_loss("mse");
  for (const Activation& activation : activation_table()) {
    CAPTURE(name_of(activation));
    check_round_trip(hidden_spec(activation, mse));
  }
  for (const Loss& loss : loss_table()) {
    CAPTURE(name_of(loss));
    check_round_trip(hidden_spec(*find_activation("tanh"), loss));
  }
  const Object base = hidden_spec(*find_activation("tanh"), mse);
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    check_round_trip(with(base, "optimizer", name_of(optimizer)));
  }
  for (const Schedule& schedule : schedule_table()) {
    CAPTURE(name_of(schedule));
    check_round_trip(with(base, "schedule", name_of(schedule)));
  }
  for (const Initializer& initializer : initializer_table()) {
    CAPTURE(name_of(initializer));
    check_round_trip(
        spec_object(2, {{3, "tanh", {{"initializer", name_of(initializer)}}}, {1, "linear"}}, "mse",
                    {{"name", "sgd"}}));
  }
}

TEST_CASE("every field of a spec is written", "[network_values]") {
  const Object given{
      {"inputs", 3},
      {"layers", Array{Object{{"units", 4},
                              {"activation", "elu"},
                              {"params", Object{{"alpha", 0.5}}},
                              {"initializer", Object{{"name", "normal"}, {"deviation", 0.25}}},
                              {"bias", 0.125},
                              {"biases", "fixed"},
                              {"dropout", 0.5}},
                       Object{{"units", 1},
                              {"activation", "linear"},
                              {"params", Object{}},
                              {"initializer", Object{{"name", "zeros"}}},
                              {"bias", 0},
                              {"biases", "none"},
                              {"dropout", 0}}}},
      {"loss", Object{{"name", "huber"}, {"delta", 2}}},
      {"optimizer", Object{{"name", "adam"},
                           {"learningRate", 0.5},
                           {"beta1", 0.75},
                           {"beta2", 0.5},
                           {"epsilon", 0.25}}},
      {"schedule", Object{{"name", "constant"}}},
      {"regularization", Object{{"l1", 0.25}, {"l2", 0.5}}},
      {"clipping", Object{{"norm", 1}, {"value", 2}}},
      {"initialScale", 0.5},
      {"seed", 4294967295.0}};
  CHECK(spec_value(parse_network_spec(given)) == Value(given));
}

TEST_CASE("the optimiser's state is written in the order of the parameters", "[network_values]") {
  const NetworkSpec spec = make_spec(1, {{1, "linear", {{"initializer", "zeros"}}}}, "half-mse",
                                     {{"name", "adam"}, {"beta1", 0.5}, {"beta2", 0.75}});
  Trainer trainer(spec);
  const auto slot = [&](std::size_t index) {
    const Value state = optimizer_state_value(trainer);
    return *member(state, "slots").get_if<Array>()->at(index).get_if<std::vector<float>>();
  };
  CHECK(slot(1) == std::vector<float>{0, 0});
  // dL/dw = (0 - 4) 2, dL/db = 0 - 4
  static_cast<void>(trainer.train_batches(std::vector{2.0F}, std::vector{4.0F}, 1));
  CHECK(slot(0) == std::vector<float>{-4, -2});
  CHECK(slot(1) == std::vector<float>{16, 4});
  CHECK(*member(optimizer_state_value(trainer), "step").get_if<double>() == 1.0);
}

TEST_CASE("an optimiser has as many arrays of state as it says", "[network_values]") {
  for (const Optimizer& optimizer : optimizer_table()) {
    CAPTURE(name_of(optimizer));
    const Trainer trainer(make_spec(2, {{1, "linear"}}, "mse", {{"name", name_of(optimizer)}}));
    const Value state = optimizer_state_value(trainer);
    CHECK(member(state, "slots").get_if<Array>()->size() == optimizer.info.state_slots);
  }
}

}  // namespace gradient::network_values_test
