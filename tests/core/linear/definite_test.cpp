#include "core/linear/definite.hpp"

#include "core/linear/spectrum.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Truth definite(const Matrix<Rational>& a) { return positive_pivots(a).truth(); }

Matrix<Rational> hilbert(int n) {
  Matrix<Rational> a(n, n);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) a(i, j) = Rational(1) / Rational(i + j + 1);
  }
  return a;
}

TEST_CASE("definite matrices, semidefinite and indefinite ones are told apart exactly") {
  CHECK(certainly(definite(hilbert(4))));
  Matrix<Rational> singular = hilbert(3);
  for (int k = 0; k < 3; ++k) singular(2, k) = singular(k, 2) = singular(1, k);
  singular(2, 2) = singular(1, 1);
  CHECK(certainly_not(definite(singular)));
  Matrix<Rational> negative = hilbert(2);
  negative(0, 0) = -1;
  CHECK(certainly_not(definite(negative)));
  CHECK(certainly(definite(Matrix<Rational>())));
  CHECK(certainly_not(definite(Matrix<Rational>(1, 1))));
}

TEST_CASE("agrees with the least eigenvalue") {
  for (std::uint64_t k = 0; k < 60; ++k) {
    Stream random(1, "definite_test", k);
    const std::size_t n = 1 + random.below(4);
    const Matrix<double> a =
        gram(random.normal_matrix(n, n + 1)) - 0.5 * gram(random.normal_matrix(n, 1));
    CHECK((certainly(positive_pivots(a).truth()) == (least_eigenvalue(a) > 0)));
  }
}

}  // namespace
}  // namespace claimcheck
