#include "core/optimisation/aligned_program.hpp"

#include <numeric>

namespace claimcheck {

template <Scalar R>
QuadraticProgram<R> aligned_program(const MarginProblem<R>& problem) {
  const std::size_t n = problem.samples();
  const R first = problem.m1 / problem.m(), second = problem.m2 / problem.m();
  QuadraticProgram<R> out{Matrix<R>(2 * n, 2 * n), Vector<R>(2 * n, R(0)), Matrix<R>(n, 2 * n),
                          Vector<R>(n, R(1))};
  for (std::size_t i = 0; i < n; ++i) {
    const bool positive = problem.y[i] == 1;
    for (std::size_t k = 0; k < n; ++k) {
      const R v = first * problem.gram(i, k), u = second * problem.gram(i, k);
      out.q(i, k) = v;
      out.q(n + i, n + k) = u;
      out.a(i, k) = positive ? v : -problem.gamma * v;
      out.a(i, n + k) = positive ? -problem.gamma * u : u;
    }
  }
  return out;
}

template <Scalar R>
ActiveSetSolution<R> solve_aligned_program(const MarginProblem<R>& problem) {
  std::vector<std::size_t> all(problem.samples());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return solve_on_active_set(aligned_program(problem), all);
}

template QuadraticProgram<double> aligned_program(const MarginProblem<double>&);
template ActiveSetSolution<double> solve_aligned_program(const MarginProblem<double>&);
template QuadraticProgram<Interval> aligned_program(const MarginProblem<Interval>&);
template ActiveSetSolution<Interval> solve_aligned_program(const MarginProblem<Interval>&);
template QuadraticProgram<Ball> aligned_program(const MarginProblem<Ball>&);
template ActiveSetSolution<Ball> solve_aligned_program(const MarginProblem<Ball>&);
template QuadraticProgram<Rational> aligned_program(const MarginProblem<Rational>&);
template ActiveSetSolution<Rational> solve_aligned_program(const MarginProblem<Rational>&);
template QuadraticProgram<Extended> aligned_program(const MarginProblem<Extended>&);
template ActiveSetSolution<Extended> solve_aligned_program(const MarginProblem<Extended>&);

}  // namespace claimcheck
