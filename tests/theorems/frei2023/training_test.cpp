// What the claims of section 4 share: increments without cancellation, and a run with its weights.

#include "core/dynamics/direct_descent.hpp"
#include "tests/catch.hpp"
#include "theorems/frei2023/one_step.hpp"
#include "theorems/frei2023/weight_run.hpp"

using namespace claimcheck;
using namespace claimcheck::frei2023;

namespace {

Training training() {
  Stream random(1, "training test", 0);
  Training s;
  s.X = random.normal_matrix(3, 4);
  s.W = random.normal_matrix(2, 4);
  s.y = {1, -1, 1};
  s.sign = {1, -1};
  s.phi = ActivationFamily::arctan_leaky;
  s.gamma = 0.25;
  s.s = 0.5;
  s.alpha = 0.125;
  s.T = 5;
  return s;
}

}  // namespace

TEST_CASE("frei2023: increments of activations enclose the difference and survive tiny steps") {
  for (const ActivationFamily family : smooth_leaky_families) {
    const double z = 0.375, step = std::ldexp(1.0, -160);
    const auto by = [&]<class R>(R) {
      const Activation<R> phi{family, R(0.25), R(0.5), Kink::right};
      return increment(phi, R(z), phi.derivative(R(z)), R(step)).value;
    };
    const BallPrecision precision(512);
    const Activation<Ball> phi{family, Ball(0.25), Ball(0.5), Kink::right};
    const Ball exact = phi(Ball(z) + Ball(step)) - phi(Ball(z));
    CHECK(unknown(equal(by(Ball(0)), exact)));
    CHECK(by(0.0) == Approx(exact.mid()).epsilon(1e-14));
    CHECK(by(Interval(0)).mid() == Approx(exact.mid()).epsilon(1e-14));
  }
}

TEST_CASE("frei2023: increments of long steps and of linear activations are differences") {
  const Activation<double> phi{ActivationFamily::sqrt_leaky, 0.5, 1, Kink::right};
  const Increment<double> by = increment(phi, 1.0, phi.derivative(1.0), 2.0);
  CHECK(by.value == phi(3.0) - phi(1.0));
  CHECK(by.remainder == Approx(phi(3.0) - phi(1.0) - 2 * phi.derivative(1.0)));
  const Activation<double> linear{ActivationFamily::linear, 0.5, 1, Kink::right};
  CHECK(increment(linear, 1e20, 0.5, 1.0).value == 0.5);
  CHECK(increment(linear, 1e20, 0.5, 1.0).remainder == 0);
}

TEST_CASE("frei2023: remainders far from the kink are no larger than the curvature allows") {
  const Interval z(0x1p40), step(0x1p-10);
  const BallPrecision precision(512);
  for (const ActivationFamily family : smooth_leaky_families) {
    const Activation<Interval> phi{family, Interval(0.25), Interval(1), Kink::right};
    const Increment<Interval> by = increment(phi, z, phi.derivative(z), step);
    const Activation<Ball> fine{family, Ball(0.25), Ball(1), Kink::right};
    const Increment<Ball> exact =
        increment(fine, Ball(0x1p40), fine.derivative(Ball(0x1p40)), Ball(0x1p-10));
    CHECK(by.remainder.upper() <= 0x1p-20);
    CHECK(by.remainder.lower() <= exact.remainder.upper());
    CHECK(by.remainder.upper() >= exact.remainder.lower());
    CHECK(by.value.lower() <= exact.value.upper());
    CHECK(by.value.upper() >= exact.value.lower());
  }
}

TEST_CASE("frei2023: a run keeps the weights that descent on W itself reaches") {
  const Training s = training();
  const WeightRun<double> run(s);
  DirectDescent<ScalarOutput> direct(
      {{s.phi, s.gamma, s.s, Kink::right}, run.a(), run.y, Objective::mean_logistic}, s.X, s.W);
  for (std::size_t t = 0; t <= run.steps(); ++t) {
    const Matrix<double>& w = direct.weights();
    for (std::size_t k = 0; k < w.entries().size(); ++k) {
      CHECK(run.weights(t).entries()[k] == Approx(w.entries()[k]));
    }
    CHECK(run.risk(t) == Approx(direct.risk()));
    CHECK(run.frobenius2(t) == Approx(squared_norm(w)));
    CHECK(run.gradient(t) == Approx(squared_norm(direct.gradient())));
    CHECK(run.neuron_gradient(t, 1) == Approx(squared_norm(direct.gradient().row(1))));
    direct.advance(s.alpha);
  }
}

TEST_CASE("frei2023: placed pre-activations are met for orthogonal samples") {
  NetworkOnData s = training();
  s.X = Matrix<double>(3, 4);
  for (std::size_t i = 0; i < 3; ++i) s.X(i, i) = static_cast<double>(i + 1);
  Matrix<double> z(2, 3);
  z.entries() = {1, -2, 3, 0.5, 0, -1};
  place_preactivations(s, z);
  const Matrix<double> reached = row_products(s.W, s.X);
  for (std::size_t k = 0; k < z.entries().size(); ++k) {
    CHECK(reached.entries()[k] == Approx(z.entries()[k]));
  }
}
