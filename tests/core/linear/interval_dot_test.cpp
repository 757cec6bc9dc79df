#include <cmath>

#include "core/linear/matrix.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// Is the exact inner product of these members of x and y inside?
bool encloses_member(const Interval& result, const Vector<double>& x, const Vector<double>& y) {
  const Rational exact = dot(lift<Rational>(x), lift<Rational>(y));
  return !certainly(less(Rational(result.radius()), abs(exact - Rational(result.mid()))));
}

TEST_CASE("inner products of intervals enclose those of every member") {
  Stream random(1, "interval_dot_test", 0);
  for (std::size_t n = 0; n <= 21; ++n) {
    for (int round = 0; round < 12; ++round) {
      Vector<double> x, y;
      Vector<Interval> wide_x, wide_y;
      for (std::size_t k = 0; k < n; ++k) {
        // Large terms that cancel, zeros, and numbers whose products underflow.
        const double scale = std::ldexp(1.0, round < 9 ? random.integer(-60, 60) : -530);
        const double a = random.chance(0.2) ? 0 : scale * random.normal(), b = random.normal();
        const double radius = round % 3 == 0 ? 0 : std::fabs(a) * std::ldexp(1.0, -4 * round);
        wide_x.push_back(Interval::around(a, radius));
        wide_y.push_back(Interval(round >= 9 ? b * 0x1p-530 : b));
        x.push_back(radius == 0 ? a : wide_x.back().lower() > a ? a : a + radius * 0.999);
        y.push_back(wide_y.back().mid());
      }
      CHECK(encloses_member(dot(wide_x, wide_y), x, y));
      CHECK(encloses_member(squared_norm(wide_y), y, y));
    }
  }
}

TEST_CASE("inner products of intervals are exact where nothing is rounded") {
  for (std::size_t n = 0; n <= 13; ++n) {
    Vector<double> x, y;
    for (std::size_t k = 0; k < n; ++k) {
      x.push_back(static_cast<double>(k) / 16);
      y.push_back(k % 3 == 0 ? 0 : static_cast<double>(k) - 5);
    }
    const Interval result = dot(lift<Interval>(x), lift<Interval>(y));
    CHECK(result.is_exact());
    CHECK(result.mid() == dot(x, y));
  }
}

TEST_CASE("terms that cancel cost no accuracy, and exactly 0 is seen") {
  Stream random(3, "interval_dot_test", 0);
  for (std::size_t n = 2; n <= 10; n += 2) {
    Vector<double> x = random.normals(n), y(n);
    for (std::size_t k = 0; k < n; k += 2) {
      y[k] = -x[k + 1];
      y[k + 1] = x[k];
    }
    const Interval zero = dot(lift<Interval>(x), lift<Interval>(y));
    CHECK(zero.is_exact());
    CHECK(zero.mid() == 0);
    x[0] = std::nextafter(x[0], 9.0);
    const Interval left = dot(lift<Interval>(x), lift<Interval>(y));
    CHECK(encloses_member(left, x, y));
    CHECK(left.radius() <= 1e-12 * std::fabs(left.mid()));
  }
}

TEST_CASE("inner products of intervals are tight, and undefined terms undo them") {
  Stream random(2, "interval_dot_test", 0);
  const Vector<double> x = random.normals(1000), y = random.normals(1000);
  CHECK(dot(lift<Interval>(x), lift<Interval>(y)).radius() < 2e-12);
  for (const std::size_t at : {std::size_t{0}, std::size_t{998}}) {
    Vector<Interval> broken = lift<Interval>(x);
    broken[at] = Interval::everything();
    CHECK_FALSE(dot(broken, lift<Interval>(y)).is_finite());
    CHECK_FALSE(squared_norm(broken).is_finite());
    broken[at] = Interval(0x1p1000);
    CHECK_FALSE(dot(broken, broken).is_finite());
  }
}

TEST_CASE("a squared norm never reaches below 0") {
  const Vector<Interval> x(5, Interval::between(-1, 1));
  CHECK(certainly(less_equal(Interval(0), squared_norm(x))));
  CHECK(squared_norm(x).upper() >= 5);
  const Vector<Interval> tiny(5, Interval(1e-200));
  CHECK(certainly(less_equal(Interval(0), squared_norm(tiny))));
  CHECK_FALSE(squared_norm(tiny).is_exact());
}

}  // namespace
}  // namespace claimcheck
