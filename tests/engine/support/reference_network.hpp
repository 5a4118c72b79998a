#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gradient/network.hpp"
#include "gradient/trainer.hpp"

/// The reference that the engine's networks are compared with: textbook formulas in double, naive
/// loops, std:: functions, no padding, no lanes. Shares only the spec with the engine.
namespace gradient::testing {

using Numbers = std::vector<double>;

/// An activation by its published formula. Softmax and maxout are rows, not elements: see
/// ReferenceLayer.
struct ReferenceActivation {
  std::string_view name;
  double (*value)(double z, const Numbers& params);
  double (*derivative)(double z, const Numbers& params);
};
[[nodiscard]] bool has_reference(std::string_view activation);
[[nodiscard]] const ReferenceActivation& reference_activation(std::string_view name);

/// One output's term of a loss, and its derivative with respect to the output.
struct ReferenceTerm {
  double value;
  double slope;
};
/// `exact` leaves out the clamping of probabilities that unfused cross-entropies have.
[[nodiscard]] ReferenceTerm reference_loss(std::string_view loss, const Numbers& params, bool exact,
                                           double p, double y);

/// One layer's numbers: matrices are [inputs][pieces * units], rows of z have pieces * units
/// values.
struct ReferenceLayer {
  std::size_t inputs = 0;
  std::size_t units = 0;
  std::size_t pieces = 1;
  std::string activation;
  Numbers params;
  Numbers weights, biases, slopes;
  /// [rows][units] factors of the outputs; empty without dropout.
  Numbers mask;

  Numbers input, z, a, output;
  Numbers da, dz, weight_gradient, bias_gradient, slope_gradient;
};

/// A network's spec and numbers, taken from the engine's in its order of parameters.
struct ReferenceNetwork {
  std::vector<ReferenceLayer> layers;
  std::string loss;
  Numbers loss_params;
  double l1 = 0.0;
  double l2 = 0.0;
  std::size_t rows = 0;

  template <class Real>
  explicit ReferenceNetwork(const Network<Real>& network);

  /// Mean loss over the rows plus the penalty; fills every number of every layer.
  double run(const Numbers& x, const Numbers& y);

  /// dL/d parameter in the engine's order.
  [[nodiscard]] Numbers gradients() const;

 private:
  void forward(const Numbers& x);
  double loss_and_output_gradient(const Numbers& y);
  void backward();
  [[nodiscard]] double penalty() const;
};

}  // namespace gradient::testing
