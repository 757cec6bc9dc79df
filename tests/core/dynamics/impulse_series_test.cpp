#include "core/dynamics/impulse_series.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

const Objective every_objective[] = {Objective::mean_logistic, Objective::mean_exponential,
                                     Objective::sum_of_squares};

Matrix<Ball> gram_like() {
  Matrix<Ball> h(3, 3, Ball(0.25));
  h(0, 0) = Ball(1);
  h(1, 1) = Ball(2);
  h(2, 2) = Ball(0.5);
  h(0, 2) = h(2, 0) = Ball(-0.375);
  return h;
}
const Vector<Ball> labels = {Ball(1), Ball(-1), Ball(1)};
const Vector<Ball> outputs = {Ball(0.5), Ball(0.25), Ball(-2)};

}  // namespace

// P' = p and f' = H p are checked by what they say: the difference quotient over a tiny step lies
// in the enclosure of the derivative over it.
TEST_CASE("the impulse solves its equation and its ends fit together") {
  const BallPrecision precision(128);
  for (const Objective objective : every_objective) {
    const ImpulseSeries series(objective, labels, outputs, gram_like());
    const Ball first = Ball(series.reach() / 3), last = Ball(series.reach());
    const Ball tiny(series.reach() * 0x1p-20), step = Ball::hull(Ball(0), tiny);
    const Vector<Ball> before = series.impulse(first), after = series.impulse(first + tiny);
    const Vector<Ball> p = series.pulls_after(series.impulse(first + step));
    const Vector<Ball> rates = series.pull_rates(p);
    const Vector<Ball> p0 = series.pulls_after(before), p1 = series.pulls_after(after);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(p[i].contains((after[i] - before[i]) / tiny));
      CHECK(rates[i].contains((p1[i] - p0[i]) / tiny));
      CHECK(rates[i].radius() < 1e-4 * std::fabs(rates[i].mid()));
    }
    // Two steps of half the length end where one does.
    const Vector<Ball> half = series.impulse(Ball(series.reach() / 2));
    const ImpulseSeries second(objective, labels, series.outputs_after(half), gram_like());
    REQUIRE(second.reach() >= series.reach() / 2);
    const Vector<Ball> rest = second.impulse(Ball(series.reach() / 2)),
                       whole = series.impulse(last);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK((half[i] + rest[i]).overlaps(whole[i]));
      CHECK(whole[i].radius() < 1e-30);
    }
  }
}

TEST_CASE("an interval of times gives the range of the impulse") {
  const BallPrecision precision(64);
  const ImpulseSeries series(Objective::mean_logistic, labels, outputs, gram_like());
  const Vector<Ball> range = series.impulse(Ball::between(0, series.reach()));
  for (const double share : {0.0, 0.3, 1.0}) {
    const Vector<Ball> at = series.impulse(Ball(share * series.reach()));
    for (std::size_t i = 0; i < 3; ++i) CHECK(range[i].contains(at[i].midpoint()));
  }
}

TEST_CASE("outputs that do not move give a linear impulse") {
  const ImpulseSeries series(Objective::mean_logistic, labels, outputs, Matrix<Ball>(3, 3));
  const Vector<Ball> impulse = series.impulse(Ball(0.5)), p = series.pulls_after(impulse);
  for (std::size_t i = 0; i < 3; ++i) CHECK(impulse[i].overlaps(p[i] / 2));
}

TEST_CASE("the series ends at precisions beyond the exponents of a double") {
  const BallPrecision precision(2048);
  Matrix<Ball> h(1, 1, Ball(1));
  const ImpulseSeries series(Objective::sum_of_squares, {Ball(1)}, {Ball(0.5)}, h);
  // p' = -p from p(0) = 1/2.
  const Ball impulse = series.impulse(Ball(0.5))[0];
  CHECK(impulse.overlaps((1 - exp(Ball(-0.5))) / 2));
  CHECK(impulse.radius() < 1e-300);
}
