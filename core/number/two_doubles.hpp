// Balls whose midpoint is an unevaluated sum of two doubles, about 106 bits, for numbers of
// ordinary size: their form, sums and products. All else is in core/number/double_double.hpp.
//
// Rounding errors are split off exactly (T. J. Dekker, Numer. Math. 18, 1971) or bounded by a
// multiple of u^2, u = 2^-53, of the result (algorithms as in M. Joldes, J.-M. Muller, V. Popescu,
// ACM TOMS 44, 2017). An operation that rounds nothing says so. The arguments must be in_range; a
// result need not be, NaN included, and what is out of range encloses nothing.
//
// Why nothing is lost to underflow: the size |high| + radius of an argument is 0 or at least
// 2^-480. Either high has half of it: then products of two such are at least 2^-962, their errors
// are doubles, and the slack of u^2 times the result in each bound below covers what smaller parts
// lose (some 2^-1074 each). Or the radius has: then the resulting radius covers it. So a result of
// size 0 is exactly 0.
#pragma once

#include <cmath>

#include "core/number/rounding.hpp"

namespace claimcheck {

/// [high + low - radius, high + low + radius]; high is the double nearest to high + low.
struct DoubleDouble {
  double high = 0, low = 0, radius = 0;

  DoubleDouble operator-() const { return {-high, -low, radius}; }
};

/// The result of an operation, and what of its radius is due to the operation's own rounding.
struct RoundedDoubleDouble {
  DoubleDouble ball;
  double error = 0;
};

namespace double_double {

using rounding::two_sum;

inline constexpr double least = 0x1p-480, most = 0x1p480;

/// Whether the size |high| + radius is 0 or ordinary; false also for NaN and infinity.
inline bool in_range(const DoubleDouble& x) {
  const double size = std::fabs(x.high) + x.radius;
  return size <= most && (size >= least || size == 0);
}

/// Exactly the integer.
inline DoubleDouble integer(long value) {
  const rounding::Split sum =
      two_sum(static_cast<double>(value >> 32) * 0x1p32, static_cast<double>(value & 0xffffffff));
  return {sum.value, sum.error, 0};
}

/// At least |high + low|.
inline double size(const DoubleDouble& x) { return std::fabs(x.high) + std::fabs(x.low); }

/// value + error = a + b exactly, if |a| >= |b| or a is a multiple of the last place of b (Dekker).
inline rounding::Split fast_two_sum(double a, double b) {
  const double value = a + b;
  return {value, b - (value - a)};
}

/// With the radius that the arguments cause; zero stays zero.
inline RoundedDoubleDouble widened(RoundedDoubleDouble x, double radius) {
  x.ball.radius = (radius + x.error) * rounding::up;
  return x;
}

/// All roundings are split off: the error is theirs. The first fast sum is exact: its parts are of
/// comparable size only after cancellation, when high.error = 0 and high.value is a multiple of the
/// last place of low.value. So is the second: rest is then at most half of the last place of
/// low.value, of which top.value is a multiple (J.-M. Muller, L. Rideau, ACM TOMS 48, 2022).
inline RoundedDoubleDouble sum(const DoubleDouble& a, const DoubleDouble& b) {
  const rounding::Split high = two_sum(a.high, b.high), low = two_sum(a.low, b.low);
  const rounding::Split middle = two_sum(high.error, low.value);
  const rounding::Split top = fast_two_sum(high.value, middle.value);
  const rounding::Split rest = two_sum(low.error, top.error);
  const rounding::Split out = fast_two_sum(top.value, rest.value);
  return widened({{out.value, out.error, 0}, std::fabs(middle.error) + std::fabs(rest.error)},
                 a.radius + b.radius);
}

/// The product of the midpoints within 7 u^2 of itself: u^2 is dropped, u^2, 2 u^2 and 3 u^2 are
/// rounded off as the sum of the smaller parts grows to u, 2 u and 3 u; nothing is for doubles.
inline RoundedDoubleDouble rounded_product(const DoubleDouble& a, const DoubleDouble& b,
                                           double bound = 0x1p-103) {
  const double top = a.high * b.high, top_error = std::fma(a.high, b.high, -top);
  const double cross = std::fma(a.low, b.high, a.high * b.low);
  const rounding::Split out = fast_two_sum(top, top_error + cross);
  return {{out.value, out.error, 0}, bound * std::fabs(top)};
}

/// Neither its product with a number in range nor the error of that product underflows.
inline bool multiplies_exactly(double low) { return low == 0 || std::fabs(low) >= least; }

/// The same with all roundings split off, so that it knows when there are none. `last` is exact.
inline RoundedDoubleDouble split_product(const DoubleDouble& a, const DoubleDouble& b,
                                         double last) {
  const double top = a.high * b.high, top_error = std::fma(a.high, b.high, -top);
  const double left = a.high * b.low, left_error = std::fma(a.high, b.low, -left);
  const double right = a.low * b.high, right_error = std::fma(a.low, b.high, -right);
  const rounding::Split cross = two_sum(left, right), low = two_sum(top_error, cross.value);
  const rounding::Split errors = two_sum(left_error, right_error);
  const rounding::Split rests = two_sum(cross.error, low.error), more = two_sum(errors.value, last);
  const rounding::Split rest = two_sum(rests.value, more.value);
  const rounding::Split head = fast_two_sum(top, low.value), tail = two_sum(head.error, rest.value);
  const rounding::Split out = fast_two_sum(head.value, tail.value);
  return {{out.value, out.error, 0},
          (std::fabs(errors.error) + std::fabs(rests.error) + std::fabs(more.error) +
           std::fabs(rest.error) + std::fabs(tail.error)) *
              rounding::up};
}

/// |ab - m| <= |m_a| r_b + (|m_b| + r_b) r_a + the rounding, of which there is none for doubles;
/// |high| for |m|, because the slack of `up` covers the factor 1 + u.
inline RoundedDoubleDouble quick_product(const DoubleDouble& a, const DoubleDouble& b) {
  const bool doubles = a.low == 0 && b.low == 0 && a.radius == 0 && b.radius == 0;
  return widened(rounded_product(a, b, doubles ? 0 : 0x1p-103),
                 std::fma(std::fabs(a.high), b.radius, (std::fabs(b.high) + b.radius) * a.radius));
}
/// Whether the product might be exact and that one does not see it.
inline bool may_split(const DoubleDouble& a, const DoubleDouble& b) {
  return a.radius == 0 && b.radius == 0 && (a.low != 0 || b.low != 0);
}

/// The product of points, exact when it can be told at little cost.
[[gnu::noinline]] inline RoundedDoubleDouble product_of_points(const DoubleDouble& a,
                                                               const DoubleDouble& b) {
  const double last = a.low * b.low;
  const bool splits =
      std::fma(a.low, b.low, -last) == 0 && multiplies_exactly(a.low) && multiplies_exactly(b.low);
  return widened(splits ? split_product(a, b, last) : rounded_product(a, b), 0);
}
inline RoundedDoubleDouble product(const DoubleDouble& a, const DoubleDouble& b) {
  return may_split(a, b) ? product_of_points(a, b) : quick_product(a, b);
}

}  // namespace double_double
}  // namespace claimcheck
