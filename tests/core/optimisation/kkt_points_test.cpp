#include "core/optimisation/kkt_enumeration.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

template <Scalar R>
MarginProblem<R> problem_of(const Matrix<double>& gram, std::vector<int> y, double gamma, int m1,
                            int m2) {
  return {lift<R>(gram), std::move(y), R(gamma), m1, m2};
}

/// All KKT points of the problem.
template <Scalar R>
std::vector<KktPoint<R>> kkt_points(const MarginProblem<R>& p, const Matrix<double>& gram,
                                    double gamma) {
  return enumerate_kkt_points(p, problem_of<Interval>(gram, p.y, gamma, p.m1, p.m2));
}

Matrix<double> diagonal(const Vector<double>& entries) {
  Matrix<double> out(entries.size(), entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) out(i, i) = entries[i];
  return out;
}

/// |W|^2 / min_i (y_i f(x_i; W))^2, infinite when some margin is not positive; W = B X, both over
/// sqrt(m).
double scale_free_norm(const MarginProblem<double>& p, const Matrix<double>& b) {
  double norm = 0, least = HUGE_VAL;
  Vector<double> f(p.samples(), 0.0);
  for (std::size_t j = 0; j < b.rows(); ++j) {
    const int s = j < static_cast<std::size_t>(p.m1) ? 1 : -1;
    for (std::size_t i = 0; i < p.samples(); ++i) {
      const double z = dot(b.row(j), p.gram.row(i));
      norm += b(j, i) * z / p.m();
      f[i] += s * leaky_relu(p.gamma, z) / p.m();
    }
  }
  for (std::size_t i = 0; i < f.size(); ++i) least = std::fmin(least, p.y[i] * f[i]);
  return least > 0 ? norm / (least * least) : HUGE_VAL;
}

/// Coefficients B of a candidate's weights, sqrt(m) W = B X.
Matrix<double> coefficients(const MarginProblem<double>& p, const KktPoint<double>& w) {
  Matrix<double> b = w.share;
  for (std::size_t j = 0; j < b.rows(); ++j) {
    for (std::size_t i = 0; i < b.cols(); ++i) b(j, i) *= w.sign[j] * p.y[i];
  }
  return b;
}

/// The least scale-free norm that random local moves from b find.
double climbed(const MarginProblem<double>& p, Matrix<double> b, Stream& random) {
  double value = scale_free_norm(p, b), step = 0.1;
  for (int k = 0; k < 2000; ++k) {
    const Matrix<double> moved = b + random.normal_matrix(b.rows(), b.cols(), step);
    const double candidate = scale_free_norm(p, moved);
    step = std::fmax(candidate < value ? 1.5 * step : 0.9 * step, 1e-7);
    if (candidate < value) {
      b = moved;
      value = candidate;
    }
  }
  return value;
}

}  // namespace

TEST_CASE("orthogonal points of equal norm have the multipliers in closed form") {
  const auto p = problem_of<Rational>(diagonal({4, 4, 4}), {1, -1, 1}, 0.5, 3, 2);
  const auto w = aligned_point(p);
  REQUIRE(w);
  CHECK(certainly(w->is_kkt));
  // lambda = m / ((m1 + gamma^2 m2) r^2) for y = 1, m / ((m2 + gamma^2 m1) r^2) for y = -1
  CHECK(w->lambda[0].text() == "5/14");
  CHECK(w->lambda[1].text() == "5/11");
  Rational total(0);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(w->margin[i].text() == "1");
    total += w->lambda[i];
  }
  // Strong duality: |W|^2 = 1^T lambda.
  CHECK(certainly(equal(squared_weight_norm(p, *w), total)));
}

TEST_CASE("nearly orthogonal points have one KKT point, the aligned one") {
  Matrix<double> gram = diagonal({4, 9});
  gram(0, 1) = gram(1, 0) = -0.0625;
  const auto p = problem_of<Rational>(gram, {1, -1}, 0.5, 2, 1);
  const auto points = kkt_points(p, gram, 0.5);
  const auto aligned = aligned_point(p);
  REQUIRE(points.size() == 1);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(certainly(equal(points[0].lambda[i], aligned->lambda[i])));
    CHECK(certainly(equal(points[0].z(0, i), aligned->z(0, i))));
    CHECK(certainly(equal(points[0].z(1, i), aligned->z(0, i))));
    CHECK(certainly(equal(points[0].z(2, i), aligned->z(1, i))));
  }
}

TEST_CASE("the enumeration contains the global optimum, far from orthogonal too") {
  Stream random(1, "kkt", 0);
  std::size_t most = 0, kinked = 0;
  for (int k = 0; k < 12; ++k) {
    const std::vector<int> y = {1, k % 2 == 0 ? 1 : -1};
    const Matrix<double> g = gram(random.normal_matrix(2, 2));
    const double gamma = k % 3 == 0 ? 0.9 : 0.25;
    const auto p = problem_of<double>(g, y, gamma, 1, 1);
    const auto points = kkt_points(p, g, gamma);
    const auto exact = kkt_points(problem_of<Rational>(g, y, gamma, 1, 1), g, gamma);
    CHECK(points.size() == exact.size());
    REQUIRE(!points.empty());
    most = std::max(most, points.size());
    double least = HUGE_VAL;
    Matrix<double> optimum;
    for (const auto& w : points) {
      for (const Side side : w.side.entries()) kinked += side == Side::kink ? 1 : 0;
      const double norm = squared_weight_norm(p, w);
      CHECK(scale_free_norm(p, coefficients(p, w)) == Approx(norm).epsilon(1e-9));
      if (norm < least) optimum = coefficients(p, w);
      least = std::fmin(least, norm);
    }
    CHECK(climbed(p, optimum, random) > least * (1 - 1e-9));
    CHECK(climbed(p, random.normal_matrix(2, 2), random) > least * (1 - 1e-9));
  }
  CHECK(most > 1);
  CHECK(kinked > 0);
}
