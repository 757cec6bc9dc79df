#include "core/linear/matrix.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Matrix<double> sixteenths(Stream& random, std::size_t rows, std::size_t cols) {
  Matrix<double> out(rows, cols);
  for (double& x : out.entries()) x = random.integer(-32, 32) / 16.0;
  return out;
}

// Sixteenths multiply and add without rounding, so every number type must give the same answer.
TEMPLATE_TEST_CASE("products of matrices agree with their definition exactly", "", double, Interval,
                   Ball, Extended, Rational) {
  using R = TestType;
  Stream random(1, "matrix_test", 0);
  const Matrix<double> a = sixteenths(random, 3, 4), b = sixteenths(random, 5, 4);
  const Vector<double> x = sixteenths(random, 1, 4).entries(), u = {1, -2, 0.5};
  const Matrix<R> products = row_products(lift<R>(a), lift<R>(b)), k = gram(lift<R>(a));
  const Vector<R> ax = lift<R>(a) * lift<R>(x), ua = transposed_product(lift<R>(a), lift<R>(u));
  for (std::size_t i = 0; i < 3; ++i) {
    double image = 0;
    for (std::size_t l = 0; l < 4; ++l) image += a(i, l) * x[l];
    CHECK(mid(ax[i]) == image);
    for (std::size_t j = 0; j < 5; ++j) {
      double expected = 0;
      for (std::size_t l = 0; l < 4; ++l) expected += a(i, l) * b(j, l);
      CHECK(mid(products(i, j)) == expected);
    }
    for (std::size_t j = 0; j < 3; ++j) {
      double expected = 0;
      for (std::size_t l = 0; l < 4; ++l) expected += a(i, l) * a(j, l);
      CHECK(mid(k(i, j)) == expected);
    }
  }
  for (std::size_t l = 0; l < 4; ++l) {
    CHECK(mid(ua[l]) == a(0, l) - 2 * a(1, l) + 0.5 * a(2, l));
  }
}

TEMPLATE_TEST_CASE("norms, sums and extreme entries", "", double, Interval, Ball, Extended) {
  using R = TestType;
  const Vector<R> x = lift<R>(std::vector<double>{3, -4, 0});
  CHECK(mid(norm(x)) == 5);
  CHECK(mid(squared_norm(x)) == 25);
  CHECK(mid(sum(x)) == -1);
  CHECK(mid(mean(lift<R>(std::vector<int>{1, 2, 6}))) == 3);
  CHECK(mid(max_abs(std::span<const R>(x))) == 4);
  CHECK(mid(max_entry(x)) == 3);
  CHECK(mid(min_entry(x)) == -4);
  CHECK(mid(max_abs(std::span<const R>())) == 0);
  CHECK(mid(frobenius_norm(R(2) * Matrix<R>(2, 2, R(1)))) == 4);
  CHECK(mid(squared_norm(Matrix<R>(2, 3, R(1)) + Matrix<R>(2, 3, R(1)))) == 24);
  CHECK(mid(squared_norm(Matrix<R>(2, 3, R(1)) - Matrix<R>(2, 3, R(1)))) == 0);
}

}  // namespace
}  // namespace claimcheck
