// Gradient descent (3) of du2019: the squared loss (2), the first layer, unit inputs.
#pragma once

#include <cmath>

#include "core/dynamics/gradient_descent.hpp"
#include "theorems/du2019/unit_inputs.hpp"

namespace claimcheck::du2019 {

/// a_r / sqrt(m), the output layer of (1) with its prefactor.
template <Scalar R>
Vector<R> scaled_signs(const std::vector<int>& a) {
  Vector<R> out;
  for (const int sign : a) out.push_back(R(sign) / sqrt(R(a.size())));
  return out;
}

/// sigma with sigma'(0) = 1
template <Scalar R>
Activation<R> relu_of_paper() {
  return {ActivationFamily::relu, R(1), R(1), Kink::right};
}

/// |grad_r|_2 of rows grad_r = sum_i c_ri x_i, from the Gram matrix.
template <Scalar R>
Vector<R> row_lengths(const Matrix<R>& c, const Matrix<R>& gram) {
  Vector<R> out;
  for (std::size_t r = 0; r < c.rows(); ++r) {
    R total(0);
    for (std::size_t i = 0; i < c.cols(); ++i) total += c(r, i) * dot(gram.row(i), c.row(r));
    out.push_back(sqrt(max(R(0), total)));
  }
  return out;
}

/// What the proofs use of the iterates k = 0, 1, ..., steps.
template <Scalar R>
struct DescentRun {
  Vector<R> residual;             // |y - u(k)|_2
  std::vector<Vector<R>> slopes;  // |dL(W(k))/dw_r|_2, for all r
  std::vector<Vector<R>> travel;  // |w_r(k) - w_r(0)|_2, for all r
  R grain;                        // 2^-20 (1 + |y| + |u(0)|), for le_next_to
  Truth decided = Truth::yes;     // every pattern I{z >= 0}; unknown where an enclosure straddles 0

  DescentRun(const UnitInputs<R>& inputs, const Matrix<R>& w0, const std::vector<int>& a,
             const Vector<R>& y, const R& step, int steps) {
    const Vector<R> outer = scaled_signs<R>(a);
    const Activation<R> phi = relu_of_paper<R>();
    GradientDescent<R> run(phi, outer, y, inputs.gram, inputs.preactivations(w0), step,
                           Objective::sum_of_squares);
    grain = (1 + norm(y) + norm(run.outputs())) / 1048576;
    for (int k = 0;; ++k) {
      for (const R& z : run.preactivations().entries()) {
        if (unknown(less_equal(R(0), z))) decided = Truth::unknown;
      }
      residual.push_back(norm(run.pulls()));
      slopes.push_back(row_lengths(
          descent_coefficients(outer, claimcheck::slopes(phi, run.preactivations()), run.pulls()),
          inputs.gram));
      travel.push_back(row_lengths(run.coefficients(), inputs.gram));
      if (k == steps) break;
      run.advance();
    }
  }
};

/// Condition 4.1 at iteration k: |y - u(k)|^2 <= (1 - eta lambda_0 / 2)^k |y - u(0)|^2.
template <Scalar R>
Relation<R> contracted(const R& residual, const R& start, const R& base, int k) {
  return le(square(residual), pow(base, k) * square(start));
}

/// a <= b and a = b, measured by a common scale > 0, so that equalities of sides that are tiny next
/// to what they were computed from are recognised as such.
template <Scalar R>
Relation<R> next_to(const R& scale, Relation<R> relation) {
  const double grain = mid(scale);
  relation.grain = std::isfinite(grain) ? grain : 0;
  return relation;
}
template <Scalar R>
Relation<R> le_next_to(const R& scale, const R& a, const R& b) {
  return next_to(scale, le(a, b));
}
template <Scalar R>
Relation<R> eq_next_to(const R& scale, const R& a, const R& b) {
  return next_to(scale, eq(a, b));
}

}  // namespace claimcheck::du2019
