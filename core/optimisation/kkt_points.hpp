// Candidates for KKT points of the parameter-space max-margin problem of a two-layer leaky ReLU
// network,
//   min |W|_F^2 / 2   subject to   y_i f(x_i; W) >= 1 for all i,
//   f(x; W) = m^{-1/2} sum_j s_j phi(<w_j, x>),   phi(z) = max(z, gamma z),   s_j in {-1, +1},
// in the sense of Clarke (frei2023, appendix A, eqs. 6-7): lambda >= 0 and slopes phi'_ji with
//   sqrt(m) w_j = s_j sum_i lambda_i y_i phi'_ji x_i,   lambda_i (y_i f(x_i; W) - 1) = 0,
//   phi'_ji = 1, gamma or in [gamma, 1] as <w_j, x_i> is positive, negative or zero.
//
// Once weights are multiplied by sqrt(m), everything is a rational function of the Gram matrix.
#pragma once

#include <optional>
#include <vector>

#include "core/linear/matrix.hpp"
#include "core/network/side.hpp"

namespace claimcheck {

template <Scalar R>
struct MarginProblem {
  Matrix<R> gram;      ///< n x n, positive definite
  std::vector<int> y;  ///< n labels
  R gamma;             ///< slope of the negative side, in (0, 1)
  int m1 = 1, m2 = 1;  ///< how many neurons have s_j = +1, and s_j = -1

  std::size_t samples() const { return y.size(); }
  R m() const { return R(m1 + m2); }
};

/// phi(z) = max(z, gamma z), gamma <= 1
template <Scalar R>
R leaky_relu(const R& gamma, const R& z) {
  // A sign that is known saves a product and a comparison, and keeps z as exact as it is.
  if constexpr (is_rigorous<R>) {
    if (certainly(less_equal(R(0), z))) return z;
    if (certainly(less(z, R(0)))) return gamma * z;
  }
  return max(z, gamma * z);
}

/// A candidate, and whether it is a KKT point. Neurons that are equal by construction share a row.
template <Scalar R>
struct KktPoint {
  std::vector<int> sign;     ///< s_j, per row
  std::vector<int> copies;   ///< how many neurons the row stands for
  std::vector<bool> active;  ///< i with lambda_i > 0; the other multipliers are zero
  Matrix<Side> side;         ///< rows x n, the assumed sides of z, meant for active i
  Vector<R> lambda;          ///< n multipliers
  Matrix<R> share;           ///< lambda_i phi'_ji: sqrt(m) w_j = s_j sum_i share_ji y_i x_i
  Matrix<R> z;               ///< sqrt(m) <w_j, x_i>; filled by complete()
  Vector<R> margin;          ///< y_i f(x_i; W); filled by complete()
  Truth is_kkt = Truth::unknown;

  std::size_t rows() const { return sign.size(); }
  /// sum of lambda_i phi'_ji over all neurons
  R total_share(std::size_t i) const {
    R total(0);
    for (std::size_t j = 0; j < rows(); ++j) total += copies[j] * share(j, i);
    return total;
  }
};

/// Fills z and the margins from the shares, and decides is_kkt. The active constraints must hold
/// with equality by construction. A candidate that fails early may be left unfilled.
template <Scalar R>
void complete(const MarginProblem<R>& problem, KktPoint<R>& w);

/// |W|_F^2 of a completed candidate.
template <Scalar R>
R squared_weight_norm(const MarginProblem<R>& problem, const KktPoint<R>& w);

/// The candidate of frei2023, theorem 3.2: all constraints active, y_i s_j <w_j, x_i> > 0. Two
/// rows: v (m1 copies) and u (m2 copies). lambda solves K lambda = 1 with
///   K_ik = G_ik (m1 c_i c_k + m2 b_i b_k) / m,  (c_i, b_i) = (1, -gamma) if y_i > 0,
///                                                            (-gamma, 1) if y_i < 0.
/// Empty when the elimination meets a zero pivot.
template <Scalar R>
std::optional<KktPoint<R>> aligned_point(const MarginProblem<R>& problem);

/// (y_i y_k <x_i, x_k>)
template <Scalar R>
Matrix<R> signed_gram(const MarginProblem<R>& problem);

/// beta with (y_i y_k <x_i, x_k>) beta = 1. If beta >= 0 then z = sum_i beta_i y_i x_i is the
/// l2-max-margin predictor, argmin |z| subject to y_i <z, x_i> >= 1, and |z|^2 = sum_i beta_i.
/// Empty when the elimination meets a zero pivot.
template <Scalar R>
std::optional<Vector<R>> max_margin_multipliers(const MarginProblem<R>& problem);

}  // namespace claimcheck
