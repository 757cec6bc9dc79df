// What the claims about one step share: relations decided by their slack, sums that are exact where
// all slopes are the same, and the first-order part of a step.

#include "tests/catch.hpp"
#include "theorems/frei2023/loss_ratio_step.hpp"

using namespace claimcheck;
using namespace claimcheck::frei2023;

namespace {

PersistentStep step() {
  Stream random(1, "one step test", 0);
  PersistentStep s;
  s.X = random.normal_matrix(3, 4);
  s.W = random.normal_matrix(3, 4);
  s.y = {1, -1, 1};
  s.sign = {1, -1, 1};
  s.phi = ActivationFamily::smoothed_leaky;
  s.gamma = 0.3;
  s.s = 0.5;
  s.alpha = 0.25;
  s.c = 0.09;
  return s;
}

}  // namespace

TEST_CASE("frei2023: what rounding leaves open is decided by the slack, and nothing else") {
  const Interval third = Interval(1) / 3;
  const Relation<Interval> open = le(third, third);
  const auto by = [&](const Interval& slack) { return by_slack(open, [&] { return slack; }); };
  REQUIRE(unknown(open.truth()));
  CHECK(certainly(by(Interval(0)).truth()));
  CHECK(by(Interval(0)).margin() == 0);
  CHECK(certainly(by(Interval(0x1p-60)).truth()));
  CHECK(by(Interval(0x1p-60)).margin() == Approx(3 * 0x1p-60));
  CHECK(certainly_not(by(Interval(-0x1p-60)).truth()));
  CHECK(by(Interval(-0x1p-60)).margin() == Approx(-3 * 0x1p-60));
  CHECK(unknown(by(third - third).truth()));
  CHECK_THROWS_AS(by(Interval(1)), std::logic_error);  // not the difference of the sides
  CHECK(certainly_not(by_slack(le(third, 0), [] { return Interval(0); }).truth()));
}

TEST_CASE("frei2023: sums over slopes that are all the same are exact") {
  const Interval tenth(0.1);
  CHECK(slopes_above(Matrix<Interval>(3, 2, tenth), 1, tenth).is_exact());
  CHECK(slopes_above(Matrix<Interval>(3, 2, tenth), 1, tenth).mid() == 0);
  const Matrix<Interval> ones = slope_overlaps(Matrix<Interval>(3, 2, Interval(1)));
  for (const Interval& entry : ones.entries()) CHECK((entry.is_exact() && entry.mid() == 1));
  const OneStep<double> o(step());
  const Matrix<double> direct = gradient_gram(o.a, o.slope, o.K);
  for (std::size_t k = 0; k < direct.entries().size(); ++k) {
    CHECK(o.products.entries()[k] == Approx(direct.entries()[k]));
  }
  CHECK(slopes_above(o.slope, 0, o.gamma) / o.m == Approx(o.overlaps(0, 0) - 0.09));
}

TEST_CASE("frei2023: a step is its first-order part and a remainder") {
  const PersistentStep s = step();
  const PersistentOneStep<double> o(s);
  NetworkOnData after = s;
  for (std::size_t j = 0; j < 3; ++j) {
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t k = 0; k < 4; ++k) after.W(j, k) += s.alpha * o.descent()(j, i) * s.X(i, k);
    }
  }
  const Network<double> moved(after);
  const Vector<double> f = outputs(moved.phi, moved.a, moved.Z);
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(o.q()[k] + o.change()[k] == Approx(s.y[k] * f[k]));
    CHECK(o.n * o.change()[k] == Approx(s.alpha * o.growth(k) + o.n * o.remainder()[k]));
    CHECK(below_longest(o, k) == Approx(o.x.max_squared_norm - o.products(k, k)));
    CHECK(above_shortest(o, k) == Approx(o.products(k, k) - o.c_R2_min()));
  }
}

TEST_CASE("frei2023: the slack of Lemma E.8 is the difference of its sides") {
  const PersistentOneStep<double> o(step());
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t j = (i + 1) % 3;
    CHECK(ratio_change_slack(o, i, j) ==
          Approx(ratio_change_bound(o, i, j) - ratio_change(o, i, j)));
  }
}
