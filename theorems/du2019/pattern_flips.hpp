// The event A_ir of du2019: some w with |w - w_r(0)| <= R has I{x_i . w >= 0} != I{x_i . w_r(0) >=
// 0}, for unit inputs, and what the proofs build from it.
#pragma once

#include "theorems/du2019/unit_inputs.hpp"

namespace claimcheck::du2019 {

/// A_ir for s = w_r(0) . x_i: over the closed ball x_i . w takes exactly the values [s - R, s + R].
/// An active unit (s >= 0) can be put to sleep iff s - R < 0, a sleeping one woken iff s + R >= 0.
template <Scalar R>
Truth may_flip(const R& s, const R& radius) {
  const Truth active = less_equal(R(0), s);
  return (active & less(s - radius, R(0))) | (!active & less_equal(R(0), s + radius));
}

/// I{A_ir}, m x n, from Z(0).
template <Scalar R>
Matrix<R> flip_indicator(const Matrix<R>& z0, const R& radius) {
  Matrix<R> out(z0.rows(), z0.cols());
  for (std::size_t k = 0; k < z0.entries().size(); ++k) {
    out.entries()[k] = indicator<R>(may_flip(z0.entries()[k], radius));
  }
  return out;
}

/// 1/m sum_r I{A_ir or A_jr}, n x n: bounds |H_ij - H_ij(0)| for every W in the balls.
template <Scalar R>
Matrix<R> flip_fraction(const Matrix<R>& flips) {
  Matrix<R> out(flips.cols(), flips.cols());
  for (std::size_t i = 0; i < out.rows(); ++i) {
    for (std::size_t j = 0; j < out.cols(); ++j) {
      for (std::size_t r = 0; r < flips.rows(); ++r) {
        out(i, j) += max(flips(r, i), flips(r, j));
      }
      out(i, j) /= R(flips.rows());
    }
  }
  return out;
}

/// Pre-activations of W with |w_r - w_r(0)| <= R: row r of W(0) moves by R M_r / max(1, |M_r|), so
/// |M_r| >= 1 puts w_r on the sphere exactly. Written so that a w_r that lands on a kink does so
/// exactly when R is exact.
template <Scalar R>
Matrix<R> moved_within(const UnitInputs<R>& inputs, const Matrix<R>& w0, const Matrix<R>& moves,
                       const R& radius) {
  Matrix<R> z = row_products(w0, inputs.directions);
  const Matrix<R> shift = row_products(moves, inputs.directions);
  for (std::size_t r = 0; r < z.rows(); ++r) {
    const R length = sqrt(max(R(1), squared_norm(moves.row(r))));
    for (std::size_t i = 0; i < z.cols(); ++i) {
      z(r, i) = (z(r, i) + radius * (shift(r, i) / length)) / inputs.length[i];
    }
  }
  return z;
}

/// P(A_ir) = P(|z| < R), z ~ N(0, 1), for w_r(0) ~ N(0, I) and |x_i| = 1.
template <Scalar R>
R flip_probability(const R& radius) {
  return erf(radius / sqrt(R(2)));
}

/// sum of all entries, sum of their absolute values
template <Scalar R>
R total(const Matrix<R>& a) {
  return sum(a.entries());
}
template <Scalar R>
R total_abs(const Matrix<R>& a) {
  R out(0);
  for (const R& entry : a.entries()) out += abs(entry);
  return out;
}

}  // namespace claimcheck::du2019
