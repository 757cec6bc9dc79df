#include "core/dynamics/impulse_series.hpp"

#include <cmath>
#include <stdexcept>

#include "core/dynamics/flow_reading.hpp"
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
Vector<Ball> pulls_after(const ImpulseSeries<Ball>& series, Objective objective,
                         const Vector<Ball>& p) {
  return pulls(objective, series.outputs_after(p), labels);
}

}  // namespace

// P' = p T~' and f' = H p are checked by what they say: the difference quotient over a tiny step
// lies in the enclosure of the derivative over it, up to the stated defect.
TEST_CASE("the impulse solves its equation up to its defect") {
  const BallPrecision precision(128);
  for (const Objective objective : every_objective) {
    for (const Clock clock : {Clock::time, Clock::progress}) {
      const ImpulseSeries<Ball> series(objective, labels, outputs, gram_like(), clock);
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
    const ImpulseSeries<Ball> series(Objective::mean_exponential, {Ball(1)}, {Ball(0.5)},
                                     Matrix<Ball>(1, 1, Ball(2)), clock);
    const Ball s(series.reach()), t = series.elapsed(s);
    const Ball q = series.outputs_after(series.impulse(s))[0];
    CHECK(abs(q - log(exp(Ball(0.5)) + 2 * t)).upper() < 1e-30);
    // q = 1/2 + 2 s in progress: the series is exact and bounded by its range only.
    if (clock == Clock::progress) CHECK(abs(q - Ball(0.5) - 2 * s).upper() < 1e-30);
    if (clock == Clock::progress) CHECK(s.upper() > 1);
  }
}

// f = y - e^{-H t} (y - f(0)) for the squared loss.
TEMPLATE_TEST_CASE("outputs that move on their own have their closed form", "", Interval, Ball) {
  Matrix<TestType> h(3, 3);
  h(0, 0) = TestType(0.25);
  h(1, 1) = TestType(3);  // and the last one does not move
  const Vector<TestType> y = {TestType(1), TestType(-1), TestType(2)};
  const Vector<TestType> f = {TestType(0.5), TestType(2), TestType(0)};
  const ImpulseSeries<TestType> series(Objective::sum_of_squares, y, f, h, Clock::time);
  CHECK(series.reach() > 300);
  CHECK(series.reach() < 400);
  for (const double t : {0x1p-40, 0.5, 4.0, 300.0}) {
    const Vector<TestType> impulse = series.impulse(TestType(t)),
                           after = series.outputs_after(impulse),
                           during = series.outputs_after(
                               series.impulse(TestType::hull(TestType(0), TestType(t))));
    for (std::size_t i = 0; i < 3; ++i) {
      const TestType left = (y[i] - f[i]) * exp(-h(i, i) * TestType(t)), exact = y[i] - left;
      CHECK(abs(after[i] - exact).upper() < 1e-14);
      CHECK(!certainly(less(after[i], exact) | less(exact, after[i])));
      for (const TestType& value : {f[i], exact}) {
        CHECK(!certainly(less(value, during[i]) | less(during[i], value)));
      }
    }
    CHECK(certainly(equal(impulse[2], TestType(2 * t))));
  }
  h(0, 1) = h(1, 0) = TestType(0x1p-30);
  const ImpulseSeries<TestType> coupled(Objective::sum_of_squares, y, f, h, Clock::time);
  CHECK(coupled.reach() < 1);
}

namespace {

/// What is exact in double, in another type.
template <Enclosure R>
Vector<R> as(const Vector<Ball>& x) {
  Vector<R> out;
  for (const Ball& value : x) out.push_back(R(value.mid()));
  return out;
}
template <Enclosure R>
Matrix<R> as(const Matrix<Ball>& x) {
  Matrix<R> out(x.rows(), x.cols());
  out.entries() = as<R>(x.entries());
  return out;
}

/// P(t) from outputs f, to 1e-40, in sixteen steps, which are well within the reach of each.
Vector<Ball> fine_impulse(Objective objective, const Vector<Ball>& f, const Matrix<Ball>& h,
                          double t) {
  Vector<Ball> out(f.size(), Ball(0));
  for (int k = 0; k < 16; ++k) {
    Vector<Ball> now = h * out;
    for (std::size_t i = 0; i < f.size(); ++i) now[i] += f[i];
    const ImpulseSeries<Ball> next(objective, labels, now, h, Clock::time);
    REQUIRE(next.reach() >= t / 16);
    const Vector<Ball> more = next.impulse(Ball(t / 16));
    for (std::size_t i = 0; i < f.size(); ++i) out[i] += more[i];
  }
  return out;
}

/// In the norm sqrt(P^T H P) = |W|_F the flow does not expand, so paths part by at most the
/// integral of the defect. Checks it at the end of a path for the flow from f with the given H, and
/// gives the distance in units of the bound.
double checked_defect(double reach, const Vector<Ball>& impulse, const Vector<Ball>& defect,
                      Objective objective, const Vector<Ball>& f, const Matrix<Ball>& h) {
  const BallPrecision precision(160);
  Vector<Ball> gap = fine_impulse(objective, f, h, reach);
  for (std::size_t i = 0; i < f.size(); ++i) gap[i] -= impulse[i];
  const Ball distance = sqrt(abs(dot(gap, h * gap)));
  Matrix<Ball> sizes = h;
  for (Ball& entry : sizes.entries()) entry = abs(entry);
  const Ball allowed = Ball(reach) * sqrt(dot(defect, sizes * defect));
  CHECK(certainly(less(distance, allowed)));
  return distance.mid() / allowed.mid();
}

/// The same of a path in doubles.
double checked_path(Objective objective, const Vector<Interval>& start, const Matrix<Interval>& h,
                    int bits, const Vector<Ball>& f, const Matrix<Ball>& true_h) {
  const ImpulsePath<Interval> path =
      impulse_path(margin_loss(objective), as<Interval>(labels), start, h, Clock::time, bits);
  const Interval s(path.reach);
  Vector<Ball> impulse;
  for (const Vector<Interval>& one : path.impulse) {
    impulse.push_back(ball_of(s * polynomial(one, Interval(s / path.unit))));
  }
  return checked_defect(path.reach, impulse, reading<Ball>(path.defect), objective, f, true_h);
}

Vector<Ball> shifted(double shift) {
  Vector<Ball> f = outputs;
  for (std::size_t i = 0; i < f.size(); ++i) f[i] += labels[i] * Ball(shift);
  return f;
}
constexpr Objective margin_losses[] = {Objective::mean_logistic, Objective::mean_exponential};

}  // namespace

// Coarse ones, so that there is something to see: what is cut off, not rounding.
TEST_CASE("a coarse path in balls stays within its defect of a fine one") {
  for (const Objective objective : margin_losses) {
    for (const double shift : {-3.0, 0.0, 4.0}) {
      const Vector<Ball> f = shifted(shift);
      const ImpulseSeries<Ball> coarse = [&] {
        const BallPrecision precision(24);
        return ImpulseSeries<Ball>(objective, labels, f, gram_like(), Clock::time);
      }();
      const Ball end(coarse.reach());
      INFO("shift " << shift);
      CHECK(checked_defect(coarse.reach(), coarse.impulse(end), coarse.defect(), objective, f,
                           gram_like()) > 1e-5);
    }
  }
}
TEST_CASE("a coarse path in doubles stays within its defect of a fine one") {
  for (const Objective objective : margin_losses) {
    for (const double shift : {-3.0, 0.0, 4.0}) {
      for (const int bits : {12, 20, 42}) {
        const Vector<Ball> f = shifted(shift);
        INFO("shift " << shift << ", " << bits << " bits");
        CHECK(checked_path(objective, as<Interval>(f), as<Interval>(gram_like()), bits, f,
                           gram_like()) > 1e-7);
      }
    }
  }
}

TEST_CASE("the defect covers every H and every start in their enclosures") {
  const Matrix<Interval> h = as<Interval>(gram_like());
  const Vector<Interval> f = as<Interval>(outputs);
  for (const Objective objective : margin_losses) {
    for (const double width : {0x1p-20, 0x1p-40}) {
      Matrix<Interval> wide_h = h;
      Matrix<Ball> corner = gram_like();
      Vector<Interval> wide_f = f;
      Vector<Ball> end = outputs;
      for (std::size_t i = 0; i < 3; ++i) {
        wide_h(i, i) = Interval::around(h(i, i), Interval(width));
        corner(i, i) += Ball(width);
        wide_f[i] = Interval::around(f[i], Interval(width));
        end[i] += labels[i] * Ball(width);
      }
      INFO("width " << width);
      CHECK(checked_path(objective, f, wide_h, 42, outputs, corner) > 1e-3);
      CHECK(checked_path(objective, wide_f, h, 42, end, gram_like()) > 1e-3);
    }
  }
}

TEST_CASE("paths in doubles go down to weights of 2^-190 and no farther") {
  for (const double q : {20.0, 130.0, 160.0}) {
    const auto from = [&] {
      return ImpulseSeries<Interval>(Objective::mean_exponential, {Interval(1)}, {Interval(q)},
                                     Matrix<Interval>(1, 1, Interval(2)), Clock::progress);
    };
    if (q > 150) {
      CHECK_THROWS_AS(from(), std::domain_error);
      continue;
    }
    // q = q0 + 2 s, and e^q = e^{q0} + 2 t.
    const ImpulseSeries<Interval> series = from();
    const Interval s(series.reach()), t = series.elapsed(s);
    const Interval expected = exp(Interval(q) + 2 * s);
    CHECK(mid(t) == Approx(mid((expected - exp(Interval(q))) / 2)).epsilon(1e-10));
    CHECK(series.reach() > 0.5);
    CHECK(series.defect()[0].upper() < 1e-10);
  }
}

TEST_CASE("two steps of half the length end where one does") {
  const BallPrecision precision(128);
  for (const Objective objective : every_objective) {
    const ImpulseSeries<Ball> series(objective, labels, outputs, gram_like(), Clock::time);
    const Ball half_way(series.reach() / 2);
    const Vector<Ball> half = series.impulse(half_way);
    const ImpulseSeries<Ball> second(objective, labels, series.outputs_after(half), gram_like(),
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
  const ImpulseSeries<Ball> series(Objective::mean_logistic, labels, outputs, gram_like(),
                                   Clock::progress);
  const Vector<Ball> range = series.impulse(Ball::between(0, series.reach()));
  for (const double share : {0.0, 0.3, 1.0}) {
    const Vector<Ball> at = series.impulse(Ball(share * series.reach()));
    for (std::size_t i = 0; i < 3; ++i) CHECK(range[i].contains(at[i].midpoint()));
  }
}

TEST_CASE("outputs that do not move give a linear impulse") {
  const ImpulseSeries<Ball> series(Objective::mean_logistic, labels, outputs, Matrix<Ball>(3, 3),
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
      CHECK_THROWS_AS(ImpulseSeries<Ball>(objective, labels, f, gram_like(), clock),
                      std::domain_error);
      CHECK_THROWS_AS(ImpulseSeries<Ball>(objective, labels, outputs, h, clock), std::domain_error);
    }
  }
}

TEST_CASE("the series ends at precisions beyond the exponents of a double") {
  const BallPrecision precision(2048);
  Matrix<Ball> h(1, 1, Ball(1));
  const ImpulseSeries<Ball> series(Objective::sum_of_squares, {Ball(1)}, {Ball(0.5)}, h,
                                   Clock::time);
  // p' = -p from p(0) = 1/2.
  const Ball impulse = series.impulse(Ball(0.5))[0];
  CHECK(impulse.overlaps((1 - exp(Ball(-0.5))) / 2));
  CHECK(impulse.radius() < 1e-300);
}
