// The kernels as plain functions, which JavaScript calls repeatedly and times.

#include <memory>
#include <utility>
#include <vector>

#include <emscripten/emscripten.h>
#include <malloc.h>

#include "gradient/network_spec.hpp"
#include "gradient/trainer.hpp"
#include "gradient/value.hpp"
#include "kernels.hpp"

namespace {

using namespace gradient;

std::unique_ptr<bench::GemmProblem> gemm_problem;
std::unique_ptr<bench::ElementProblem> elements_problem;
std::unique_ptr<bench::UpdateProblem> update_problem;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE float multiply_add_chains(unsigned rounds) {
  return bench::multiply_add_chains(rounds);
}

EMSCRIPTEN_KEEPALIVE double chain_flops(unsigned rounds) { return bench::chain_flops(rounds); }

EMSCRIPTEN_KEEPALIVE float divide_chains(unsigned rounds) { return bench::divide_chains(rounds); }

EMSCRIPTEN_KEEPALIVE double chain_divisions(unsigned rounds) {
  return bench::chain_divisions(rounds);
}

/// Prepares the product that gemm_run() does. Returns its flops.
EMSCRIPTEN_KEEPALIVE double gemm_prepare(unsigned rows, unsigned columns, unsigned depth,
                                         int kind) {
  gemm_problem = std::make_unique<bench::GemmProblem>(rows, columns, depth,
                                                      static_cast<bench::GemmKind>(kind));
  return gemm_problem->flops();
}

EMSCRIPTEN_KEEPALIVE void gemm_run() { gemm_problem->run(); }

/// Prepares the update that update_run() does. Returns the bytes it moves.
EMSCRIPTEN_KEEPALIVE double update_prepare(unsigned parameters) {
  update_problem = std::make_unique<bench::UpdateProblem>(parameters);
  return update_problem->bytes();
}

EMSCRIPTEN_KEEPALIVE void update_run() { update_problem->run(); }

/// Prepares what activation_run() computes, with the engine's kernel or a loop over libm. Returns 0
/// where there is none.
EMSCRIPTEN_KEEPALIVE int activation_prepare(const char* name, int is_derivative, int is_libm,
                                            unsigned elements) {
  bench::ElementLoop loop = is_libm ? bench::libm_activation(name, is_derivative)
                                    : bench::engine_activation(name, is_derivative);
  if (!loop) return 0;
  elements_problem = std::make_unique<bench::ElementProblem>(std::move(loop), elements);
  return 1;
}

EMSCRIPTEN_KEEPALIVE void activation_run() { elements_problem->run(); }

/// Bytes of the heap that one network holds after a step on `rows` rows: `width` inputs, `depth`
/// hidden layers of `width` units, ten outputs, trained by Adam.
EMSCRIPTEN_KEEPALIVE double network_bytes(unsigned width, unsigned depth, unsigned rows) {
  Array layers(depth, Object{{"units", std::size_t{width}}, {"activation", "relu"}});
  layers.emplace_back(Object{{"units", 10}, {"activation", "linear"}});
  const NetworkSpec spec = parse_network_spec(Object{{"inputs", std::size_t{width}},
                                                     {"layers", std::move(layers)},
                                                     {"loss", "mse"},
                                                     {"optimizer", Object{{"name", "adam"}}}});
  const std::vector<float> x(std::size_t{rows} * width);
  const std::vector<float> y(std::size_t{rows} * 10);
  {
    Trainer(spec).train_batches(x, y, rows);
  }  // memory that all networks share is allocated now
  const auto used = [] { return static_cast<double>(mallinfo().uordblks); };
  const double before = used();
  Trainer trainer(spec);
  trainer.train_batches(x, y, rows);
  return used() - before;
}
}
