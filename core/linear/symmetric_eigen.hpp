// Eigenvalues and eigenvectors of a symmetric matrix in double.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

struct SymmetricEigen {
  Vector<double> values;   ///< ascending
  Matrix<double> vectors;  ///< column k belongs to value k; orthogonal to rounding
};

/// Reads the lower triangle. @throws std::invalid_argument unless A is square and not empty.
SymmetricEigen symmetric_eigen(const Matrix<double>& a);

}  // namespace claimcheck
