#include "core/number/extended.hpp"

#include <cmath>

#include "core/number/ball.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

namespace claimcheck {
namespace {

/// |x - exact| <= 1e-48 |exact|, decided on the decimal digits in 400-bit balls.
bool close(const Extended& x, const Ball& exact) {
  const BallPrecision precision(400);
  ArbResult read;
  arb_set_str(read, x.text().c_str(), 400);
  return certainly(less_equal(abs(read.take() - exact), Ball(1e-48) * abs(exact)));
}

template <class F>
void agree(F f, double x) {
  const BallPrecision precision(400);
  CHECK(close(f(Extended(x)), f(Ball(x))));
}

TEST_CASE("extended functions carry the digits asked for") {
  const ExtendedDigits digits(50);
  for (const double x : {1e-30, 0.3, 0.9375, 0.1}) {
    agree([](const auto& z) { return sqrt(z); }, x);
    agree([](const auto& z) { return exp(z); }, x);
    agree([](const auto& z) { return expm1(z); }, x);
    agree([](const auto& z) { return log(z); }, x);
    agree([](const auto& z) { return log1p(z); }, x);
    agree([](const auto& z) { return atan(z); }, x);
    agree([](const auto& z) { return acos(z); }, x);
    agree([](const auto& z) { return tanh(z); }, x);
    agree([](const auto& z) { return sin(z); }, x);
    agree([](const auto& z) { return cos(z); }, x);
    agree([](const auto& z) { return erf(z); }, x);
    agree([](const auto& z) { return erfc(z); }, x);
    agree([](const auto& z) { return pow(z, 7); }, x);
    agree([](const auto& z) { return pow(z, z / 3); }, x);
    agree([](const auto& z) { return (z + 1) / (z - 3) * z - abs(-z); }, x);
  }
}

TEST_CASE("extended: the digits asked for end with their scope") {
  const ExtendedDigits outer(30);
  {
    const ExtendedDigits inner(80);
    CHECK((Extended(1) / 3).text().size() > 80);
  }
  CHECK((Extended(1) / 3).text().size() < 40);
  CHECK_THROWS_AS(ExtendedDigits(1), std::invalid_argument);
}

TEST_CASE("extended comparisons with what is not a number are unknown") {
  const Extended nan = sqrt(Extended(-1));
  CHECK(unknown(less(nan, Extended(1))));
  CHECK(unknown(less_equal(nan, nan)));
  CHECK(unknown(equal(Extended(1), nan)));
  CHECK(certainly(less(Extended(1), Extended(2))));
  CHECK(certainly_not(less(Extended(2), Extended(2))));
  CHECK(certainly(less_equal(Extended(2), Extended(2))));
  CHECK(std::isnan(nan.mid()));
}

TEST_CASE("extended values copy, move and accumulate") {
  const ExtendedDigits digits(50);
  Extended a(3);
  Extended b = a;
  b += 1;
  CHECK(a.mid() == 3);
  CHECK(b.mid() == 4);
  const Extended c = std::move(b);
  CHECK(c.mid() == 4);
  CHECK(Extended(1).add_product(a, c).mid() == 13);
  CHECK_THROWS_AS(Extended(~std::uint64_t{0}), std::out_of_range);
}

}  // namespace
}  // namespace claimcheck
