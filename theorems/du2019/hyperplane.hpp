// The kink hyperplanes D_i = {w : w . x_i = 0} of du2019, lemma A.1, and points on one of them that
// are on no other.
//
// With p_s = (1, s, s^2, ..., s^{d-1}) let w_s = K_ii p_s - (p_s . x_i) x_i, which lies on D_i.
// Then w_s . x_j = p_s . (K_ii x_j - K_ij x_i) is a polynomial in s of degree at most d - 1, and
// not the zero polynomial unless x_i and x_j are linearly dependent. So of (n - 1)(d - 1) + 1
// values of s one at least gives a point of D_i outside every D_j, j != i.
#pragma once

#include "core/linear/matrix.hpp"
#include "core/number/judgement.hpp"

namespace claimcheck::du2019 {

template <Scalar R>
class KinkHyperplane {
 public:
  /// X is n x d; k = X X^T.
  KinkHyperplane(const Matrix<R>& x, const Matrix<R>& k, std::size_t i) : x_(x), k_(k), i_(i) {}

  /// How many s = 0, 1, ... suffice.
  std::size_t candidates() const { return (x_.rows() - 1) * (x_.cols() - 1) + 1; }

  /// w_s
  Vector<R> point(std::size_t s) const {
    Vector<R> power(x_.cols(), R(1));
    for (std::size_t c = 1; c < power.size(); ++c) power[c] = power[c - 1] * R(s);
    const R along = dot(power, x_.row(i_));
    for (std::size_t c = 0; c < power.size(); ++c) {
      power[c] = k_(i_, i_) * power[c] - along * x_(i_, c);
    }
    return power;
  }
  /// Whether w lies on D_j.
  Truth on(const Vector<R>& w, std::size_t j) const { return equal(dot(w, x_.row(j)), R(0)); }
  /// Whether w lies on some D_j with j != i.
  Truth on_another(const Vector<R>& w) const {
    Truth out = Truth::no;
    for (std::size_t j = 0; j < x_.rows(); ++j) {
      if (j != i_) out = out | on(w, j);
    }
    return out;
  }
  /// The first w_s certainly on no other hyperplane, or the last one tried.
  Vector<R> free_point() const {
    for (std::size_t s = 0; s + 1 < candidates(); ++s) {
      Vector<R> w = point(s);
      if (certainly_not(on_another(w))) return w;
    }
    return point(candidates() - 1);
  }

 private:
  const Matrix<R>& x_;
  const Matrix<R>& k_;
  std::size_t i_;
};

/// |x_i|^2 |x_j|^2 - (x_i . x_j)^2 > 0: x_i and x_j are linearly independent, i != j. A zero vector
/// counts as parallel to every vector, antipodal vectors as parallel.
template <Scalar R>
Judgement<R> no_two_parallel(const Matrix<R>& k) {
  return every_pair(k.rows(),
                    [&](auto i, auto j) { return gt(k(i, i) * k(j, j), square(k(i, j))); });
}

}  // namespace claimcheck::du2019
