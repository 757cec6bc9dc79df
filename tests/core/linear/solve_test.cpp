#include "core/linear/solve.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("linear systems are solved exactly in rationals, enclosed in balls") {
  Matrix<Rational> a(3, 3);
  const int values[] = {0, 2, 1, 1, 0, 3, 4, 1, 0};
  for (std::size_t k = 0; k < 9; ++k) a.entries()[k] = Rational(values[k]);
  const Vector<Rational> x = {Rational(1) / 3, Rational(-2), Rational(5)};
  const auto found = solve(a, a * x);
  REQUIRE(found);
  for (std::size_t k = 0; k < 3; ++k) CHECK((*found)[k].text() == x[k].text());

  const BallPrecision precision(64);
  Stream draw(8, "solve", 0);
  const Matrix<double> m = draw.normal_matrix(6, 6);
  const Vector<double> v = draw.normals(6);
  const auto enclosed = solve(lift<Ball>(m), lift<Ball>(m) * lift<Ball>(v));
  REQUIRE(enclosed);
  for (std::size_t k = 0; k < 6; ++k) {
    CHECK((*enclosed)[k].contains(v[k]));
    CHECK((*enclosed)[k].radius() < 1e-14);
  }
}

TEST_CASE("a singular system has no solution to give") {
  Matrix<Rational> a(2, 2);
  a(0, 0) = 1;
  a(0, 1) = 2;
  a(1, 0) = 2;
  a(1, 1) = 4;
  CHECK_FALSE(solve(a, Vector<Rational>{1, 2}));
  CHECK_THROWS_AS(solve(a, Vector<Rational>{1}), std::invalid_argument);
  Matrix<Ball> wide(1, 1, Ball::between(-1, 1));
  CHECK_FALSE(solve(wide, Vector<Ball>{Ball(1)}));
}
