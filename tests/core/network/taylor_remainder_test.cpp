#include "core/network/taylor_remainder.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

namespace claimcheck {
namespace {

using Family = ActivationFamily;

constexpr Family all_families[] = {Family::identity,   Family::linear,         Family::relu,
                                   Family::leaky_relu, Family::smoothed_leaky, Family::arctan_leaky,
                                   Family::sqrt_leaky, Family::huberized_relu};
constexpr Family smooth_leaky[] = {Family::smoothed_leaky, Family::arctan_leaky,
                                   Family::sqrt_leaky};

const std::vector<double> points = {-30, -2, -0.3, -1e-6, 0, 1e-6, 0.3, 0.5, 2, 30};
// In units of the width 1/2: short ones, its own length, long ones.
const std::vector<double> steps = {-7, -0.5, -0.2, -1e-9, 1e-9, 0.2, 0.5, 7};

template <class R>
Activation<R> make(Family family, double gamma) {
  return {.family = family, .gamma = R(gamma), .scale = R(0.5)};
}

Extended by_definition(Family family, double gamma, double from, double step) {
  const auto phi = make<Extended>(family, gamma);
  const Extended z(from), h(step);
  return phi(z + h) - phi(z) - phi.derivative(z) * h;
}

template <class R>
R remainder(Family family, double gamma, double from, double step) {
  const R z(from), h(step);
  return taylor_remainder(make<R>(family, gamma), z, R(z + h), h);
}

TEST_CASE("the remainder is what first order leaves") {
  const ExtendedDigits digits(60);
  for (const Family family : all_families) {
    for (const double from : points) {
      for (const double step : steps) {
        const Extended expected = by_definition(family, 0.25, from, step);
        const Extended error = remainder<Extended>(family, 0.25, from, step) - expected;
        CHECK(mid(abs(error)) <= 1e-50);
      }
    }
  }
}

TEST_CASE("enclosures contain the remainder") {
  const ExtendedDigits digits(60);
  const BallPrecision bits(106);
  for (const Family family : all_families) {
    for (const double from : points) {
      for (const double step : steps) {
        // What the exact value is away from the double next to it is less than this.
        const double exact = mid(by_definition(family, 0.25, from, step));
        const double ulp = std::fabs(exact) * 0x1p-52 + 1e-50;
        const Interval wide = remainder<Interval>(family, 0.25, from, step);
        CHECK(wide.lower() <= exact + ulp);
        CHECK(wide.upper() >= exact - ulp);
        const Ball ball = remainder<Ball>(family, 0.25, from, step);
        CHECK(ball.lower() <= exact + ulp);
        CHECK(ball.upper() >= exact - ulp);
      }
    }
  }
}

TEST_CASE("short steps from 0 keep their digits") {
  for (const Family family : {Family::arctan_leaky, Family::sqrt_leaky}) {
    const Interval tiny = remainder<Interval>(family, 0.25, 0, 0x1p-40);
    CHECK(tiny.radius() <= 1e-14 * tiny.mid());
  }
}

TEST_CASE("no remainder is left of linear functions") {
  for (const double from : points) {
    CHECK(remainder<Interval>(Family::linear, 0.3, from, 0.1).is_exact());
    CHECK(remainder<Interval>(Family::identity, 0.3, from, 0.1).mid() == 0);
    for (const Family family : smooth_leaky) {
      const Interval none = remainder<Interval>(family, 1, from, 0.1);
      CHECK((none.is_exact() && none.mid() == 0));
    }
  }
}

}  // namespace
}  // namespace claimcheck
