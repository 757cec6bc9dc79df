// What a formula may use of its number type R, and how exact inputs enter it.
//
// A formula is written once over R and evaluated in
//   double    fast, for search; may be wrong by rounding
//   Interval  rigorous, two doubles; for most verdicts
//   Ball      rigorous, at any precision; for the other verdicts
//   Rational  exact, where the formula is a rational function of its inputs
//   Extended  plain floating point with many digits
// It uses + - * /, the functions below, R(int), and never < or ==: a comparison is a Relation.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

#include "core/number/ball.hpp"
#include "core/number/extended.hpp"
#include "core/number/interval.hpp"
#include "core/number/rational.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

// The vocabulary of the other types for double. A comparison with NaN is unknown.
inline Truth less(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? Truth::unknown : truth(a < b);
}
inline Truth less_equal(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? Truth::unknown : truth(a <= b);
}
inline Truth equal(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? Truth::unknown : truth(a == b);
}
inline double abs(double x) { return std::fabs(x); }
inline double min(double a, double b) { return b < a || std::isnan(b) ? b : a; }
inline double max(double a, double b) { return a < b || std::isnan(b) ? b : a; }
inline double square(double x) { return x * x; }
inline double pow(double x, int exponent) { return std::pow(x, exponent); }
inline double pow(double x, double y) { return std::pow(x, y); }
using std::acos;
using std::atan;
using std::cos;
using std::erf;
using std::erfc;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::sin;
using std::sqrt;
using std::tanh;

template <class R>
concept Scalar = requires(R a, const R b) {
  R(1);
  R(0.5);
  a += b;
  a -= b;
  a *= b;
  a /= b;
  { less(b, b) } -> std::same_as<Truth>;
  { less_equal(b, b) } -> std::same_as<Truth>;
  { equal(b, b) } -> std::same_as<Truth>;
  abs(b);
  max(b, b);
};

/// Sets that contain the exact value, and may be in doubt.
template <class R>
concept Enclosure = std::same_as<R, Ball> || std::same_as<R, Interval>;

/// true for numbers whose comparisons are mathematically certain.
template <class R>
inline constexpr bool is_rigorous = Enclosure<R> || std::same_as<R, Rational>;

inline double mid(double x) { return x; }
template <class R>
requires requires(const R& x) { x.mid(); }
double mid(const R& x) { return x.mid(); }

/// mid(a / b), for what is searched by and shown; rationals do not form the quotient.
template <Scalar R>
double mid_of_quotient(const R& a, const R& b) {
  return mid(a / b);
}

inline bool is_nan(double x) { return std::isnan(x); }

/// The exact input `value` as a number of type R.
template <Scalar R>
R lift(double value) {
  return R(value);
}

/// 1 if certainly, 0 if certainly not, [0, 1] in doubt: the indicator of a comparison.
template <Scalar R>
R indicator(Truth t) {
  if constexpr (Enclosure<R>) {
    if (unknown(t)) return R::between(0, 1);
  }
  if (unknown(t)) return R(std::numeric_limits<double>::quiet_NaN());
  return R(certainly(t) ? 1 : 0);
}

/// `yes` or `no` by t; an enclosure of both in doubt.
template <Scalar R>
R select(Truth t, const R& yes, const R& no) {
  if constexpr (Enclosure<R>) {
    if (unknown(t)) return R::hull(yes, no);
  }
  if (unknown(t)) return R(std::numeric_limits<double>::quiet_NaN());
  return certainly(t) ? yes : no;
}

/// The number pi.
template <Scalar R>
R pi() {
  return 4 * atan(R(1));
}
template <>
inline double pi<double>() {
  return 3.14159265358979323846;
}
template <>
inline Interval pi<Interval>() {
  return Interval::around(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53);
}

/// log(1 + e^x), without overflow.
template <Scalar R>
R softplus(const R& x) {
  return max(x, R(0)) + log1p(exp(-abs(x)));
}

/// e^x / (1 + e^x). Enclosures have no number for an e^{-x} that overflows, which for double is
/// infinity and right.
template <Scalar R>
R logistic(const R& x) {
  if constexpr (Enclosure<R>) {
    if (certainly(less(x, R(0)))) {
      const R power = exp(x);
      return power / (R(1) + power);
    }
  }
  return R(1) / (R(1) + exp(-x));
}

}  // namespace claimcheck
