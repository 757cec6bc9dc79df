// The convex problem to which the max-margin problem of kkt_points.hpp shrinks when all positive
// neurons are one vector v, all negative ones one vector u, and y_i v.x_i >= 0 >= y_i u.x_i
// (frei2023, problem 3):
//   min m1/2 |v|^2 + m2/2 |u|^2   subject to
//   m1 v.x_i - gamma m2 u.x_i >= sqrt(m) (y_i = 1),   m2 u.x_i - gamma m1 v.x_i >= sqrt(m) (y_i =
//   -1).
#pragma once

#include "core/optimisation/kkt_points.hpp"
#include "core/optimisation/quadratic_program.hpp"

namespace claimcheck {

/// In the 2n coefficients of sqrt(m) v = sum_i a_i x_i and sqrt(m) u = sum_i b_i x_i, a first:
/// objective and constraints are divided by m. A part of v or u outside the span changes no
/// constraint and adds to the objective.
template <Scalar R>
QuadraticProgram<R> aligned_program(const MarginProblem<R>& problem);

/// Its solution if all constraints are active, by solve_on_active_set: the primal variables are
/// solved for together with the multipliers, unlike in aligned_point.
template <Scalar R>
ActiveSetSolution<R> solve_aligned_program(const MarginProblem<R>& problem);

}  // namespace claimcheck
