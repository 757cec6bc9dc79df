#include "core/dynamics/exponential_flow.hpp"
#include "core/dynamics/flow_reading.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "tests/catch.hpp"
#include "tests/core/dynamics/flow_instance.hpp"

using namespace claimcheck;

namespace {

ExponentialFlow closed_form(const Instance& at) {
  return ExponentialFlow({at.slope, at.a, at.y, at.gram, at.start});
}

/// One neuron with weights on two samples at 60 degrees, the first on its kink:
/// z_1 = 0, z_2 = 1, f_2 = 1, p = (y_1, y_2 - 1).
Instance on_a_kink(double y1, double y2) {
  Instance out{0.5, {1}, {y1, y2}, Matrix<double>(2, 2, 0.5), Matrix<double>(1, 2)};
  out.gram(0, 0) = out.gram(1, 1) = 1;
  out.start(0, 1) = 1;
  return out;
}

}  // namespace

TEST_CASE("the enclosed flow and the closed form meet the same events and agree") {
  const BallPrecision precision(128);
  std::size_t events = 0, slides = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Instance at = instance(3, 5, seed % 2 == 0 ? 0 : 0.25, seed);
    KinkedFlow<Ball> ball = enclosed(at, Objective::sum_of_squares);
    ExponentialFlow plain = closed_form(at);
    INFO("seed " << seed << " " << ball.reason() << plain.reason());
    REQUIRE(ball.advance_to(10));
    REQUIRE(plain.advance_to(10));
    CHECK(ball.crossings() == plain.crossings());
    CHECK(ball.slides() == plain.slides());
    CHECK(ball.releases() == plain.releases());
    CHECK(ball.error().upper() < 1e-25);
    const Matrix<Ball> z = ball.preactivations();
    for (std::size_t k = 0; k < z.entries().size(); ++k) {
      CHECK(z.entries()[k].mid() == Approx(plain.preactivations().entries()[k]).margin(1e-12));
    }
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(ball.pulls()[i].mid() == Approx(plain.residual()[i]).margin(1e-12));
    }
    events += ball.crossings() + ball.slides() + ball.releases();
    slides += ball.slides();
  }
  CHECK(events > 10);
  CHECK(slides > 2);
}

TEST_CASE("gradient descent with a small step follows the enclosed flow") {
  const BallPrecision precision(96);
  const Activation<double> phi{ActivationFamily::leaky_relu, 0.25, 1.0, Kink::right};
  for (const Objective objective :
       {Objective::mean_logistic, Objective::mean_exponential, Objective::sum_of_squares}) {
    const Instance at = instance(3, 4, 0.25, 11);
    KinkedFlow<Ball> flow = enclosed(at, objective);
    REQUIRE(flow.advance_to(2));
    double gap[2];
    for (const int halving : {0, 1}) {
      GramDescent<ScalarOutput> descent({phi, at.a, at.y, objective}, at.gram, at.start);
      const int steps = 2000 << halving;
      for (int t = 0; t < steps; ++t) descent.advance(2.0 / steps);
      gap[halving] = 0;
      for (std::size_t k = 0; k < at.start.entries().size(); ++k) {
        gap[halving] = max(gap[halving], std::fabs(flow.preactivations().entries()[k].mid() -
                                                   descent.preactivations().entries()[k]));
      }
    }
    CHECK(gap[0] < 2e-3);
    CHECK(gap[1] < 0.9 * gap[0]);  // converges as the step goes to zero
  }
}

// Orthonormal inputs, W(0) = 0, one neuron of each sign: every margin follows q' = c e^{-q} with
// c = (a^2 + gamma^2 a^2) / n, so e^q = 1 + c t.
TEST_CASE("the exponential loss on orthonormal data has its closed form, down to 1e-12") {
  const BallPrecision precision(128);
  Instance at{0.25, {0.5, -0.5}, {1, -1}, Matrix<double>(2, 2), Matrix<double>(2, 2)};
  at.gram(0, 0) = at.gram(1, 1) = 1;
  KinkedFlow<Ball> flow = enclosed(at, Objective::mean_exponential);
  REQUIRE(flow.reason().empty());
  REQUIRE(flow.advance_until_risk(1e-12));
  CHECK(flow.risk().mid() > 0.9999e-12);  // not far below
  const Ball rate = Ball(0.25) * (1 + square(Ball(0.25))) / 2;
  const Ball expected = Ball(1) / (1 + rate * flow.time());
  CHECK(flow.risk().overlaps(expected));
  CHECK((flow.risk().radius() / flow.risk().mid()) < 1e-20);
  // All positive neurons take the positive side of positive samples, and mirrored.
  CHECK(flow.side(0, 0) == Side::positive);
  CHECK(flow.side(0, 1) == Side::negative);
  CHECK(flow.side(1, 0) == Side::negative);
}

// p_1 = y_1 stays, p_2 = (y_2 - 1) e^{-t (1 - 1/4)} while z_1 = 0: the tied sample takes away the
// part of x_2 along x_1. Sliding needs 1/2 |p_1| <= p_2 / 2 <= |p_1|.
TEST_CASE("a neuron slides along a kink that both sides push towards, until one lets go") {
  const BallPrecision precision(128);
  const Instance at = on_a_kink(-1, 2.5);  // p = (-1, 1.5)
  KinkedFlow<Ball> ball = enclosed(at, Objective::sum_of_squares);
  ExponentialFlow plain = closed_form(at);
  CHECK(ball.side(0, 0) == Side::kink);
  const double release = std::log(1.5) / 0.75;  // p_2 = 1
  REQUIRE(ball.advance_to(0.9 * release));
  CHECK(ball.side(0, 0) == Side::kink);
  CHECK(certainly(equal(ball.preactivations()(0, 0), Ball(0))));
  CHECK(ball.pulls()[1].mid() == Approx(1.5 * std::exp(-0.75 * ball.time().mid())).epsilon(1e-14));
  REQUIRE(ball.advance_to(1.1 * release));
  REQUIRE(plain.advance_to(1.1 * release));
  CHECK(ball.releases() == 1);
  CHECK(ball.side(0, 0) == Side::negative);
  CHECK(ball.preactivations()(0, 0).upper() < 0);
  CHECK(plain.releases() == 1);
  CHECK(plain.preactivations()(0, 0) == Approx(ball.preactivations()(0, 0).mid()).epsilon(1e-8));
}

TEST_CASE("a start on a kink that pushes away is named, not chosen") {
  const Instance at = on_a_kink(1, -0.5);  // p = (1, -1.5): z_1' = 1/4 above, -1/4 below
  KinkedFlow<Ball> ball = enclosed(at, Objective::sum_of_squares);
  CHECK_THAT(ball.reason(), Catch::Contains("pushes away"));
  CHECK(ball.several());
  CHECK_FALSE(enclosed(on_a_kink(-1, 2.5), Objective::sum_of_squares).several());
  CHECK_FALSE(ball.step(1));
  ExponentialFlow plain = closed_form(at);
  CHECK_FALSE(plain.advance_to(1));
  CHECK_FALSE(plain.reason().empty());
}

// ReLU, unit 0 on the kink of x_1, dead on x_2 and so at rest. p_1 = -1 - f_1 changes sign as unit
// 1 with output weight -1 rises: from then on unit 0 may stay or leave.
TEST_CASE("a unit at rest on a kink that lets go of it has more than one future") {
  const BallPrecision precision(96);
  Instance at{0, {1, -1}, {-1, -3}, Matrix<double>(2, 2, 0.5), Matrix<double>(2, 2)};
  at.gram(0, 0) = at.gram(1, 1) = 1;
  at.start(0, 1) = -1;
  at.start(1, 0) = 0.75;  // f_1 = -0.75, p_1 = -0.25 < 0
  at.start(1, 1) = 1;     // f_2 = -1, p_2 = -2: unit 1 rises on both
  KinkedFlow<Ball> ball = enclosed(at, Objective::sum_of_squares);
  ExponentialFlow plain = closed_form(at);
  REQUIRE(ball.reason().empty());
  CHECK(ball.side(0, 0) == Side::kink);
  CHECK_FALSE(ball.advance_to(5));
  CHECK_FALSE(plain.advance_to(5));
  CHECK_THAT(ball.reason(), Catch::Contains("may stay or leave"));
  CHECK_THAT(plain.reason(), Catch::Contains("may stay or leave"));
  CHECK(ball.time().mid() == Approx(plain.time()).epsilon(1e-9));
}

TEST_CASE("a start on a ReLU kink with nothing else at work has more than one future") {
  Instance at{0, {1}, {1}, Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1)};
  CHECK_THAT(enclosed(at, Objective::sum_of_squares).reason(), Catch::Contains("pushes away"));
  at.slope = 0.25;  // leaky: the positive side is the only way
  CHECK(enclosed(at, Objective::sum_of_squares).side(0, 0) == Side::positive);
}

TEST_CASE("a start too wide to tell its side of a kink is undecided") {
  Instance at = on_a_kink(-1, 2.5);
  KinkedFlowProblem<Ball> problem{
      Ball(0.5),           lift<Ball>(at.a),     lift<Ball>(at.y),
      lift<Ball>(at.gram), lift<Ball>(at.start), Objective::sum_of_squares};
  problem.start(0, 0) = Ball::between(-1e-20, 1e-20);
  CHECK_THAT(KinkedFlow<Ball>(problem).reason(), Catch::Contains("too wide"));
  problem.start = Matrix<Ball>(2, 2);
  CHECK_THROWS_AS(KinkedFlow<Ball>(problem), std::invalid_argument);
}

TEST_CASE("distances are those of the coefficients, and H moves the outputs") {
  const BallPrecision precision(128);
  const Instance at = instance(3, 4, 0, 21);
  KinkedFlow<Ball> flow = enclosed(at, Objective::sum_of_squares);
  REQUIRE(flow.advance_to(0.5));
  const Vector<Ball> before = flow.outputs();
  const Vector<Ball> speed = flow.tangent_gram() * flow.pulls();
  const Ball start_time = flow.time();
  REQUIRE(flow.advance_to(0.5 + 0x1p-30));
  for (std::size_t i = 0; i < 3; ++i) {
    const Ball slope = (flow.outputs()[i] - before[i]) / (flow.time() - start_time);
    CHECK(slope.mid() == Approx(speed[i].mid()).epsilon(1e-7));
  }
  for (std::size_t j = 0; j < 4; ++j) {
    const auto c = flow.coefficients().row(j);
    const Ball squared = dot(c, lift<Ball>(at.gram) * Vector<Ball>(c.begin(), c.end()));
    CHECK(flow.distances()[j].overlaps(sqrt(squared)));
  }
}

TEMPLATE_TEST_CASE("a flow is read in the number type of the evaluation", "", double, Interval,
                   Ball) {
  const Instance at = on_a_kink(-1, 2.5);
  const BallPrecision precision(128);
  const auto reading_at = [&](double time) {
    KinkedFlow flow = enclosed<FlowNumber<TestType>>(at, Objective::sum_of_squares);
    return read_flow<TestType>(flow, flow.advance_to(time));
  };
  const FlowReading<TestType> half = reading_at(0.25);
  const TestType p = TestType(3) / 2 * exp(-TestType(3) / 16);
  if (is_rigorous<TestType>) CHECK_FALSE(certainly_not(equal(half.pulls[1], p)));
  CHECK(mid(half.pulls[1]) == Approx(mid(p)).epsilon(1e-14));
  CHECK(mid(half.risk) == Approx(0.5 * mid(p) * mid(p) + 0.5).epsilon(1e-14));
  CHECK(certainly(less(half.error, TestType(4e-15))));
  // A start that pushes away: nothing may be concluded.
  KinkedFlow<Ball> torn = enclosed(on_a_kink(1, -0.5), Objective::sum_of_squares);
  const FlowReading<TestType> nothing = read_flow<TestType>(torn, torn.advance_to(1));
  CHECK(unknown(less(nothing.risk, TestType(1))));
  CHECK(unknown(less(nothing.preactivations(0, 1), TestType(1))));
}
