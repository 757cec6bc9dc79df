#include "core/number/conversion.hpp"

#include <cmath>

#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEST_CASE("an interval and its ball contain each other's points") {
  for (const Interval& x : {Interval(0.1), Interval(1) / 3, Interval::between(-1, 1e-300),
                            Interval::around(1e300, 1e280), Interval(0x1p-1074)}) {
    const Ball ball = ball_of(x);
    {
      const BallPrecision exact(2200);
      CHECK(ball.contains(Ball(x.mid()) - Ball(x.radius())));
      CHECK(ball.contains(Ball(x.mid()) + Ball(x.radius())));
    }
    const Interval back = interval_of(ball);
    CHECK(back.lower() <= x.lower());
    CHECK(back.upper() >= x.upper());
    CHECK(back.radius() <= x.radius() * (1 + 1e-8) + 2e-16 * std::fabs(x.mid()) + 1e-323);
  }
}

TEST_CASE("exact numbers and everything convert to themselves") {
  CHECK(ball_of(Interval(0.1)).is_exact());
  CHECK(interval_of(Ball(0.1)).is_exact());
  CHECK_FALSE(ball_of(Interval::everything()).is_finite());
  CHECK_FALSE(interval_of(Ball(std::nan(""))).is_finite());
  CHECK_FALSE(interval_of(exp(Ball(1000))).is_finite());
  CHECK(by_balls([] { return sqrt(Ball(4)); }).is_exact());
}

}  // namespace
}  // namespace claimcheck
