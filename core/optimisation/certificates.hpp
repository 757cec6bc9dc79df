// Facts about systems of linear inequalities A x >= b, each decided by a certificate.
//
// Shapes: A is m x d, b has m entries, x has d, multipliers y have m. Over Rational every fact is
// decided exactly; over enclosures equations are certain only where nothing was rounded.
#pragma once

#include "core/linear/matrix.hpp"
#include "core/number/judgement.hpp"

namespace claimcheck {

/// A x >= b
template <Scalar R>
Judgement<R> feasible(const Matrix<R>& a, const Vector<R>& b, const Vector<R>& x) {
  return every(a.rows(), [&](std::size_t i) { return ge(dot(a.row(i), x), b[i]); });
}

/// A x > b
template <Scalar R>
Judgement<R> strictly_feasible(const Matrix<R>& a, const Vector<R>& b, const Vector<R>& x) {
  return every(a.rows(), [&](std::size_t i) { return gt(dot(a.row(i), x), b[i]); });
}

template <Scalar R>
Judgement<R> nonnegative(const Vector<R>& y) {
  return every(y.size(), [&](std::size_t i) { return ge(y[i], R(0)); });
}

/// x = z, entry by entry.
template <Scalar R>
Judgement<R> same(const Vector<R>& x, const Vector<R>& z) {
  return every(x.size(), [&](std::size_t i) { return eq(x[i], z[i]); });
}

/// y >= 0, A^T y = 0, b^T y > 0: then no x has A x >= b (J. Farkas, 1902), as
/// 0 = y^T A x >= y^T b > 0 would follow.
template <Scalar R>
Judgement<R> refutes_feasibility(const Matrix<R>& a, const Vector<R>& b, const Vector<R>& y) {
  return nonnegative(y) & same(transposed_product(a, y), Vector<R>(a.cols(), R(0))) &
         gt(dot(b, y), R(0));
}

/// y >= 0, y != 0, A^T y = 0: then no x has A x > 0 (P. Gordan, 1873); for rows y_i x_i the data
/// are not linearly separable.
template <Scalar R>
Judgement<R> refutes_separation(const Matrix<R>& a, const Vector<R>& y) {
  return nonnegative(y) & same(transposed_product(a, y), Vector<R>(a.cols(), R(0))) &
         gt(sum(y), R(0));
}

}  // namespace claimcheck
