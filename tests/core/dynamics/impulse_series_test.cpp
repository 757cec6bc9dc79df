#include "core/dynamics/impulse_series.hpp"

#include <cmath>
#include <stdexcept>

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

/// The pulls at P(s) = impulse.
Vector<Ball> pulls_after(const ImpulseSeries& series, Objective objective, const Vector<Ball>& p) {
  return pulls(objective, series.outputs_after(p), labels);
}

}  // namespace

// P' = p T~' and f' = H p are checked by what they say: the difference quotient over a tiny step
// lies in the enclosure of the derivative over it, up to the stated defect.
TEST_CASE("the impulse solves its equation up to its defect") {
  const BallPrecision precision(128);
  for (const Objective objective : every_objective) {
    for (const Clock clock : {Clock::time, Clock::progress}) {
      const ImpulseSeries series(objective, labels, outputs, gram_like(), clock);
      for (const double share : {0.0, 0.33, 0.999}) {
        const Ball first(share * series.reach()), tiny(series.reach() * 0x1p-20);
        const Ball during = first + Ball::hull(Ball(0), tiny);
        const Vector<Ball> before = series.impulse(first), after = series.impulse(first + tiny);
        const Vector<Ball> p = pulls_after(series, objective, series.impulse(during));
        const Vector<Ball> rates = series.pull_rates(p);
        const Vector<Ball> p0 = pulls_after(series, objective, before);
        const Vector<Ball> p1 = pulls_after(series, objective, after);
        const Ball duration = series.elapsed(first + tiny) - series.elapsed(first);
        for (std::size_t i = 0; i < 3; ++i) {
          const Ball derivative = Ball::around(p[i] * series.pace(during), series.defect()[i]);
          CHECK(derivative.contains((after[i] - before[i]) / tiny));
          CHECK(rates[i].contains((p1[i] - p0[i]) / duration));
          CHECK(rates[i].radius() < 1e-3 * std::fabs(rates[i].mid()));
          CHECK(series.defect()[i].upper() < 1e-30);
        }
      }
    }
  }
}

// The exact solution of one sample under the exponential loss: e^{q} = e^{q0} + H t.
TEST_CASE("one sample under the exponential loss has its closed form") {
  const BallPrecision precision(128);
  for (const Clock clock : {Clock::time, Clock::progress}) {
    const ImpulseSeries series(Objective::mean_exponential, {Ball(1)}, {Ball(0.5)},
                               Matrix<Ball>(1, 1, Ball(2)), clock);
    const Ball s(series.reach()), t = series.elapsed(s);
    const Ball q = series.outputs_after(series.impulse(s))[0];
    CHECK(abs(q - log(exp(Ball(0.5)) + 2 * t)).upper() < 1e-30);
    // q = 1/2 + 2 s in progress: the series is exact and bounded by its range only.
    if (clock == Clock::progress) CHECK(abs(q - Ball(0.5) - 2 * s).upper() < 1e-30);
    if (clock == Clock::progress) CHECK(s.upper() > 1);
  }
}

// In the norm sqrt(P^T H P) = |W|_F the flow does not expand, so paths part by at most the integral
// of the defect. With 24 bits there is something to see.
TEST_CASE("a coarse path stays within its defect of a fine one") {
  for (const Objective objective : {Objective::mean_logistic, Objective::mean_exponential}) {
    for (const double shift : {-3.0, 0.0, 4.0}) {
      Vector<Ball> f = outputs;
      for (std::size_t i = 0; i < 3; ++i) f[i] += labels[i] * Ball(shift);
      const ImpulseSeries coarse = [&] {
        const BallPrecision precision(24);
        return ImpulseSeries(objective, labels, f, gram_like(), Clock::time);
      }();
      const BallPrecision precision(160);
      // The fine path in steps of a sixteenth, which is well within its reach.
      Vector<Ball> fine(3, Ball(0));
      const Ball step(coarse.reach() / 16);
      for (int k = 0; k < 16; ++k) {
        const ImpulseSeries next(objective, labels, coarse.outputs_after(fine), gram_like(),
                                 Clock::time);
        REQUIRE(next.reach() >= coarse.reach() / 16);
        const Vector<Ball> more = next.impulse(step);
        for (std::size_t i = 0; i < 3; ++i) fine[i] += more[i];
      }
      Vector<Ball> gap = coarse.impulse(Ball(coarse.reach()));
      for (std::size_t i = 0; i < 3; ++i) gap[i] -= fine[i];
      const Ball distance = sqrt(abs(dot(gap, gram_like() * gap)));
      Ball allowed(0);
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t l = 0; l < 3; ++l) {
          allowed += abs(gram_like()(i, l)) * coarse.defect()[i] * coarse.defect()[l];
        }
      }
      allowed = Ball(coarse.reach()) * sqrt(allowed);
      INFO("shift " << shift << ": " << distance.mid() << " of " << allowed.mid());
      CHECK(certainly(less(distance, allowed)));
      CHECK(distance.mid() > 1e-5 * allowed.mid());
    }
  }
}

TEST_CASE("two steps of half the length end where one does") {
  const BallPrecision precision(128);
  for (const Objective objective : every_objective) {
    const ImpulseSeries series(objective, labels, outputs, gram_like(), Clock::time);
    const Ball half_way(series.reach() / 2);
    const Vector<Ball> half = series.impulse(half_way);
    const ImpulseSeries second(objective, labels, series.outputs_after(half), gram_like(),
                               Clock::time);
    REQUIRE(second.reach() >= series.reach() / 2);
    const Vector<Ball> rest = second.impulse(half_way), whole = series.impulse(2 * half_way);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(abs(half[i] + rest[i] - whole[i]).upper() < 1e-29);
    }
  }
}

TEST_CASE("an interval of times gives the range of the impulse") {
  const BallPrecision precision(64);
  const ImpulseSeries series(Objective::mean_logistic, labels, outputs, gram_like(),
                             Clock::progress);
  const Vector<Ball> range = series.impulse(Ball::between(0, series.reach()));
  for (const double share : {0.0, 0.3, 1.0}) {
    const Vector<Ball> at = series.impulse(Ball(share * series.reach()));
    for (std::size_t i = 0; i < 3; ++i) CHECK(range[i].contains(at[i].midpoint()));
  }
}

TEST_CASE("outputs that do not move give a linear impulse") {
  const ImpulseSeries series(Objective::mean_logistic, labels, outputs, Matrix<Ball>(3, 3),
                             Clock::time);
  const Vector<Ball> impulse = series.impulse(Ball(0.5));
  const Vector<Ball> p = pulls_after(series, Objective::mean_logistic, impulse);
  for (std::size_t i = 0; i < 3; ++i) CHECK(abs(impulse[i] - p[i] / 2).upper() < 1e-15);
}

// Without end, otherwise: no term of the series would ever become small.
TEST_CASE("a start that is not finite is refused") {
  const Ball anything(HUGE_VAL);
  Vector<Ball> f = outputs;
  f[1] = anything;
  Matrix<Ball> h = gram_like();
  h(0, 1) = anything;
  for (const Objective objective : every_objective) {
    for (const Clock clock : {Clock::time, Clock::progress}) {
      CHECK_THROWS_AS(ImpulseSeries(objective, labels, f, gram_like(), clock), std::domain_error);
      CHECK_THROWS_AS(ImpulseSeries(objective, labels, outputs, h, clock), std::domain_error);
    }
  }
}

TEST_CASE("the series ends at precisions beyond the exponents of a double") {
  const BallPrecision precision(2048);
  Matrix<Ball> h(1, 1, Ball(1));
  const ImpulseSeries series(Objective::sum_of_squares, {Ball(1)}, {Ball(0.5)}, h, Clock::time);
  // p' = -p from p(0) = 1/2.
  const Ball impulse = series.impulse(Ball(0.5))[0];
  CHECK(impulse.overlaps((1 - exp(Ball(-0.5))) / 2));
  CHECK(impulse.radius() < 1e-300);
}
