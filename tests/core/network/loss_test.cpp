#include "core/network/loss.hpp"

#include <cmath>

#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEST_CASE("the sigmoid loss is minus the derivative of the loss") {
  const ExtendedDigits digits(60);
  const Extended h(1e-15);
  for (const LossFamily family : {LossFamily::logistic, LossFamily::exponential}) {
    for (const double q : {-50.0, -1.0, -1e-9, 0.0, 0.5, 7.0, 50.0}) {
      const Extended x(q);
      const Extended quotient =
          (loss(family, Extended(x - h)) - loss(family, Extended(x + h))) / (2 * h);
      const Extended weight = sigmoid_loss(family, x);
      CHECK(std::fabs(mid((quotient - weight) / weight)) < 1e-20);
    }
  }
}

TEST_CASE("losses at the far ends neither overflow to NaN nor lose their tail") {
  for (const double q : {-1e300, -800.0, -700.0, -40.0, 0.0, 40.0, 700.0, 740.0}) {
    const BallPrecision precision(256);
    const Ball exact = logistic_loss(Ball(q)), weight = logistic_sigmoid(Ball(q));
    CHECK(std::fabs(logistic_loss(q) - exact.mid()) <= 4e-16 * exact.mid() + 0x1p-1074);
    // e^q overflows where the weight is subnormal, which then becomes 0.
    CHECK(std::fabs(logistic_sigmoid(q) - weight.mid()) <= 4e-16 * weight.mid() + 0x1p-1022);
  }
  CHECK(loss(LossFamily::exponential, 1e300) == 0);
  CHECK(std::isinf(loss(LossFamily::exponential, -1e300)));
}

TEST_CASE("known values of the losses") {
  CHECK(logistic_loss(Ball(0)).overlaps(log(Ball(2))));
  CHECK(logistic_sigmoid(0.0) == 0.5);
  CHECK(loss(LossFamily::exponential, 0.0) == 1);
  CHECK(squared_loss(Rational(3), Rational(1) / 2).text() == "25/8");
}

}  // namespace
}  // namespace claimcheck
