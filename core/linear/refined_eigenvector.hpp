// The eigenvector of the least eigenvalue in two doubles, refined from those of double. Not
// rigorous: what is built on it is verified.
#pragma once

#include "core/linear/matrix.hpp"
#include "core/number/double_double.hpp"

namespace claimcheck {

/// Where the least eigenvalue of a symmetric matrix sits.
struct LeastEigenvector {
  double value;                 ///< of double
  Vector<DoubleDouble> vector;  ///< about unit length, radii 0
};

/// For a symmetric matrix of midpoints (radii are ignored), not empty, of ordinary size. One step
/// of Newton's method on the eigenvectors of double, whose residuals are taken in two doubles;
/// those that double cannot tell apart are first told apart by the matrix that they compress A to.
LeastEigenvector refined_least_eigenvector(const Matrix<DoubleDouble>& a);

}  // namespace claimcheck
