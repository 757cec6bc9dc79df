// Positive definiteness by elimination without division, over every scalar.
#pragma once

#include "core/linear/matrix.hpp"
#include "core/number/judgement.hpp"

namespace claimcheck {

/// The pivots of Gaussian elimination on a symmetric matrix, each times a positive number as long
/// as those before it are positive: A is positive definite iff all of them are > 0. Entries double
/// in length with every step, so this is for small matrices.
template <Scalar R>
Vector<R> scaled_pivots(Matrix<R> a) {
  Vector<R> out;
  for (std::size_t p = 0; p < a.rows(); ++p) {
    out.push_back(a(p, p));
    for (std::size_t i = p + 1; i < a.rows(); ++i) {
      for (std::size_t j = p + 1; j < a.rows(); ++j) {
        if (j <= i) a(i, j) = a(i, j) * a(p, p) - a(i, p) * a(j, p);
      }
    }
  }
  return out;
}

/// A is positive definite (only its lower triangle is read); true for the empty matrix.
template <Scalar R>
Judgement<R> positive_pivots(const Matrix<R>& a) {
  const Vector<R> pivots = scaled_pivots(a);
  return every(pivots.size(), [&](auto p) { return gt(pivots[p], R(0)); });
}

}  // namespace claimcheck
