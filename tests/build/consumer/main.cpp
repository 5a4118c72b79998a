// Trains a small network and prints its loss with every digit.
#include <cstdio>

#include "gradient/dataset.hpp"
#include "gradient/network_spec.hpp"
#include "gradient/trainer.hpp"

int main() {
  using gradient::Array;
  using gradient::Object;
  const Object spec{
      {"inputs", 2},
      {"layers", Array{Object{{"units", 8}, {"activation", "tanh"}},
                       Object{{"units", 1}, {"activation", "sigmoid"}}}},
      {"loss", "binary-cross-entropy"},
      {"optimizer", Object{{"name", "adam"}, {"learningRate", 0.03}}},
      {"seed", 7},
  };
  const Object circles{{"kind", "circles"}, {"samples", 100}, {"noise", 0.1}, {"seed", 1}};
  gradient::Trainer trainer(gradient::parse_network_spec(spec));
  const gradient::Dataset data(gradient::parse_dataset_spec(circles));
  const gradient::TrainResult result =
      trainer.train(data, gradient::parse_train_options(Object{{"epochs", 20}, {"batchSize", 10}}));
  std::printf("%.17g\n", result.loss);
}
