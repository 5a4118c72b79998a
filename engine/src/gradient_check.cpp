#include "gradient/gradient_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "gradient/given_rows.hpp"
#include "gradient/load_rows.hpp"
#include "gradient/parameters.hpp"
#include "gradient/spec_reader.hpp"

namespace gradient {
namespace {

/// Everything the check works on.
struct Setup {
  Network<double> network;
  Workspace<double> batch;
  std::size_t rows;
  Dropout dropout;
};

Setup make_setup(const Network<double>& network, std::span<const double> x,
                 std::span<const double> y, const GradientCheckOptions& options) {
  Setup setup{network, {}, checked_rows(network.spec(), x, y), options.masks.mode()};
  if (!options.regularization) setup.network.set_regularization({});
  load_rows(network, x, y, setup.batch);
  load_masks(network, options.masks, setup.batch);
  return setup;
}

double loss_of(Setup& setup) {
  setup.network.forward(setup.batch, setup.rows, setup.dropout, nullptr);
  return setup.network.loss(setup.batch, setup.rows) + setup.network.penalty();
}

/// Tells apart the smooth pieces that a loss is made of: two forward passes with the same signature
/// lie on the same side of every kink.
class Signature {
 public:
  void add(std::uint64_t piece) { hash_ = (hash_ ^ piece) * 0x100000001b3U; }
  [[nodiscard]] bool operator==(const Signature&) const = default;

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// Which stretch between the activation's kinks z lies in.
std::uint64_t piece_of(const LayerSpec& layer, double z) {
  const ActivationInfo& info = layer.activation.entry->info;
  std::uint64_t passed = 0;
  for (const double kink : info.kinks) passed += z > kink ? 1 : 0;
  // Kinks are listed at the default parameters; with others, ELU has one at 0.
  if (layer.activation.params != default_parameters(info.entry.parameters)) {
    passed += z > 0.0 ? 64 : 0;
  }
  return passed;
}

void add_activation_pieces(const Setup& setup, std::size_t layer, Signature& signature) {
  const LayerLayout& layout = setup.network.layouts()[layer];
  const LayerSpec& spec = setup.network.spec().layers[layer];
  const ActivationKind kind = spec.activation.entry->info.kind;
  if (kind == ActivationKind::kSoftmax) return;
  const double* z = setup.batch.layers[layer].z.data();
  for (std::size_t r = 0; r < setup.rows; ++r) {
    for (std::size_t unit = 0; unit < layout.units; ++unit) {
      const double* first = z + r * layout.width + unit;
      if (kind == ActivationKind::kMaxout) {
        std::size_t largest = 0;
        for (std::size_t piece = 1; piece < layout.pieces; ++piece) {
          if (first[piece * layout.output_stride] > first[largest * layout.output_stride]) {
            largest = piece;
          }
        }
        signature.add(largest);
      } else {
        signature.add(piece_of(spec, *first));
      }
    }
  }
}

/// Which smooth piece of the loss a prediction p of the target y lies in.
std::uint64_t piece_of(const LossInfo& loss, double parameter, double p, double y) {
  const double d = p - y;
  if (loss.entry.name == "mae") return d > 0.0 ? 1 : 0;
  if (loss.entry.name == "huber") return (d > parameter ? 1U : 0U) + (d < -parameter ? 2U : 0U);
  if (loss.entry.name == "hinge") return p * y > 1.0 ? 1 : 0;
  if (loss.outputs == LossOutputs::kProbabilities) {
    return (p < kProbabilityEpsilon ? 1U : 0U) + (p > 1.0 - kProbabilityEpsilon ? 2U : 0U);
  }
  return 0;
}

void add_loss_pieces(const Setup& setup, Signature& signature) {
  if (setup.network.output_is_fused()) return;
  const LossInfo& loss = setup.network.spec().loss.entry->info;
  const LayerLayout& output = setup.network.layouts().back();
  for (std::size_t r = 0; r < setup.rows; ++r) {
    for (std::size_t unit = 0; unit < output.units; ++unit) {
      const std::size_t at = r * output.output_stride + unit;
      signature.add(piece_of(loss, setup.network.loss_params()[0],
                             setup.batch.layers.back().a.data()[at],
                             setup.batch.targets.data()[at]));
    }
  }
}

Signature signature_of(const Setup& setup) {
  Signature signature;
  for (std::size_t l = 0; l < setup.network.layouts().size(); ++l) {
    add_activation_pieces(setup, l, signature);
  }
  add_loss_pieces(setup, signature);
  return signature;
}

struct Difference {
  double slope;
  bool is_smooth;
};

Difference central_difference(Setup& setup, std::size_t offset, bool is_penalized) {
  double& parameter = setup.network.parameters()[offset];
  const double kept = parameter;
  const double step = kDifferenceStep * std::max(1.0, std::abs(kept));
  parameter = kept + step;
  const double upper = parameter;
  const double loss_above = loss_of(setup);
  const Signature above = signature_of(setup);
  parameter = kept - step;
  const double lower = parameter;
  const double loss_below = loss_of(setup);
  const Signature below = signature_of(setup);
  parameter = kept;
  const bool crosses_zero = is_penalized && std::abs(kept) <= step;
  return {(loss_above - loss_below) / (upper - lower), above == below && !crosses_zero};
}

double relative_error(double analytic, double numeric, double loss) {
  const double floor = kGradientFloor * std::max(1.0, std::abs(loss));
  const double scale = std::max({std::abs(analytic), std::abs(numeric), floor});
  return std::abs(analytic - numeric) / scale;
}

}  // namespace

GradientCheck check_gradients(const Network<double>& network, std::span<const double> x,
                              std::span<const double> y, const GradientCheckOptions& options) {
  Setup setup = make_setup(network, x, y, options);
  setup.network.forward(setup.batch, setup.rows, setup.dropout, nullptr);
  const double loss =
      setup.network.loss_and_gradient(setup.batch, setup.rows) + setup.network.penalty();
  AlignedBuffer<double> gradients(network.parameters().size());
  setup.network.backward(setup.batch, setup.rows, setup.dropout, gradients.data());

  GradientCheck result;
  result.analytic = packed(network, gradients.span());
  const std::size_t count = result.analytic.size();
  result.numeric.assign(count, std::numeric_limits<double>::quiet_NaN());
  result.relative_errors = result.numeric;
  const std::size_t stride = options.most < count ? (count + options.most - 1) / options.most : 1;
  const bool has_l1 = setup.network.spec().regularization.l1 > 0.0;
  std::size_t next = 0;
  for_each_parameter(
      network.layouts(), [&](std::size_t layer, ParameterKind kind, std::size_t offset) {
        const std::size_t index = next++;
        if (index % stride != 0) return;
        const auto [numeric, is_smooth] =
            central_difference(setup, offset, has_l1 && kind == ParameterKind::kWeight);
        if (!is_smooth) {
          ++result.skipped;
          return;
        }
        ++result.checked;
        const double analytic = result.analytic[index];
        const double error = relative_error(analytic, numeric, loss);
        result.numeric[index] = numeric;
        result.relative_errors[index] = error;
        if (!(error <= result.worst_relative_error)) {
          result.worst_relative_error = error;
          result.worst = {layer, kind, index, analytic, numeric};
        }
      });
  return result;
}

}  // namespace gradient
