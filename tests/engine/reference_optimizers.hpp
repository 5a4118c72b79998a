#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gradient/optimizers.hpp"

/// Reference implementations of the optimisers, from their papers, independent of the engine.
namespace gradient::testing {

using Values = std::vector<double>;

/// An optimiser of one parameter in double, from the paper's equations. Takes theta, the gradient,
/// the learning rate and t = 1, 2, …, and returns the new theta.
using Reference = std::function<double(double theta, double g, double alpha, double t)>;

// The state of one parameter is captured by value in a mutable lambda.

inline Reference sgd_reference(const Values&) {  // Robbins and Monro 1951
  return [](double theta, double g, double alpha, double) { return theta - alpha * g; };
}

// Sutskever et al. 2013, eqs. 1-2: v <- mu v - eps g, theta <- theta + v, with v in units of the
// rate, as a rate that changes asks for.
inline Reference momentum_reference(const Values& params) {
  return [mu = params[0], v = 0.0](double theta, double g, double alpha, double) mutable {
    v = mu * v - g;
    return theta + alpha * v;
  };
}

// Sutskever et al. 2013, eqs. 3-4, for the look-ahead point phi = theta + mu v, whose gradient g
// is: v' = mu v - alpha g; theta' = theta + v'; phi' = theta' + mu v'.
inline Reference nesterov_reference(const Values& params) {
  return [mu = params[0], v = 0.0](double phi, double g, double alpha, double) mutable {
    const double theta = phi - alpha * mu * v;
    v = mu * v - g;
    const double next_theta = theta + alpha * v;
    return next_theta + alpha * mu * v;
  };
}

// Duchi et al. 2011, Figure 1, diagonal: H = delta I + diag(s), s_i = ||g_1:t,i||_2.
inline Reference adagrad_reference(const Values& params) {
  return
      [delta = params[0], sum = params[1]](double theta, double g, double alpha, double) mutable {
        sum += std::pow(g, 2);
        return theta - alpha * g / (delta + std::sqrt(sum));
      };
}

// Zeiler 2012, Algorithm 1: steps 4 to 7.
inline Reference adadelta_reference(const Values& params) {
  return [rho = params[0], eps = params[1], eg2 = 0.0, edx2 = 0.0](double theta, double g,
                                                                   double alpha, double) mutable {
    const auto rms = [&](double mean_square) { return std::sqrt(mean_square + eps); };
    eg2 = rho * eg2 + (1 - rho) * g * g;
    const double dx = -rms(edx2) / rms(eg2) * g;
    edx2 = rho * edx2 + (1 - rho) * dx * dx;
    return theta + alpha * dx;
  };
}

// Graves 2013, eqs. 38-41, with the rate outside the velocity; uncentred, without momentum:
// Tieleman and Hinton's lecture.
inline Reference rmsprop_reference(const Values& params) {
  return [rho = params[0], mu = params[1], centred = params[2] == 1.0, eps = params[3], n = 0.0,
          mean = 0.0, delta = 0.0](double theta, double g, double alpha, double) mutable {
    n = rho * n + (1 - rho) * g * g;
    mean = rho * mean + (1 - rho) * g;
    const double variance = centred ? n - mean * mean : n;
    delta = mu * delta - g / std::sqrt(variance + eps);
    return theta + alpha * delta;
  };
}

// Kingma and Ba 2015, Algorithm 1.
inline Reference adam_reference(const Values& params) {
  return [beta1 = params[0], beta2 = params[1], eps = params[2], m = 0.0, v = 0.0](
             double theta, double g, double alpha, double t) mutable {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const double m_hat = m / (1 - std::pow(beta1, t));
    const double v_hat = v / (1 - std::pow(beta2, t));
    return theta - alpha * m_hat / (std::sqrt(v_hat) + eps);
  };
}

// Kingma and Ba 2015, Algorithm 2, with the epsilon that keeps 0/0 away.
inline Reference adamax_reference(const Values& params) {
  return [beta1 = params[0], beta2 = params[1], eps = params[2], m = 0.0, u = 0.0](
             double theta, double g, double alpha, double t) mutable {
    m = beta1 * m + (1 - beta1) * g;
    u = std::max(beta2 * u, std::fabs(g));
    return theta - alpha / (1 - std::pow(beta1, t)) * m / (u + eps);
  };
}

// Dozat 2016, Algorithm 2, n-hat without its factor nu.
inline Reference nadam_reference(const Values& params) {
  return [beta1 = params[0], nu = params[1], eps = params[2], m = 0.0, n = 0.0, product = 1.0](
             double theta, double g, double alpha, double t) mutable {
    const auto mu = [&](double at) { return beta1 * (1 - 0.5 * std::pow(0.96, at / 250)); };
    product *= mu(t);
    m = mu(t) * m + (1 - mu(t)) * g;
    n = nu * n + (1 - nu) * g * g;
    const double m_hat =
        mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product);
    const double n_hat = n / (1 - std::pow(nu, t));
    return theta - alpha / (std::sqrt(n_hat) + eps) * m_hat;
  };
}

// Reddi et al. 2018, Algorithm 2; with bias correction as PyTorch's Adam(amsgrad=True) has it.
inline Reference amsgrad_reference(const Values& params) {
  return [beta1 = params[0], beta2 = params[1], eps = params[2], corrected = params[3] == 1.0,
          m = 0.0, v = 0.0, v_hat = 0.0](double theta, double g, double alpha, double t) mutable {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    v_hat = std::max(v_hat, v);
    if (!corrected) return theta - alpha * m / (std::sqrt(v_hat) + eps);
    const double root = std::sqrt(v_hat) / std::sqrt(1 - std::pow(beta2, t)) + eps;
    return theta - alpha / (1 - std::pow(beta1, t)) * m / root;
  };
}

// Loshchilov and Hutter 2019, Algorithm 2, with eta_t alpha as the rate and lambda / alpha as
// decay.
inline Reference adamw_reference(const Values& params) {
  return [adam = adam_reference(params), lambda = params[3]](double theta, double g, double alpha,
                                                             double t) mutable {
    return adam(theta, g, alpha, t) - alpha * lambda * theta;
  };
}

struct OptimizerOracle {
  Reference (*reference)(const Values& params);
  /// Parameters to try beside the defaults.
  std::vector<Values> settings;
  /// A rate at which the test problems converge.
  double learning_rate;
};

inline const std::map<std::string, OptimizerOracle, std::less<>>& optimizer_oracles() {
  static const std::map<std::string, OptimizerOracle, std::less<>> kOracles{
      {"sgd", {sgd_reference, {}, 0.05}},
      {"momentum", {momentum_reference, {{0.0}, {0.5}, {0.99}}, 0.01}},
      {"nesterov", {nesterov_reference, {{0.0}, {0.5}, {0.99}}, 0.01}},
      {"adagrad", {adagrad_reference, {{1e-3, 0.0}, {1e-10, 0.1}}, 0.3}},
      {"adadelta", {adadelta_reference, {{0.5, 1e-4}, {0.0, 1e-6}}, 1.0}},
      {"rmsprop",
       {rmsprop_reference,
        {{0.9, 0.9, 0, 1e-6}, {0.9, 0, 1, 1e-4}, {0.9, 0.9, 1, 1e-3}, {0.5, 0, 0, 1e-8}},
        0.003}},
      {"adam", {adam_reference, {{0.5, 0.9, 1e-3}, {0, 0.99, 1e-8}, {0.9, 0, 1e-2}}, 0.02}},
      {"adamax", {adamax_reference, {{0.5, 0.9, 1e-3}, {0, 0, 1e-8}}, 0.02}},
      {"nadam", {nadam_reference, {{0.99, 0.9, 1e-3}, {0, 0.999, 1e-8}}, 0.02}},
      {"amsgrad", {amsgrad_reference, {{0.9, 0.999, 1e-8, 1}, {0.5, 0.9, 1e-3, 0}}, 0.02}},
      {"adamw", {adamw_reference, {{0.9, 0.999, 1e-8, 0.5}, {0.5, 0.9, 1e-3, 0}}, 0.02}},
  };
  return kOracles;
}

inline Values defaults_of(const Optimizer& optimizer) {
  Values params;
  for (const ParameterInfo& parameter : optimizer.info.entry.parameters) {
    params.push_back(parameter.default_value);
  }
  return params;
}

inline std::vector<Values> settings_of(const Optimizer& optimizer) {
  std::vector<Values> settings{defaults_of(optimizer)};
  const auto found = optimizer_oracles().find(optimizer.info.entry.name);
  if (found == optimizer_oracles().end()) return settings;
  settings.insert(settings.end(), found->second.settings.begin(), found->second.settings.end());
  return settings;
}

}  // namespace gradient::testing
