// Sums of balls and of their products in one pass, several times faster than one by one: in two
// doubles where the working precision allows it or nothing is rounded, otherwise in arb_dot.
#pragma once

#include <span>

#include "core/number/ball.hpp"

namespace claimcheck {

/// sum_k x_k y_k at the working precision; both have the same length.
Ball ball_dot(std::span<const Ball> x, std::span<const Ball> y);
/// sum_k x_k y_{n-1-k}
Ball ball_dot_reversed(std::span<const Ball> x, std::span<const Ball> y);
/// sum_k x_k^2; never reaches below 0.
Ball ball_squared_norm(std::span<const Ball> x);
/// sum_k x_k
Ball ball_sum(std::span<const Ball> x);

}  // namespace claimcheck
