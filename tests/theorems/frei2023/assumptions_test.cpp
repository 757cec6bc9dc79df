// The multiplied-out assumptions of frei2023 against the printed formulas, and the run of gradient
// descent against steps taken on W itself.

#include "theorems/frei2023/assumptions.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck::frei2023 {
namespace {

Training random_training(std::uint64_t index) {
  Stream random(1, "frei2023 assumptions", index);
  Training s;
  const std::size_t n = 1 + random.below(3), m = 1 + random.below(3), d = n + random.below(2);
  s.X = random.normal_matrix(n, d);
  for (std::size_t i = 0; i < n; ++i) s.y.push_back(random.sign());
  for (std::size_t j = 0; j < m; ++j) s.sign.push_back(random.sign());
  s.phi = leaky_smooth_families[random.below(leaky_smooth_families.size())];
  s.gamma = random.uniform(0.2, 1);
  s.s = random.uniform(0.2, 2);
  s.W = random.normal_matrix(m, d);
  s.alpha = random.uniform(0.1, 1);
  s.delta = random.uniform(0.1, 0.9);
  s.T = 3;
  return s;
}

/// The relation holds a little below its bound and fails a little above.
template <class Holds>
void check_flips_at(double bound, Holds holds) {
  CHECK(certainly(holds(bound * (1 - 1e-12))));
  CHECK(certainly_not(holds(bound * (1 + 1e-12))));
}

/// Outputs of the network on its samples, from W alone.
Vector<double> outputs_of(const Training& s, const Matrix<double>& W) {
  const Activation<double> phi{s.phi, s.gamma, s.s, Kink::right};
  Vector<double> f(s.X.rows());
  for (std::size_t i = 0; i < f.size(); ++i) {
    for (std::size_t j = 0; j < W.rows(); ++j) {
      f[i] += s.sign[j] / std::sqrt(double(W.rows())) * phi(dot(W.row(j), s.X.row(i)));
    }
  }
  return f;
}

/// One step of gradient descent on the logistic risk, on W itself.
Matrix<double> stepped(const Training& s, const Matrix<double>& W) {
  const Activation<double> phi{s.phi, s.gamma, s.s, Kink::right};
  const Vector<double> f = outputs_of(s, W);
  Matrix<double> out = W;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const double pull = s.y[i] / (1 + std::exp(s.y[i] * f[i])) / double(f.size());
    for (std::size_t j = 0; j < W.rows(); ++j) {
      const double slope = phi.derivative(dot(W.row(j), s.X.row(i)));
      for (std::size_t k = 0; k < W.cols(); ++k) {
        out(j, k) += s.alpha * pull * s.sign[j] / std::sqrt(double(W.rows())) * slope * s.X(i, k);
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("frei2023: C_R and its cleared form agree") {
  const DataGeometry<double> x{2, 6, 0};
  CHECK(ratio_bound(x, 0.5) == Approx(10 * 3 / 0.25 + 10));
  CHECK(cleared_ratio_bound(x, 0.5) == Approx(0.25 * 2 * ratio_bound(x, 0.5)));
}

TEST_CASE("frei2023: (D4') holds with equality on an integer example") {
  // |x_1|^2 = 420 = 5 C_R n |<x_1, x_2>| with gamma = 1, C_R = 10 * 462/420 + 10 = 21.
  Matrix<Rational> X(2, 3);
  X.entries() = {20, 4, 2, -2, 17, -13};
  const Matrix<Rational> K = gram(X);
  CHECK(certainly(nearly_orthogonal(K, Rational(1)).truth()));
  CHECK(nearly_orthogonal(K, Rational(1)).margin() == 0);
  CHECK(certainly_not(nearly_orthogonal(K, Rational(1), Rational(5001) / 1000).truth()));
  CHECK(certainly_not(nearly_orthogonal(K, Rational(999) / 1000).truth()));
}

TEST_CASE("frei2023: (D4'), (A1) and (A2) flip where the printed bounds are") {
  for (std::uint64_t k = 0; k < 40; ++k) {
    const Training s = random_training(k);
    const Network<double> net(s);
    const double R_max = std::sqrt(net.x.max_squared_norm),
                 R_min = std::sqrt(net.x.min_squared_norm);
    const double R = R_max / R_min, C_R = 10 * R * R / (s.gamma * s.gamma) + 10;
    const double log_term = std::log(4 * net.m / s.delta);
    if (net.n > 1) {
      double factor = HUGE_VAL;  // the largest for which the samples are nearly orthogonal
      for (std::size_t i = 0; i < net.samples(); ++i) {
        factor = std::min(
            factor, net.K(i, i) * s.gamma * s.gamma / (C_R * net.n * max_correlation(net.K, i)));
      }
      check_flips_at(factor,
                     [&](double f) { return nearly_orthogonal(net.K, s.gamma, f).truth(); });
    }
    check_flips_at(
        s.gamma * s.gamma / (5 * net.n * R_max * R_max * R * R * C_R * std::max(1.0, net.H)),
        [&](double alpha) { return step_is_short(net, alpha).truth(); });
    check_flips_at(s.alpha * s.gamma * s.gamma * R_min /
                       (72 * R * C_R * net.n * std::sqrt(net.m * net.d * log_term)),
                   [&](double omega) {
                     return initialisation_is_small(net, s.alpha, omega, log_term).truth();
                   });
    double largest = 0;
    for (std::size_t j = 0; j < net.neurons(); ++j) {
      largest = std::max(largest, norm(s.W.row(j)) / std::sqrt(5 * net.d * log_term));
    }
    const auto inside = [&](double omega) {
      return initial_norms_are_small(net, omega, log_term).truth();
    };
    CHECK(certainly(inside(largest * (1 + 1e-12))));
    CHECK(certainly_not(inside(largest * (1 - 1e-12))));
  }
}

TEST_CASE("frei2023: a training run takes the steps of gradient descent on W") {
  for (std::uint64_t k = 0; k < 20; ++k) {
    const Training s = random_training(k);
    const TrainingRun<double> run(s);
    REQUIRE(run.steps() == 3);
    Matrix<double> W = s.W;
    for (std::size_t t = 0; t <= 3; ++t) {
      const Vector<double> f = outputs_of(s, W);
      for (std::size_t i = 0; i < f.size(); ++i) {
        CHECK(run.q(t)[i] == Approx(s.y[i] * f[i]).epsilon(1e-12).margin(1e-13));
      }
      W = stepped(s, W);
    }
  }
}

}  // namespace claimcheck::frei2023
