// Linear systems by Gaussian elimination without exchanges of rows: the same rational function of
// the entries over every scalar, exact in rationals and an enclosure in balls.
//
// Meant for matrices whose leading principal minors are not zero: positive definite ones and
// strictly diagonally dominant ones, for which elimination is also stable (N. J. Higham, Accuracy
// and Stability of Numerical Algorithms, 2nd ed., theorems 9.9 and 10.3).
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

namespace detail {
/// Row operations that clear the column of pivot k below the diagonal, in A and in b (if any).
template <Scalar R>
void eliminate_below(Matrix<R>& a, Vector<R>& b, std::size_t k) {
  for (std::size_t i = k + 1; i < a.rows(); ++i) {
    const R factor = a(i, k) / a(k, k);
    for (std::size_t j = k + 1; j < a.cols(); ++j) a(i, j) -= factor * a(k, j);
    if (!b.empty()) b[i] -= factor * b[k];
  }
}

/// Whether elimination should avoid fractions: the entries are rationals over powers of two.
template <Scalar R>
bool all_dyadic(const Vector<R>& x) {
  if constexpr (std::same_as<R, Rational>) {
    return std::all_of(x.begin(), x.end(), [](const Rational& entry) { return entry.is_dyadic(); });
  }
  return false;
}

/// The same row operations times the pivot over the one before it, which keeps dyadic entries
/// dyadic: they become minors of A, the pivots its leading ones (E. H. Bareiss, Math. Comp. 22,
/// 1968).
template <Scalar R>
void eliminate_below_without_fractions(Matrix<R>& a, Vector<R>& b, std::size_t k) {
  const R before = k == 0 ? R(1) : a(k - 1, k - 1), &pivot = a(k, k);
  for (std::size_t i = k + 1; i < a.rows(); ++i) {
    for (std::size_t j = k + 1; j < a.cols(); ++j) {
      a(i, j) = (pivot * a(i, j) - a(i, k) * a(k, j)) / before;
    }
    if (!b.empty()) b[i] = (pivot * b[i] - a(i, k) * b[k]) / before;
  }
}

/// With y = det(A) x, whose entries are determinants too (Cramer): no fraction before the last
/// division.
template <Scalar R>
std::optional<Vector<R>> solve_without_fractions(Matrix<R> a, Vector<R> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    if (certainly(equal(a(k, k), R(0)))) return std::nullopt;
    eliminate_below_without_fractions(a, b, k);
  }
  if (n == 0) return b;
  const R& det = a(n - 1, n - 1);
  for (std::size_t k = n - 1; k-- > 0;) {
    b[k] *= det;
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a(k, j) * b[j];
    b[k] /= a(k, k);
  }
  for (R& entry : b) entry /= det;
  return b;
}
}  // namespace detail

/// x with A x = b, A n x n; nothing when a pivot is certainly zero. In balls, a pivot that may be
/// zero makes the solution indeterminate.
template <Scalar R>
std::optional<Vector<R>> solve_by_elimination(Matrix<R> a, Vector<R> b) {
  assert(a.rows() == a.cols() && a.rows() == b.size());
  if (detail::all_dyadic(a.entries()) && detail::all_dyadic(b)) {
    return detail::solve_without_fractions(std::move(a), std::move(b));
  }
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    if (certainly(equal(a(k, k), R(0)))) return std::nullopt;
    detail::eliminate_below(a, b, k);
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a(k, j) * b[j];
    b[k] /= a(k, k);
  }
  return b;
}

/// Whether a symmetric matrix is positive definite: every pivot is positive (Sylvester).
template <Scalar R>
Truth positive_definite_by_elimination(Matrix<R> a) {
  assert(a.rows() == a.cols());
  const bool fractions = !detail::all_dyadic(a.entries());
  Truth all = Truth::yes;
  Vector<R> none;
  for (std::size_t k = 0; k < a.rows(); ++k) {
    all = all & less(R(0), a(k, k));
    if (!certainly(all)) return all;
    (fractions ? detail::eliminate_below<R> : detail::eliminate_below_without_fractions<R>)(a, none,
                                                                                            k);
  }
  return all;
}

}  // namespace claimcheck
