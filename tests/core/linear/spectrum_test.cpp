#include "core/linear/spectrum.hpp"

#include <cmath>
#include <stdexcept>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// Tridiagonal (-1, 2, -1): eigenvalues 4 sin^2(k pi / (2 (n + 1))), k = 1..n.
Matrix<double> second_difference(std::size_t n) {
  Matrix<double> a(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    a(i, i) = 2;
    if (i > 0) a(i, i - 1) = a(i - 1, i) = -1;
  }
  return a;
}

Ball second_difference_eigenvalue(std::size_t n, std::size_t k) {
  const BallPrecision precision(512);
  return 4 * square(sin(Ball(k) * pi<Ball>() / Ball(2 * (n + 1))));
}

/// Does the interval contain a point of the (very thin) ball? Decided at 512 bits.
bool encloses(const Interval& x, const Ball& y) {
  const BallPrecision precision(512);
  return x.is_finite() && !certainly(less(Ball(x.radius()), abs(y - Ball(x.mid()))));
}

Matrix<double> random_symmetric(std::size_t n, std::uint64_t seed) {
  Stream random(seed, "spectrum_test", n);
  return gram(random.normal_matrix(n, n + 2)) - gram(random.normal_matrix(n, n));
}

TEST_CASE("extreme eigenvalues of the second difference matrix are enclosed, closely") {
  for (const std::size_t n : {1, 2, 3, 8, 16}) {
    const Ball least = second_difference_eigenvalue(n, 1);
    const Ball largest = second_difference_eigenvalue(n, n);
    for (const int bits : {64, 128}) {
      const BallPrecision precision(bits);
      const Matrix<Ball> a = lift<Ball>(second_difference(n));
      CHECK(least_eigenvalue(a).overlaps(least));
      CHECK(largest_eigenvalue(a).overlaps(largest));
      CHECK(least_eigenvalue(a).radius() < std::ldexp(1.0, 12 - bits));
    }
    CHECK(least_eigenvalue(second_difference(n)) == Approx(least.mid()).epsilon(1e-12));
    const ExtendedDigits digits(40);
    CHECK(least_eigenvalue(lift<Extended>(second_difference(n))).mid() == Approx(least.mid()));
    CHECK(largest_eigenvalue(lift<Extended>(second_difference(n))).mid() == Approx(largest.mid()));
  }
}

TEST_CASE("every eigenvalue of the second difference matrix is enclosed, and by intervals too") {
  for (const std::size_t n : {1, 2, 3, 9}) {
    const Matrix<double> a = second_difference(n);
    const auto plain = eigenvalues(a);
    const auto rough = eigenvalues(lift<Interval>(a));
    const auto fine = eigenvalues(lift<Ball>(a));
    const auto long_form = eigenvalues(lift<Extended>(a));
    for (std::size_t k = 0; k < n; ++k) {
      const Ball exact = second_difference_eigenvalue(n, k + 1);
      CHECK(encloses(rough[k], exact));
      CHECK(rough[k].radius() < 1e-13);
      CHECK(fine[k].overlaps(exact));
      CHECK(fine[k].radius() < 1e-15);
      CHECK(plain[k] == Approx(exact.mid()).epsilon(1e-12));
      CHECK(long_form[k].mid() == Approx(exact.mid()).epsilon(1e-12));
    }
  }
}

TEST_CASE("extreme eigenvalues are enclosed by intervals") {
  for (const std::size_t n : {1, 2, 3, 4, 8, 33}) {
    const Matrix<Interval> a = lift<Interval>(second_difference(n));
    CHECK(encloses(least_eigenvalue(a), second_difference_eigenvalue(n, 1)));
    CHECK(encloses(largest_eigenvalue(a), second_difference_eigenvalue(n, n)));
    CHECK(least_eigenvalue(a).radius() < 1e-12 * static_cast<double>(n));
    CHECK(certainly(positive_definite(a)));
  }
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Matrix<double> a = random_symmetric(3 + seed % 8, seed);
    const BallPrecision precision(200);
    CHECK(encloses(least_eigenvalue(lift<Interval>(a)), least_eigenvalue(lift<Ball>(a))));
    CHECK(encloses(largest_eigenvalue(lift<Interval>(a)), largest_eigenvalue(lift<Ball>(a))));
    CHECK(encloses(spectral_norm(lift<Interval>(a)), spectral_norm(lift<Ball>(a))));
  }
}

TEST_CASE("an interval matrix encloses the eigenvalues of its worst members") {
  Matrix<Interval> wide(5, 5, Interval::around(0, 1e-3));
  for (std::size_t i = 0; i < 5; ++i) wide(i, i) += Interval(1);
  CHECK(least_eigenvalue(wide).contains(1 - 5 * 1e-3));
  CHECK(largest_eigenvalue(wide).contains(1 + 5 * 1e-3));
  CHECK(least_eigenvalue(wide).radius() < 6e-3);
  CHECK(eigenvalues(wide)[2].contains(1 + 5 * 1e-3));
}

TEST_CASE("definiteness of definite, indefinite and singular matrices") {
  Matrix<double> a(3, 3, 1);
  for (std::size_t i = 0; i < 3; ++i) a(i, i) = 1 + 1e-9;
  CHECK(certainly(positive_definite(lift<Rational>(a))));
  CHECK(certainly(positive_definite(lift<Interval>(a))));
  CHECK(certainly(positive_definite(lift<Ball>(a))));
  for (std::size_t i = 0; i < 3; ++i) a(i, i) = 1 - 1e-9;
  CHECK(certainly_not(positive_definite(lift<Rational>(a))));
  CHECK(certainly_not(positive_definite(lift<Interval>(a))));
  CHECK(certainly_not(positive_definite(lift<Ball>(a))));
  Matrix<double> singular(3, 3, 1);  // of rank one
  CHECK(certainly_not(positive_definite(lift<Rational>(singular))));
  CHECK(certainly_not(positive_definite(lift<Interval>(singular))));
  CHECK(certainly_not(positive_definite(lift<Ball>(singular))));
  const double rows[] = {3, -1, -2};  // of rank two
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) singular(i, j) = 1 + rows[i] * rows[j];
  }
  CHECK(certainly_not(positive_definite(lift<Rational>(singular))));
  CHECK(unknown(positive_definite(lift<Interval>(singular))));
  CHECK(unknown(positive_definite(lift<Ball>(singular))));
}

TEST_CASE("stable rank of a matrix with known singular values") {
  Matrix<double> a(3, 2);
  a(0, 0) = 3;
  a(2, 1) = -4;
  CHECK(stable_rank(a) == Approx(25.0 / 16));
  CHECK(stable_rank(lift<Interval>(a)).contains(25.0 / 16));
  CHECK(stable_rank(lift<Ball>(a)).contains(25.0 / 16));
  CHECK(stable_rank(lift<Interval>(a)).radius() < 1e-13);
}

TEST_CASE("repeated, zero and widely spread eigenvalues are enclosed") {
  const Matrix<Ball> ones(5, 5, Ball(1));
  CHECK(least_eigenvalue(ones).contains(0));
  CHECK(largest_eigenvalue(ones).contains(5));
  CHECK(least_eigenvalue(ones).radius() < 1e-15);
  Matrix<Ball> spread(3, 3);
  spread(0, 0) = Ball(1e-12);
  spread(1, 1) = Ball(1e12);
  spread(2, 2) = Ball(-1e-3);
  CHECK(least_eigenvalue(spread).contains(-1e-3));
  CHECK(largest_eigenvalue(spread).contains(1e12));
  CHECK(least_eigenvalue(Matrix<Ball>(4, 4)).contains(0));
  CHECK(least_eigenvalue(Matrix<Ball>(1, 1, Ball(-7))).contains(-7));
}

TEST_CASE("enclosures at 64 bits contain those at 640") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Matrix<double> a = random_symmetric(6, seed);
    const Ball least = least_eigenvalue(lift<Ball>(a)), largest = largest_eigenvalue(lift<Ball>(a));
    const BallPrecision precision(640);
    CHECK(least.contains(least_eigenvalue(lift<Ball>(a))));
    CHECK(largest.contains(largest_eigenvalue(lift<Ball>(a))));
  }
}

TEST_CASE("a ball matrix encloses the eigenvalues of each of its members") {
  Stream random(3, "spectrum_test", 0);
  const Matrix<double> a = random_symmetric(5, 9);
  Matrix<Ball> wide = lift<Ball>(a);
  for (Ball& entry : wide.entries()) entry = Ball::around(entry, Ball(1e-3));
  const Ball least = least_eigenvalue(wide), largest = largest_eigenvalue(wide);
  CHECK(least.radius() < 0.1);
  for (int k = 0; k < 20; ++k) {
    Matrix<double> member = a;
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        member(i, j) += 1e-3 * (k == 0 ? 0.999 : random.uniform(-0.999, 0.999));
      }
    }
    CHECK(least.contains(least_eigenvalue(lift<Ball>(member))));
    CHECK(largest.contains(largest_eigenvalue(lift<Ball>(member))));
  }
}

TEST_CASE("a ball identity encloses the eigenvalues of its worst members") {
  Matrix<Ball> wide(5, 5, Ball::around(Ball(0), Ball(1e-3)));
  for (std::size_t i = 0; i < 5; ++i) wide(i, i) += Ball(1);
  // I - 0.999e-3 ones
  CHECK(least_eigenvalue(wide).contains(1 - 5 * 0.999e-3));
  CHECK(largest_eigenvalue(wide).contains(1 + 5 * 0.999e-3));
}

TEST_CASE("enclosures hold where the approximate basis is poor") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Matrix<double> a = random_symmetric(4, seed);
    Ball least, largest;
    {
      const BallPrecision precision(128);
      least = least_eigenvalue(lift<Ball>(a));
      largest = largest_eigenvalue(lift<Ball>(a));
    }
    for (const int bits : {8, 10, 14}) {
      const BallPrecision precision(bits);
      CHECK(least_eigenvalue(lift<Ball>(a)).contains(least));
      CHECK(largest_eigenvalue(lift<Ball>(a)).contains(largest));
    }
  }
}

TEST_CASE("only the lower triangle is read") {
  Matrix<Ball> a = lift<Ball>(second_difference(3));
  a(0, 1) = a(0, 2) = a(1, 2) = Ball(99);
  CHECK(least_eigenvalue(a).overlaps(second_difference_eigenvalue(3, 1)));
}

TEST_CASE("spectral norm of wide, tall and empty matrices") {
  Matrix<double> a(2, 3);
  a(0, 0) = 3;
  a(1, 2) = -4;
  for (const bool tall : {false, true}) {
    Matrix<double> b = a;
    if (tall) {
      b = Matrix<double>(3, 2);
      b(0, 0) = 3;
      b(2, 1) = -4;
    }
    CHECK(spectral_norm(b) == Approx(4));
    CHECK(spectral_norm(lift<Ball>(b)).contains(4));
    CHECK(spectral_norm(lift<Ball>(b)).radius() < 1e-15);
    CHECK(spectral_norm(lift<Extended>(b)).mid() == Approx(4));
  }
  CHECK(spectral_norm(Matrix<double>()) == 0);
  CHECK(spectral_norm(Matrix<Ball>(2, 2)).contains(0));
}

TEST_CASE("matrices without eigenvalues are refused, undefined entries stay undecided") {
  CHECK_THROWS_AS(least_eigenvalue(Matrix<Ball>(2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(largest_eigenvalue(Matrix<double>()), std::invalid_argument);
  Matrix<Ball> a = lift<Ball>(second_difference(3));
  a(1, 0) = Ball(std::nan(""));
  CHECK_FALSE(least_eigenvalue(a).is_finite());
  CHECK_FALSE(spectral_norm(a).is_finite());
  Matrix<Interval> b = lift<Interval>(second_difference(3));
  b(1, 0) = Interval::everything();
  CHECK_FALSE(least_eigenvalue(b).is_finite());
  CHECK_FALSE(eigenvalues(b)[1].is_finite());
  CHECK_FALSE(spectral_norm(b).is_finite());
}

}  // namespace
}  // namespace claimcheck
