#include "core/optimisation/aligned_program.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

/// Nearly orthogonal points of norms 2 and 3 with alternating labels.
MarginProblem<Rational> nearly_orthogonal(std::size_t n, int m1, int m2) {
  Stream random(1, "aligned_program_test", n);
  Matrix<double> gram(n, n);
  std::vector<int> y;
  for (std::size_t i = 0; i < n; ++i) {
    y.push_back(i % 2 == 0 ? 1 : -1);
    gram(i, i) = i % 2 == 0 ? 4 : 9;
    for (std::size_t k = 0; k < i; ++k) gram(i, k) = gram(k, i) = random.uniform(-0.02, 0.02);
  }
  return {lift<Rational>(gram), y, Rational(0.5), m1, m2};
}

bool same(const Rational& a, const Rational& b) { return certainly(equal(a, b)); }

}  // namespace

TEST_CASE("the quadratic program has the aligned point as its solution") {
  for (const std::size_t n : {1, 2, 4}) {
    for (const auto& [m1, m2] : {std::pair(1, 1), std::pair(1, 40), std::pair(7, 2)}) {
      const auto problem = nearly_orthogonal(n, m1, m2);
      const auto solution = solve_aligned_program(problem);
      const auto point = aligned_point(problem);
      REQUIRE(point.has_value());
      CHECK(certainly(point->is_kkt));
      CHECK(certainly(solution.is_optimal.truth()));
      CHECK(certainly(optimal(aligned_program(problem), solution.x, solution.y).truth()));
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(same(solution.y[i], point->lambda[i]));
        CHECK(same(solution.x[i], problem.y[i] * point->share(0, i)));
        CHECK(same(solution.x[n + i], -problem.y[i] * point->share(1, i)));
      }
    }
  }
}

// lambda_i = m / ((m1 + gamma^2 m2) |x_i|^2) for y_i = 1, and the widths exchanged for y_i = -1.
TEST_CASE("orthogonal data have the multipliers of the closed form") {
  MarginProblem<Rational> problem = nearly_orthogonal(2, 3, 5);
  problem.gram(0, 1) = problem.gram(1, 0) = Rational(0);
  const auto solution = solve_aligned_program(problem);
  CHECK(same(solution.y[0] * (3 * 4 + 5), Rational(8)));  // times 4 for gamma^2 = 1/4
  CHECK(same(solution.y[1] * 9 * (5 * 4 + 3), Rational(32)));
}

TEST_CASE("with all constraints active the max-margin predictor has unit margins") {
  const auto problem = nearly_orthogonal(4, 1, 1);
  const auto beta = max_margin_multipliers(problem);
  REQUIRE(beta.has_value());
  const Vector<Rational> margins = signed_gram(problem) * *beta;
  for (const Rational& margin : margins) CHECK(same(margin, Rational(1)));
}
