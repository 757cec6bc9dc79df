#include "theorems/du2019/network.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck::du2019 {
namespace {

TEMPLATE_TEST_CASE("a step within a cell is a power of two and crosses no kink", "", double,
                   Interval, Ball, Rational) {
  using R = TestType;
  Stream random(1, "step_within_cell", 0);
  for (int k = 0; k < 50; ++k) {
    const double size = std::ldexp(1.0, random.integer(-300, 300));
    Matrix<double> z = random.normal_matrix(2, 2), q = random.normal_matrix(2, 2);
    z(1, 0) = 0;
    for (double& entry : q.entries()) entry *= size;
    const double t = mid(step_within_cell(lift<R>(z), lift<R>(q)));
    int exponent = 0;
    CHECK(std::frexp(t, &exponent) == 0.5);
    for (std::size_t i = 0; i < 4; ++i) {
      const Rational at(z.entries()[i]), moved = at + 2 * Rational(t) * Rational(q.entries()[i]);
      if (at.sign() != 0) CHECK(moved.sign() == at.sign());
    }
  }
}

TEST_CASE("a step within a cell may be out of the range of doubles") {
  for (const int power : {-2000, -1073, -1022, 1000, 2000}) {
    const Rational size = pow(Rational(2), power), z = -size, q = 3 + size;
    const Rational t = step_within_cell<Rational>({&z, 1}, {&q, 1});
    CHECK(t.sign() > 0);
    CHECK(certainly(less(z + 2 * t * q, 0)));
  }
}

// Rows 0 and 2 are active on both samples, row 1 on the first only, row 3 on none.
TEMPLATE_TEST_CASE("patterns are counted where the weights of all rows are the same", "", double,
                   Interval, Ball, Rational) {
  using R = TestType;
  Matrix<R> k(2, 2, R(3)), active(4, 2, R(0));
  k(0, 0) = k(1, 1) = R(5);
  for (const std::size_t row : {0, 2}) active(row, 0) = active(row, 1) = R(1);
  active(1, 0) = R(1);
  const auto has = [&](const Vector<R>& q, int first, int both) {
    const Matrix<R> gram = pattern_gram(k, q, active);
    CHECK(certainly(equal(4 * gram(0, 0), R(5 * first))));
    CHECK(certainly(equal(4 * gram(0, 1), R(3 * both))));
    CHECK(certainly(equal(4 * gram(1, 0), R(3 * both))));
    CHECK(certainly(equal(4 * gram(1, 1), R(5 * both))));
  };
  has({R(2), R(2), R(2), R(2)}, 6, 4);
  has({R(2), R(7), R(4), R(1)}, 13, 6);
}

TEST_CASE("an indicator in doubt is summed, not counted") {
  const Matrix<Interval> k(1, 1, Interval(1));
  Matrix<Interval> active(2, 1, Interval(1));
  active(1, 0) = Interval::between(0, 1);
  const Interval gram = pattern_gram(k, {Interval(1), Interval(1)}, active)(0, 0);
  CHECK(gram.contains(0.5));
  CHECK(gram.contains(1));
}

}  // namespace
}  // namespace claimcheck::du2019
