#include "core/function/piecewise_linear.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

bool same(const Rational& a, const Rational& b) { return certainly(equal(a, b)); }
const Rational half = Rational(1) / 2;

/// |x| - c
PiecewiseLinear<Rational> shifted_modulus(const Rational& c) {
  return {-c, Rational(-1), {0}, {Rational(2)}};
}

}  // namespace

TEST_CASE("the shifted modulus by hand") {
  const auto f = shifted_modulus(half);
  CHECK(same(f(Rational(-3)), Rational(5) / 2));
  CHECK(same(f.absolute_integral(-1, 1), half));
  CHECK(same(f.positive_part(0, 1), Rational(1) / 8));
  CHECK(same((-f).positive_part(0, 1), Rational(1) / 8));
  CHECK(same(f.length_above(Rational(0), -1, 1), Rational(1)));
  CHECK(same(f.length_above(Rational(1) / 4, -1, 1), half));
  CHECK(same(f.least_on(Rational(-2), Rational(3)), -half));
  CHECK(same(f.least_on(Rational(1), Rational(3)), half));
  CHECK(certainly(f.first_root().exists));
  CHECK(same(f.first_root().at, half));
  CHECK(certainly_not((-shifted_modulus(Rational(-1))).first_root().exists));
}

TEST_CASE("constant pieces") {
  const PiecewiseLinear<Rational> flat(half, Rational(0), {}, {});
  CHECK(same(flat.positive_part(-1, 3), Rational(2)));
  CHECK(same(flat.length_above(half, -1, 3), Rational(4)));
  CHECK(same(flat.length_above(half + 1, -1, 3), Rational(0)));
  CHECK(same(flat.absolute_integral(2, 2), Rational(0)));
}

TEST_CASE("kinks on both sides leave the slope at 0 alone") {
  const PiecewiseLinear<Rational> f(Rational(0), Rational(1), {3, -2}, {Rational(5), Rational(7)});
  CHECK(same(f(Rational(2)), Rational(2)));
  CHECK(same(f(Rational(4)), Rational(9)));
  CHECK(same(f(Rational(-1)), Rational(-1)));
  CHECK(same(f(Rational(-3)), Rational(4)));
}

TEST_CASE("integrals and lengths agree with sums over a fine grid") {
  for (std::uint64_t draw = 0; draw < 20; ++draw) {
    Stream random(1, "piecewise linear", draw);
    const Vector<double> at = random.normals(3), jumps = random.normals(3);
    const PiecewiseLinear<double> f(random.normal(), random.normal(), at, jumps);
    const int grid = 40000;
    double modulus = 0, above = 0, least = f(-2.0);
    for (int i = 0; i < grid; ++i) {
      const double x = -2 + 4 * (i + 0.5) / grid;
      modulus += std::fabs(f(x)) * 4 / grid;
      above += f(x) >= 0.25 ? 4.0 / grid : 0;
      least = std::min(least, f(x));
    }
    CHECK(f.absolute_integral(-2, 2) == Approx(modulus).epsilon(1e-4));
    CHECK(f.length_above(0.25, -2, 2) == Approx(above).margin(1e-3));
    CHECK(f.least_on(-2, 2) == Approx(least).margin(1e-3));
  }
}

TEST_CASE("the first root is a root and the first") {
  for (std::uint64_t draw = 0; draw < 50; ++draw) {
    Stream random(2, "roots", draw);
    const PiecewiseLinear<double> f(-std::fabs(random.normal()) - 0.01, random.normal(),
                                    random.normals(3), random.normals(3));
    const auto root = f.first_root();
    if (!certainly(root.exists)) continue;
    CHECK(root.at > 0);
    CHECK(f(root.at) == Approx(0).margin(1e-12));
    CHECK((-f).least_on(0, root.at) > -1e-12);
  }
}
