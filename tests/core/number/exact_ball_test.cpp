// Balls that keep what rounds nothing: formulas in random order against exact rationals.
#include <cmath>

#include "core/linear/ball_dot.hpp"
#include "core/number/ball.hpp"
#include "core/number/rational_form.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

namespace claimcheck {
namespace {

constexpr int exact_bits = 512;

/// A ball and a point of it; `kept` as long as only exact numbers of few bits went into it.
struct Pair {
  Ball ball;
  Rational point;
  bool kept = true;
};

double input(Stream& random) {
  switch (random.below(6)) {
    case 0:
      return random.integer(-3, 3);
    case 1:
      return std::ldexp(random.integer(-9, 9), random.integer(-60, 60));
    case 2:
      return std::ldexp(random.normal(), random.integer(-520, 520));
    case 3:
      return std::ldexp(1.0, random.integer(-1074, 1000));
    default:
      return random.normal();
  }
}

Pair leaf(Stream& random) {
  const double x = input(random);
  if (random.chance(0.1)) {
    const double radius = std::ldexp(std::fabs(x), -random.integer(1, 90));
    return {Ball::around(Ball(x), Ball(radius)), Rational(x) + Rational(radius), false};
  }
  return {Ball(x), Rational(x), true};
}

bool is_short(const Rational& x) {
  return x.sign() == 0 || (x.is_dyadic() && bit_length(RationalForm::numerator(x)) <= exact_bits);
}

Pair combined(Stream& random, const Pair& a, const Pair& b) {
  const bool kept = a.kept && b.kept;
  switch (random.below(9)) {
    case 0:
    case 1:
      return {a.ball + b.ball, a.point + b.point, kept};
    case 2:
      return {a.ball - b.ball, a.point - b.point, kept};
    case 3:
    case 4:
      return {a.ball * b.ball, a.point * b.point, kept};
    case 5:
      return {square(a.ball), square(a.point), a.kept};
    case 6:
      return {abs(-a.ball), abs(a.point), a.kept};
    case 7:
      return {pow(a.ball, 3), pow(a.point, 3), a.kept};
    default:
      if (b.point.sign() == 0) return a;
      return {a.ball / b.ball, a.point / b.point, kept};
  }
}

/// Whether sums on the way may have been given up, because their ends are far apart.
bool is_moderate(const Rational& x) {
  return x.sign() == 0 || std::labs(RationalForm::exponent(x)) < 100;
}

void check(const Pair& x) {
  REQUIRE(encloses(x.ball, x.point));
  if (x.kept) {
    REQUIRE(x.ball.is_exact());
    REQUIRE(x.ball.radius() == 0);
    REQUIRE(x.ball.mid() == x.point.mid());
    REQUIRE(certainly(equal(x.ball, x.ball.midpoint())));
  }
  const Rational low(std::fmax(x.ball.lower(), -1e308)), high(std::fmin(x.ball.upper(), 1e308));
  if (std::fabs(x.point.mid()) < 1e300) {
    REQUIRE(certainly(less_equal(low, x.point)));
    REQUIRE(certainly(less_equal(x.point, high)));
  }
}

void check_order(const Pair& a, const Pair& b) {
  const auto agrees = [](Truth ball, Truth exact) { return unknown(ball) || ball == exact; };
  REQUIRE(agrees(less(a.ball, b.ball), less(a.point, b.point)));
  REQUIRE(agrees(less_equal(a.ball, b.ball), less_equal(a.point, b.point)));
  REQUIRE(agrees(equal(a.ball, b.ball), equal(a.point, b.point)));
  if (a.kept && b.kept) {
    REQUIRE(!unknown(less(a.ball, b.ball)));
    REQUIRE(!unknown(equal(a.ball, b.ball)));
  }
}

}  // namespace

TEST_CASE("what rounds nothing stays exact up to its bits, and all else is enclosed") {
  Stream random(31, "exact_ball", 0);
  long wide = 0;
  for (int k = 0; k < 4000; ++k) {
    const BallPrecision precision(random.chance(0.7) ? Ball::native_bits : 256, exact_bits);
    std::vector<Pair> pairs;
    for (int i = 0; i < 4; ++i) pairs.push_back(leaf(random));
    for (int step = 0; step < 8; ++step) {
      const Pair a = pairs[random.below(pairs.size())], b = pairs[random.below(pairs.size())];
      Pair c = combined(random, a, b);
      if (std::labs(RationalForm::exponent(c.point)) > 3000) continue;
      c.kept = c.kept && is_short(c.point) && is_moderate(a.point) && is_moderate(b.point);
      check(c);
      check_order(c, a);
      check_order(c, pairs[random.below(pairs.size())]);
      wide += c.kept && bit_length(RationalForm::numerator(c.point)) > Ball::native_bits;
      pairs.push_back(std::move(c));
    }
  }
  CHECK(wide > 500);  // the test has its subject
}

TEST_CASE("sums of products of exact numbers are exact") {
  Stream random(32, "exact_ball", 0);
  for (int k = 0; k < 500; ++k) {
    const BallPrecision precision(Ball::native_bits, exact_bits);
    const std::size_t n = random.below(6);
    Vector<Ball> x, y;
    Rational sum(0), squares(0);
    for (std::size_t i = 0; i < n; ++i) {
      const double a = random.normal(), b = random.normal(), c = random.normal();
      x.push_back(Ball(a) * Ball(b));
      y.push_back(random.chance(0.8) ? Ball(c) : Ball(c) * Ball(a) * Ball(b));
      sum += Rational(a) * Rational(b) * Rational(c) *
             (y.back().contains(c) ? Rational(1) : Rational(a) * Rational(b));
      squares += square(Rational(a) * Rational(b));
    }
    REQUIRE(ball_dot(x, y).is_exact());
    REQUIRE(encloses(ball_dot(x, y), sum));
    REQUIRE(ball_squared_norm(x).is_exact());
    REQUIRE(encloses(ball_squared_norm(x), squares));
    REQUIRE(certainly(equal(ball_sum(x) - ball_sum(x), Ball(0))));
  }
}

TEST_CASE("exact quotients and roots of long numbers are found") {
  const BallPrecision precision(Ball::native_bits, exact_bits);
  Stream random(33, "exact_ball", 0);
  for (int k = 0; k < 300; ++k) {
    const Ball x(random.normal()), y(random.normal()), z(random.normal());
    const Ball product = x * y * z;
    REQUIRE(certainly(equal(product / y, x * z)));
    REQUIRE(certainly(equal(product / (x * y), z)));
    REQUIRE(certainly(equal(sqrt(square(x * y)), abs(x * y))));
    REQUIRE(certainly(equal(sqrt(square(product)), abs(product))));
    const Ball root = sqrt(product * product + 1);
    REQUIRE(root.radius() < 1e-30);
    REQUIRE(square(root).contains(product * product + 1));
  }
}

TEST_CASE("without exact bits a ball of two doubles rounds") {
  const BallPrecision plain(Ball::native_bits);
  const Ball x(0.1), y(0.3), z(0.7);
  CHECK(!(x * y * z).is_exact());
  const BallPrecision exact(Ball::native_bits, exact_bits);
  CHECK((x * y * z).is_exact());
  CHECK(!(x * y * z + Ball(0x1p-700)).is_exact());  // more than 512 bits
  CHECK_THROWS_AS(BallPrecision(106, 1 << 21), std::invalid_argument);
}

TEST_CASE("a long exact number can be copied, moved, printed and changed") {
  const BallPrecision precision(Ball::native_bits, exact_bits);
  Ball x = Ball(0.1) * Ball(0.3) * Ball(0.7);
  const Ball copy = x;
  const Ball product = copy * Ball(3);
  x += copy;
  x = x + copy;
  CHECK(certainly(equal(x, product)));
  Ball moved = std::move(x);
  x = copy;
  CHECK(certainly(less(x, moved)));
  CHECK(copy.text(5).find("0.02") != std::string::npos);
  CHECK(copy.relative_bits() > 100);
  moved.add_product(copy, Ball(-3));
  CHECK(certainly(equal(moved, Ball(0))));
}

}  // namespace claimcheck
