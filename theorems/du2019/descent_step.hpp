// One step of gradient descent (3) split by the pattern flips around W(0), du2019 section 4.1.
#pragma once

#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {

/// W(k), the step to W(k+1), and the decomposition u(k+1) - u(k) = I_1 + I_2 over the units that
/// cannot, and that may, change their pattern within R of W(0).
template <Scalar R>
struct DescentStep {
  std::size_t n, m;
  Matrix<R> gram;  // K
  R eta, radius;
  Matrix<R> before, after;  // pre-activations of W(k), W(k+1)
  Matrix<R> active, active_after;
  Matrix<R> flips;           // I{A_ir}: r in S_i-perp
  Vector<R> perp;            // |S_i-perp|
  R perp_total;              // sum_i |S_i-perp|
  Vector<R> u, u_next, rho;  // u(k), u(k+1), y - u(k)
  R residual;                // |y - u(k)|
  R scale;                   // 2^-20 (1 + |y| + |u(k)| + |u(k+1)|), for le_next_to
  Matrix<R> slope;           // <dL(W(k))/dw_r, x_i>
  Vector<R> slope_length;    // |dL(W(k))/dw_r|
  Vector<R> I1, I2;
  Matrix<R> H, H_perp;          // H(k) and H-perp(k)
  Vector<R> reach, reach_next;  // |w_r(k) - w_r(0)|^2, |w_r(k+1) - w_r(0)|^2

  DescentStep(const UnitInputs<R>& inputs, const Matrix<R>& w0, const Matrix<R>& wk,
              const std::vector<int>& a, const Vector<R>& y, const R& step, const R& flip_radius)
      : n(inputs.n()),
        m(a.size()),
        gram(inputs.gram),
        eta(step),
        radius(flip_radius),
        before(inputs.preactivations(wk)),
        active(closed_indicator(before)),
        perp_total(0),
        H(gram_matrix(gram, active)),
        H_perp(n, n) {
    const Matrix<R> z0 = inputs.preactivations(w0);
    flips = flip_indicator(z0, radius);
    for (std::size_t i = 0; i < n; ++i) {
      R count(0);
      for (std::size_t r = 0; r < m; ++r) count += flips(r, i);
      perp.push_back(count);
      perp_total += count;
    }
    move(a, y);
    split(scaled_signs<R>(a));
    for (std::size_t r = 0; r < m; ++r) {
      // |w_k - w_0|^2, and with the step D_r X added to it.
      R here(0), cross(0), length(0);
      for (std::size_t c = 0; c < wk.cols(); ++c) here += square(wk(r, c) - w0(r, c));
      for (std::size_t i = 0; i < n; ++i) {
        cross += change_(r, i) * (before(r, i) - z0(r, i));
        length += change_(r, i) * dot(gram.row(i), change_.row(r));
      }
      reach.push_back(here);
      reach_next.push_back(here + 2 * cross + length);
    }
  }

  /// Both iterates are strictly inside the balls: R' < R.
  Judgement<R> inside_balls() const {
    return every(m, [&](auto r) {
      return lt(reach[r], square(radius)) & lt(reach_next[r], square(radius));
    });
  }
  /// sum_i |S_i-perp| <= C m n R / delta with C = 2 / sqrt(2 pi): the event of lemma 4.1.
  Relation<R> few_flips(const R& delta) const {
    return le(perp_total * delta, flip_constant() * R(m) * R(n) * radius);
  }
  static R flip_constant() { return 2 / root_two_pi<R>(); }
  /// sum over r of |dL/dw_r|
  R total_slope() const { return sum(slope_length); }
  /// |u(k+1) - u(k)|^2
  R squared_change() const {
    R total(0);
    for (std::size_t i = 0; i < n; ++i) total += square(u_next[i] - u[i]);
    return total;
  }
  /// |y - u(k+1)|^2
  R squared_residual_after() const {
    R total(0);
    for (std::size_t i = 0; i < n; ++i) total += square(rho[i] + u[i] - u_next[i]);
    return total;
  }

 private:
  void move(const std::vector<int>& a, const Vector<R>& y) {
    const Vector<R> outer = scaled_signs<R>(a);
    const Activation<R> phi = relu_of_paper<R>();
    u = outputs(phi, outer, before);
    rho = y;
    for (std::size_t i = 0; i < n; ++i) rho[i] -= u[i];
    residual = norm(rho);
    change_ = descent_coefficients(outer, active, rho);  // -dL/dW = change_ X
    slope = Matrix<R>(m, n);
    after = before;
    for (std::size_t r = 0; r < m; ++r) {
      for (std::size_t i = 0; i < n; ++i) {
        slope(r, i) = -dot(change_.row(r), gram.row(i));
        after(r, i) -= eta * slope(r, i);
      }
    }
    slope_length = row_lengths(change_, gram);
    for (R& entry : change_.entries()) entry *= eta;
    active_after = closed_indicator(after);
    u_next = outputs(phi, outer, after);
    scale = (1 + norm(y) + norm(u) + norm(u_next)) / 1048576;
  }
  void split(const Vector<R>& outer) {
    for (std::size_t i = 0; i < n; ++i) {
      R fixed(0), loose(0);
      for (std::size_t r = 0; r < m; ++r) {
        const R term = outer[r] * (relu(after(r, i)) - relu(before(r, i)));
        fixed += (1 - flips(r, i)) * term;
        loose += flips(r, i) * term;
        for (std::size_t j = 0; j < n; ++j) {
          H_perp(i, j) += flips(r, i) * gram(i, j) * active(r, i) * active(r, j) / R(m);
        }
      }
      I1.push_back(fixed);
      I2.push_back(loose);
    }
  }

  Matrix<R> change_;  // coefficients of W(k+1) - W(k) in the inputs
};

}  // namespace claimcheck::du2019
