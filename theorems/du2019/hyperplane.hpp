// The kink hyperplanes D_i = {w : w . x_i = 0} of du2019, lemma A.1, and points on one of them that
// are on no other.
//
// With p_s = (1, s, s^2, ..., s^{d-1}) let w_s = K_ii p_s - (p_s . x_i) x_i, which lies on D_i.
// Then w_s . x_j = K_ii (p_s . x_j) - K_ij (p_s . x_i) is a polynomial in s of degree at most
// d - 1, and not the zero polynomial unless x_i and x_j are linearly dependent. So of
// (n - 1)(d - 1) + 1 values of s one at least gives a point of D_i outside every D_j, j != i.
#pragma once

#include <cmath>

#include "core/data/kernel_of_inputs.hpp"
#include "core/number/judgement.hpp"

namespace claimcheck::du2019 {

/// The curve s -> w_s on every D_i, seen from all inputs.
template <Scalar R>
class KinkCurves {
 public:
  /// X is n x d, d >= 1; k = X X^T. Both are referred to.
  KinkCurves(const Matrix<R>& x, const Matrix<R>& k) : x_(x), k_(k) {}
  KinkCurves(const KinkCurves&) = delete;

  /// The point w_s of D_i.
  Vector<R> point(std::size_t i, std::size_t s) const {
    Vector<R> w;
    for (std::size_t c = 0; c < x_.cols(); ++c) {
      w.push_back(k_(i, i) * pow(R(s), static_cast<int>(c)) - along(s, i) * x_(i, c));
    }
    return w;
  }
  /// How many s = 0, 1, ... suffice.
  std::size_t points() const { return (x_.rows() - 1) * (x_.cols() - 1) + 1; }

  /// w_s . x_j for the point w_s of D_i; for j = i both of its terms are the same, so it is 0.
  R product(std::size_t i, std::size_t s, std::size_t j) const {
    return i == j ? R(0) : k_(i, i) * along(s, j) - k_(i, j) * along(s, i);
  }
  /// Whether the point w_s of D_i lies on D_j.
  Truth on(std::size_t i, std::size_t s, std::size_t j) const {
    return equal(product(i, s, j), R(0));
  }
  /// Whether it lies on some D_j with j != i.
  Truth on_another(std::size_t i, std::size_t s) const {
    Truth out = Truth::no;
    for (std::size_t j = 0; j < k_.rows(); ++j) {
      if (j != i) out = out | on(i, s, j);
    }
    return out;
  }
  /// The first s for which w_s is certainly on no other hyperplane, or the last one.
  std::size_t free_point(std::size_t i) const {
    for (std::size_t s = 0; s + 1 < points(); ++s) {
      if (certainly_not(on_another(i, s))) return s;
    }
    return points() - 1;
  }

 private:
  /// p_s . x_j
  R along(std::size_t s, std::size_t j) const {
    while (along_.size() <= s * x_.rows() + j) {
      const auto x = x_.row(along_.size() % x_.rows());
      R value = x.back();
      for (std::size_t c = x.size() - 1; c-- > 0;) {
        value = value * R(along_.size() / x_.rows()) + x[c];
      }
      along_.push_back(value);
    }
    return along_[s * x_.rows() + j];
  }

  const Matrix<R>& x_;
  const Matrix<R>& k_;
  mutable Vector<R> along_;  // for s = 0, 1, ... as far as it was asked for
};

/// |x_i|^2 |x_j|^2 > (x_i . x_j)^2: x_i and x_j are linearly independent, i != j. A zero vector
/// counts as parallel to every vector, antipodal vectors as parallel. Where rounding hides the sign
/// of the difference, its sum of squares shows it.
template <Scalar R>
Judgement<R> no_two_parallel(const Matrix<R>& x, const Matrix<R>& k) {
  return every(k.rows(), [&](auto i) {
    return every(i, [&](auto j) {
      const R whole = k(i, i) * k(j, j);
      Relation<R> independent = gt(whole, square(k(i, j)));
      if (unknown(independent.truth())) {
        independent = gt(squared_area(x.row(i), x.row(j)), 0);
        if (std::isfinite(mid(whole))) independent.grain = mid(whole);
      }
      return independent;
    });
  });
}

}  // namespace claimcheck::du2019
