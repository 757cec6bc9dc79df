#include "core/number/tail.hpp"

#include "core/number/conversion.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

/// P(K <= k) for K ~ Bin(m, p) by adding exact fractions.
Rational counted(int m, const Rational& p, long k) {
  Rational total(0), choose(1);
  for (int j = 0; j <= m && j <= k; ++j) {
    total += choose * pow(p, j) * pow(Rational(1) - p, m - j);
    choose = choose * (m - j) / (j + 1);
  }
  return total;
}

bool near(double a, double b) { return std::fabs(a - b) <= 1e-11 * std::max(std::fabs(a), 1e-300); }

}  // namespace

TEST_CASE("binomial tails enclose the exact sum") {
  for (const int m : {1, 2, 3, 7, 12}) {
    for (const double p : {0.5, 0.125, 0.9375}) {
      for (long k = -1; k <= m; ++k) {
        const Rational exact = counted(m, Rational(p), k);
        const Ball ball = binomial_at_most(m, Ball(p), k);
        // 12 factors of at most four bits: the fraction is a double.
        CHECK(ball.contains(exact.mid()));
        CHECK(ball.radius() < 1e-17);
        CHECK(near(exact.mid(), binomial_at_most(m, p, k)));
        CHECK(binomial_at_most(m, Interval(p), k).contains(exact.mid()));
        CHECK(binomial_at_most(m, Interval(p), k).radius() < 1e-14);
        CHECK(near(exact.mid(), binomial_at_most(m, Extended(p), k).mid()));
        CHECK(near((Rational(1) - exact).mid(), binomial_more_than(m, p, k)));
      }
    }
  }
}

TEST_CASE("large binomial tails agree in double and in balls") {
  const BallPrecision bits(128);
  for (const int m : {1024, 5678, 100000}) {
    for (const double p : {0.5, 0.25}) {
      for (const double deviations : {-12.0, -3.0, 0.0, 2.0, 9.0}) {
        const double middle = m * p + deviations * std::sqrt(m * p * (1 - p));
        const Ball ball = binomial_at_most(m, Ball(p), std::lround(middle));
        CHECK(ball.relative_bits() > 90);
        CHECK(std::fabs(ball.mid() / binomial_at_most(m, p, std::lround(middle)) - 1) < 1e-9);
      }
    }
  }
}

TEST_CASE("few bits enclose what many bits say") {
  for (const long k : {400L, 460L, 500L}) {
    Ball coarse, fine;
    {
      const BallPrecision bits(512);
      fine = binomial_at_most(1000, Ball(0.5), k);
    }
    {
      const BallPrecision bits(30);
      coarse = binomial_at_most(1000, Ball(0.5), k);
    }
    CHECK(coarse.contains(fine));
    CHECK(coarse.relative_bits() > 10);
  }
}

TEST_CASE("a real threshold counts the integers strictly below it") {
  const Ball half = Ball(1) / 2;
  // Bin(8, 1/2): P(K < 3) = 37/256, P(K < 4) = 93/256.
  CHECK(binomial_below<Ball>(8, half, Ball(3)).contains(37 / 256.0));
  CHECK(binomial_below<Ball>(8, half, Ball(3)).is_exact());
  CHECK(binomial_below<Ball>(8, half, Ball(3.25)).contains(93 / 256.0));
  CHECK(binomial_below<Ball>(8, half, Ball(2.75)).contains(37 / 256.0));
  CHECK(binomial_above<Ball>(8, half, Ball(5)).contains(37 / 256.0));
  CHECK(binomial_deviates<Ball>(8, half, Ball(1)).contains(74 / 256.0));
  CHECK(binomial_deviates<Ball>(8, half, Ball(4)).contains(0));
  CHECK(binomial_below<Ball>(8, half, Ball(-3)).upper() == 0);
  CHECK(binomial_below<Ball>(8, half, Ball(40)).lower() == 1);
  const Ball doubtful = binomial_below<Ball>(8, half, Ball::between(2.99, 3.01));
  CHECK(doubtful.contains(37 / 256.0));
  CHECK(doubtful.contains(93 / 256.0));
  CHECK(binomial_below<Ball>(8, half, Ball::between(1, 7)).contains(Ball::between(0, 1)));
}

/// The fast tail meets the one at 128 bits, which is hardly more than a point, and is nearly as
/// narrow as doubles allow.
void check_enclosure(const Interval& fast, const Ball& precise) {
  CHECK(ball_of(fast).overlaps(precise));
  CHECK(fast.radius() <= 1e-12 * fast.mid() + 1e-300);
}

TEST_CASE("tails of intervals enclose those of balls") {
  const BallPrecision bits(128);
  for (const int d : {1, 2, 7, 50, 1000}) {
    for (const double x : {0.0, 1e-9, 0.3, 6.0, 80.0, 900.0}) {
      const Interval below = chi_square_below(d, Interval(x)),
                     above = chi_square_above(d, Interval(x));
      // Only the smaller tail has a small relative error.
      (below.mid() < above.mid() ? check_enclosure(below, chi_square_below(d, Ball(x)))
                                 : check_enclosure(above, chi_square_above(d, Ball(x))));
      CHECK(ball_of(below).overlaps(chi_square_below(d, Ball(x))));
      CHECK(ball_of(above).overlaps(chi_square_above(d, Ball(x))));
      const Interval wide = chi_square_above(d, Interval::around(x, 0.125));
      CHECK(wide.lower() <= chi_square_above(d, Ball(x)).upper());
      CHECK(wide.upper() >= chi_square_above(d, Ball(x)).lower());
      // Below 0 there is no chi-square value: the tail of such an argument is left open.
      if (x > 0.125) CHECK(wide.radius() < 0.3);
    }
  }
  for (const int m : {1, 2, 17, 400, 100000}) {
    for (const double p : {1e-6, 0.1, 0.5, 1 / 3.0, 0.999}) {
      for (const double share : {0.0, 0.25, 0.5, 0.9}) {
        const long k = std::lround(share * m);
        const Interval at_most = binomial_at_most(m, Interval(p), k);
        CHECK(ball_of(at_most).overlaps(binomial_at_most(m, Ball(p), k)));
        CHECK(at_most.radius() <= 1e-9);
      }
    }
  }
}

TEST_CASE("certain outcomes") {
  CHECK(binomial_at_most(5, Ball(0), 0).lower() == 1);
  CHECK(binomial_at_most(5, Ball(1), 4).upper() == 0);
  CHECK(binomial_at_most(5, 1 + 1e-16, 4) == 0);
}

TEST_CASE("chi-square tails in closed form") {
  for (const double x : {0.0, 0.5, 3.0, 20.0, 150.0}) {
    const Ball half = Ball(x) / 2;
    CHECK(chi_square_above(2, Ball(x)).overlaps(exp(-half)));
    CHECK(chi_square_above(4, Ball(x)).overlaps(exp(-half) * (1 + half)));
    CHECK(chi_square_below(1, Ball(x)).overlaps(erf(sqrt(half))));
    CHECK(near(std::exp(-x / 2), chi_square_above(2, x)));
    CHECK(near(std::exp(-x / 2), chi_square_above(2, Extended(x)).mid()));
    CHECK(near(std::erf(std::sqrt(x / 2)), chi_square_below(1, Extended(x)).mid()));
  }
  for (const int d : {67, 200, 401}) {
    for (const double ratio : {0.25, 1.0, 2.25}) {
      const Ball below = chi_square_below(d, Ball(ratio) * d);
      CHECK((below + chi_square_above(d, Ball(ratio) * d)).contains(1));
      CHECK(below.relative_bits() > 40);
      CHECK(std::fabs(below.mid() / chi_square_below(d, ratio * d) - 1) < 1e-6);
    }
  }
}
