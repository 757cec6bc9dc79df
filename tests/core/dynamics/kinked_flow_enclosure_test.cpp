// What the enclosed flow says must be true: against higher precision and against closed forms.
#include "core/dynamics/flow_reading.hpp"
#include "tests/catch.hpp"
#include "tests/core/dynamics/flow_instance.hpp"

using namespace claimcheck;

TEMPLATE_TEST_CASE("coarse enclosures contain the flow at high precision, through events", "",
                   Interval, Ball) {
  std::size_t events = 0;
  for (const Objective objective : {Objective::mean_logistic, Objective::sum_of_squares}) {
    for (std::uint64_t seed = 12; seed < 16; ++seed) {
      const Instance at = instance(3, 4, 0.25, seed);
      const auto run = [&](auto flow) {
        const bool done = flow.advance_to(objective == Objective::sum_of_squares ? 5 : 50);
        return std::pair(done, flow);
      };
      const auto [coarse_done, coarse] = [&] {
        const BallPrecision precision(40);
        return run(enclosed<TestType>(at, objective));
      }();
      const BallPrecision precision(112);
      const auto [fine_done, fine] = run(enclosed(at, objective));
      REQUIRE(fine_done);
      if (!coarse_done) continue;
      events += coarse.crossings() + coarse.slides();
      const Matrix<Ball> narrow = fine.preactivations();
      const Matrix<Ball> wide = reading<Ball>(coarse.preactivations());
      for (std::size_t k = 0; k < wide.entries().size(); ++k) {
        CHECK(wide.entries()[k].contains(narrow.entries()[k].midpoint()));
      }
      CHECK(reading<Ball>(coarse.risk()).overlaps(fine.risk()));
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
    KinkedFlow<Ball> flow = enclosed(at, Objective::sum_of_squares);
    REQUIRE(flow.advance_to(1));
    REQUIRE(flow.crossings() + flow.slides() == 0);
    return flow;
  };
  const KinkedFlow<Ball> coarse = run(24), fine = run(128);
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
template <Enclosure R>
KinkedFlow<R> from_the_wrong_side(Objective objective) {
  return KinkedFlow<R>(
      {R(0x1p-6), {R(0.5)}, {R(1)}, Matrix<R>(1, 1, R(3)), Matrix<R>(1, 1, R(-2)), objective});
}

/// What grows at the rate a^2 s^2 |x|^2 along the flow of one margin q, s the slope: e^q for the
/// exponential loss, q + e^q for the logistic one, -log |1 - q| for the squared one.
template <Enclosure R>
R clock_of(Objective objective, const R& q) {
  if (objective == Objective::sum_of_squares) return -log(abs(1 - q));
  return objective == Objective::mean_exponential ? R(exp(q)) : R(q + exp(q));
}

template <Enclosure R>
void check_crossing(Objective objective, int bits) {
  KinkedFlow<R> flow = from_the_wrong_side<R>(objective);
  const R fast = R(3) / 4, slow = fast / 4096, q0 = R(-1) / 64;
  const R met = (clock_of(objective, R(0)) - clock_of(objective, q0)) / slow;
  for (const double share : {0.5, 0.999, 1.001, 2.0, 8.0}) {
    INFO("objective " << int(objective) << ", " << bits << " bits, " << share);
    REQUIRE(flow.advance_to(share * met.mid()));
    CHECK(flow.crossings() == (share > 1 ? 1 : 0));
    const R now = clock_of(objective, flow.outputs()[0]);
    const R since = share > 1 ? (flow.time() - met) * fast : (flow.time() - met) * slow;
    CHECK_FALSE(certainly_not(equal(now, clock_of(objective, R(0)) + since)));
    CHECK(flow.outputs()[0].radius() < std::ldexp(1, 20 - bits));
  }
}

}  // namespace

TEST_CASE("one neuron on one sample crosses its kink when its closed form says") {
  for (const Objective objective :
       {Objective::mean_logistic, Objective::mean_exponential, Objective::sum_of_squares}) {
    check_crossing<Interval>(objective, 44);
    for (const int bits : {30, 40, 64, 128}) {
      const BallPrecision precision(bits);
      check_crossing<Ball>(objective, bits);
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
  KinkedFlow<Ball> one = enclosed(once, Objective::sum_of_squares);
  KinkedFlow<Ball> two = enclosed(twice, Objective::sum_of_squares);
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
  KinkedFlow<Ball> flow = enclosed(at, Objective::mean_logistic);
  CHECK_FALSE(flow.advance_to(1000));
  CHECK_THAT(flow.reason(), Catch::Contains("two kinks"));
}
