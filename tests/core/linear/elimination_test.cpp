#include "core/linear/elimination.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

Matrix<double> dominant_matrix(std::size_t n, Stream& random) {
  Matrix<double> out = random.normal_matrix(n, n);
  for (std::size_t i = 0; i < n; ++i) out(i, i) += 4 * static_cast<double>(n);
  return out;
}

}  // namespace

TEST_CASE("elimination solves exactly in rationals and encloses in balls") {
  Stream random(1, "solve", 0);
  for (const std::size_t n : {1, 2, 5}) {
    const Matrix<double> a = dominant_matrix(n, random);
    const Vector<double> b = random.normals(n);
    const auto exact = solve_by_elimination(lift<Rational>(a), lift<Rational>(b));
    REQUIRE(exact);
    const Vector<Rational> back = lift<Rational>(a) * *exact;
    const auto ball = solve_by_elimination(lift<Ball>(a), lift<Ball>(b));
    REQUIRE(ball);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(certainly(equal(back[i], Rational(b[i]))));
      CHECK(std::fabs((*ball)[i].mid() - (*exact)[i].mid()) <= 1e-15);
      CHECK((*ball)[i].radius() < 1e-15);
    }
  }
}

TEST_CASE("elimination without fractions agrees with the one that divides") {
  Stream random(2, "solve", 0);
  for (std::size_t n = 0; n <= 8; ++n) {
    const Matrix<double> a = random.normal_matrix(n, n);
    const Vector<double> b = random.normals(n);
    Matrix<Rational> thirds = lift<Rational>(a);
    Vector<Rational> right = lift<Rational>(b);
    const auto whole = solve_by_elimination(thirds, right);
    for (Rational& entry : thirds.entries()) entry /= 3;
    for (Rational& entry : right) entry /= 3;
    const auto divided = solve_by_elimination(thirds, right);
    REQUIRE(whole);
    REQUIRE(divided);
    for (std::size_t i = 0; i < n; ++i) CHECK(certainly(equal((*whole)[i], (*divided)[i])));
    CHECK(certainly(positive_definite_by_elimination(gram(lift<Rational>(a)))));
    CHECK(certainly(positive_definite_by_elimination(gram(thirds))));
    if (n < 2) continue;
    const Matrix<double> flat = random.normal_matrix(n, n - 1);
    CHECK(certainly_not(positive_definite_by_elimination(gram(lift<Rational>(flat)))));
  }
}

TEST_CASE("a zero pivot is reported, not divided by") {
  Matrix<Rational> a(2, 2, Rational(1));
  CHECK_FALSE(solve_by_elimination(a, Vector<Rational>(2, Rational(1))));
  a(0, 0) = Rational(0);
  CHECK_FALSE(solve_by_elimination(a, Vector<Rational>(2, Rational(1))));
  CHECK(solve_by_elimination(Matrix<double>(0, 0), Vector<double>())->empty());
}

TEST_CASE("positive definiteness by pivots") {
  Matrix<Rational> a(2, 2, Rational(1));
  a(0, 0) = Rational(2);
  CHECK(certainly(positive_definite_by_elimination(a)));
  a(0, 0) = Rational(1);
  CHECK(certainly_not(positive_definite_by_elimination(a)));
  a(0, 0) = Rational(-1);
  CHECK(certainly_not(positive_definite_by_elimination(a)));
}
