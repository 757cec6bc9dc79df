// Linear systems by Gaussian elimination, over every scalar: exact in rationals, enclosing in
// balls.
#pragma once

#include <optional>
#include <stdexcept>
#include <utility>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// X with A X = B, A n x n, B n x k; nothing when a pivot is not certainly different from zero: in
/// rationals exactly when A is singular, in balls also when A is too wide to tell.
/// Rows are exchanged so that the pivot has the largest midpoint.
/// @throws std::invalid_argument when the shapes do not fit.
template <Scalar R>
std::optional<Matrix<R>> solve(Matrix<R> a, Matrix<R> b) {
  const std::size_t n = a.rows(), k = b.cols();
  if (a.cols() != n || b.rows() != n) throw std::invalid_argument("solve: shapes do not fit");
  const auto take_from = [](std::span<R> row, const R& factor, std::span<const R> pivot) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] -= factor * pivot[c];
  };
  for (std::size_t p = 0; p < n; ++p) {
    std::optional<std::size_t> best;
    for (std::size_t r = p; r < n; ++r) {
      if (!certainly_not(equal(a(r, p), R(0)))) continue;
      if (!best || certainly(less(abs(a(*best, p)), abs(a(r, p))))) best = r;
    }
    if (!best) return std::nullopt;
    for (std::size_t c = 0; c < n && *best != p; ++c) std::swap(a(p, c), a(*best, c));
    for (std::size_t c = 0; c < k && *best != p; ++c) std::swap(b(p, c), b(*best, c));
    for (std::size_t r = p + 1; r < n; ++r) {
      const R factor = a(r, p) / a(p, p);
      take_from(a.row(r), factor, std::as_const(a).row(p));
      take_from(b.row(r), factor, std::as_const(b).row(p));
    }
  }
  for (std::size_t p = n; p-- > 0;) {
    for (std::size_t c = 0; c < k; ++c) {
      for (std::size_t r = p + 1; r < n; ++r) b(p, c) -= a(p, r) * b(r, c);
      b(p, c) /= a(p, p);
    }
  }
  return b;
}

/// The vector x with A x = b.
template <Scalar R>
std::optional<Vector<R>> solve(const Matrix<R>& a, const Vector<R>& b) {
  Matrix<R> column(b.size(), 1);
  column.entries() = b;
  std::optional<Matrix<R>> x = solve(a, std::move(column));
  if (!x) return std::nullopt;
  return x->entries();
}

}  // namespace claimcheck
