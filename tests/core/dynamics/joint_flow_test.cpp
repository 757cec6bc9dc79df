#include "core/dynamics/joint_flow.hpp"

#include "core/dynamics/gram_descent.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Instance {
  Matrix<double> x, w;
  Vector<double> a, y;
};

Instance instance(std::size_t n, std::size_t m, std::uint64_t seed) {
  Stream draw(seed, "joint flow", n + m);
  Instance out{draw.normal_matrix(n, n, 0.6), draw.normal_matrix(m, n), {}, {}};
  for (std::size_t j = 0; j < m; ++j) out.a.push_back(draw.sign() * 0.5);
  for (std::size_t i = 0; i < n; ++i) out.y.push_back(2 * draw.sign());
  return out;
}

JointFlow flow_of(const Instance& at, double slope, double tolerance) {
  return JointFlow({slope, at.a, at.y, gram(at.x), row_products(at.w, at.x)}, tolerance);
}

/// |w_j|^2 - a_j^2, the conserved quantity.
Vector<double> balances(const Instance& at, const JointFlow& flow) {
  Vector<double> out;
  for (std::size_t j = 0; j < at.a.size(); ++j) {
    const auto c = flow.coefficients().row(j);
    Vector<double> w(at.w.row(j).begin(), at.w.row(j).end());
    for (std::size_t i = 0; i < c.size(); ++i) {
      for (std::size_t k = 0; k < w.size(); ++k) w[k] += c[i] * at.x(i, k);
    }
    out.push_back(squared_norm(w) - square(flow.output_weights()[j]));
  }
  return out;
}

}  // namespace

// One neuron with w = a > 0 on x = 1: u = a w obeys u' = 2 u (y - u).
TEST_CASE("one balanced neuron follows the logistic curve") {
  JointFlow flow({0, {0.5}, {2}, Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, 0.5)}, 1e-13);
  for (const double t : {0.25, 1.0, 3.0}) {
    REQUIRE(flow.advance_to(t));
    CHECK(flow.time() == t);
    CHECK(flow.outputs()[0] == Approx(2 / (1 + (2 / 0.25 - 1) * std::exp(-4 * t))).epsilon(1e-11));
  }
  CHECK(flow.error() < 1e-10);
  CHECK(flow.error() > 0);
}

TEST_CASE("weights of both layers stay balanced through kinks and slides") {
  std::size_t events = 0, finished = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Instance at = instance(3, 6, seed);
    JointFlow flow = flow_of(at, seed % 2 == 0 ? 0 : 0.25, 1e-12);
    const Vector<double> before = balances(at, flow);
    const bool done = flow.advance_to(5);
    INFO("seed " << seed << ": " << flow.reason() << " at " << flow.time());
    // ReLU units may come to rest on a kink; what happens before that is to be balanced too.
    if (!done) CHECK_THAT(flow.reason(), Catch::Contains("may stay or leave"));
    finished += done;
    const Vector<double> after = balances(at, flow);
    for (std::size_t j = 0; j < after.size(); ++j) {
      CHECK(after[j] == Approx(before[j]).margin(1e-10));
    }
    events += flow.events();
  }
  CHECK(events > 10);
  CHECK(finished >= 4);
}

TEST_CASE("the error bound covers the difference to a finer run") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Instance at = instance(3, 6, seed);
    JointFlow coarse = flow_of(at, 0.25, 1e-6), fine = flow_of(at, 0.25, 1e-13);
    REQUIRE(coarse.advance_to(4));
    REQUIRE(fine.advance_to(4));
    const Matrix<double> c = coarse.coefficients() - fine.coefficients(), k = gram(at.x);
    double distance = 0;
    for (std::size_t j = 0; j < c.rows(); ++j) {
      const Vector<double> row(c.row(j).begin(), c.row(j).end());
      distance += dot(row, k * row) + square(coarse.output_weights()[j] - fine.output_weights()[j]);
    }
    CHECK(std::sqrt(distance) <= coarse.error() + fine.error());
    for (std::size_t i = 0; i < at.y.size(); ++i) {
      const double gap = std::fabs(coarse.outputs()[i] - fine.outputs()[i]);
      CHECK(gap <= coarse.output_errors()[i] + fine.output_errors()[i]);
    }
    CHECK(coarse.error() < 1e-2);
    CHECK(fine.error() < 1e-8);
  }
}

TEST_CASE("descent on both layers with small steps follows the flow") {
  const Activation<double> phi{ActivationFamily::leaky_relu, 0.25, 1.0, Kink::right};
  const Instance at = instance(3, 6, 2);
  JointFlow flow = flow_of(at, 0.25, 1e-12);
  REQUIRE(flow.advance_to(1));
  double gap[2];
  for (const int halving : {0, 1}) {
    GramDescent<ScalarOutput> descent({phi, at.a, at.y, Objective::sum_of_squares}, gram(at.x),
                                      row_products(at.w, at.x));
    const int steps = 2000 << halving;
    for (int t = 0; t < steps; ++t) descent.advance_both(1.0 / steps, 1.0 / steps);
    gap[halving] = max_abs((flow.preactivations() - descent.preactivations()).entries());
  }
  CHECK(gap[0] < 5e-3);
  CHECK(gap[1] < 0.75 * gap[0]);
}

// z falls through its kink, where its speed |p| drops to |p| / 4: two flows a little apart meet it
// at different times, so their distance grows by 1 + (3/4 |p|) / |p|.
TEST_CASE("the error grows where a kink is met") {
  const Matrix<double> one(1, 1, 1.0);
  const auto error_at = [&](double time) {
    JointFlow flow({0.25, {1}, {-2}, one, Matrix<double>(1, 1, 0.5)}, 1e-5);
    REQUIRE(flow.advance_to(time));
    return std::pair(flow.error(), flow.events());
  };
  double low = 0, high = 1;
  while (high - low > 1e-9) {
    const double middle = (low + high) / 2;
    (error_at(middle).second == 0 ? low : high) = middle;
  }
  CHECK(error_at(high).first > 1.7 * error_at(low).first);
  CHECK(error_at(low).first > 0);
}

TEST_CASE("dependent inputs that start on a kink stop the flow, with a reason") {
  const Matrix<double> ones(2, 2, 1.0);
  JointFlow flow({0, {1}, {1, 2}, ones, Matrix<double>(1, 2, 0.0)}, 1e-9);
  CHECK_FALSE(flow.advance_to(1));
  CHECK(flow.reason().find("kink") != std::string::npos);
}

TEST_CASE("a flow that is far too fast for its time is given up, with a reason") {
  const Matrix<double> one(1, 1, 1.0);
  JointFlow flow({0, {1e8}, {3}, one, one}, 1e-9);
  CHECK_FALSE(flow.advance_to(8));
  CHECK(flow.reason().find("steps") != std::string::npos);
}

TEST_CASE("what a joint flow refuses") {
  const Matrix<double> one(1, 1, 1.0), two(1, 2);
  CHECK_THROWS_AS(JointFlow({0, {1}, {1}, one, two}, 1e-9), std::invalid_argument);
  CHECK_THROWS_AS(JointFlow({0, {1}, {1}, one, one}, 0), std::invalid_argument);
  // p = 1 pushes away from the kink on its positive side, not at all on the negative one.
  JointFlow flow({0, {1}, {1}, one, Matrix<double>(1, 1)}, 1e-9);
  CHECK_FALSE(flow.advance_to(1));
  CHECK_FALSE(flow.reason().empty());
}
