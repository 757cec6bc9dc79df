// Exact solutions of convex quadratic programs over the rationals, by the simplex-like method of
// CGAL (B. Gaertner and S. Schoenherr, SoCG 2000), and the max-margin problem as one. Problem (3)
// of frei2023 is aligned_program() of aligned_program.hpp.
#pragma once

#include "core/optimisation/quadratic_program.hpp"

namespace claimcheck {

/// Of minimise 1/2 x^T Q x + c^T x subject to A x >= b.
struct ExactSolution {
  enum class Kind { optimal, infeasible, unbounded } kind;
  Vector<Rational> x, y;  ///< point and multipliers of an optimum: optimal(p, x, y) is certain
};

/// Q must be positive semidefinite. The answer `optimal` has been checked by its own certificate.
/// @throws std::invalid_argument when the shapes do not fit; std::logic_error when the check fails,
/// as it does for some Q that are not positive semidefinite.
ExactSolution solve_exactly(const QuadraticProgram<Rational>& p);

/// min |w|^2 / 2 subject to y_i <w, x_i> >= 1 through the Gram matrix: over w = sum_i beta_i y_i
/// x_i the program in beta has Q = T, rows and right side T beta >= 1, with T_ik = y_i y_k <x_i,
/// x_k>. Infeasible exactly when the data are not linearly separable through 0. If T is singular,
/// beta is one of many; w, |w|^2 = beta^T T beta = sum of the multipliers and the margins are
/// unique.
/// @throws std::invalid_argument when the sizes differ.
QuadraticProgram<Rational> max_margin_program(const Matrix<Rational>& gram,
                                              const std::vector<int>& y);

}  // namespace claimcheck
