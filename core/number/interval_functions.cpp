// Elementary functions of intervals from one or two calls of the C library.
//
// Trusted: an error of at most `ulps` units in the last place a call, twice what the glibc manual
// lists for x86-64 (section "Errors in math functions") plus two; the tests compare every function
// with MPFR. Thin arguments use a bound of the derivative, wide ones monotonicity.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/number/interval.hpp"

namespace claimcheck {
namespace {

using rounding::infinity;

constexpr double ulps(int documented) { return (2 * documented + 2) * 0x1p-52; }

/// An argument this thin goes through the derivative.
constexpr double thin = 0.125;

/// Encloses all values within `spread` of the exact one that `value` approximates.
inline Interval enclose(double value, double relative, double spread = 0) {
  const double radius = std::fabs(value) * relative + spread;
  return Interval::around(value, radius * rounding::up + rounding::tiny);
}

/// The part of x in [low, high], in which the exact value is known to lie. Whether there is
/// anything to cut off is decided to nearest: that may leave a unit in the last place too much.
inline Interval within(Interval x, double low, double high) {
  if (x.mid() - x.radius() >= low && x.mid() + x.radius() <= high) return x;
  return Interval::between(std::max(low, x.lower()), std::min(high, x.upper()));
}

/// f of a wide argument, f monotone with values in [low, high].
template <class F>
Interval monotone(F f, double relative, const Interval& x, double low, double high) {
  if (!x.is_finite()) return Interval::everything();
  const Interval a = enclose(f(x.lower()), relative);
  if (x.is_exact()) return within(a, low, high);
  return within(Interval::hull(a, enclose(f(x.upper()), relative)), low, high);
}

}  // namespace

/// |e^x - e^m| <= e^m (e^r - 1) <= e^m (r + r^2) for r <= 1.
Interval exp(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) {
    return monotone([](double t) { return std::exp(t); }, ulps(1), x, 0, infinity);
  }
  if (m == 0 && r == 0) return Interval(1);
  const double y = std::exp(m);
  return within(enclose(y, ulps(1) + (r + r * r) * (1 + ulps(1))), 0, infinity);
}

/// e^m <= 1 + expm1(m) up to the errors of both.
Interval expm1(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) {
    return monotone([](double t) { return std::expm1(t); }, ulps(1), x, -1, infinity);
  }
  if (m == 0 && r == 0) return x;
  const double y = std::expm1(m);
  const double slope = std::max(1 + y, 0.0) + std::fabs(y) * (2 * ulps(1)) + 0x1p-50;
  return within(enclose(y, ulps(1), slope * (r + r * r)), -1, infinity);
}

/// |log x - log m| <= r / (m - r).
Interval log(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin * m)) {
    if (!(x.lower() > 0)) return Interval::everything();
    return monotone([](double t) { return std::log(t); }, ulps(1), x, -infinity, infinity);
  }
  if (m == 1 && r == 0) return Interval(0);
  return enclose(std::log(m), ulps(1), r / (m - r));
}

/// |log(1 + x) - log(1 + m)| <= r / (1 + m - r).
Interval log1p(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin * (1 + m)) || !(m > -1)) {
    if (!(x.lower() > -1)) return Interval::everything();
    return monotone([](double t) { return std::log1p(t); }, ulps(1), x, -infinity, infinity);
  }
  if (m == 0 && r == 0) return x;
  return enclose(std::log1p(m), ulps(1), r / ((1 + m) - r));
}

/// |atan x - atan m| <= r / (1 + a^2), a the least |x|.
Interval atan(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) {
    constexpr double half_pi = 0x1.921fb54442d19p0;  // above pi/2
    return monotone([](double t) { return std::atan(t); }, ulps(1), x, -half_pi, half_pi);
  }
  if (m == 0 && r == 0) return x;
  const double least = std::max(std::fabs(m) - r, 0.0);
  return enclose(std::atan(m), ulps(1), r / (1 + least * least));
}

/// |acos x - acos m| <= r / sqrt((1 - b)(1 + b)), b < 1 the largest |x|. Where 1 - b has lost
/// digits the ends are evaluated.
Interval acos(Interval x) {
  const double m = x.mid(), r = x.radius();
  const double largest = std::fabs(m) + r, room = 1 - largest;
  if (room >= 0x1p-30 && r <= thin * room) {
    const double slope = (1 + 0x1p-20) / std::sqrt(room * (1 + largest));
    return enclose(std::acos(m), ulps(1), r * slope);
  }
  if (!x.is_finite() || !(x.lower() <= 1) || !(x.upper() >= -1)) return Interval::everything();
  if (m == 1 && r == 0) return Interval(0);
  const auto f = [](double t) { return std::acos(std::clamp(t, -1.0, 1.0)); };
  constexpr double above_pi = 0x1.921fb54442d19p1;
  return monotone(f, ulps(1), within(x, -1, 1), 0, above_pi);
}

/// |tanh x - tanh m| <= r (1 - a^2), a the least |tanh x|, which is at least |tanh m| - r.
Interval tanh(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) {
    return monotone([](double t) { return std::tanh(t); }, ulps(2), x, -1, 1);
  }
  if (m == 0 && r == 0) return x;
  const double y = std::tanh(m);
  const double least = std::max(std::fabs(y) * (1 - ulps(2)) - r, 0.0);
  return enclose(y, ulps(2), r * ((1 - least) * (1 + least) + 0x1p-50));
}

/// |sin x - sin m| <= min(r, 2); the C library reduces arguments of any size exactly.
Interval sin(Interval x) {
  if (!x.is_finite() || (x.is_exact() && x.mid() == 0)) return x;
  return within(enclose(std::sin(x.mid()), ulps(1), std::min(x.radius(), 2.0)), -1, 1);
}
Interval cos(Interval x) {
  if (!x.is_finite()) return x;
  if (x.is_exact() && x.mid() == 0) return Interval(1);
  return within(enclose(std::cos(x.mid()), ulps(1), std::min(x.radius(), 2.0)), -1, 1);
}

namespace {
/// |erf x - erf m| <= 2/sqrt(pi) e^{-a^2} r, a the least |x|; erfc likewise.
double gauss_spread(double m, double r) {
  if (r == 0) return 0;
  const double least = std::max(std::fabs(m) - r, 0.0);
  // The relative error of e^{-t} is that of the library and t times that of a^2.
  const double square = least * least;
  return 1.1284 * r * (std::exp(-square) * (1 + ulps(1) + square * 0x1p-50) + rounding::tiny);
}
}  // namespace

Interval erf(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) return monotone([](double t) { return std::erf(t); }, ulps(1), x, -1, 1);
  if (m == 0 && r == 0) return x;
  return enclose(std::erf(m), ulps(1), gauss_spread(m, r));
}
Interval erfc(Interval x) {
  const double m = x.mid(), r = x.radius();
  if (!(r <= thin)) return monotone([](double t) { return std::erfc(t); }, ulps(5), x, 0, 2);
  if (m == 0 && r == 0) return Interval(1);
  return within(enclose(std::erfc(m), ulps(5), gauss_spread(m, r)), 0, 2);
}

namespace {
/// Squares last, so that an even power never reaches below 0.
Interval power(const Interval& x, long n) {
  if (n == 0) return Interval(1);
  return n % 2 == 0 ? square(power(x, n / 2)) : x * power(x, n - 1);
}
}  // namespace

Interval pow(Interval x, int exponent) {
  if (!x.is_finite()) return x;
  const Interval out = power(x, std::abs(static_cast<long>(exponent)));
  return exponent < 0 ? Interval(1) / out : out;
}

/// x^y = m^q e^t with |t| <= |y| r_x / (m - r_x) + |log m| r_y, and |e^t - 1| <= |t| + t^2.
Interval pow(Interval x, Interval y) {
  const double m = x.mid(), q = y.mid();
  if (!x.is_finite() || !y.is_finite() || !(x.lower() > 0)) return Interval::everything();
  const double slack = ((std::fabs(q) + y.radius()) * (x.radius() / (m - x.radius())) +
                        (std::fabs(std::log(m)) * (1 + ulps(1)) + rounding::tiny) * y.radius()) *
                           rounding::up +
                       rounding::tiny;
  if (!(slack <= 1)) return exp(y * log(x));
  if (x.is_exact() && m == 1) return Interval(1);
  return within(enclose(std::pow(m, q), ulps(1) + (slack + slack * slack) * (1 + ulps(1))), 0,
                infinity);
}

}  // namespace claimcheck
