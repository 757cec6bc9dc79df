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

#include <vector>

#include "core/linear/elimination.hpp"

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
  return max(z, gamma * z);
}

/// The sign of <w_j, x_i> that a candidate assumes.
enum class Side : signed char { negative = -1, kink = 0, positive = 1 };

/// A candidate, and whether it is a KKT point. Neurons that are equal by construction share a row.
template <Scalar R>
struct KktPoint {
  std::vector<int> sign;     ///< s_j, per row
  std::vector<int> copies;   ///< how many neurons the row stands for
  std::vector<bool> active;  ///< i with lambda_i > 0; the other multipliers are zero
  Matrix<Side> side;         ///< rows x n, meant for active i
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

namespace detail {
/// What the side of <w_j, x_i> asks of a candidate, for active i.
template <Scalar R>
Truth side_holds(const MarginProblem<R>& problem, const KktPoint<R>& w, std::size_t j,
                 std::size_t i) {
  switch (w.side(j, i)) {
    case Side::positive:
      return less(R(0), w.z(j, i));
    case Side::negative:
      return less(w.z(j, i), R(0));
    case Side::kink:
      break;
  }
  return less_equal(problem.gamma * w.lambda[i], w.share(j, i)) &
         less_equal(w.share(j, i), w.lambda[i]);
}
}  // namespace detail

/// Fills z and the margins from the shares, and decides is_kkt. The active constraints must hold
/// with equality by construction. A candidate that fails early may be left unfilled.
template <Scalar R>
void complete(const MarginProblem<R>& problem, KktPoint<R>& w) {
  const std::size_t n = problem.samples();
  w.z = Matrix<R>(w.rows(), n);
  w.margin = Vector<R>(n, R(0));
  w.is_kkt = Truth::yes;
  for (std::size_t i = 0; i < n; ++i) {
    if (w.active[i]) w.is_kkt = w.is_kkt & less(R(0), w.lambda[i]);
  }
  for (std::size_t i = 0; i < n && !certainly_not(w.is_kkt); ++i) {
    for (std::size_t j = 0; j < w.rows(); ++j) {
      R& z = w.z(j, i);
      for (std::size_t q = 0; q < n; ++q) {
        if (w.active[q]) z += problem.y[q] * w.share(j, q) * problem.gram(q, i);
      }
      z *= R(w.sign[j]);
      if (w.active[i]) {
        w.is_kkt = w.is_kkt & detail::side_holds(problem, w, j, i);
        if (w.side(j, i) == Side::kink) z = R(0);  // by construction
      }
      w.margin[i] += problem.y[i] * w.sign[j] * w.copies[j] * leaky_relu(problem.gamma, z);
    }
    w.margin[i] /= problem.m();
    if (!w.active[i]) w.is_kkt = w.is_kkt & less_equal(R(1), w.margin[i]);
  }
}

/// |W|_F^2 of a completed candidate.
template <Scalar R>
R squared_weight_norm(const MarginProblem<R>& problem, const KktPoint<R>& w) {
  R total(0);
  for (std::size_t j = 0; j < w.rows(); ++j) {
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      total += w.copies[j] * w.sign[j] * problem.y[i] * w.share(j, i) * w.z(j, i);
    }
  }
  return total / problem.m();
}

/// The candidate of frei2023, theorem 3.2: all constraints active, y_i s_j <w_j, x_i> > 0. Two
/// rows: v (m1 copies) and u (m2 copies). lambda solves K lambda = 1 with
///   K_ik = G_ik (m1 c_i c_k + m2 b_i b_k) / m,  (c_i, b_i) = (1, -gamma) if y_i > 0,
///                                                            (-gamma, 1) if y_i < 0.
/// Empty when the elimination meets a zero pivot.
template <Scalar R>
std::optional<KktPoint<R>> aligned_point(const MarginProblem<R>& problem) {
  const std::size_t n = problem.samples();
  const auto slope = [&](int s, std::size_t i) { return problem.y[i] == s ? R(1) : problem.gamma; };
  Matrix<R> k(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t q = 0; q < n; ++q) {
      k(i, q) =
          problem.y[i] * problem.y[q] * problem.gram(i, q) *
          (problem.m1 * slope(1, i) * slope(1, q) + problem.m2 * slope(-1, i) * slope(-1, q)) /
          problem.m();
    }
  }
  const std::optional<Vector<R>> lambda = solve_by_elimination(std::move(k), Vector<R>(n, R(1)));
  if (!lambda) return std::nullopt;
  KktPoint<R> w{{1, -1},
                {problem.m1, problem.m2},
                std::vector<bool>(n, true),
                Matrix<Side>(2, n, Side::kink),
                *lambda,
                Matrix<R>(2, n),
                {},
                {},
                Truth::unknown};
  for (std::size_t j = 0; j < 2; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      w.side(j, i) = problem.y[i] == w.sign[j] ? Side::positive : Side::negative;
      w.share(j, i) = w.lambda[i] * slope(w.sign[j], i);
    }
  }
  complete(problem, w);
  return w;
}

}  // namespace claimcheck
