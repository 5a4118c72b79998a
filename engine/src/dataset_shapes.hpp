#pragma once

#include "gradient/dataset_generators.hpp"

/// The generators of the table of data sets: each draws one row. Formulas are in the table.
namespace gradient::shapes {

[[nodiscard]] GeneratedPoint circles(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint xor_squares(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint gaussians(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint spirals(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint moons(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint blobs(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint blobs_mod_2(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint checkerboard(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint rings(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint pinwheel(const PointRequest& request, Random& random);

[[nodiscard]] GeneratedPoint plane(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint gaussian_bumps(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint sine(const PointRequest& request, Random& random);
[[nodiscard]] GeneratedPoint step(const PointRequest& request, Random& random);

}  // namespace gradient::shapes
