#include <cmath>

#include "core/number/conversion.hpp"
#include "core/number/tail.hpp"
#include "core/number/weights.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// Is no part of the precise value, which is hardly more than a point, certainly outside?
bool encloses(const Interval& fast, const Ball& precise) {
  return !certainly(less(precise, Ball(fast.lower()))) &&
         !certainly(less(Ball(fast.upper()), precise));
}

/// A point, a narrow interval or a wide one around x > 0.
Interval around(double x, Stream& random) {
  if (random.chance(0.4)) return Interval(x);
  return Interval::around(x, std::ldexp(x, -random.integer(3, 60)));
}
/// A point of it: its ends, its middle, or between.
Ball point_of(const Interval& x, Stream& random) {
  return Ball(x.mid()) + Ball(x.radius()) * random.integer(-2, 2) / 2;
}

double drawn_chance(Stream& random) {
  if (random.chance(0.2)) return std::ldexp(random.uniform(), -random.integer(1, 70));
  if (random.chance(0.2)) return 1 - std::ldexp(random.uniform(), -random.integer(1, 45));
  return random.uniform();
}

TEST_CASE("binomial tails of intervals enclose those of all their points") {
  const BallPrecision bits(256);
  Stream random(1, "binomial tails", 0);
  for (int round = 0; round < 250; ++round) {
    const int m = random.integer(1, round % 5 == 0 ? 2000 : 80);
    const double p = drawn_chance(random), spread = std::sqrt(m * p * (1 - p));
    const long k = random.chance(0.3) ? random.integer(-1, m)
                                      : std::lround(m * p + 8 * (random.uniform() - 0.5) * spread);
    const Interval chance = around(p, random);
    const Ball point = point_of(chance, random);
    if (!certainly(less(Ball(0), point)) || !certainly(less(point, Ball(1)))) continue;
    const Interval at_most = binomial_at_most(m, chance, k),
                   more = binomial_more_than(m, chance, k);
    CHECK(encloses(at_most, binomial_at_most(m, point, k)));
    CHECK(encloses(more, binomial_more_than(m, point, k)));
    if (!chance.is_exact()) continue;
    const Interval smaller = at_most.mid() < more.mid() ? at_most : more;
    CHECK(smaller.radius() <= 2e-12 * smaller.mid() + 1e-300);
  }
}

TEST_CASE("chi-square tails of intervals enclose those of all their points") {
  const BallPrecision bits(256);
  Stream random(1, "chi-square tails", 0);
  for (int round = 0; round < 250; ++round) {
    const int d = random.integer(1, round % 5 == 0 ? 2500 : 60);
    const double x = random.chance(0.5)
                         ? std::ldexp(1 + random.uniform(), random.integer(-60, 12))
                         : std::fabs(d + 8 * (random.uniform() - 0.5) * std::sqrt(2.0 * d));
    const Interval argument = around(x, random);
    const Ball point = point_of(argument, random);
    const Interval below = chi_square_below(d, argument), above = chi_square_above(d, argument);
    CHECK(encloses(below, chi_square_below(d, point)));
    CHECK(encloses(above, chi_square_above(d, point)));
    if (!argument.is_exact()) continue;
    const Interval smaller = below.mid() < above.mid() ? below : above;
    CHECK(smaller.radius() <= 2e-12 * smaller.mid() + 1e-300);
  }
}

TEST_CASE("few trials of a dyadic chance are summed exactly") {
  CHECK(certainly(equal(binomial_at_most(8, Interval(0.5), 3), Interval(93 / 256.0))));
  CHECK(certainly(equal(binomial_more_than(8, Interval(0.5), 3), Interval(163 / 256.0))));
  CHECK(certainly(equal(binomial_at_most(1, Interval(0.5), 0), Interval(0.5))));
  CHECK(certainly(equal(binomial_more_than(3, Interval(0.75), 2), Interval(27 / 64.0))));
  CHECK(certainly(
      equal(binomial_deviates<Interval>(32, Interval(0.5), Interval(15)), Interval(0x1p-31))));
}

TEST_CASE("a real threshold counts the integers strictly above it") {
  const Interval half(0.5);
  for (const auto& [threshold, value] :
       {std::pair{4.0, 93.0}, {4.25, 93.0}, {3.75, 163.0}, {-0.5, 256.0}, {8.0, 0.0}}) {
    const Interval above = binomial_above<Interval>(8, half, Interval(threshold));
    CHECK(certainly(equal(above, Interval(value / 256))));
    CHECK(std::fabs(binomial_above<double>(8, 0.5, threshold) - value / 256) < 1e-15);
    CHECK(binomial_above<Ball>(8, Ball(0.5), Ball(threshold)).contains(value / 256));
  }
  const Interval doubtful = binomial_above<Interval>(8, half, Interval::between(3.99, 4.01));
  CHECK(doubtful.contains(93 / 256.0));
  CHECK(doubtful.contains(163 / 256.0));
}

TEST_CASE("tails of intervals at the edges of their domains") {
  const auto is = [](const Interval& x, int value) { return certainly(equal(x, value)); };
  CHECK(is(binomial_at_most(5, Interval(0), 0), 1));
  CHECK(is(binomial_more_than(5, Interval(0), 0), 0));
  CHECK(is(binomial_at_most(5, Interval(1), 4), 0));
  CHECK(is(binomial_at_most(5, Interval::everything(), -1), 0));
  CHECK(is(binomial_at_most(5, Interval::everything(), 5), 1));
  const Interval unknown_chance = binomial_at_most(100, Interval::everything(), 5);
  CHECK((unknown_chance.contains(0) && unknown_chance.contains(1)));
  for (const double p : {5e-324, 1e-300, 1e-200, 1e-17}) {
    const Interval some = binomial_more_than(1000, Interval(p), 0);
    CHECK(some.contains(1000 * p));
    CHECK(some.radius() < 1e-11 * 1000 * p + 1e-260);
    CHECK(binomial_at_most(1000, Interval(p), 0).lower() > 1 - 1e-13);
  }
  // Half of the chance is below 0, as rounding leaves it for antipodal inputs.
  const Interval around_zero = binomial_more_than(8000, Interval::around(0, 1e-16), 0);
  CHECK((around_zero.contains(0) && around_zero.contains(7e-13)));
  CHECK(around_zero.upper() < 1e-11);
  for (const int d : {1, 2, 3, 50}) {
    CHECK(is(chi_square_below(d, Interval(0)), 0));
    CHECK(is(chi_square_above(d, Interval(-1)), 1));
    for (const double tiny : {5e-324, 1e-290}) {
      CHECK(encloses(chi_square_below(d, Interval(tiny)), chi_square_below(d, Ball(tiny))));
      CHECK(chi_square_below(d, Interval(tiny)).upper() < 1e-140);
    }
    for (const double huge : {1e4, 1e9, 1e300}) {
      CHECK(chi_square_above(d, Interval(huge)).upper() < 1e-300);
      CHECK(chi_square_below(d, Interval(huge)).lower() > 1 - 1e-12);
    }
    CHECK(chi_square_above(d, Interval::everything()).contains(0.5));
  }
}

TEST_CASE("the weights that the tails start from agree with those of balls") {
  const BallPrecision bits(128);
  for (const double p : {0.5, 0.3, 1e-3, 0.999, 1e-250}) {
    for (const int m : {1, 2, 31, 33, 40000}) {
      for (const long k : {0L, 1L, m / 3L, m - 1L, static_cast<long>(m)}) {
        for (const bool complement : {false, true}) {
          const Interval fast = binomial_weight(m, Success(p, complement), k);
          const Ball chance = complement ? 1 - Ball(p) : Ball(p);
          CHECK(encloses(fast, binomial_weight(m, chance, k)));
          CHECK(fast.radius() <= 1e-11 * fast.mid() + 1e-300);
        }
      }
    }
  }
  for (const int doubled : {0, 1, 2, 31, 32, 33, 999, 20000}) {
    const double a = doubled / 2.0, scale = std::max(a, 1.0);
    for (const double z : {1e-250, 1e-3, a + 0.5, 0.9 * a + 0.1, 1.1 * a + 0.1, 9 * scale}) {
      const Interval fast = poisson_weight(doubled, z);
      CHECK(encloses(fast, poisson_weight(Ball(a), Ball(z))));
      CHECK(fast.radius() <= 1e-11 * fast.mid() + 1e-300);
    }
  }
}

TEST_CASE("the scaled erfc neither overflows nor underflows") {
  const BallPrecision bits(256);
  for (const double x : {0.0, 1e-300, 0.5, 1.0, 3.0, 10.0, 23.9, 24.0, 24.1, 40.0, 1e3, 1e100}) {
    const Interval fast = scaled_erfc(Interval(x));
    CHECK(encloses(fast, scaled_erfc(Ball(x))));
    CHECK(fast.radius() <= 2e-10 * fast.mid());
    CHECK(std::fabs(scaled_erfc(x) / fast.mid() - 1) < 1e-12);
    if (x < 1e6) CHECK(std::fabs(scaled_erfc(Extended(x)).mid() / fast.mid() - 1) < 2e-10);
    CHECK(encloses(scaled_erfc(Interval::around(x, x / 1000)), scaled_erfc(Ball(x) * 1001 / 1000)));
  }
  CHECK(scaled_erfc(Interval(0)).contains(1));
  CHECK_FALSE(scaled_erfc(Interval::everything()).is_finite());
}

}  // namespace
}  // namespace claimcheck
