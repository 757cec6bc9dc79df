#include "core/network/activation.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include "tests/catch.hpp"

namespace claimcheck {
namespace {

using Family = ActivationFamily;

constexpr Family all_families[] = {Family::identity,   Family::linear,         Family::relu,
                                   Family::leaky_relu, Family::smoothed_leaky, Family::arctan_leaky,
                                   Family::sqrt_leaky, Family::huberized_relu};
constexpr Family smooth_families[] = {Family::identity, Family::linear, Family::smoothed_leaky,
                                      Family::arctan_leaky, Family::sqrt_leaky};

template <class R>
Activation<R> make(Family family, double gamma = 0.25, double scale = 0.5) {
  return {.family = family, .gamma = R(gamma), .scale = R(scale)};
}

// Away from kinks (0 and h = 0.5) by far more than the step of a difference quotient.
const std::vector<double> points = {-1e3, -37.5, -2.0, -0.3, -1e-6, 1e-6, 0.3, 0.7, 2.0, 37.5, 1e3};

double relative_gap(const Extended& a, const Extended& b) {
  return std::fabs(mid((a - b) / max(max(abs(a), abs(b)), Extended(1e-12))));
}

TEST_CASE("the derivative is the limit of difference quotients") {
  const ExtendedDigits digits(60);
  const Extended h(1e-15);
  for (const Family family : all_families) {
    const auto phi = make<Extended>(family);
    for (const double z : points) {
      const Extended x(z);
      CHECK(relative_gap((phi(x + h) - phi(x - h)) / (2 * h), phi.derivative(x)) < 1e-20);
    }
  }
}

TEST_CASE("the second derivative is the limit of difference quotients of the first") {
  const ExtendedDigits digits(60);
  const Extended h(1e-15);
  for (const Family family : all_families) {
    if (family == Family::relu || family == Family::leaky_relu) continue;
    const auto phi = make<Extended>(family);
    for (const double z : points) {
      const Extended x(z);
      const Extended quotient = (phi.derivative(x + h) - phi.derivative(x - h)) / (2 * h);
      CHECK(mid(abs(quotient - phi.second_derivative(x))) < 1e-20);
    }
  }
}

// The same slopes through other functions: tanh for the logistic one, an angle for the others.
TEST_CASE("derivatives agree with a second derivation") {
  const double g = 0.25, s = 0.5;
  for (const double z : points) {
    CHECK(make<double>(Family::smoothed_leaky).derivative(z) ==
          Approx(g + (1 - g) * (1 + std::tanh(z / (2 * s))) / 2).epsilon(1e-15));
    CHECK(make<double>(Family::arctan_leaky).derivative(z) ==
          Approx(g + (1 - g) * (0.5 + std::atan2(z, s) / 3.14159265358979324)).epsilon(1e-14));
    CHECK(make<double>(Family::sqrt_leaky).derivative(z) ==
          Approx(g + (1 - g) * (1 + std::sin(std::atan2(z, s))) / 2).epsilon(1e-14));
    CHECK(make<double>(Family::huberized_relu).derivative(z) == (z < 0 ? 0 : z > s ? 1 : z / s));
    CHECK(make<double>(Family::leaky_relu).derivative(z) == (z < 0 ? g : 1));
    CHECK(make<double>(Family::relu).derivative(z) == (z < 0 ? 0 : 1));
  }
}

TEST_CASE("every activation vanishes at 0, and its slopes stay in [gamma, 1]") {
  for (const Family family : all_families) {
    const auto phi = make<Ball>(family);
    CHECK(phi(Ball(0)).contains(0));
    CHECK(phi(Ball(0)).radius() < 1e-15);
    const Ball top = family == Family::linear ? phi.gamma : Ball(1);
    for (const double z : points) {
      const Ball slope = phi.derivative(Ball(z));
      CHECK(slope.upper() >= phi.least_slope().lower());
      CHECK(slope.lower() <= top.upper());
    }
  }
}

TEST_CASE("the least slope is approached at minus infinity, the largest at plus infinity") {
  for (const Family family : all_families) {
    const auto phi = make<double>(family);
    CHECK(phi.derivative(-1e12) == Approx(phi.least_slope()).epsilon(1e-9));
    if (family != Family::linear) CHECK(phi.derivative(1e12) == Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("H is attained at 0 and nowhere exceeded") {
  for (const Family family : smooth_families) {
    const auto phi = make<Ball>(family, 0.25, 0.375);
    const Ball bound = phi.smoothness();
    CHECK(bound.overlaps(phi.second_derivative(Ball(0))));
    CHECK((bound - phi.second_derivative(Ball(0))).upper() < 1e-15);
    for (double z = -3; z <= 3; z += 0.125) {
      CHECK(certainly(less_equal(abs(phi.second_derivative(Ball(z))), bound + Ball(1e-15))));
    }
  }
  const auto huber = make<double>(Family::huberized_relu, 0.25, 0.5);
  CHECK(huber.smoothness() == 2);
  CHECK(huber.second_derivative(0.25) == 2);
  CHECK(huber.second_derivative(0) == 2);
  CHECK(huber.second_derivative(0.5) == 2);
  CHECK(huber.second_derivative(0.75) == 0);
  CHECK(huber.second_derivative(-0.25) == 0);
  CHECK(std::isnan(make<double>(Family::relu).smoothness()));
  CHECK_FALSE(make<Ball>(Family::leaky_relu).smoothness().is_finite());
}

TEST_CASE("the value at the kink follows the convention, and straddling balls enclose both") {
  for (const Family family : {Family::relu, Family::leaky_relu}) {
    auto phi = make<double>(family);
    const double low = family == Family::relu ? 0 : 0.25;
    CHECK(phi.derivative(0) == 1);
    CHECK(phi.derivative(-0.0) == 1);
    CHECK(phi.derivative(-0x1p-1074) == low);
    phi.kink = Kink::left;
    CHECK(phi.derivative(0) == low);
    CHECK(phi.derivative(0x1p-1074) == 1);
    const Ball both = make<Ball>(family).derivative(Ball::between(-1, 1));
    CHECK(both.contains(low));
    CHECK(both.contains(1));
    CHECK(certainly(equal(make<Ball>(family).derivative(Ball(0)), Ball(1))));
  }
}

TEST_CASE("known values of the piecewise activations") {
  const auto huber = make<double>(Family::huberized_relu);
  CHECK(huber(-1) == 0);
  CHECK(huber(0.25) == 0.0625);
  CHECK(huber(0.5) == 0.25);
  CHECK(huber(0.75) == 0.5);
  CHECK(make<double>(Family::relu)(-3) == 0);
  CHECK(make<double>(Family::relu)(3) == 3);
  CHECK(make<double>(Family::leaky_relu)(-4) == -1);
  CHECK(make<double>(Family::leaky_relu)(4) == 4);
  CHECK(make<double>(Family::linear)(-4) == -1);
  CHECK(make<double>(Family::identity)(-4) == -4);
}

TEST_CASE("a ball that straddles a seam of an activation encloses both sides") {
  const auto huber = make<Ball>(Family::huberized_relu);
  const Ball around_h = huber(Ball::between(0.25, 0.75));
  CHECK(around_h.contains(0.0625));
  CHECK(around_h.contains(0.5));
}

// gamma z + (1 - gamma) [log(1 + e^z) - log 2] at 2000 bits, against the working formulas.
TEST_CASE("the smoothed leaky ReLU keeps its digits near 0 and far out") {
  std::vector<double> z = {1e-300, 1e-10, 1e-3, 0.999, 1.001, 30, 40, 700, 710, 750, 1e15, 1e300};
  for (const double x : std::vector<double>(z)) z.push_back(-x);
  const auto phi = make<double>(Family::smoothed_leaky, 0.25, 1);
  const auto ball = make<Ball>(Family::smoothed_leaky, 0.25, 1);
  const Ball first_at_64 = ball(Ball(1e-10));
  CHECK(first_at_64.relative_bits() > 55);
  for (const double x : z) {
    const BallPrecision precision(2200);
    const Ball value = ball.gamma * Ball(x) + Ball(0.75) * (softplus(Ball(x)) - log(Ball(2)));
    CHECK(std::fabs(phi(x) - value.mid()) <= 1e-15 * std::fabs(value.mid()));
    const Ball p = 1 / (1 + exp(Ball(-x))), tail = 1 / (1 + exp(Ball(x)));
    const double slope = (ball.gamma + Ball(0.75) * p).mid();
    CHECK(std::fabs(phi.derivative(x) - slope) <= 1e-15 * slope);
    const double bend = (Ball(0.75) * p * tail).mid();
    CHECK(std::fabs(phi.second_derivative(x) - bend) <= 1e-15 * bend + 0x1p-1022);
  }
}

TEST_CASE("double, Extended and Ball are the same function") {
  const ExtendedDigits digits(40);
  for (const Family family : all_families) {
    for (const double z : {-2.0, -0.1, 0.0, 0.2, 0.5, 3.0}) {
      const double value = make<double>(family)(z);
      CHECK(make<Extended>(family)(Extended(z)).mid() == Approx(value).margin(1e-16));
      CHECK(make<Ball>(family)(Ball(z)).mid() == Approx(value).margin(1e-16));
    }
  }
}

}  // namespace
}  // namespace claimcheck
