#include "gradient/classes.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch_amalgamated.hpp>

#include "gradient/inference.hpp"
#include "gradient/parameters.hpp"
#include "gradient/trainer.hpp"
#include "support/refusals.hpp"
#include "support_network.hpp"

namespace gradient::classes_test {

using namespace gradient::testing;
using Floats = std::vector<float>;

TEST_CASE("a class is read off the outputs as the targets are encoded", "[classes]") {
  const float nan = std::nanf("");
  CHECK(class_of(Floats{0.5F}, Targets::kBinary) == 0);
  CHECK(class_of(Floats{0.51F}, Targets::kBinary) == 1);
  CHECK(class_of(Floats{0.0F}, Targets::kSign) == 0);
  CHECK(class_of(Floats{0.01F}, Targets::kSign) == 1);
  CHECK(class_of(Floats{0.1F, 0.2F, 0.7F, 0.6F}, Targets::kOneHot) == 2);
  CHECK(class_of(Floats{1, 1}, Targets::kOneHot) == 0);
  CHECK(class_of(Floats{0.9F}, Targets::kOneHot) == 0);
  CHECK(class_of(Floats{nan}, Targets::kBinary) == kNoClass);
  CHECK(class_of(Floats{3, nan, 1}, Targets::kOneHot) == kNoClass);
}

TEST_CASE("confusion by hand: true classes are rows, predicted ones columns", "[classes]") {
  // three outputs that are the three inputs
  Network<float> network(make_spec(3, {{3, "linear"}}, "mse", {{"name", "sgd"}}));
  set_parameters(network, Floats{1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});
  const Floats x{1, 0, 0, 0, 5, 1, 0, 0, 1, 7, 2, 3, 1, 2, 3};
  const Floats y{1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1};
  Workspace<float> batch;
  const Classification found = classify(network, arrays_dataset(x, y, 3, 3), "train", batch);
  CHECK(found.classes == std::vector<std::int32_t>{0, 1, 2, 0, 2});
  CHECK(found.confusion == std::vector<std::uint32_t>{1, 0, 0, 0, 1, 1, 1, 0, 1});
}

TEST_CASE("rows whose output is NaN have no class and are not counted", "[classes]") {
  Network<float> network(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  network.parameters()[0] = std::nanf("");
  Workspace<float> batch;
  const Classification found =
      classify(network, arrays_dataset({1, 2}, {0, 1}, 1, 1), "train", batch);
  CHECK(found.classes == std::vector<std::int32_t>{kNoClass, kNoClass});
  CHECK(found.confusion == std::vector<std::uint32_t>(4));
}

TEST_CASE("the diagonal of the confusion is the accuracy, for every encoding and split",
          "[classes]") {
  for (const auto& [targets, loss, activation, outputs, classes] :
       {std::tuple{"binary", "binary-cross-entropy", "sigmoid", 1, 2},
        {"sign", "hinge", "tanh", 1, 2},
        {"one-hot", "cross-entropy", "softmax", 2, 2}}) {
    CAPTURE(targets);
    const Dataset data(parse_dataset_spec(Object{{"kind", "circles"},
                                                 {"samples", 200},
                                                 {"noise", 0.3},
                                                 {"validationFraction", 0.2},
                                                 {"testFraction", 0.3},
                                                 {"targets", targets}}));
    Trainer trainer(make_spec(2, {{6, "tanh"}, {static_cast<std::size_t>(outputs), activation}},
                              loss, {{"name", "adam"}, {"learningRate", 0.05}}));
    static_cast<void>(trainer.train(data, {.steps = 40}));
    Workspace<float> batch;
    for (const char* split : {"train", "validation", "test"}) {
      CAPTURE(split);
      const Classification found = classify(trainer.network(), data, split, batch);
      const std::size_t rows = data.split(split).rows();
      REQUIRE(found.classes.size() == rows);
      REQUIRE(found.confusion.size() == static_cast<std::size_t>(classes * classes));
      std::uint32_t all = 0;
      for (const std::uint32_t count : found.confusion) all += count;
      CHECK(all == rows);
      const double right = static_cast<double>(found.confusion[0] + found.confusion[3]);
      const Evaluation evaluation = evaluate(trainer.network(), data, split, batch);
      CHECK(right / static_cast<double>(rows) == evaluation.accuracy);
    }
  }
}

TEST_CASE("a split without rows has no classes; a data set without classes is refused",
          "[classes]") {
  using enum ErrorCode;
  const Network<float> network(make_spec(1, {{1, "linear"}}, "mse", {{"name", "sgd"}}));
  Workspace<float> batch;
  const Classification none =
      classify(network, arrays_dataset({1, 2}, {0, 1}, 1, 1), "test", batch);
  CHECK(none.classes.empty());
  CHECK(none.confusion == std::vector<std::uint32_t>(4));
  const Dataset real = arrays_dataset({1, 2}, {0.5F, 1}, 1, 1);
  check_refusal([&] { static_cast<void>(classify(network, real, "train", batch)); },
                kInvalidArgument, "data: targets \"real\" given; allowed: a data set with classes");
  check_refusal([&] { static_cast<void>(classify(network, real, "all", batch)); }, kInvalidArgument,
                "data: targets");
  const Dataset wide = arrays_dataset({1, 2}, {0, 1}, 2, 2);
  check_refusal([&] { static_cast<void>(classify(network, wide, "train", batch)); }, kShapeMismatch,
                "data: 2 inputs given; allowed: 1, as the network has");
}

}  // namespace gradient::classes_test
