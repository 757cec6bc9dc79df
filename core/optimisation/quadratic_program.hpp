// Convex quadratic programs: minimise 1/2 x^T Q x + c^T x subject to A x >= b, and what makes a
// point certainly optimal. The max-margin problem is Q = I, c = 0, rows y_i x_i, b = 1.
#pragma once

#include <vector>

#include "core/linear/solve.hpp"
#include "core/optimisation/certificates.hpp"

namespace claimcheck {

/// Q is d x d, symmetric and positive semidefinite (the caller's duty; see positive_definite);
/// c has d entries; A is m x d; b has m.
template <Scalar R>
struct QuadraticProgram {
  Matrix<R> q;
  Vector<R> c;
  Matrix<R> a;
  Vector<R> b;

  R value(const Vector<R>& x) const { return dot(x, q * x) / 2 + dot(c, x); }
  /// Q x + c
  Vector<R> gradient(const Vector<R>& x) const {
    Vector<R> out = q * x;
    for (std::size_t k = 0; k < out.size(); ++k) out[k] += c[k];
    return out;
  }
  /// Value of the dual at (x, y) with Q x + c = A^T y and y >= 0: no feasible point does better.
  R dual_value(const Vector<R>& x, const Vector<R>& y) const {
    return dot(b, y) - dot(x, q * x) / 2;
  }
};

/// y >= 0 and Q x + c = A^T y: then dual_value bounds the minimum from below, feasible x or not.
template <Scalar R>
Judgement<R> dual_feasible(const QuadraticProgram<R>& p, const Vector<R>& x, const Vector<R>& y) {
  return nonnegative(y) & same(p.gradient(x), transposed_product(p.a, y));
}

/// Every multiplier or its slack is zero: y_i (A x - b)_i = 0.
template <Scalar R>
Judgement<R> complementary(const QuadraticProgram<R>& p, const Vector<R>& x, const Vector<R>& y) {
  return every(p.b.size(),
               [&](std::size_t i) { return eq(y[i] * (dot(p.a.row(i), x) - p.b[i]), R(0)); });
}

/// Karush, Kuhn and Tucker: feasible, dual feasible, complementary. Sufficient, as Q >= 0.
template <Scalar R>
Judgement<R> optimal(const QuadraticProgram<R>& p, const Vector<R>& x, const Vector<R>& y) {
  return feasible(p.a, p.b, x) & dual_feasible(p, x, y) & complementary(p, x, y);
}

/// value(x) - dual_value(x, y) <= tolerance for feasible x and dual feasible (x, y): within
/// `tolerance` of the minimum.
template <Scalar R>
Judgement<R> optimal_within(const QuadraticProgram<R>& p, const Vector<R>& x, const Vector<R>& y,
                            const R& tolerance) {
  return feasible(p.a, p.b, x) & dual_feasible(p, x, y) &
         le(p.value(x) - p.dual_value(x, y), tolerance);
}

/// A solution with its multipliers, and what is left to prove about it.
template <Scalar R>
struct ActiveSetSolution {
  Vector<R> x;
  Vector<R> y;              ///< zero off the active set
  Judgement<R> is_optimal;  ///< the other constraints hold and y >= 0
};

/// Solves Q x + c = A_S^T y, A_S x = b_S for a guessed active set S, exactly over Rational,
/// enclosed over Interval and Ball; if `is_optimal` is certain then the exact solution, which the
/// enclosure contains, is optimal. The guess may come from any solver.
/// @throws std::domain_error over Rational when the system is singular.
template <Scalar R>
ActiveSetSolution<R> solve_on_active_set(const QuadraticProgram<R>& p,
                                         const std::vector<std::size_t>& active) {
  const std::size_t d = p.c.size(), s = active.size();
  Matrix<R> system(d + s, d + s);
  Vector<R> right(d + s, R(0));
  for (std::size_t k = 0; k < d; ++k) {
    right[k] = -p.c[k];
    for (std::size_t l = 0; l < d; ++l) system(k, l) = p.q(k, l);
    for (std::size_t i = 0; i < s; ++i) {
      system(k, d + i) = -p.a(active[i], k);
      system(d + i, k) = p.a(active[i], k);
    }
  }
  for (std::size_t i = 0; i < s; ++i) right[d + i] = p.b[active[i]];
  const Vector<R> solution = solve(system, right);
  const auto middle = solution.begin() + static_cast<std::ptrdiff_t>(d);
  ActiveSetSolution<R> out{{solution.begin(), middle}, Vector<R>(p.b.size(), R(0)), {}};
  std::vector<bool> is_active(p.b.size(), false);
  for (std::size_t i = 0; i < s; ++i) {
    out.y[active[i]] = solution[d + i];
    is_active[active[i]] = true;
  }
  out.is_optimal = nonnegative(out.y);
  for (std::size_t i = 0; i < p.b.size(); ++i) {
    if (!is_active[i]) out.is_optimal &= Judgement<R>(ge(dot(p.a.row(i), out.x), p.b[i]));
  }
  return out;
}

}  // namespace claimcheck
