#include "core/optimisation/exact_program.hpp"

#include "core/data/near_orthogonal.hpp"
#include "core/optimisation/aligned_program.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Matrix<Rational> identity(std::size_t n) {
  Matrix<Rational> out(n, n);
  for (std::size_t k = 0; k < n; ++k) out(k, k) = 1;
  return out;
}

TEST_CASE("random programs: the solver agrees with trying every active set") {
  Stream random(2, "exact_program_test", 0);
  std::size_t inactive = 0;
  for (int k = 0; k < 30; ++k) {
    QuadraticProgram<Rational> p{identity(2), Vector<Rational>(2), Matrix<Rational>(3, 2),
                                 Vector<Rational>(3)};
    for (Rational& entry : p.c) entry = random.integer(-3, 3);
    for (Rational& entry : p.a.entries()) entry = random.integer(-3, 3);
    for (Rational& entry : p.b) entry = random.integer(-3, 0);  // 0 is feasible
    const ExactSolution found = solve_exactly(p);
    REQUIRE(found.kind == ExactSolution::Kind::optimal);
    for (const Rational& y : found.y) inactive += y.sign() == 0;
    for (const std::vector<std::size_t>& active :
         std::vector<std::vector<std::size_t>>{{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}}) {
      try {
        const auto solution = solve_on_active_set(p, active);
        if (!certainly(solution.is_optimal.truth())) continue;
        CHECK(p.value(solution.x).text() == p.value(found.x).text());
      } catch (const std::domain_error&) {  // dependent constraints
      }
    }
  }
  CHECK(inactive > 20);
}

TEST_CASE("programs without an optimum are named") {
  // x >= 1 and -x >= 0; then minimise -x with x >= 0 and no curvature.
  QuadraticProgram<Rational> p{identity(1), {0}, Matrix<Rational>(2, 1), {1, 0}};
  p.a(0, 0) = 1;
  p.a(1, 0) = -1;
  CHECK(solve_exactly(p).kind == ExactSolution::Kind::infeasible);
  QuadraticProgram<Rational> q{Matrix<Rational>(1, 1), {-1}, Matrix<Rational>(1, 1, 1), {0}};
  CHECK(solve_exactly(q).kind == ExactSolution::Kind::unbounded);
  p.b.pop_back();
  CHECK_THROWS_AS(solve_exactly(p), std::invalid_argument);
}

// (2, 0), (0, 1), (3, 4) as in quadratic_program_test: |w|^2 / 2 = 5/8, the third is slack.
TEST_CASE("the max-margin problem through the Gram matrix") {
  const Matrix<Rational> x = [] {
    Matrix<Rational> out(3, 2);
    out.entries() = {2, 0, 0, 1, -3, -4};
    return out;
  }();
  const auto p = max_margin_program(gram(x), {1, 1, -1});
  const ExactSolution w = solve_exactly(p);
  REQUIRE(w.kind == ExactSolution::Kind::optimal);
  CHECK(p.value(w.x).text() == "5/8");
  // Opposite labels on one point: not separable.
  const auto clash = max_margin_program(Matrix<Rational>(2, 2, 1), {1, -1});
  CHECK(solve_exactly(clash).kind == ExactSolution::Kind::infeasible);
}

/// frei2023, problem (3), for m1 = 2, m2 = 1, gamma = 1/2.
MarginProblem<Rational> three_samples(const Matrix<Rational>& gram, std::vector<int> y) {
  return {gram, std::move(y), Rational(1) / 2, 2, 1};
}

TEST_CASE("problem (3) of nearly orthogonal data has all constraints active at its solution") {
  Stream random(3, "exact_program_test", 0);
  for (int k = 0; k < 4; ++k) {
    const std::vector<int> y = {1, -1, 1};
    const auto gram = near_orthogonal_gram({1, 1.5, 1.0 + k}, y, SignPattern::random, 0.05, random);
    const auto problem = three_samples(lift<Rational>(gram), y);
    const auto p = aligned_program(problem);
    const ExactSolution best = solve_exactly(p);
    REQUIRE(best.kind == ExactSolution::Kind::optimal);
    CHECK(p.value(best.x).text() == p.value(solve_aligned_program(problem).x).text());
  }
}

// A third point far along the first two is classified with room to spare: solving with all
// constraints active is not optimal.
TEST_CASE("problem (3) is solved also where a constraint is slack") {
  Matrix<Rational> x(3, 3);
  x.entries() = {1, 0, 0, 0, 1, 0, 3, 4, 1};
  const auto problem = three_samples(gram(x), {1, 1, 1});
  const auto p = aligned_program(problem);
  const ExactSolution best = solve_exactly(p);
  REQUIRE(best.kind == ExactSolution::Kind::optimal);
  CHECK(best.y[2].sign() == 0);
  const auto all_active = solve_aligned_program(problem);
  CHECK(certainly_not(all_active.is_optimal.truth()));
  CHECK(certainly(less(p.value(best.x), p.value(all_active.x))));
}

}  // namespace
}  // namespace claimcheck
