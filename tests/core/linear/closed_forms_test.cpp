#include "core/linear/closed_forms.hpp"

#include "core/linear/spectrum.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Matrix<double> sixteenths(Stream& random, std::size_t n) {
  Matrix<double> out(n, n);
  for (double& x : out.entries()) x = random.integer(-32, 32) / 16.0;
  return out;
}

TEST_CASE("closed-form inverses times their matrix are the identity, exactly in rationals") {
  Stream random(1, "closed_forms_test", 0);
  for (std::size_t n = 1; n <= 3; ++n) {
    for (int k = 0; k < 20; ++k) {
      const Matrix<Rational> a = lift<Rational>(sixteenths(random, n));
      if (determinant(a).sign() == 0) continue;
      const Matrix<Rational> b = inverse(a);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          Rational entry;
          for (std::size_t l = 0; l < n; ++l) entry += a(i, l) * b(l, j);
          CHECK(entry.text() == (i == j ? "1" : "0"));
        }
      }
    }
  }
}

TEST_CASE("the determinant is multilinear, alternating and 1 at the identity") {
  Stream random(2, "closed_forms_test", 0);
  for (std::size_t n = 1; n <= 3; ++n) {
    Matrix<Rational> identity(n, n);
    for (std::size_t i = 0; i < n; ++i) identity(i, i) = 1;
    CHECK(determinant(identity).text() == "1");
    Matrix<Rational> a = lift<Rational>(sixteenths(random, n));
    const Rational before = determinant(a);
    for (std::size_t j = 0; j < n; ++j) a(0, j) *= 3;
    CHECK(determinant(a).text() == (3 * before).text());
    if (n == 1) continue;
    for (std::size_t j = 0; j < n; ++j) std::swap(a(0, j), a(1, j));
    CHECK(determinant(a).text() == (-3 * before).text());
    for (std::size_t j = 0; j < n; ++j) a(0, j) = a(1, j);
    CHECK(determinant(a).text() == "0");
  }
}

TEST_CASE("an enclosure of a matrix that may be singular has no inverse") {
  Matrix<Interval> a(2, 2, Interval::between(0.9, 1.1));
  CHECK_FALSE(inverse(a)(0, 0).is_finite());
  CHECK_THROWS_AS(determinant(Matrix<double>(2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(inverse(Matrix<double>(4, 4)), std::invalid_argument);
}

/// Zeros of the characteristic polynomial, which is evaluated at 400 bits.
void check_roots(const Matrix<double>& a, const std::vector<Ball>& roots) {
  const BallPrecision precision(400);
  for (const Ball& root : roots) {
    Matrix<Ball> shifted = lift<Ball>(a);
    for (std::size_t i = 0; i < a.rows(); ++i) {
      shifted(i, i) -= root;
      for (std::size_t j = 0; j < i; ++j) shifted(j, i) = shifted(i, j);
    }
    CHECK(determinant(shifted).contains(0));
    CHECK(root.radius() < 1e-15);
  }
}

TEST_CASE("closed-form symmetric eigenvalues are the roots of the characteristic polynomial") {
  Stream random(3, "closed_forms_test", 0);
  for (int k = 0; k < 20; ++k) {
    const Matrix<double> two = sixteenths(random, 2), three = sixteenths(random, 3);
    const auto pair = symmetric_eigenvalues(Ball(two(0, 0)), Ball(two(1, 0)), Ball(two(1, 1)));
    check_roots(two, {pair[0], pair[1]});
    const auto triple = symmetric_eigenvalues(lift<Ball>(three));
    check_roots(three, {triple[0], triple[1], triple[2]});
    const auto rough = symmetric_eigenvalues(lift<Interval>(three));
    const auto plain = eigenvalues(three);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(certainly(less_equal(Ball(rough[i].lower()), triple[i])));
      CHECK(certainly(less_equal(triple[i], Ball(rough[i].upper()))));
      CHECK(plain[i] == Approx(triple[i].mid()).margin(1e-13));
    }
  }
}

TEST_CASE("closed-form eigenvalues of a multiple of the identity") {
  Matrix<Ball> a(3, 3);
  for (std::size_t i = 0; i < 3; ++i) a(i, i) = Ball(0.5);
  for (const Ball& value : symmetric_eigenvalues(a)) CHECK(value.contains(0.5));
  // ... and one that may be.
  a(1, 0) = Ball::between(-1e-9, 1e-9);
  for (const Ball& value : symmetric_eigenvalues(a)) {
    CHECK(value.contains(0.5));
    CHECK(value.contains(0.5 + 0.9e-9));
    CHECK(value.radius() < 1e-8);
  }
}

}  // namespace
}  // namespace claimcheck
