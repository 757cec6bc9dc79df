#include "core/linear/ball_dot.hpp"

#include "core/linear/matrix.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

using namespace claimcheck;

TEST_CASE("sums of products in one pass enclose the exact sum") {
  Stream draw(1, "ball_dot", 0);
  for (const std::size_t n : {0, 1, 2, 7, 40}) {
    const Vector<double> x = draw.normals(n), y = draw.normals(n);
    Rational forward(0), backward(0);
    for (std::size_t k = 0; k < n; ++k) {
      forward += Rational(x[k]) * Rational(y[k]);
      backward += Rational(x[k]) * Rational(y[n - 1 - k]);
    }
    const BallPrecision precision(64);
    const Vector<Ball> a = lift<Ball>(x), b = lift<Ball>(y);
    CHECK(ball_dot(a, b).radius() <= 1e-17 * (1 + double(n)));
    CHECK(std::fabs(ball_dot(a, b).mid() - forward.mid()) < 1e-14);
    CHECK(std::fabs(ball_dot_reversed(a, b).mid() - backward.mid()) < 1e-14);
    // Enclosures, against many more bits.
    const BallPrecision fine(300);
    CHECK(ball_dot(a, b).radius() < 1e-80);
    const Ball exact = dot(a, b);
    CHECK(exact.overlaps(ball_dot(a, b)));
  }
}

TEST_CASE("radii count") {
  const Vector<Ball> x = {Ball::between(-1, 1), Ball(2)}, y = {Ball(3), Ball::between(1, 2)};
  CHECK(ball_dot(x, y).contains(Ball::between(-1, 7)));
  CHECK(ball_dot_reversed(x, y).contains(Ball::between(4, 8)));
}

namespace {

/// Balls that are all doubles, or two doubles, or have radii, or some of each, of one or all sizes;
/// and a fraction in each, often at the upper end of positive balls, where every error counts.
struct Sample {
  Vector<Ball> balls;
  std::vector<Rational> points;
};
Sample sample(Stream& draw, std::size_t n, bool ordinary) {
  Sample out;
  const double long_share = draw.integer(0, 2) / 2.0, wide_share = draw.integer(0, 2) / 2.0;
  const bool corner = draw.chance(0.7);
  const int widest = draw.chance(0.5) ? 0 : 100;
  for (std::size_t k = 0; k < n; ++k) {
    const double high = corner ? std::fabs(draw.normal()) : draw.normal();
    const double low = draw.chance(long_share) ? std::ldexp(draw.normal(), -54) : 0,
                 radius = draw.chance(wide_share)
                              ? std::ldexp(1.0, -draw.integer(widest, widest + 10))
                              : 0;
    const int exponent = ordinary ? 0 : draw.integer(-600, 600);
    const Rational scale = pow(Rational(2), exponent);
    const auto ball = [&](double part) { return Ball(std::ldexp(part, exponent)); };
    const BallPrecision wide(2000);
    out.balls.push_back(Ball::around(ball(high) + ball(low), ball(radius)));
    const double step = corner ? radius : radius * draw.sign();
    out.points.push_back((Rational(high) + Rational(low) + Rational(step)) * scale);
  }
  return out;
}

}  // namespace

TEST_CASE("sums, sums of products and of squares enclose the exact ones at every precision") {
  Stream draw(2, "ball_dot", 0);
  for (int k = 0; k < 400; ++k) {
    const std::size_t n = draw.integer(0, 9);
    const Sample x = sample(draw, n, k % 4 != 0), y = sample(draw, n, k % 4 != 0);
    Rational forward(0), backward(0), squares(0), total(0);
    for (std::size_t i = 0; i < n; ++i) {
      forward += x.points[i] * y.points[i];
      backward += x.points[i] * y.points[n - 1 - i];
      squares += x.points[i] * x.points[i];
      total += x.points[i];
    }
    for (const int bits : {64, 106, 128, 512}) {
      const BallPrecision precision(bits);
      REQUIRE(encloses(ball_dot(x.balls, y.balls), forward));
      REQUIRE(encloses(ball_dot_reversed(x.balls, y.balls), backward));
      REQUIRE(encloses(ball_squared_norm(x.balls), squares));
      REQUIRE(encloses(ball_sum(x.balls), total));
      REQUIRE(certainly(less_equal(Ball(0), ball_squared_norm(x.balls))));
    }
  }
}

TEST_CASE("sums that round nothing are exact in two doubles") {
  const BallPrecision precision(512);
  const Vector<Ball> x = {Ball(1) + Ball(0x1p-60), Ball(3)}, y = {Ball(1.5), Ball(-0.5)};
  CHECK(ball_dot(x, y).is_exact());
  CHECK(certainly(equal(ball_dot(x, y), Ball(1.5) * Ball(0x1p-60))));
  CHECK(certainly(equal(ball_squared_norm(y), Ball(2.5))));
  CHECK(certainly(equal(ball_sum(x), Ball(4) + Ball(0x1p-60))));
}
