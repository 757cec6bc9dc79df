// Double words: unevaluated sums of two doubles without a radius, for the inside of elementary
// functions, whose errors are bounded beforehand and not while they are computed.
//
// u = 2^-53 is the unit roundoff. Results are normalised, |low| <= u |high|. Each bound below adds
// up u times what is rounded (after M. Joldes, J.-M. Muller, V. Popescu, ACM TOMS 44, 2017, who
// have sharper ones) and leaves a few per cent for the terms in u^3. Nothing may overflow; what
// underflows is far below the bounds of the functions that call this.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/number/ball.hpp"

namespace claimcheck::double_word {

struct DoubleWord {
  double high = 0, low = 0;

  DoubleWord operator-() const { return {-high, -low}; }
};

inline constexpr double unit = 0x1p-53;

/// The midpoint of a ball.
inline DoubleWord midpoint(const DoubleDouble& x) { return {x.high, x.low}; }

/// a + b exactly (D. E. Knuth, TAOCP 2, 4.2.2).
inline DoubleWord exact_sum(double a, double b) {
  const rounding::Split s = rounding::two_sum(a, b);
  return {s.value, s.error};
}
/// a + b exactly where |a| >= |b| or a = 0 (T. J. Dekker, Numer. Math. 18, 1971).
inline DoubleWord ordered_sum(double a, double b) {
  const rounding::Split s = double_double::fast_two_sum(a, b);
  return {s.value, s.error};
}
/// ab exactly.
inline DoubleWord exact_product(double a, double b) {
  const double value = a * b;
  return {value, std::fma(a, b, -value)};
}

/// Within 3.1 u^2 (|x| + |y|): x.low + y.low is at most u (|x| + |y|), and with what x.high +
/// y.high rounds off it is at most 2 u (|x| + |y|).
inline DoubleWord sum(DoubleWord x, DoubleWord y) {
  const DoubleWord s = exact_sum(x.high, y.high);
  const double low = s.low + (x.low + y.low);
  return exact_sum(s.high, low);
}
/// The same for |x| >= |y| with a faster exact sum, provided that x + y does not nearly cancel.
inline DoubleWord sum_in_order(DoubleWord x, DoubleWord y) {
  const DoubleWord s = ordered_sum(x.high, y.high);
  return ordered_sum(s.high, s.low + (x.low + y.low));
}
/// a + y for |a| >= 2 |y|, within 1.1 u^2 (|a + y| + |y|).
inline DoubleWord sum_in_order(double a, DoubleWord y) {
  const DoubleWord s = ordered_sum(a, y.high);
  return ordered_sum(s.high, s.low + y.low);
}

/// Within 7.1 u^2 |xy|: low parts of u^2 are dropped, and sums of u, 2 u and 3 u are rounded.
inline DoubleWord product(DoubleWord x, DoubleWord y) {
  const DoubleWord p = exact_product(x.high, y.high);
  return ordered_sum(p.high, p.low + std::fma(x.low, y.high, x.high * y.low));
}
/// Within 2.1 u^2 |xy|.
inline DoubleWord product(DoubleWord x, double y) {
  const DoubleWord p = exact_product(x.high, y);
  return ordered_sum(p.high, std::fma(x.low, y, p.low));
}

/// n with 2^n <= x < 2^{n+1}, for a positive normal number.
inline int exponent(double x) {
  return static_cast<int>(std::bit_cast<std::int64_t>(x) >> 52) - 1023;
}
/// x 2^n for |n| < 1000.
inline DoubleWord scaled(DoubleWord x, int n) {
  const double power = std::bit_cast<double>(static_cast<std::int64_t>(n + 1023) << 52);
  return {x.high * power, x.low * power};
}

/// At least |x|.
inline double size(DoubleWord x) { return std::fabs(x.high) * (1 + 0x1p-52); }

/// Within 1.01 u^2 |x|, for the tables: x is a ball of 200 bits.
inline DoubleWord nearest(const Ball& x) {
  const double high = x.mid();
  return {high, (x - Ball(high)).mid()};
}
inline constexpr int table_bits = 200;

/// A tabulated value whose leading part is a multiple of 2^-42: sums of leading parts below 2^10
/// are exact, and the rest, below 2^-43, is known to 1.01 u^2 of itself.
struct GridValue {
  double high = 0;
  DoubleWord rest;
};
inline GridValue on_grid(const Ball& x) {
  const double high = std::ldexp(std::rint(std::ldexp(x.mid(), 42)), -42);
  return {high, nearest(x - Ball(high))};
}

/// At most the least |x| in the ball.
inline double distance_to_zero(const DoubleDouble& x) {
  return std::fmax(std::fabs(x.high) * (1 - 0x1p-50) - x.radius, 0);
}

/// The ball around x with its own error and what the radius of the argument causes.
inline RoundedDoubleDouble enclosed(DoubleWord x, double error, double spread) {
  return {{x.high, x.low, (error + spread) * rounding::up}, error};
}

}  // namespace claimcheck::double_word
