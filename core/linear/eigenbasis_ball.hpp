// Approximate eigenvectors at the precision of balls.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Eigenvectors of a symmetric matrix (lower triangle) as rows, orthonormal to the working
/// precision and without radii: those of double, then Jacobi rotations of what is left off the
/// diagonal. Not rigorous.
Matrix<Ball> approximate_eigenbasis(const Matrix<Ball>& a);

}  // namespace claimcheck
