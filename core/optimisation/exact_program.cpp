#include "core/optimisation/exact_program.hpp"

#include <CGAL/Gmpq.h>
#include <CGAL/QP_functions.h>
#include <CGAL/QP_models.h>

#include <sstream>
#include <stdexcept>
#include <string>

namespace claimcheck {
namespace {

CGAL::Gmpq to_cgal(const Rational& value) { return CGAL::Gmpq(value.text()); }

template <class Quotient>
Rational from_cgal(const Quotient& value) {
  const auto text = [](const CGAL::Gmpq& x) {
    std::ostringstream out;
    out << x;
    return out.str();
  };
  return Rational::parse(text(value.numerator())) / Rational::parse(text(value.denominator()));
}

void require_program(const QuadraticProgram<Rational>& p) {
  const std::size_t d = p.c.size();
  if (d == 0 || p.q.rows() != d || p.q.cols() != d || p.a.rows() != p.b.size() ||
      (p.a.rows() > 0 && p.a.cols() != d)) {
    throw std::invalid_argument("a quadratic program whose shapes do not fit");
  }
}

void require_labels(const Matrix<Rational>& gram, const std::vector<int>& y) {
  if (y.empty() || gram.rows() != y.size() || gram.cols() != y.size()) {
    throw std::invalid_argument("a Gram matrix needs one label a sample");
  }
}

}  // namespace

ExactSolution solve_exactly(const QuadraticProgram<Rational>& p) {
  require_program(p);
  const int d = static_cast<int>(p.c.size()), m = static_cast<int>(p.b.size());
  const auto index = [](int k) { return static_cast<std::size_t>(k); };
  CGAL::Quadratic_program<CGAL::Gmpq> program(CGAL::LARGER, false, 0, false, 0);
  for (int k = 0; k < d; ++k) {
    program.set_c(k, to_cgal(p.c[index(k)]));
    // CGAL minimises x^T D x and asks for 2 D = Q, the lower triangle.
    for (int l = 0; l <= k; ++l) program.set_d(k, l, to_cgal(p.q(index(k), index(l))));
    for (int i = 0; i < m; ++i) program.set_a(k, i, to_cgal(p.a(index(i), index(k))));
  }
  for (int i = 0; i < m; ++i) program.set_b(i, to_cgal(p.b[index(i)]));
  const auto solution = CGAL::solve_quadratic_program(program, CGAL::Gmpq());
  if (solution.is_infeasible()) return {ExactSolution::Kind::infeasible, {}, {}};
  if (solution.is_unbounded()) return {ExactSolution::Kind::unbounded, {}, {}};
  ExactSolution out{ExactSolution::Kind::optimal, {}, {}};
  for (auto x = solution.variable_values_begin(); x != solution.variable_values_end(); ++x) {
    out.x.push_back(from_cgal(*x));
  }
  auto y = solution.optimality_certificate_begin();
  for (int i = 0; i < m; ++i, ++y) out.y.push_back(-from_cgal(*y));
  if (!certainly(optimal(p, out.x, out.y).truth())) {
    throw std::logic_error("the solution of a quadratic program failed its check");
  }
  return out;
}

QuadraticProgram<Rational> max_margin_program(const Matrix<Rational>& gram,
                                              const std::vector<int>& y) {
  require_labels(gram, y);
  const std::size_t n = y.size();
  Matrix<Rational> t = gram;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) t(i, k) *= Rational(y[i] * y[k]);
  }
  return {t, Vector<Rational>(n, 0), t, Vector<Rational>(n, 1)};
}

}  // namespace claimcheck
