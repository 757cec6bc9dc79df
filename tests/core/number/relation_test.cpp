#include <cmath>

#include "core/number/judgement.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEMPLATE_TEST_CASE("truth of a relation, strictness at equality included", "", double, Interval,
                   Ball, Extended, Rational) {
  using R = TestType;
  const R one(1), two(2);
  CHECK(certainly(le(one, two).truth()));
  CHECK(certainly(le(one, one).truth()));
  CHECK(certainly_not(lt(one, one).truth()));
  CHECK(certainly(lt(one, two).truth()));
  CHECK(certainly(ge(two, one).truth()));
  CHECK(certainly(ge(one, one).truth()));
  CHECK(certainly_not(gt(one, one).truth()));
  CHECK(certainly_not(gt(one, two).truth()));
  CHECK(certainly(eq(one, one).truth()));
  CHECK(certainly_not(eq(one, two).truth()));
}

TEMPLATE_TEST_CASE("the margin is signed, relative, and 0 exactly at equality", "", double,
                   Interval, Ball, Extended, Rational) {
  using R = TestType;
  CHECK(le(R(1), R(2)).margin() == 0.5);
  CHECK(le(R(2), R(1)).margin() == -0.5);
  CHECK(ge(R(2), R(1)).margin() == 0.5);
  CHECK(gt(R(1), R(2)).margin() == -0.5);
  CHECK(le(R(-1), R(1)).margin() == 2);
  CHECK(le(R(1), R(-1)).margin() == -2);
  CHECK(lt(R(3), R(3)).margin() == 0);
  CHECK(le(R(0), R(0)).margin() == 0);
  CHECK(eq(R(3), R(3)).margin() == 0);
  CHECK(eq(R(1), R(2)).margin() == -0.5);
  CHECK(eq(R(2), R(1)).margin() == -0.5);
  // dimensionless
  CHECK(le(R(1e300), R(2e300)).margin() == le(R(1e-300), R(2e-300)).margin());
}

TEMPLATE_TEST_CASE("a grain measures the margin and leaves sides and truth alone", "", double,
                   Interval, Ball, Extended, Rational) {
  using R = TestType;
  Relation<R> small = le(R(0x1p-60), R(0));
  CHECK(small.margin() == -1);
  small.grain = 1;
  CHECK(small.margin() == -0x1p-60);
  CHECK(certainly_not(small.truth()));
  CHECK(mid(small.lhs) == 0x1p-60);
  Relation<R> large = le(R(4), R(8));
  large.grain = 2;
  CHECK(large.margin() == 0.5);
}

TEMPLATE_TEST_CASE("tightness is 1 at equality, above 1 on failure", "", double, Interval, Ball,
                   Extended, Rational) {
  using R = TestType;
  CHECK(le(R(1), R(2)).tightness() == 0.5);
  CHECK(le(R(3), R(2)).tightness() == 1.5);
  CHECK(ge(R(4), R(2)).tightness() == 0.5);
  CHECK(lt(R(2), R(2)).tightness() == 1);
  CHECK(le(R(0), R(2)).tightness() == 0);
  CHECK(std::isnan(le(R(-1), R(2)).tightness()));
  CHECK(std::isnan(le(R(0), R(0)).tightness()));
}

TEMPLATE_TEST_CASE("a side that is exactly zero has a margin and an infinite ratio", "", double,
                   Extended, Rational) {
  using R = TestType;
  CHECK(le(R(3), R(0)).margin() == -1);
  CHECK(eq(R(3), R(0)).margin() == -1);
  CHECK(le(R(3), R(0)).tightness() == HUGE_VAL);
  CHECK(ge(R(0), R(3)).tightness() == HUGE_VAL);
}

TEST_CASE("a relation accepts an integer on either side") {
  CHECK(certainly(le(0, Ball(2)).truth()));
  CHECK(certainly(gt(Rational(2), 1).truth()));
}

TEST_CASE("overlapping balls leave a relation undecided") {
  const Ball wide = Ball::between(0, 2);
  CHECK(unknown(le(wide, Ball(1)).truth()));
  CHECK(unknown(eq(wide, Ball(1)).truth()));
  CHECK(certainly_not(eq(wide, Ball(3)).truth()));
  CHECK(certainly(le(wide, Ball(2.5)).truth()));
}

TEST_CASE("a NaN side is unknown, never true") {
  const double nan = std::nan("");
  for (const auto& r : {le(nan, 1.0), lt(1.0, nan), eq(nan, nan), ge(nan, 0.0), gt(nan, nan)}) {
    CHECK(unknown(r.truth()));
    CHECK(std::isnan(r.margin()));
  }
}

TEST_CASE("the empty judgement is true and neutral") {
  const Judgement<double> empty;
  CHECK(certainly(empty.truth()));
  CHECK(empty.relations() == 0);
  CHECK(std::isinf(empty.margin()));
  Judgement<double> j(le(2.0, 1.0));
  j &= empty;
  CHECK(certainly_not(j.truth()));
  CHECK(j.relations() == 1);
  Judgement<double> k;
  k &= j;
  CHECK(certainly_not(k.truth()));
  CHECK(k.margin() == -0.5);
  CHECK(certainly(every(0, [](std::size_t) { return le(2.0, 1.0); }).truth()));
  CHECK(certainly(every_pair(1, [](auto, auto) { return le(2.0, 1.0); }).truth()));
}

TEST_CASE("a judgement reports its worst relation: false, then undecided, then the least margin") {
  const auto yes = le(Ball(1), Ball(2)), tight = le(Ball(1), Ball(1)), no = le(Ball(2), Ball(1));
  const auto open = le(Ball::between(0, 2), Ball(1));
  CHECK((yes & tight).margin() == 0);
  CHECK(certainly((yes & tight).truth()));
  CHECK(unknown((yes & open).truth()));
  CHECK((open & yes).worst().lhs.upper() >= 2);
  CHECK(certainly_not((open & no & yes).truth()));
  CHECK((open & no & yes).margin() == -0.5);
  CHECK((no & open & yes).relations() == 3);
}

TEST_CASE("a NaN margin is the worst of its truth value, and does not hide a certain failure") {
  const Judgement<double> open(le(std::nan(""), 1.0)), no(le(2.0, 1.0)), yes(le(1.0, 2.0));
  for (const auto& j : {open & no, no & open}) {
    CHECK(certainly_not(j.truth()));
    CHECK(j.margin() == -0.5);
    CHECK(j.worst().lhs == 2.0);
  }
  for (const auto& j : {open & yes, yes & open}) {
    CHECK(unknown(j.truth()));
    CHECK(std::isnan(j.margin()));
  }
  const Judgement<Ball> wide(le(Ball::between(0, 2), Ball(1))),
      all(le(Ball(std::nan("")), Ball(1)));
  CHECK(std::isnan((wide & all).margin()));
  CHECK(std::isnan((all & wide).margin()));
  CHECK(either(wide, all).margin() == wide.margin());
  CHECK(either(all, wide).margin() == wide.margin());
}

TEST_CASE("either takes the better of two") {
  const auto no = le(2.0, 1.0), yes = le(1.0, 2.0), better = le(1.0, 4.0);
  CHECK(certainly(either(no, yes).truth()));
  CHECK(certainly(either(yes, no).truth()));
  CHECK(either(yes, better).margin() == 0.75);
  const auto nan = le(std::nan(""), 1.0), also_nan = ge(std::nan(""), 1.0);
  CHECK(unknown(either(nan, no).truth()));
  CHECK(unknown(either(nan, also_nan).truth()));
}

TEST_CASE("indicator and select in doubt enclose both cases") {
  const Ball in_doubt = indicator<Ball>(Truth::unknown);
  CHECK(in_doubt.contains(0));
  CHECK(in_doubt.contains(1));
  const Ball both = select(Truth::unknown, Ball(3), Ball(-2));
  CHECK(both.contains(3));
  CHECK(both.contains(-2));
  CHECK(std::isnan(indicator<double>(Truth::unknown)));
  CHECK(certainly(fact<Ball>(Truth::yes).truth()));
  CHECK(certainly_not(fact<Ball>(Truth::no).truth()));
  CHECK(unknown(fact<Ball>(Truth::unknown).truth()));
  CHECK(unknown(fact<double>(Truth::unknown).truth()));
}

TEST_CASE("the gap of a judgement is that of its widest undecided relation that equality settles") {
  const auto around = [](double mid, double radius) { return Interval::around(mid, radius); };
  const auto near = le(around(2, 0x1p-50), around(2, 0x1p-50));
  const auto far = le(around(2, 0x1p-10), around(2, 0x1p-10));
  const auto true_one = le(Interval(1), Interval(3));
  CHECK(Judgement(near).gap() >= 0x1p-50);
  CHECK(Judgement(near).gap() < 0x1p-48);
  CHECK((near & true_one).gap() == Judgement(near).gap());
  CHECK((near & far).gap() == Judgement(far).gap());
  CHECK(Judgement(true_one).gap() == 0);
  CHECK(Judgement(lt(near.lhs, near.rhs)).gap() == HUGE_VAL);
  CHECK(Judgement(le(around(0, 0x1p-50), Interval(0))).gap() == HUGE_VAL);
  const auto grained = Relation<Interval>{around(0, 0x1p-50), Comparison::equal, Interval(0), 1.0};
  CHECK(Judgement(grained).gap() < 0x1p-48);
}

TEST_CASE("the logistic function neither overflows nor loses its tail") {
  for (const double x : {-1e5, -800.0, -700.0, -40.0, -1e-10, 0.0, 1e-10, 3.0, 40.0, 700.0, 1e5}) {
    const BallPrecision precision(256);
    const Ball exact = logistic(Ball(x));
    CHECK(std::fabs(logistic(x) - exact.mid()) <= 4e-16 * exact.mid() + 0x1p-1022);
    const Interval enclosed = logistic(Interval(x));
    CHECK(enclosed.is_finite());
    CHECK(enclosed.lower() <= exact.upper());
    CHECK(enclosed.upper() >= exact.lower());
    CHECK(enclosed.radius() <= 0x1p-48 * exact.mid() + 0x1p-1000);
  }
  CHECK(logistic(Interval(0)).is_exact());
}

TEST_CASE("softplus neither overflows nor loses its tail") {
  for (const double x : {-800.0, -700.0, -40.0, -1e-10, 0.0, 1e-10, 3.0, 40.0, 700.0, 1e308}) {
    const BallPrecision precision(256);
    const Ball exact = softplus(Ball(x));
    const double value = softplus(x);
    CHECK(std::fabs(value - exact.mid()) <= 2e-16 * exact.mid() + 0x1p-1074);
  }
}

}  // namespace
}  // namespace claimcheck
