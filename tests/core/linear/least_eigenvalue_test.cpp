#include <cmath>

#include "core/linear/eigenbasis.hpp"
#include "core/linear/eigenbasis_ball.hpp"
#include "core/linear/refined_eigenvector.hpp"
#include "core/linear/shifted_elimination.hpp"
#include "core/linear/spectrum.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// Gram matrices: of full and half rank, with two and with many eigenvalues that double cannot tell
/// apart, with rows of very different lengths.
Matrix<double> gram_matrix(int kind, std::size_t n, std::uint64_t seed) {
  Stream random(seed, "least_eigenvalue_test", n);
  Matrix<double> x = random.normal_matrix(n, kind == 1 ? n / 2 : n + 2);
  for (std::size_t i = 0; i < n; ++i) {
    for (double& entry : x.row(i)) {
      if (kind == 2 && i > 0) entry = x(0, 0) + std::ldexp(entry, -25);
      if (kind == 3) entry = std::ldexp(entry, -15 * static_cast<int>(i));
    }
  }
  Matrix<double> out = gram(x);
  if (kind != 4) return out;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      out(i, j) = std::cos(6.283185307179586 * (static_cast<double>(i) - static_cast<double>(j)) /
                           static_cast<double>(n));
    }
    out(i, i) += std::ldexp(1.0, -20 * static_cast<int>(seed));
  }
  return out;
}

/// The least eigenvalue by Gershgorin discs in an eigenbasis, at twice the precision of any rung.
Ball oracle(const Matrix<double>& a) {
  const BallPrecision precision(1024);
  const Matrix<Ball> balls = lift<Ball>(a);
  return enclose_extremes(balls, approximate_eigenbasis(balls)).least;
}

TEST_CASE("the least eigenvalue is enclosed, to the working precision, whatever the spectrum") {
  for (int kind = 0; kind < 5; ++kind) {
    for (const std::size_t n : {3, 5}) {
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Matrix<double> a = gram_matrix(kind, n, seed);
        const Ball exact = oracle(a);
        double size = 0;
        for (std::size_t i = 0; i < n; ++i) size += a(i, i);
        for (const int bits : {64, 106, 160, 512}) {
          CAPTURE(kind, n, seed, bits);
          const BallPrecision precision(bits);
          const Ball least = least_eigenvalue(lift<Ball>(a));
          CHECK(least.contains(exact));
          CHECK(least.radius() < std::ldexp(size, 6 - std::max(bits, Ball::native_bits)));
          if (kind != 3 || bits < Ball::native_bits) continue;
          CHECK(least.radius() < 0x1p-60 * least.mid());  // down to 2^-120 |A|
        }
      }
    }
  }
}

TEST_CASE("matrices far outside the range of doubles have eigenvalues too") {
  const Matrix<double> a = gram_matrix(0, 4, 7);
  for (const int bits : {106, 512}) {
    const BallPrecision precision(bits);
    const Ball least = least_eigenvalue(lift<Ball>(a));
    for (const int exponent : {-2000000, -3000, 3000, 2000000}) {
      const Ball back =
          least_eigenvalue(pow(Ball(2), exponent) * lift<Ball>(a)) * pow(Ball(2), -exponent);
      CHECK(back.overlaps(least));
      CHECK(back.radius() < 2 * least.radius());
    }
  }
}

TEST_CASE("huge and tiny matrices have the eigenvalues of ordinary ones, times a power of two") {
  const Matrix<double> a = gram_matrix(0, 4, 7);
  for (const int bits : {106, 512}) {
    const BallPrecision precision(bits);
    const Ball least = least_eigenvalue(lift<Ball>(a));
    for (const int exponent : {-900, -420, -200, 200, 420, 900}) {
      const Matrix<Ball> scaled = Ball(std::ldexp(1.0, exponent)) * lift<Ball>(a);
      const Ball back = least_eigenvalue(scaled) * Ball(std::ldexp(1.0, -exponent));
      CHECK(back.overlaps(least));
      CHECK(back.radius() < 2 * least.radius());
    }
  }
}

TEST_CASE("the radii of the entries reach the least eigenvalue") {
  const BallPrecision precision(106);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const std::size_t n = 4;
    const int kind = seed % 2 == 0 ? 0 : 3;
    const Matrix<double> a = gram_matrix(kind, n, seed);
    Matrix<Ball> wide = lift<Ball>(a);
    Matrix<double> radius(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        radius(i, j) = 0x1p-40 * std::sqrt(a(i, i) * a(j, j));
        wide(i, j) = Ball::around(wide(i, j), Ball(radius(i, j)));
      }
    }
    const Ball least = least_eigenvalue(wide);
    if (kind == 3) CHECK(least.radius() < 0x1p-30 * least.mid());
    Stream random(seed, "members", 0);
    for (int k = 0; k < 8; ++k) {
      Matrix<double> member = a;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
          member(i, j) += radius(i, j) * (k < 4 ? random.sign() : random.uniform(-1, 1)) * 0.999;
        }
      }
      CHECK(least.contains(least_eigenvalue(lift<Ball>(member))));
    }
  }
}

TEST_CASE("elimination bounds the least eigenvalue from below for any shift and slack") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::size_t n = 4;
    const Matrix<double> a = gram_matrix(static_cast<int>(seed % 4), n, seed);
    const Ball exact = oracle(a);
    const BallPrecision precision(seed % 2 == 0 ? 106 : 200);
    Stream random(seed, "shift", 0);
    for (const double above : {-3.0, -1e-9, 0.0, 1e-9, 0.5}) {
      const Ball shift(exact.mid() + above);
      Vector<double> slack(n), weights(n);
      for (double& entry : slack) entry = seed % 3 == 0 ? 0 : 1e-10 * random.uniform(0, 1);
      for (double& entry : weights) entry = std::ldexp(1.0, random.integer(-3, 3));
      const ShiftedElimination elimination(lift<Ball>(a), shift, slack);
      const Ball low = shift + Ball(elimination.least(weights));
      CHECK(certainly(less(low, exact)));
      // With a shift below the eigenvalue nothing is left but the slack.
      if (above < 0) CHECK(elimination.least(weights) > -1e-20);
    }
  }
}

// Shifts above the eigenvalue by less than elimination rounds: only its account of the roundings
// keeps it from calling them lower bounds.
TEST_CASE("elimination is not deceived by its roundings") {
  const BallPrecision precision(106);
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const std::size_t n = 5;
    const Matrix<double> a = gram_matrix(seed % 2 == 0 ? 0 : 2, n, seed);
    const Ball exact = oracle(a);
    for (int k = -40; k <= 80; ++k) {
      const double step = std::ldexp(a(0, 0), -112);
      const Ball shift = (exact + Ball(k * step)).midpoint();
      const ShiftedElimination elimination(lift<Ball>(a), shift, Vector<double>(n, 0.0));
      const Ball low = shift + Ball(elimination.least(Vector<double>(n, 1.0)));
      CHECK_FALSE(certainly(less(exact, low)));
    }
  }
}

TEST_CASE("the refined eigenvector has a residual of two doubles") {
  for (int kind = 0; kind < 5; ++kind) {
    const std::size_t n = 5;
    const Matrix<double> a = gram_matrix(kind, n, 3);
    Matrix<DoubleDouble> native(n, n, DoubleDouble{});
    for (std::size_t k = 0; k < n * n; ++k) native.entries()[k] = {a.entries()[k], 0, 0};
    const LeastEigenvector found = refined_least_eigenvector(native);
    const Ball exact = oracle(a);
    const BallPrecision precision(300);
    Vector<Ball> x;
    for (const DoubleDouble& entry : found.vector) x.push_back(Ball(entry.high) + Ball(entry.low));
    const Vector<Ball> image = lift<Ball>(a) * x;
    const Ball quotient = dot(x, image) / squared_norm(x);
    const double size = 1 + max_abs(a.entries());
    CHECK(certainly(less(quotient - exact, Ball(0x1p-100 * size))));
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(std::fabs((image[i] - quotient * x[i]).mid()) < 0x1p-90 * size);
    }
    CHECK(norm(x).mid() == Approx(1));
  }
}

TEMPLATE_TEST_CASE("shapes with exact eigenvalues get them", "", Interval, Ball) {
  using R = TestType;
  const BallPrecision precision(106);
  const auto is_exactly = [](const R& x, double value) { return certainly(equal(x, R(value))); };
  Matrix<double> product(3, 3);  // v v^T, v = (1, -3, 5)
  const double v[] = {1, -3, 5};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) product(i, j) = v[i] * v[j];
  }
  CHECK(is_exactly(largest_eigenvalue(lift<R>(product)), 35));
  CHECK(is_exactly(least_eigenvalue(lift<R>(product)), 0));
  CHECK(is_exactly(least_eigenvalue(lift<R>(-1.0 * product)), -35));
  CHECK(is_exactly(largest_eigenvalue(lift<R>(-1.0 * product)), 0));
  product(2, 1) = product(1, 2) = 15;  // no longer of rank one
  CHECK_FALSE(is_exactly(largest_eigenvalue(lift<R>(product)), 35));

  Matrix<double> parts(4, 4);  // (7), (-1) and [[2, 2], [2, 2]]
  parts(0, 0) = 7;
  parts(2, 2) = -1;
  parts(1, 1) = parts(3, 3) = parts(1, 3) = parts(3, 1) = 2;
  CHECK(is_exactly(largest_eigenvalue(lift<R>(parts)), 7));
  CHECK(is_exactly(least_eigenvalue(lift<R>(parts)), -1));
  parts(0, 0) = parts(2, 2) = 1;
  CHECK(is_exactly(largest_eigenvalue(lift<R>(parts)), 4));
  CHECK(is_exactly(least_eigenvalue(lift<R>(parts)), 0));
  CHECK(is_exactly(least_eigenvalue(Matrix<R>(4, 4)), 0));

  Matrix<R> doubtful = lift<R>(product);
  doubtful(0, 0) = R::around(R(0), R(1));
  CHECK(least_eigenvalue(doubtful).is_finite());
  CHECK_FALSE(is_exactly(least_eigenvalue(doubtful), 0));
}

}  // namespace
}  // namespace claimcheck
