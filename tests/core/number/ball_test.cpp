#include "core/number/ball.hpp"

#include <cmath>
#include <limits>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

namespace claimcheck {
namespace {

using Unary = Ball (*)(const Ball&);

Ball at_bits(int bits, Unary f, double x) {
  const BallPrecision precision(bits);
  return f(Ball(x));
}

TEST_CASE("ball arithmetic encloses the exact fractions") {
  const std::vector<double> values = edge_values();
  for (const int bits : {4, 64}) {
    const BallPrecision precision(bits);
    for (const double a : values) {
      for (const double b : values) {
        const Rational x(a), y(b);
        CHECK(encloses(Ball(a) + Ball(b), x + y));
        CHECK(encloses(Ball(a) - Ball(b), x - y));
        CHECK(encloses(Ball(a) * Ball(b), x * y));
        if (b != 0) CHECK(encloses(Ball(a) / Ball(b), x / y));
        CHECK(encloses(Ball(1).add_product(Ball(a), Ball(b)), 1 + x * y));
      }
    }
  }
}

TEST_CASE("ball arithmetic on wide arguments encloses the image of every point") {
  Stream random(1, "ball_test", 0);
  for (int k = 0; k < 300; ++k) {
    const double low = random.uniform(-2, 2), high = low + random.uniform();
    const Ball x = Ball::between(low, high);
    const double inside = low + (high - low) * random.uniform();
    const Rational p(inside);
    CHECK(encloses(x, p));
    CHECK(encloses(square(x), p * p));
    CHECK(encloses(abs(x), abs(p)));
    CHECK(encloses(-x, -p));
    CHECK(encloses(pow(x, 3), p * p * p));
    CHECK(encloses(pow(x, 4), pow(p, 4)));
    CHECK(encloses(x / Ball(3), p / 3));
    CHECK(encloses(min(x, Ball(0.25)), min(p, Rational(0.25))));
    CHECK(encloses(max(x, Ball(0.25)), max(p, Rational(0.25))));
    CHECK(exp(x).contains(at_bits(600, exp, inside)));
    CHECK(tanh(x).contains(at_bits(600, tanh, inside)));
    CHECK(sin(x).contains(at_bits(600, sin, inside)));
    if (inside >= 0) CHECK(sqrt(x).contains(at_bits(600, sqrt, inside)));
    if (std::fabs(inside) <= 1) CHECK(acos(x).contains(at_bits(600, acos, inside)));
  }
}

TEST_CASE("ball functions enclose their value at ten times the precision") {
  const Unary functions[] = {sqrt, exp, expm1, log, log1p, atan, acos,
                             tanh, sin, cos,   erf, erfc,  abs,  square};
  for (const Unary f : functions) {
    for (const double x : edge_values()) {
      const Ball value = at_bits(64, f, x), fine = at_bits(640, f, x);
      if (fine.is_finite() && value.is_finite()) CHECK(value.contains(fine));
    }
  }
}

TEST_CASE("expm1 and log1p of numbers beyond every double keep the working precision") {
  const BallPrecision precision(128);
  for (const int exponent : {7, 40, 80, 100}) {
    const Ball x = exp(-pow(Ball(2), exponent));
    for (const Unary f : {Unary(expm1), Unary(log1p)}) {
      for (const Ball& argument : {x, -x}) {
        const Ball relative = f(argument) / argument - 1;
        CHECK(certainly(less(abs(relative), pow(Ball(2), exponent > 7 ? exponent - 120 : -100))));
      }
      CHECK(certainly(equal(f(Ball(0)), Ball(0))));
    }
  }
}

TEST_CASE("a ball function outside its domain is everything, and says so") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Ball& x : {sqrt(Ball(-1)), log(Ball(-1)), log(Ball(0)), log1p(Ball(-2)), acos(Ball(2)),
                        Ball(1) / Ball(0), Ball(infinity), Ball(std::nan("")), pow(Ball(0), -1)}) {
    CHECK_FALSE(x.is_finite());
    CHECK(x.lower() == -infinity);
    CHECK(x.upper() == infinity);
    CHECK(unknown(less(x, Ball(0))));
    CHECK(unknown(less_equal(x, x)));
    CHECK(unknown(equal(x, x)));
    // ... and is never lost again.
    CHECK_FALSE(max(Ball(1), x).is_finite());
    CHECK_FALSE(min(x, Ball(1)).is_finite());
    CHECK_FALSE(Ball::hull(Ball(1), x).is_finite());
    CHECK_FALSE(Ball::around(Ball(1), x).is_finite());
  }
}

TEST_CASE("a ball function uses the part of its argument inside the domain") {
  CHECK(sqrt(Ball::between(-1, 4)).contains(2));
  CHECK(sqrt(Ball::between(-1, 4)).lower() >= 0);
  const Ball all = acos(Ball::between(-2, 4));
  CHECK(all.is_finite());
  CHECK(all.contains(4 * atan(Ball(1)).midpoint()));
  CHECK(all.contains(0));
  CHECK(acos(Ball::between(0.5, 4)).upper() < 1.0472);
  CHECK(acos(Ball::between(0.5, 4)).upper() > 1.0471);
}

TEST_CASE("absolute value, square and even powers of a ball never reach below zero") {
  for (const double low : {-1.0, -1e-300, -0.3}) {
    const Ball x = Ball::between(low, 2);
    CHECK(certainly(less_equal(Ball(0), abs(x))));
    CHECK(certainly(less_equal(Ball(0), square(x))));
    CHECK(certainly(less_equal(Ball(0), pow(x, 6))));
    CHECK(square(x).upper() < 4.0001);
    CHECK(abs(x).contains(2));
  }
}

TEST_CASE("comparisons of balls are certain when apart and unknown on overlap") {
  const Ball left = Ball::between(0, 1), right = Ball::between(1, 2);
  CHECK(unknown(less(left, right)));
  CHECK(certainly(less(left, Ball(1.5))));
  CHECK(certainly_not(less(right, Ball(0.5))));
  CHECK(certainly_not(less_equal(right, Ball(0.5))));
  CHECK(unknown(less_equal(right, left)));
  CHECK(certainly(equal(Ball(3), Ball(3))));
  CHECK(certainly_not(equal(left, Ball(5))));
  CHECK(unknown(equal(left, left)));
}

TEST_CASE("exact operations on balls stay exact") {
  CHECK((Ball(1.5) + Ball(2)).is_exact());
  CHECK(sqrt(Ball(4)).is_exact());
  CHECK_FALSE((Ball(1) / Ball(3)).is_exact());
  CHECK(certainly(equal(Ball(1.5) * Ball(2), Ball(3))));
}

TEST_CASE("lower and upper bound a ball outward, also where doubles end") {
  const BallPrecision precision(128);
  const Ball third = Ball(1) / 3;
  CHECK(third.lower() < third.upper());
  CHECK(third.upper() == std::nextafter(third.lower(), 1));
  const Ball huge = exp(Ball(1000));
  CHECK(huge.lower() == std::numeric_limits<double>::max());
  CHECK(huge.upper() == std::numeric_limits<double>::infinity());
  const Ball tiny = exp(Ball(-1000));
  CHECK(tiny.lower() == 0);
  CHECK(tiny.upper() == 0x1p-1074);
}

TEST_CASE("an integer enters exactly or not at all") {
  CHECK(encloses(Ball(std::numeric_limits<long>::max()), Rational::parse("9223372036854775807")));
  CHECK(Ball(std::size_t{7}).mid() == 7);
  CHECK_THROWS_AS(Ball(std::numeric_limits<std::size_t>::max()), std::out_of_range);
}

TEST_CASE("ball precision nests and is restored") {
  const int before = BallPrecision::bits();
  {
    const BallPrecision outer(128);
    {
      const BallPrecision inner(256);
      CHECK(BallPrecision::bits() == 256);
    }
    CHECK(BallPrecision::bits() == 128);
  }
  CHECK(BallPrecision::bits() == before);
  CHECK_THROWS_AS(BallPrecision(1), std::invalid_argument);
}

}  // namespace
}  // namespace claimcheck
