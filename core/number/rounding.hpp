// Error-free transformations and outward steps: rigorous bounds without touching the rounding mode.
//
// All of it assumes IEEE 754 double, rounding to nearest, and a compiler that neither reorders nor
// contracts (-ffp-contract=off, no -ffast-math). u = 2^-53 is the unit roundoff.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#ifdef __FAST_MATH__
#error "rigorous arithmetic needs IEEE semantics: compile without -ffast-math"
#endif

namespace claimcheck::rounding {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
/// 1 + 16u: covers a dozen roundings of a sum of non-negative terms.
inline constexpr double up = 1 + 0x1p-49;
/// Covers the absolute errors (2^-1075 each) of a few operations that underflow; a normal number,
/// because arithmetic on subnormal ones is slow.
inline constexpr double tiny = 0x1p-1020;
/// Below this a sum of error terms may have lost something to underflow.
inline constexpr double doubtful = 0x1p-1000;
/// The error of a product at least this large is a double (2^-960 u^2 > 2^-1074).
inline constexpr double safe_product = 0x1p-960;

/// value + error = a + b exactly (D. E. Knuth, TAOCP 2, 4.2.2); the error is NaN after overflow.
struct Split {
  double value, error;
};
inline Split two_sum(double a, double b) {
  const double value = a + b;
  const double tail = value - a;
  return {value, (a - (value - tail)) + (b - tail)};
}

/// The least double above x and the greatest below; NaN and the far infinity stay.
inline double next_up(double x) {
  if (!(x < infinity)) return x;
  if (x == 0) return std::numeric_limits<double>::denorm_min();
  const auto bits = std::bit_cast<std::int64_t>(x);
  return std::bit_cast<double>(bits + (x > 0 ? 1 : -1));
}
inline double next_down(double x) { return -next_up(-x); }

/// The least double that is at least a + b, and the greatest that is at most a + b.
inline double add_up(double a, double b) {
  const Split s = two_sum(a, b);
  return s.error <= 0 ? s.value : next_up(s.value);
}
inline double add_down(double a, double b) { return -add_up(-a, -b); }

}  // namespace claimcheck::rounding
