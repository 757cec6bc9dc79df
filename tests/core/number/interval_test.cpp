#include "core/number/interval.hpp"

#include <cmath>
#include <limits>

#include "core/network/activation.hpp"
#include "core/network/loss.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEST_CASE("interval operations that round nothing are exact") {
  for (const Interval& x :
       {Interval(1.5) + Interval(2), Interval(0.1) - Interval(0.1), Interval(1.5) * Interval(-2.25),
        Interval(21) / Interval(-4), sqrt(Interval(6.25)), pow(Interval(3), 5),
        pow(Interval(2), -3), Interval(1).add_product(Interval(0.5), Interval(3)),
        abs(Interval(-3)), max(Interval(1), Interval(2)), exp(Interval(0)), log(Interval(1)),
        erfc(Interval(0)), acos(Interval(1)), Interval(0) * exp(Interval(1)),
        Interval(0) / exp(Interval(1))}) {
    CHECK(x.is_exact());
  }
  CHECK(certainly(equal(Interval(21) / Interval(-4), Interval(-5.25))));
  CHECK_FALSE((Interval(1) / 3).is_exact());
  CHECK_FALSE((Interval(0.1) * Interval(0.1)).is_exact());
  CHECK_FALSE((Interval(1) + Interval(0x1p-60)).is_exact());
}

TEST_CASE("the midpoint of an interval formula is what double computes") {
  const double x = 0.1, y = 0.7, z = -3.3;
  const Interval a(x), b(y), c(z);
  CHECK((a * b + c / a - b).mid() == x * y + z / x - y);
  CHECK(sqrt(a + b).mid() == std::sqrt(x + y));
}

TEST_CASE("an interval operation is as tight as its rounding") {
  const Interval third = Interval(1) / 3;
  CHECK(third.upper() - third.lower() <= 2 * 0x1p-54);
  CHECK(third.radius() < 0x1p-54);
  Interval sum(0);
  for (int k = 1; k <= 1000; ++k) sum += Interval(1) / k;
  CHECK(sum.radius() < 1000 * 0x1p-52);
}

TEST_CASE("an interval enters and leaves by its ends") {
  const Interval x = Interval::between(-1, 0.1);
  CHECK(x.lower() <= -1);
  CHECK(x.upper() >= 0.1);
  CHECK(x.radius() < 0.5500001);
  const Interval unit = Interval::between(0, 1);
  CHECK(unit.lower() == 0);
  CHECK(unit.upper() == 1);
  CHECK_THROWS_AS(Interval::between(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(Interval::between(std::nan(""), 0), std::invalid_argument);
  const Interval both = Interval::hull(Interval(3), Interval(-2));
  CHECK(both.contains(3));
  CHECK(both.contains(-2));
  CHECK_FALSE(both.contains(3.5));
  const Interval ring = Interval::around(Interval(5), Interval(-2));
  CHECK(ring.lower() == 3);
  CHECK(ring.upper() == 7);
}

TEST_CASE("an integer enters an interval enclosed") {
  constexpr long large = std::numeric_limits<long>::max();
  const Interval x(large);
  CHECK_FALSE(x.is_exact());
  CHECK(x.upper() >= 0x1p63);
  CHECK(x.lower() < 0x1p63);
  CHECK(Interval(1L << 53).is_exact());
  CHECK_THROWS_AS(Interval(~std::uint64_t{0}), std::out_of_range);
}

TEST_CASE("interval functions do not reach below 0, nor far out of their range") {
  for (const double low : {-1.0, -1e-300, -0.3}) {
    const Interval x = Interval::between(low, 2);
    CHECK(certainly(less_equal(Interval(0), abs(x))));
    CHECK(certainly(less_equal(Interval(0), square(x))));
    CHECK(certainly(less_equal(Interval(0), pow(x, 6))));
    CHECK(certainly(less_equal(Interval(0), sqrt(x))));
    CHECK(certainly(less_equal(Interval(0), max(x, Interval(0)))));
  }
  for (const double x : {-1e9, -800.0, -745.2, 0.0, 1.0}) {
    CHECK(certainly(less_equal(Interval(0), exp(Interval(x)))));
    CHECK(expm1(Interval(x)).lower() >= -1 - 0x1p-52);
  }
  CHECK(sin(Interval::between(-9, 9)).upper() <= 1);
  CHECK(acos(Interval::between(-2, 4)).lower() >= 0);
  CHECK(acos(Interval::between(-2, 4)).contains(3.141592653589793));
  CHECK(tanh(Interval::between(-40, 40)).upper() <= 1);
  CHECK(erfc(Interval(40)).lower() >= 0);
}

TEST_CASE("wide arguments of interval functions give their whole image and little more") {
  CHECK(exp(Interval::between(0, 3)).lower() > 0.999);
  CHECK(exp(Interval::between(0, 3)).upper() < 20.09);
  CHECK(log(Interval::between(1, 10)).upper() < 2.303);
  CHECK(expm1(Interval::between(-3, 0)).lower() > -0.951);
  CHECK(log1p(Interval::between(0, 1)).upper() < 0.694);
}

TEST_CASE("interval text contains the interval") {
  CHECK(Interval(3).text() == "3.00000000000000");
  CHECK((Interval(1) / 3).text(5) == "[0.33333 +/- 3.34e-6]");
  CHECK(Interval::everything().text() == "nan");
}

TEST_CASE("in doubt, interval indicator and select enclose both cases") {
  const Interval in_doubt = indicator<Interval>(Truth::unknown);
  CHECK(in_doubt.lower() == 0);
  CHECK(in_doubt.upper() == 1);
  const Interval both = select(Truth::unknown, Interval(3), Interval(-2));
  CHECK(both.contains(3));
  CHECK(both.contains(-2));
}

TEST_CASE("pi as an interval contains pi") {
  const BallPrecision precision(256);
  const Ball exact = pi<Ball>();
  CHECK(certainly(less(Ball(pi<Interval>().lower()), exact)));
  CHECK(certainly(less(exact, Ball(pi<Interval>().upper()))));
  // the radius itself, beyond what the outward ends can show
  const Interval x = pi<Interval>();
  CHECK(certainly(less(abs(exact - Ball(x.mid())), Ball(x.radius()))));
  CHECK(x.radius() < 1.2247e-16);
}

// The formulas of the networks, on intervals, against 300-bit balls.
TEST_CASE("activations and losses over intervals enclose their values") {
  for (const ActivationFamily family :
       {ActivationFamily::relu, ActivationFamily::leaky_relu, ActivationFamily::smoothed_leaky,
        ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky,
        ActivationFamily::huberized_relu}) {
    const Activation<Interval> phi{family, Interval(0.25), Interval(0.5)};
    const Activation<Ball> exact{family, Ball(0.25), Ball(0.5)};
    for (const double z :
         {-750.0, -700.0, -40.0, -0.3, -1e-12, 0.0, 1e-12, 0.2, 0.5, 40.0, 700.0}) {
      const BallPrecision precision(300);
      const auto encloses = [](const Interval& x, const Ball& y) {
        return x.is_finite() && certainly(less_equal(abs(y - Ball(x.mid())), Ball(x.radius())));
      };
      CHECK(encloses(phi(Interval(z)), exact(Ball(z))));
      CHECK(phi(Interval(z)).radius() <= 1e-13 * (1 + std::fabs(z)));
      if (std::fabs(z) > 353) continue;  // e^{z/s} overflows: undecided here, left to the balls
      CHECK(encloses(phi.derivative(Interval(z)), exact.derivative(Ball(z))));
      CHECK(encloses(logistic_loss(Interval(z)), logistic_loss(Ball(z))));
      CHECK(encloses(logistic_sigmoid(Interval(z)), logistic_sigmoid(Ball(z))));
    }
  }
}

}  // namespace
}  // namespace claimcheck
