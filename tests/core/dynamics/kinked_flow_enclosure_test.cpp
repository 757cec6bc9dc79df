// What the enclosed flow says must be true: against higher precision and against closed forms.
#include "tests/catch.hpp"
#include "tests/core/dynamics/flow_instance.hpp"

using namespace claimcheck;

TEST_CASE("enclosures at low precision contain the flow at high precision, through events") {
  std::size_t events = 0;
  for (const Objective objective : {Objective::mean_logistic, Objective::sum_of_squares}) {
    for (std::uint64_t seed = 12; seed < 16; ++seed) {
      const Instance at = instance(3, 4, 0.25, seed);
      const auto run = [&](int bits) {
        const BallPrecision precision(bits);
        KinkedFlow flow = enclosed(at, objective);
        const bool done = flow.advance_to(objective == Objective::sum_of_squares ? 5 : 50);
        return std::pair(done, flow);
      };
      const auto [coarse_done, coarse] = run(40);
      const auto [fine_done, fine] = run(112);
      REQUIRE(fine_done);
      if (!coarse_done) continue;
      events += coarse.crossings() + coarse.slides();
      const BallPrecision precision(112);
      const Matrix<Ball> wide = coarse.preactivations(), narrow = fine.preactivations();
      for (std::size_t k = 0; k < wide.entries().size(); ++k) {
        CHECK(wide.entries()[k].contains(narrow.entries()[k].midpoint()));
      }
      CHECK(coarse.risk().overlaps(fine.risk()));
      CHECK(fine.error().upper() < 1e-12 * coarse.error().upper());
    }
  }
  CHECK(events > 10);
}

// No kink is near, so all there is to the error is rounding, and it must be there.
TEST_CASE("rounding alone is covered") {
  Instance at = instance(3, 4, 0.25, 12);
  for (std::size_t j = 0; j < 4; ++j) {
    for (std::size_t i = 0; i < 3; ++i) at.start(j, i) = 8 + 0.1 * double(i + j);
    at.a[j] = 0.1 * double(1 + j);
  }
  const auto run = [&](int bits) {
    const BallPrecision precision(bits);
    KinkedFlow flow = enclosed(at, Objective::sum_of_squares);
    REQUIRE(flow.advance_to(1));
    REQUIRE(flow.crossings() + flow.slides() == 0);
    return flow;
  };
  const KinkedFlow coarse = run(24), fine = run(128);
  const BallPrecision precision(128);
  for (std::size_t j = 0; j < 4; ++j) {
    for (std::size_t i = 0; i < 3; ++i) {
      // Off the path alone, the fine value lies outside: the coefficients are exact.
      const Ball z = fine.preactivations()(j, i).midpoint();
      CHECK(coarse.preactivations()(j, i).contains(z));
    }
  }
  CHECK(coarse.error().upper() < 1e-4);
}

namespace {

/// One sample |x|^2 = 3 with label 1 and one neuron a = 1/2 that starts at z = -2, slope 1/64: it
/// leaves the kink 64 times as fast as it comes, so that the instant must be enclosed well.
KinkedFlow from_the_wrong_side(Objective objective) {
  return KinkedFlow({Ball(0x1p-6),
                     {Ball(0.5)},
                     {Ball(1)},
                     Matrix<Ball>(1, 1, Ball(3)),
                     Matrix<Ball>(1, 1, Ball(-2)),
                     objective});
}

/// What grows at the rate a^2 s^2 |x|^2 along the flow of one margin q, s the slope: e^q for the
/// exponential loss, q + e^q for the logistic one, -log |1 - q| for the squared one.
Ball clock_of(Objective objective, const Ball& q) {
  if (objective == Objective::sum_of_squares) return -log(abs(1 - q));
  return objective == Objective::mean_exponential ? exp(q) : q + exp(q);
}

}  // namespace

TEST_CASE("one neuron on one sample crosses its kink when its closed form says") {
  for (const Objective objective :
       {Objective::mean_logistic, Objective::mean_exponential, Objective::sum_of_squares}) {
    for (const int bits : {30, 40, 64, 128}) {
      const BallPrecision precision(bits);
      KinkedFlow flow = from_the_wrong_side(objective);
      const Ball fast = Ball(3) / 4, slow = fast / 4096, q0 = Ball(-1) / 64;
      const Ball met = (clock_of(objective, Ball(0)) - clock_of(objective, q0)) / slow;
      for (const double share : {0.5, 0.999, 1.001, 2.0, 8.0}) {
        INFO("objective " << int(objective) << ", " << bits << " bits, " << share);
        REQUIRE(flow.advance_to(share * met.mid()));
        CHECK(flow.crossings() == (share > 1 ? 1 : 0));
        const Ball now = clock_of(objective, flow.outputs()[0]);
        const Ball since = share > 1 ? (flow.time() - met) * fast : (flow.time() - met) * slow;
        CHECK(now.overlaps(clock_of(objective, Ball(0)) + since));
        CHECK(flow.outputs()[0].radius() < std::ldexp(1, 20 - bits));
      }
    }
  }
}

// Rows 0 and 1 are the same neuron with half the weight each: the same outputs, twice the events.
TEST_CASE("neurons that meet a kink at the same instant pass it together") {
  const BallPrecision precision(96);
  Instance once = instance(3, 1, 0.25, 31), twice = once;
  once.a = {0.5};
  twice.a = {0.5, 0.5};
  const Vector<double> row = once.start.entries();
  twice.start = Matrix<double>(2, 3);
  for (std::size_t i = 0; i < 3; ++i) twice.start(0, i) = twice.start(1, i) = row[i];
  // Pulls are twice as large, so time runs twice as fast.
  for (double& y : twice.y) y = 2 * y;
  KinkedFlow one = enclosed(once, Objective::sum_of_squares);
  KinkedFlow two = enclosed(twice, Objective::sum_of_squares);
  REQUIRE(one.advance_to(6));
  REQUIRE(two.advance_to(3));
  CHECK(one.crossings() + one.slides() > 0);
  CHECK(two.crossings() == 2 * one.crossings());
  CHECK(two.slides() == 2 * one.slides());
  for (std::size_t i = 0; i < 3; ++i) CHECK(two.outputs()[i].overlaps(2 * one.outputs()[i]));
}

TEST_CASE("two kinks of one neuron at the same instant end the flow with a reason") {
  const BallPrecision precision(96);
  Instance at{0.25, {0.5}, {1, 1}, Matrix<double>(2, 2), Matrix<double>(1, 2, -1.0)};
  at.gram(0, 0) = at.gram(1, 1) = 1;
  KinkedFlow flow = enclosed(at, Objective::mean_logistic);
  CHECK_FALSE(flow.advance_to(1000));
  CHECK_THAT(flow.reason(), Catch::Contains("two kinks"));
}
