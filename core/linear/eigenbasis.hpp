// Eigenvalues of a symmetric matrix of enclosures, verified from an approximate eigenbasis.
//
// With approximate eigenvectors as the columns of Q, B = Q^T A Q is nearly diagonal and G = Q^T Q
// nearly I. By Ostrowski the k-th eigenvalue of B is theta_k times that of A with theta_k in the
// spectrum of G; Gershgorin and Weyl enclose both (S. M. Rump, Acta Numerica 2010, section 10;
// R. A. Horn and C. R. Johnson, Matrix Analysis, 4.5.9). Q may be anything: a poor one only widens.
#pragma once

#include <algorithm>

#include "core/linear/matrix.hpp"

namespace claimcheck {

inline Interval midpoint(const Interval& x) { return Interval(x.mid()); }
inline Ball midpoint(const Ball& x) { return x.midpoint(); }

/// The matrix with the lower triangle of A on both sides.
template <Scalar R>
Matrix<R> mirrored(Matrix<R> a) {
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < i; ++j) a(j, i) = a(i, j);
  }
  return a;
}

/// A in a basis: B = Q^T A Q, and a bound on |Q^T Q - I|.
template <Enclosure R>
struct Congruence {
  Matrix<R> b;
  Vector<R> squared_lengths;  ///< of the columns of Q
  R defect;                   ///< row-sum norm of Q^T Q - I

  /// `basis` holds the columns of Q as rows; only the lower triangle of A is read.
  Congruence(const Matrix<R>& a, const Matrix<R>& basis)
      : b(row_products(row_products(basis, mirrored(a)), basis)), defect(0) {
    const Matrix<R> g = gram(basis);
    for (std::size_t i = 0; i < g.rows(); ++i) {
      R tilt = abs(g(i, i) - 1);
      for (std::size_t j = 0; j < g.rows(); ++j) {
        if (j != i) tilt += abs(g(i, j));
      }
      defect = max(defect, tilt);
      squared_lengths.push_back(g(i, i));
    }
  }

  bool is_useful() const { return certainly(less(defect, R(1))); }
  /// Encloses every theta_k.
  R stretch() const { return R::around(R(1), defect); }
  /// sum_{j != i} |b_ij|
  R disc(std::size_t i) const {
    R out(0);
    for (std::size_t j = 0; j < b.cols(); ++j) {
      if (j != i) out += abs(b(i, j));
    }
    return out;
  }
};

template <class R>
struct Extremes {
  R least, largest;
};

/// Both extreme eigenvalues: Gershgorin from outside, Ritz values from inside.
template <Enclosure R>
Extremes<R> enclose_extremes(const Matrix<R>& a, const Matrix<R>& basis) {
  const Congruence<R> c(a, basis);
  if (!c.is_useful()) return {R(HUGE_VAL), R(HUGE_VAL)};
  R low, high, low_ritz, high_ritz;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    const R disc = c.disc(i), bottom = c.b(i, i) - disc, top = c.b(i, i) + disc;
    const R ritz = c.b(i, i) / c.squared_lengths[i];
    low = i == 0 ? bottom : min(low, bottom);
    high = i == 0 ? top : max(high, top);
    low_ritz = i == 0 ? ritz : min(low_ritz, ritz);
    high_ritz = i == 0 ? ritz : max(high_ritz, ritz);
  }
  return {R::hull(min(low / c.stretch(), low_ritz), low_ritz),
          R::hull(max(high / c.stretch(), high_ritz), high_ritz)};
}

/// All eigenvalues, ascending: those of B lie within the row-sum norm of B minus its diagonal of
/// midpoints from these midpoints in order.
template <Enclosure R>
Vector<R> enclose_eigenvalues(const Matrix<R>& a, const Matrix<R>& basis) {
  const Congruence<R> c(a, basis);
  if (!c.is_useful()) return Vector<R>(a.rows(), R(HUGE_VAL));
  Vector<R> centres;
  R away(0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    centres.push_back(midpoint(c.b(i, i)));
    away = max(away, c.disc(i) + abs(c.b(i, i) - centres.back()));
  }
  std::sort(centres.begin(), centres.end(),
            [](const R& x, const R& y) { return certainly(less(x, y)); });
  for (R& value : centres) value = R::around(value, away) / c.stretch();
  return centres;
}

}  // namespace claimcheck
