// The least eigenvalue of a symmetric matrix of balls.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Encloses the least eigenvalue of every member of A (square, not empty; lower triangle): a
/// Rayleigh quotient from above, core/linear/shifted_elimination.hpp from below. The radius is a
/// few n units of the working precision times |A| more than the radii of A cause. Everything if an
/// entry is not finite.
Ball enclosed_least_eigenvalue(const Matrix<Ball>& a);

}  // namespace claimcheck
