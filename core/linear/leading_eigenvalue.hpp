// The largest eigenvalue of a symmetric operator by Lanczos iteration, in double.
#pragma once

#include <functional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// y = B x for a symmetric B.
using SymmetricOperator = std::function<void(const Vector<double>& x, Vector<double>& y)>;

struct LeadingEigenpair {
  double value = 0;     ///< Rayleigh quotient of `vector`: up to rounding a lower bound
  double residual = 0;  ///< |B v - value v|; some eigenvalue lies this close to `value`
  double error = 0;     ///< residual^2 / gap, with the gap between the two largest Ritz values
  Vector<double> vector;
  int products = 0;  ///< applications of B
};

/// Lanczos from `start` (not zero) with full reorthogonalisation, at most `max_products`
/// applications of B. Stops when `error`, which bounds that of the Ritz value if the gap is right,
/// is below `tolerance` times the value.
/// @throws std::invalid_argument when start is zero or not finite.
LeadingEigenpair leading_eigenpair(const SymmetricOperator& b, Vector<double> start,
                                   double tolerance, int max_products);

}  // namespace claimcheck
