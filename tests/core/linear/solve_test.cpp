#include "core/linear/solve.hpp"

#include <cmath>
#include <stdexcept>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

namespace claimcheck {
namespace {

struct System {
  Matrix<double> a;
  Vector<double> b;
};

System random_system(std::size_t n, std::uint64_t seed) {
  Stream random(seed, "solve_test", n);
  return {random.normal_matrix(n, n), random.normals(n)};
}

/// Hilbert's matrix 1/(i + j + 1), rounded: condition number 1e10 at n = 8.
Matrix<double> hilbert(std::size_t n) {
  Matrix<double> a(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) a(i, j) = 1.0 / static_cast<double>(i + j + 1);
  }
  return a;
}

TEST_CASE("a rational solution solves the equations") {
  for (const std::size_t n : {1, 2, 5}) {
    const System s = random_system(n, 1);
    const Vector<Rational> x = solve(lift<Rational>(s.a), lift<Rational>(s.b));
    const Vector<Rational> b = lift<Rational>(s.a) * x;
    for (std::size_t i = 0; i < n; ++i) CHECK(b[i].text() == Rational(s.b[i]).text());
  }
  CHECK_THROWS_AS(solve(Matrix<Rational>(2, 2), Vector<Rational>(2)), std::domain_error);
}

TEST_CASE("enclosures contain the rational solution, closely") {
  for (const std::size_t n : {1, 2, 6}) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      System s = random_system(n, seed);
      if (seed == 3) s.a = hilbert(n);
      const Vector<Rational> exact = solve(lift<Rational>(s.a), lift<Rational>(s.b));
      const Vector<Interval> x = solve(lift<Interval>(s.a), lift<Interval>(s.b));
      const Vector<double> plain = solve(s.a, s.b);
      const Vector<Extended> digits = solve(lift<Extended>(s.a), lift<Extended>(s.b));
      const BallPrecision precision(128);
      const Vector<Ball> y = solve(lift<Ball>(s.a), lift<Ball>(s.b));
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(encloses(Ball::around(Ball(x[i].mid()), Ball(x[i].radius())), exact[i]));
        CHECK(encloses(y[i], exact[i]));
        CHECK(x[i].radius() < 1e-8 * (1 + std::fabs(plain[i])));
        CHECK(y[i].radius() < 1e-28 * (1 + std::fabs(plain[i])));
        CHECK(plain[i] == Approx(x[i].mid()).epsilon(1e-6));
        CHECK(mid(digits[i]) == Approx(mid(exact[i])).epsilon(1e-15));
      }
    }
  }
}

TEST_CASE("an enclosed system contains the solutions of its members") {
  const System s = random_system(4, 7);
  Matrix<Interval> wide = lift<Interval>(s.a);
  for (Interval& entry : wide.entries()) entry = Interval::around(entry.mid(), 1e-5);
  const Vector<Interval> x = solve(wide, lift<Interval>(s.b));
  Stream random(8, "solve_test", 0);
  for (int k = 0; k < 10; ++k) {
    Matrix<double> member = s.a;
    for (double& entry : member.entries()) entry += random.sign() * 0.99e-5;
    const Vector<Rational> exact = solve(lift<Rational>(member), lift<Rational>(s.b));
    for (std::size_t i = 0; i < 4; ++i) CHECK(x[i].contains(exact[i].mid()));
  }
}

TEST_CASE("a system that may be singular is not solved") {
  const Matrix<Interval> a(3, 3, Interval(1));
  CHECK_FALSE(solve(a, Vector<Interval>(3, Interval(1)))[0].is_finite());
  CHECK_FALSE(solve(lift<Ball>(Matrix<double>(3, 3)), Vector<Ball>(3, Ball(1)))[2].is_finite());
  CHECK_THROWS_AS(solve(Matrix<double>(2, 3), Vector<double>(2)), std::invalid_argument);
}

}  // namespace
}  // namespace claimcheck
