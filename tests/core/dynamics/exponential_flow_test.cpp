#include "core/dynamics/exponential_flow.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

// du2019, theorem 3.2: for one unit input an active unit moves by a_r s D / sqrt m with
// D = int |y - u|, and leaves when a_r s < 0 and D = sqrt m w_r(0) x; |y - u| decays at the rate of
// the active fraction. The event times follow by hand.
TEST_CASE("one sample is solved by hand") {
  // m = 4, a = (+,+,-,-)/2, z = (1, -1, 0.25, 0.5): active units 0, 2, 3; u = (1 - 0.25 - 0.5)/2.
  const Vector<double> a = {0.5, 0.5, -0.5, -0.5};
  Matrix<double> gram(1, 1, 1.0), start(4, 1);
  start.entries() = {1, -1, 0.25, 0.5};
  ExponentialFlow flow({0, a, {3}, gram, start});
  const double first = 3 - 0.125;
  // Units 2 and 3 fall at speed |p| / 2: unit 2 arrives at D = 0.5, unit 3 at D = 1.
  // D(t) = first (1 - e^{-3t/4}) / (3/4) while three of four units (a^2 = 1/4 each) are active.
  const double t2 = -std::log(1 - 0.5 * 0.75 / first) / 0.75;
  REQUIRE(flow.advance(10));
  CHECK(flow.time() == Approx(t2).epsilon(1e-13));
  CHECK(flow.side(2, 0) == Side::kink);  // with no other sample it comes to rest on the kink
  const double second = first - 0.5 * 0.75;
  CHECK(flow.residual()[0] == Approx(second).epsilon(1e-13));
  const double t3 = t2 - std::log(1 - 0.5 * 0.5 / second) / 0.5;
  REQUIRE(flow.advance(10));
  CHECK(flow.time() == Approx(t3).epsilon(1e-13));
  REQUIRE(flow.advance_to(10));
  const double third = second - 0.5 * 0.5;
  CHECK(flow.residual()[0] == Approx(third * std::exp(-0.25 * (10 - t3))).epsilon(1e-12));
  CHECK(flow.preactivations()(1, 0) == -1);
  CHECK(flow.slides() == 2);
}

// Orthonormal inputs, every unit active on all of them and labels close to the outputs: no event,
// and y - u = e^{-p t / m} (y - u(0)) (du2019, lemma 3.3, how to test).
TEST_CASE("without events the residual decays by the matrix exponential") {
  Matrix<double> gram(3, 3), start(2, 3, 5.0);
  for (std::size_t i = 0; i < 3; ++i) gram(i, i) = 1;
  const double a = std::sqrt(0.5);
  ExponentialFlow flow({0, {a, a}, {7, 7.5, 6.5}, gram, start});
  const Vector<double> before = flow.residual();
  REQUIRE(flow.advance_to(3));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(flow.residual()[i] == Approx(before[i] * std::exp(-3.0)).epsilon(1e-13));
  }
  CHECK(flow.crossings() + flow.slides() == 0);
  CHECK(flow.tangent_gram()(0, 0) == Approx(1));
  CHECK(flow.tangent_gram()(0, 1) == Approx(0).margin(1e-15));
}

TEST_CASE("coefficients, pre-activations and residual stay consistent over many events") {
  Stream draw(31, "exponential flow", 0);
  const std::size_t n = 5, m = 300;
  const Matrix<double> x = draw.normal_matrix(n, 6, 0.5), w = draw.normal_matrix(m, 6);
  Vector<double> a, y;
  for (std::size_t j = 0; j < m; ++j) a.push_back(draw.sign() / std::sqrt(double(m)));
  for (std::size_t i = 0; i < n; ++i) y.push_back(3 * draw.sign());
  const Matrix<double> k = gram(x), start = row_products(w, x);
  ExponentialFlow flow({0, a, y, k, start});
  REQUIRE(flow.advance_to(8));
  CHECK(flow.crossings() > 10);
  const Matrix<double> moved = row_products(flow.coefficients(), k);
  for (std::size_t i = 0; i < n; ++i) {
    double f = 0;
    for (std::size_t j = 0; j < m; ++j) {
      const double z = start(j, i) + moved(j, i);
      CHECK(flow.preactivations()(j, i) == Approx(z).margin(1e-12));
      f += a[j] * max(0.0, z);
      if (flow.side(j, i) == Side::positive) CHECK(z > -1e-12);
      if (flow.side(j, i) == Side::negative) CHECK(z < 1e-12);
    }
    CHECK(flow.residual()[i] == Approx(y[i] - f).margin(1e-12));
  }
}

TEST_CASE("a flow that starts where equal inputs are on a kink stops with a reason") {
  const Matrix<double> gram(2, 2, 1.0), start(1, 2);
  ExponentialFlow flow({0.0, {1}, {1, 1}, gram, start});
  CHECK_FALSE(flow.advance_to(1));
  CHECK_THAT(flow.reason(), Catch::Contains("not determined"));
  CHECK(flow.side(0, 1) == Side::kink);
}
