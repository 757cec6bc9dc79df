// Approximate eigenvectors by Jacobi rotations, in any arithmetic. Not rigorous: results are
// verified.
#pragma once

#include <limits>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Cyclic Jacobi rotations on a symmetric matrix; Q holds the eigenvectors as columns.
/// Stops when the off-diagonal part no longer shrinks.
template <class R>
Matrix<R> jacobi_basis(Matrix<R> a) {
  const std::size_t n = a.rows();
  Matrix<R> q(n, n);
  for (std::size_t i = 0; i < n; ++i) q(i, i) = R(1);
  const auto rotate = [&](R& x, R& y, const R& c, const R& s) {
    const R next = c * x - s * y;
    y = s * x + c * y;
    x = next;
  };
  double previous = std::numeric_limits<double>::infinity();
  for (int sweep = 0; sweep < 60; ++sweep) {
    R off(0), diagonal(0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) off += square(a(i, j));
      diagonal += square(a(i, i));
    }
    if (certainly(equal(off, R(0)))) break;
    const double ratio = mid(off / (diagonal + off));
    if (!(ratio < previous)) break;
    previous = ratio;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t r = p + 1; r < n; ++r) {
        if (certainly(equal(a(r, p), R(0)))) continue;
        const R theta = (a(r, r) - a(p, p)) / (2 * a(r, p));
        const R root = abs(theta) + sqrt(square(theta) + 1);
        const R t = select(less(theta, R(0)), R(-1) / root, R(1) / root);
        const R c = R(1) / sqrt(square(t) + 1);
        const R s = t * c;
        for (std::size_t k = 0; k < n; ++k) rotate(a(k, p), a(k, r), c, s);
        for (std::size_t k = 0; k < n; ++k) rotate(a(p, k), a(r, k), c, s);
        for (std::size_t k = 0; k < n; ++k) rotate(q(k, p), q(k, r), c, s);
      }
    }
  }
  return q;
}

}  // namespace claimcheck
