#include "core/linear/eigenbasis.hpp"

#include "core/linear/definiteness.hpp"
#include "core/linear/spectrum.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Matrix<double> random_symmetric(std::size_t n, std::uint64_t seed) {
  Stream random(seed, "eigenbasis_test", n);
  return gram(random.normal_matrix(n, n + 2)) - gram(random.normal_matrix(n, n));
}

Vector<Ball> fine_eigenvalues(const Matrix<double>& a) {
  const BallPrecision precision(200);
  return eigenvalues(lift<Ball>(a));
}

bool contains(const Interval& x, const Ball& y) {
  const BallPrecision precision(200);
  return certainly(less_equal(abs(y - Ball(x.mid())), Ball(x.radius())));
}
bool contains(const Ball& x, const Ball& y) { return x.contains(y); }

TEMPLATE_TEST_CASE("eigenvalues are enclosed however poor the basis", "", Interval, Ball) {
  using R = TestType;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const std::size_t n = 3 + seed % 4;
    const Matrix<double> a = random_symmetric(n, seed);
    const Vector<Ball> exact = fine_eigenvalues(a);
    Matrix<double> basis = eigenvectors(a);
    Stream random(seed, "poor basis", 0);
    const double error = std::ldexp(1.0, -static_cast<int>(3 + seed % 12));
    for (double& entry : basis.entries()) entry += error * random.uniform(-1, 1) / 2;
    const auto extremes = enclose_extremes(lift<R>(a), lift<R>(basis));
    const auto all = enclose_eigenvalues(lift<R>(a), lift<R>(basis));
    CHECK(contains(extremes.least, exact.front()));
    CHECK(contains(extremes.largest, exact.back()));
    for (std::size_t k = 0; k < n; ++k) CHECK(contains(all[k], exact[k]));
    if (error < 1e-3) CHECK(all[0].radius() < 100 * error);
  }
}

// Q = 1.1 I: without the stretch the enclosures would sit at 1.21 times the eigenvalues.
TEMPLATE_TEST_CASE("a basis of the wrong length is corrected for", "", Interval, Ball) {
  using R = TestType;
  Matrix<R> a(2, 2), basis(2, 2);
  a(0, 0) = R(2);
  a(1, 1) = R(5);
  basis(0, 0) = basis(1, 1) = R(1.1);
  const auto extremes = enclose_extremes(a, basis);
  CHECK(extremes.least.contains(2));
  CHECK(extremes.largest.contains(5));
  CHECK(enclose_eigenvalues(a, basis)[0].contains(2));
  CHECK(enclose_eigenvalues(a, basis)[1].contains(5));
  basis(1, 1) = R(2);
  CHECK_FALSE(enclose_extremes(a, basis).least.is_finite());
  CHECK_FALSE(enclose_eigenvalues(a, basis)[0].is_finite());
}

TEST_CASE("a Cholesky factorisation bounds the least eigenvalue from below, closely") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::size_t n = 3 + seed % 6;
    const Matrix<double> a = random_symmetric(n, seed);
    const Ball least = fine_eigenvalues(a).front();
    for (const double below : {1e-13, 1e-9, 1e-3, 1.0, 100.0}) {
      const ShiftedCholesky cholesky(a, least.mid() - below);
      REQUIRE(cholesky.bound().has_value());
      CHECK(certainly(less(Ball(*cholesky.bound()), least)));
      CHECK(*cholesky.bound() > least.mid() - below - 1e-12 * (1 + below));
    }
    CHECK_FALSE(ShiftedCholesky(a, least.mid() + 1e-9).bound().has_value());
  }
}

TEST_CASE("no bound where underflow could matter or an entry is undefined") {
  CHECK_FALSE(ShiftedCholesky(Matrix<double>(2, 2, 0x1p-1000), 0).bound().has_value());
  Matrix<double> a = random_symmetric(3, 1);
  a(2, 0) = std::nan("");
  CHECK_FALSE(ShiftedCholesky(a, -100).bound().has_value());
}

}  // namespace
}  // namespace claimcheck
