// Balls whose midpoint is an unevaluated sum of two doubles, about 106 bits: the arithmetic below
// Ball, for numbers of ordinary size.
//
// Every operation splits its rounding errors off exactly (T. J. Dekker, Numer. Math. 18, 1971;
// Y. Hida, X. S. Li, D. H. Bailey, ARITH-15, 2001) and bounds what does not fit into two doubles,
// so that an operation that rounds nothing says so. The arguments must be in_range; then no product
// below overflows, and none underflows so far that its error would be lost. A result need not be.
#pragma once

#include <cmath>
#include <optional>

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

inline constexpr double least = 0x1p-450, most = 0x1p450, least_radius = 0x1p-500;

inline bool zero_or_within(double x, double low) {
  const double size = std::fabs(x);
  return size == 0 || (size >= low && size <= most);
}
inline bool in_range(const DoubleDouble& x) {
  return zero_or_within(x.high, least) && zero_or_within(x.low, least) &&
         zero_or_within(x.radius, least_radius);
}

/// At least |high + low|.
inline double size(const DoubleDouble& x) { return std::fabs(x.high) + std::fabs(x.low); }

/// high + low + more, normalised; what does not fit is added to the error.
inline RoundedDoubleDouble normalised(double high, double low, double more, double error) {
  const rounding::Split tail = two_sum(low, more);
  const rounding::Split sum = two_sum(high, tail.value);
  return {{sum.value, sum.error, 0}, error + std::fabs(tail.error)};
}

/// With the radius that the arguments cause; zero stays zero.
inline RoundedDoubleDouble widened(RoundedDoubleDouble x, double radius) {
  x.ball.radius = (radius + x.error) * rounding::up;
  return x;
}

inline RoundedDoubleDouble sum(const DoubleDouble& a, const DoubleDouble& b) {
  const rounding::Split high = two_sum(a.high, b.high), low = two_sum(a.low, b.low);
  const rounding::Split middle = two_sum(high.error, low.value);
  const rounding::Split top = two_sum(high.value, middle.value);
  const rounding::Split rest = two_sum(middle.error, low.error);
  return widened(normalised(top.value, top.error, rest.value, std::fabs(rest.error)),
                 a.radius + b.radius);
}

/// The product of the midpoints. Of the six parts of the exact product, the two largest and the
/// sum of the next two are kept exactly; the others are summed with at most four roundings.
inline RoundedDoubleDouble product_of_midpoints(const DoubleDouble& a, const DoubleDouble& b) {
  const double top = a.high * b.high, top_error = std::fma(a.high, b.high, -top);
  if (a.low == 0 && b.low == 0) return {{top, top_error, 0}, 0};
  const double left = a.high * b.low, left_error = std::fma(a.high, b.low, -left);
  const double right = a.low * b.high, right_error = std::fma(a.low, b.high, -right);
  const double last = a.low * b.low, last_error = std::fma(a.low, b.low, -last);
  const rounding::Split cross = two_sum(left, right), low = two_sum(top_error, cross.value);
  const double rest = ((cross.error + low.error) + (left_error + right_error)) + last;
  const double sizes = std::fabs(cross.error) + std::fabs(low.error) + std::fabs(left_error) +
                       std::fabs(right_error) + std::fabs(last);
  const double error = sizes == 0 ? 0 : sizes * 0x1p-50 + std::fabs(last_error) + rounding::tiny;
  const rounding::Split head = two_sum(top, low.value);
  return normalised(head.value, head.error, rest, error);
}

/// |ab - m| <= |m_a| r_b + |m_b| r_a + r_a r_b + the rounding
inline RoundedDoubleDouble product(const DoubleDouble& a, const DoubleDouble& b) {
  const double radius =
      a.radius == 0 && b.radius == 0
          ? 0
          : (size(a) * b.radius + size(b) * a.radius + a.radius * b.radius) * rounding::up;
  return widened(product_of_midpoints(a, b), radius);
}

/// At least |a - bc| for the midpoints.
inline double residual(const DoubleDouble& a, const DoubleDouble& b, const DoubleDouble& c) {
  const RoundedDoubleDouble p = product_of_midpoints(b, c);
  const RoundedDoubleDouble gap = sum({a.high, a.low, 0}, {-p.ball.high, -p.ball.low, 0});
  return (size(gap.ball) + gap.error + p.error) * rounding::up;
}

/// The approximation x + correction whose error is at most (residual + spread) / slope.
inline RoundedDoubleDouble verified(const DoubleDouble& x, double gap, double spread,
                                    double slope) {
  const double error = gap == 0 ? 0 : (gap / slope) * rounding::up + rounding::tiny;
  const double caused = spread == 0 ? 0 : (spread / slope) * rounding::up + rounding::tiny;
  return widened({x, error}, caused);
}

/// |a/b - q| <= (|m_a - q m_b| + r_a + |q| r_b) / (|m_b| - r_b); nothing when b may be 0 or the
/// approximate quotient is out of range.
inline std::optional<RoundedDoubleDouble> quotient(const DoubleDouble& a, const DoubleDouble& b) {
  const double slope = (std::fabs(b.high) * (1 - 0x1p-52) - b.radius) * (1 - 0x1p-50);
  if (!(slope > 0)) return std::nullopt;
  const double first = a.high / b.high;
  if (!zero_or_within(first, least)) return std::nullopt;
  const RoundedDoubleDouble p = product_of_midpoints({first, 0, 0}, b);
  const double left = sum({a.high, a.low, 0}, {-p.ball.high, -p.ball.low, 0}).ball.high;
  const rounding::Split q = two_sum(first, left / b.high);
  const DoubleDouble out{q.value, q.error, 0};
  if (!in_range(out)) return std::nullopt;
  return verified(out, residual(a, out, b), a.radius + size(out) * b.radius, slope);
}

/// |sqrt(x) - s| = |x - s^2| / (sqrt(x) + s) <= (|m - s^2| + r) / s; nothing unless x > 0.
inline std::optional<RoundedDoubleDouble> square_root(const DoubleDouble& x) {
  if (!(x.high * (1 - 0x1p-50) > x.radius)) return std::nullopt;
  const double first = std::sqrt(x.high);
  const RoundedDoubleDouble p = product_of_midpoints({first, 0, 0}, {first, 0, 0});
  const double left = sum({x.high, x.low, 0}, {-p.ball.high, -p.ball.low, 0}).ball.high;
  const rounding::Split s = two_sum(first, left / (2 * first));
  const DoubleDouble out{s.value, s.error, 0};
  if (!in_range(out)) return std::nullopt;
  return verified(out, residual(x, out, out), x.radius, out.high * (1 - 0x1p-50));
}

/// [0, sup |x|], with midpoint and radius the same, so that the lower end is exactly 0.
inline DoubleDouble folded_at_zero(const DoubleDouble& x) {
  const double half = (size(x) + x.radius) * rounding::up / 2;
  return {half, 0, half};
}

inline RoundedDoubleDouble absolute_value(const DoubleDouble& x) {
  if (std::fabs(x.high) * (1 - 0x1p-50) < x.radius) return {folded_at_zero(x), 0};
  return {x.high < 0 ? -x : x, 0};
}
/// Never reaches below 0.
inline RoundedDoubleDouble square(const DoubleDouble& x) {
  RoundedDoubleDouble out = product(x, x);
  if (out.ball.high * (1 - 0x1p-50) < out.ball.radius) out.ball = folded_at_zero(out.ball);
  return out;
}
/// [m - s, m + s] for the largest s = |r|.
inline RoundedDoubleDouble widening(const DoubleDouble& x, const DoubleDouble& r) {
  DoubleDouble out = x;
  out.radius = (x.radius + size(r) + r.radius) * rounding::up;
  return {out, 0};
}

/// The order of the midpoint of `difference` and a double: exact, because `high` is the nearest.
inline bool exceeds(const DoubleDouble& difference, double x) {
  return difference.high > x || (difference.high == x && difference.low > 0);
}
inline bool reaches(const DoubleDouble& difference, double x) {
  return difference.high > x || (difference.high == x && difference.low >= 0);
}

/// The greatest double that is at most high + low - radius.
inline double lower(const DoubleDouble& x) {
  const rounding::Split low = two_sum(x.low, -x.radius), top = two_sum(x.high, low.value);
  const rounding::Split rest = two_sum(top.error, low.error), out = two_sum(top.value, rest.value);
  const bool above = out.error < 0 || (out.error == 0 && rest.error < 0);
  return above ? rounding::next_down(out.value) : out.value;
}
inline double upper(const DoubleDouble& x) { return -lower(-x); }

}  // namespace double_double
}  // namespace claimcheck
