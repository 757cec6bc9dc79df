#include "core/dynamics/smooth_flow.hpp"

#include "core/dynamics/exponential_flow.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

const Activation<double> line{ActivationFamily::identity, 1.0, 1.0, Kink::right};
const Activation<double> smooth{ActivationFamily::smoothed_leaky, 0.2, 0.5, Kink::right};

struct Instance {
  Vector<double> a, y;
  Matrix<double> gram, start;
};

Instance instance(std::size_t n, std::size_t m, double scale = 1) {
  Stream draw(5, "smooth flow", n + m);
  const Matrix<double> x = draw.normal_matrix(n, n + 2, 0.5),
                       w = draw.normal_matrix(m, n + 2, scale);
  Instance out{{}, {}, gram(x), row_products(w, x)};
  for (std::size_t j = 0; j < m; ++j) out.a.push_back(draw.sign() * 0.5);
  for (std::size_t i = 0; i < n; ++i) out.y.push_back(draw.sign());
  return out;
}

SmoothFlow flow_of(const Instance& at, const Activation<double>& phi, Objective objective,
                   double tolerance, bool both = false) {
  return SmoothFlow({{phi, at.a, at.y, objective}, at.gram, at.start, both}, tolerance);
}

double distance(const Instance& at, const SmoothFlow& f, const SmoothFlow& g) {
  const Matrix<double> c = f.coefficients() - g.coefficients();
  double out = 0;
  for (std::size_t j = 0; j < c.rows(); ++j) {
    const Vector<double> row(c.row(j).begin(), c.row(j).end());
    out += dot(row, at.gram * row) + square(f.output().a()[j] - g.output().a()[j]);
  }
  return std::sqrt(out);
}

}  // namespace

TEST_CASE("a linear network on the squared loss follows the matrix exponential") {
  const Instance at = instance(3, 4);
  SmoothFlow flow = flow_of(at, line, Objective::sum_of_squares, 1e-13);
  ExponentialFlow exact({1, at.a, at.y, at.gram, at.start});
  REQUIRE(flow.advance_to(2));
  REQUIRE(exact.advance_to(2));
  CHECK(max_abs((flow.preactivations() - exact.preactivations()).entries()) < 1e-11);
  CHECK(flow.error() < 1e-10);
}

// Orthonormal inputs from zero with the identity: e^{q} = 1 + |a|^2 t / n for every margin q.
TEST_CASE("the exponential loss falls to 1e-12 along its closed form") {
  Instance at{{0.5, -0.5}, {1, -1}, Matrix<double>(2, 2), Matrix<double>(2, 2)};
  at.gram(0, 0) = at.gram(1, 1) = 1;
  SmoothFlow flow = flow_of(at, line, Objective::mean_exponential, 1e-13);
  REQUIRE(flow.advance_until_risk(1e-12));
  CHECK(flow.time() > 3e12);
  CHECK(flow.risk() == Approx(1 / (1 + 0.25 * flow.time())).epsilon(1e-10));
}

TEST_CASE("the error bound covers the difference to a finer run, also with both layers") {
  const Instance at = instance(4, 5);
  for (const bool both : {false, true}) {
    for (const Objective objective : {Objective::mean_logistic, Objective::sum_of_squares}) {
      SmoothFlow coarse = flow_of(at, smooth, objective, 1e-5, both);
      SmoothFlow fine = flow_of(at, smooth, objective, 1e-13, both);
      REQUIRE(coarse.advance_to(3));
      REQUIRE(fine.advance_to(3));
      CHECK(distance(at, coarse, fine) <= coarse.error() + fine.error());
      CHECK(distance(at, coarse, fine) > 0);
      for (std::size_t i = 0; i < at.y.size(); ++i) {
        const double gap = std::fabs(coarse.output().outputs()[i] - fine.output().outputs()[i]);
        CHECK(gap <= coarse.output_errors()[i] + fine.output_errors()[i]);
      }
      CHECK(coarse.error() < 1e-1);
      CHECK(fine.error() < 1e-9);
    }
  }
}

TEST_CASE("rescaled time is the same flow") {
  const Instance at = instance(3, 4);
  SmoothFlow rescaled = flow_of(at, smooth, Objective::mean_logistic, 1e-13);
  REQUIRE(rescaled.advance_until_risk(1e-3));
  SmoothFlow plain = flow_of(at, smooth, Objective::mean_logistic, 1e-13);
  REQUIRE(plain.advance_to(rescaled.time()));
  CHECK(distance(at, rescaled, plain) <= rescaled.error() + plain.error());
  CHECK(rescaled.error() < 1e-6);
}

TEST_CASE("descent with small steps follows the smooth flow") {
  const Instance at = instance(3, 4);
  for (const Objective objective : {Objective::mean_logistic, Objective::mean_exponential}) {
    SmoothFlow flow = flow_of(at, smooth, objective, 1e-12);
    REQUIRE(flow.advance_to(2));
    double gap[2];
    for (const int halving : {0, 1}) {
      GramDescent<ScalarOutput> descent({smooth, at.a, at.y, objective}, at.gram, at.start);
      const int steps = 1000 << halving;
      for (int t = 0; t < steps; ++t) descent.advance(2.0 / steps);
      gap[halving] = max_abs((flow.preactivations() - descent.preactivations()).entries());
    }
    CHECK(gap[0] < 2e-3);
    CHECK(gap[1] == Approx(gap[0] / 2).epsilon(0.01));
  }
}

TEST_CASE("a loss that stands still ends the flow with a reason; what a smooth flow refuses") {
  // One input under both labels: the loss cannot fall below log 2.
  Instance at{{1}, {1, -1}, Matrix<double>(2, 2, 1.0), Matrix<double>(1, 2, 0.5)};
  SmoothFlow flow = flow_of(at, line, Objective::mean_logistic, 1e-10);
  CHECK_FALSE(flow.advance_until_risk(0.6));
  CHECK_FALSE(flow.reason().empty());
  const Activation<double> relu{ActivationFamily::relu, 1.0, 1.0, Kink::right};
  CHECK_THROWS_AS(flow_of(at, relu, Objective::mean_logistic, 1e-9), std::invalid_argument);
  CHECK_THROWS_AS(flow_of(at, line, Objective::mean_logistic, 0), std::invalid_argument);
}
