#include "core/optimisation/quadratic_program.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// Max-margin for the samples (2, 0) and (0, 1), both positive, and a slack third one, (3, 4):
/// w = (1/2, 1), multipliers (1/4, 1, 0), |w|^2 / 2 = 5/8.
template <class R>
QuadraticProgram<R> max_margin() {
  QuadraticProgram<R> p{Matrix<R>(2, 2), Vector<R>(2, R(0)), Matrix<R>(3, 2), Vector<R>(3, R(1))};
  p.q(0, 0) = p.q(1, 1) = R(1);
  p.a(0, 0) = R(2);
  p.a(1, 1) = R(1);
  p.a(2, 0) = R(3);
  p.a(2, 1) = R(4);
  return p;
}

TEMPLATE_TEST_CASE("the max-margin solution is certified optimal, exactly", "", double, Interval,
                   Ball, Rational) {
  using R = TestType;
  const auto p = max_margin<R>();
  const Vector<R> w = {R(0.5), R(1)}, y = {R(0.25), R(1), R(0)};
  CHECK(certainly(optimal(p, w, y).truth()));
  CHECK(certainly(optimal_within(p, w, y, R(0)).truth()));
  CHECK(certainly(eq(p.value(w), R(0.625)).truth()));
  CHECK(certainly(eq(p.dual_value(w, y), R(0.625)).truth()));
}

TEST_CASE("points that are not optimal are refused for the right reason") {
  const auto p = max_margin<Rational>();
  const Vector<Rational> w = {Rational(1) / 2, 1}, y = {Rational(1) / 4, 1, 0};
  // feasible with a larger norm: stationarity fails
  CHECK(certainly_not(dual_feasible(p, Vector<Rational>{1, 1}, y).truth()));
  CHECK(certainly_not(optimal(p, Vector<Rational>{1, 1}, y).truth()));
  // infeasible
  CHECK(certainly_not(optimal(p, Vector<Rational>{0, 0}, Vector<Rational>{0, 0, 0}).truth()));
  // feasible and stationary, but a positive multiplier on a slack constraint:
  // (3, 4) = A^T (0, 0, 1)
  const Vector<Rational> far = {3, 4}, loose = {0, 0, 1};
  CHECK(certainly(feasible(p.a, p.b, far).truth()));
  CHECK(certainly(dual_feasible(p, far, loose).truth()));
  CHECK(certainly_not(complementary(p, far, loose).truth()));
  // ... which is 24 from optimal by its own certificate: 25/2 - (1 - 25/2)
  CHECK(certainly(optimal_within(p, far, loose, Rational(24)).truth()));
  CHECK(certainly_not(optimal_within(p, far, loose, Rational(23)).truth()));
  // a negative multiplier
  CHECK(certainly_not(nonnegative(Vector<Rational>{1, -1}).truth()));
}

TEMPLATE_TEST_CASE("a guessed active set is certified or refused", "", Interval, Ball, Rational) {
  using R = TestType;
  const auto p = max_margin<R>();
  const ActiveSetSolution<R> right = solve_on_active_set(p, {0, 1});
  CHECK(certainly(right.is_optimal.truth()));
  CHECK(mid(right.x[0]) == Approx(0.5));
  CHECK(mid(right.x[1]) == Approx(1));
  CHECK(mid(right.y[0]) == Approx(0.25));
  // (3, 4) alone: w = (3, 4)/25 leaves the others violated.
  CHECK(certainly_not(solve_on_active_set(p, {2}).is_optimal.truth()));
  // (2, 0) and (3, 4): (0, 1) is violated and a multiplier negative.
  CHECK(certainly_not(solve_on_active_set(p, {0, 2}).is_optimal.truth()));
}

TEST_CASE("random programs: the certified active set agrees with trying all of them") {
  Stream random(1, "quadratic_program_test", 0);
  for (int k = 0; k < 40; ++k) {
    QuadraticProgram<Rational> p{Matrix<Rational>(2, 2), Vector<Rational>(2),
                                 Matrix<Rational>(3, 2), Vector<Rational>(3)};
    p.q(0, 0) = random.integer(1, 3);
    p.q(1, 1) = random.integer(1, 3);
    for (Rational& entry : p.c) entry = random.integer(-3, 3);
    for (Rational& entry : p.a.entries()) entry = random.integer(-3, 3);
    for (Rational& entry : p.b) entry = random.integer(-3, 0);  // 0 is feasible
    // A strictly convex program with a feasible point has exactly one solution, on some set of at
    // most two constraints that determine it.
    Vector<Rational> values;
    for (const std::vector<std::size_t>& active :
         std::vector<std::vector<std::size_t>>{{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}}) {
      try {
        const auto solution = solve_on_active_set(p, active);
        if (!certainly(solution.is_optimal.truth())) continue;
        CHECK(certainly(optimal(p, solution.x, solution.y).truth()));
        values.push_back(p.value(solution.x));
      } catch (const std::domain_error&) {  // dependent constraints
      }
    }
    REQUIRE_FALSE(values.empty());
    for (const Rational& value : values) CHECK(value.text() == values.front().text());
    CHECK(certainly(less_equal(values.front(), Rational(0))));
  }
}

}  // namespace
}  // namespace claimcheck
