// The theorem of the alternative for A x >= b, decided exactly: a point or Farkas multipliers.
#pragma once

#include <optional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Exactly one of the two is there.
struct Alternative {
  std::optional<Vector<Rational>> point;        ///< A x >= b
  std::optional<Vector<Rational>> multipliers;  ///< y >= 0, A^T y = 0, b^T y = 1
};

/// By the first phase of the simplex method with Bland's rule on y >= 0, A^T y = 0, b^T y = 1,
/// which always ends; when no such y exists the dual prices give the point. Check the answer with
/// core/optimisation/certificates.hpp. With b = (1, ..., 1): are the rows of A strictly on one
/// side?
/// @throws std::invalid_argument when the shapes do not fit.
Alternative feasible_or_refuted(const Matrix<Rational>& a, const Vector<Rational>& b);

}  // namespace claimcheck
