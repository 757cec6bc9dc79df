#include "core/data/kernel_of_inputs.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEST_CASE("the kernel of the inputs is the one of their Gram matrix") {
  Stream random(1, "kernel_of_inputs_test", 0);
  const Matrix<double> x = random.normal_matrix(6, 3);
  const Matrix<Ball> exact = lift<Ball>(x), from_gram = infinite_width_gram(gram(exact));
  const Matrix<Ball> balls = infinite_width_gram(exact, gram(exact));
  const Matrix<Interval> wide = lift<Interval>(x),
                         intervals = infinite_width_gram(wide, gram(wide));
  const Matrix<double> plain = infinite_width_gram(x, gram(x));
  for (std::size_t k = 0; k < plain.entries().size(); ++k) {
    CHECK(balls.entries()[k].overlaps(from_gram.entries()[k]));
    CHECK(balls.entries()[k].radius() < 1e-25);
    CHECK(intervals.entries()[k].contains(balls.entries()[k].mid()));
    CHECK(intervals.entries()[k].radius() < 1e-13);
    CHECK(plain.entries()[k] == Approx(balls.entries()[k].mid()).epsilon(1e-13));
  }
}

TEST_CASE("the kernel of nearly parallel and antipodal inputs is accurate in intervals") {
  const double angle = 0x1p-40;
  const Matrix<Interval> x = [&] {
    Matrix<Interval> out(4, 2);
    out(0, 0) = out(1, 0) = Interval(1);
    out(1, 1) = Interval(angle);
    out(2, 0) = Interval(-0.3);
    out(3, 0) = Interval(0.3);
    out(2, 1) = out(3, 1) = Interval(-0.3 * 0x1p-30);
    return out;
  }();
  const Matrix<Interval> h = infinite_width_gram(x, gram(x));
  const double share = 0.5 - angle / (2 * std::acos(-1.0));
  CHECK(h(1, 0).contains(share));
  CHECK(h(1, 0).radius() < 1e-15);
  // theta = pi - 2^-29 for the last two: their entry is tiny and accurate.
  const double tiny = h(3, 2).mid();
  CHECK(tiny == Approx(-0.09 * 0x1p-29 / (2 * std::acos(-1.0))).epsilon(1e-9));
  CHECK(h(3, 2).radius() < 1e-14 * std::fabs(tiny));
}

TEST_CASE("the kernel of parallel, antipodal, orthogonal and zero inputs is exact in intervals") {
  const double a = 0.3, b = 0.7;
  Matrix<Interval> x(5, 2);
  const double rows[5][2] = {{a, b}, {2 * a, 2 * b}, {-a, -b}, {b, -a}, {0, 0}};
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t k = 0; k < 2; ++k) x(i, k) = Interval(rows[i][k]);
  }
  const Matrix<Interval> k = gram(x), h = infinite_width_gram(x, k);
  CHECK(h(1, 0).mid() == k(1, 0).mid() / 2);
  for (const auto& [i, j] : {std::pair{2, 0}, {2, 1}, {3, 0}, {4, 0}, {4, 3}}) {
    CHECK(certainly(equal(h(i, j), Interval(0))));
  }
}

}  // namespace
}  // namespace claimcheck
