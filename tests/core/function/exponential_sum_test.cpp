#include "core/function/exponential_sum.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("the first zero of an exponential sum is found from below") {
  // 1 - 2 (1 - e^{-t}): zero at log 2.
  CHECK(*ExponentialSum{1, {-2}, {1}}.first_zero(10) == Approx(std::log(2.0)).epsilon(1e-14));
  // Never comes down: 1 - 0.9 (1 - e^{-t}).
  CHECK_FALSE(ExponentialSum{1, {-0.9}, {1}}.first_zero(1e300));
  // Beyond the limit.
  CHECK_FALSE(ExponentialSum{1, {-2}, {1}}.first_zero(0.5));
  // Linear parts.
  CHECK(*ExponentialSum{3, {-2}, {0}}.first_zero(10) == Approx(1.5));
  CHECK_FALSE(ExponentialSum{3, {2}, {0}}.first_zero(10));
  // Two zeros, at t = log 2 and t = log 4: e^{-t} = x, (x - 1/2)(x - 1/4), the first is reported.
  // x^2 - 3/4 x + 1/8 = 3/8 + 3/4 psi(1, t) - 2 psi(2, t).
  CHECK(*ExponentialSum{0.375, {0.75, -2}, {1, 2}}.first_zero(10) ==
        Approx(std::log(2.0)).epsilon(1e-13));
  // A dip to 1e-3 above zero between them is no zero.
  CHECK_FALSE(ExponentialSum{0.375 + 1.0 / 64 + 1e-3, {0.75, -2}, {1, 2}}.first_zero(1e3));
}

TEST_CASE("a start at zero counts as positive when it rises, by slope or by curvature") {
  // psi(1, t) - 2 psi(2, t) = x^2 - x at x = e^{-t}: falls at once.
  CHECK(*ExponentialSum{0, {1, -2}, {1, 2}}.first_zero(5) == 0);
  // x - x^2, from 0 up and back only at infinity.
  CHECK_FALSE(ExponentialSum{0, {-1, 2}, {1, 2}}.first_zero(5));
  // (1 - x)^2 (3/4 - (1 - x)): flat start, rises, zero at x = 1/4. Expanded in psi.
  // u = 1 - x: 3/4 u^2 - u^3, derivative in t is (3/2 u - 3 u^2) x = with u = 1 - x:
  // (3/2 - 3/2 x - 3 + 6 x - 3 x^2) x = -3/2 x + 9/2 x^2 - 3 x^3.
  CHECK(*ExponentialSum{0, {-1.5, 4.5, -3}, {1, 2, 3}}.first_zero(10) ==
        Approx(std::log(4.0)).epsilon(1e-9));
}

TEST_CASE("no zero is missed: random sums against a fine grid") {
  Stream draw(9, "exponential sum", 0);
  int found = 0;
  for (int trial = 0; trial < 300; ++trial) {
    ExponentialSum f{draw.uniform(0, 1), {}, {}};
    for (int k = 0; k < 4; ++k) {
      f.weights.push_back(draw.normal());
      f.rates.push_back(std::exp(draw.uniform(-3, 3)));
    }
    const std::optional<double> zero = f.first_zero(8);
    for (int g = 0; g <= 4000; ++g) {
      const double t = 8.0 * g / 4000;
      if (zero && t >= *zero) break;
      REQUIRE(f(t) > 0);
    }
    if (zero) {
      ++found;
      CHECK(std::fabs(f(*zero)) < 1e-12);
    }
  }
  CHECK(found > 30);
  CHECK(found < 270);
}
