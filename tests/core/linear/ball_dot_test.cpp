#include "core/linear/ball_dot.hpp"

#include "core/linear/matrix.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

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
