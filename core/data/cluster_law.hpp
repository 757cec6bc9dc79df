// Log-concave laws with mean 0 and covariance sigma^2 I, symmetric and skewed (frei2022, P_clust).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/random/stream.hpp"

namespace claimcheck {

enum class ClusterLaw {
  gaussian,              ///< N(0, sigma^2 I)
  cube,                  ///< product of uniform laws on [-sqrt 3 sigma, sqrt 3 sigma]
  laplace,               ///< product of Laplace laws
  exponential,           ///< product of centred exponentials sigma (E - 1): skewed to the right
  negative_exponential,  ///< its mirror image
  ball,                  ///< uniform on the ball of radius sqrt(d + 2) sigma
  simplex,               ///< uniform on a regular simplex: skewed in every direction, not a product
};
inline constexpr std::array<std::string_view, 7> cluster_law_names = {
    "gaussian", "cube", "laplace", "exponential", "negative_exponential", "ball", "simplex"};

/// Fills z with one draw of the law. @throws std::invalid_argument when sigma < 0.
void draw_cluster(ClusterLaw law, double sigma, Stream& stream, std::span<double> z);

}  // namespace claimcheck
