// The arithmetic below Ball beyond sums and products. The rules of core/number/two_doubles.hpp
// hold: arguments in range, rounding errors split off or bounded, nothing lost to underflow.
#pragma once

#include <cmath>
#include <optional>

#include "core/number/two_doubles.hpp"

namespace claimcheck::double_double {

/// Whether midpoint and radius are 0 or of ordinary size each for itself, which no number of tiny
/// parts is even where its size is in range. Elementary functions rely on it.
inline bool has_ordinary_parts(const DoubleDouble& x) {
  const auto ordinary = [](double part) { return part == 0 || std::fabs(part) >= 0x1p-540; };
  return in_range(x) && ordinary(x.high) && ordinary(x.low) && ordinary(x.radius);
}

/// Whether |m_b| > r_b, and a lower bound of the difference.
inline double distance_from_zero(const DoubleDouble& b) {
  return (std::fabs(b.high) * (1 - 0x1p-51) - b.radius) * (1 - 0x1p-51);
}

/// Whether neither factor is 0 or so small that some of the product underflows.
inline bool splits_exactly(double a, double b) {
  return std::fabs(a) >= least && std::fabs(b) >= least;
}

/// With the double q = a.high/b.high, a - q b = (a.high - q b.high) + (a.low - q b.low), of which
/// the first part is a double: call the rounded sum d. For the double p = d/b.high what is left of
/// a, divided by b, is the error of q + p: d - p b.high is a double, p b.low is bounded, and so are
/// two roundings. Radii widen by (r_a + |q + p| r_b) / (|m_b| - r_b). Nothing when b may be 0.
inline std::optional<RoundedDoubleDouble> quotient(const DoubleDouble& a, const DoubleDouble& b) {
  const double slope = distance_from_zero(b);
  if (!(slope > 0)) return std::nullopt;
  const double first = a.high / b.high;
  const double head = std::fma(-first, b.high, a.high), tail = std::fma(-first, b.low, a.low);
  const rounding::Split rest = two_sum(head, tail);
  const double second = rest.value / b.high;
  const rounding::Split out = fast_two_sum(first, second);
  const double rounded = b.low == 0 ? 0 : 0x1p-53 * std::fabs(tail) + std::fabs(second * b.low);
  const double left =
      std::fabs(std::fma(-second, b.high, rest.value)) + std::fabs(rest.error) + rounded;
  // A sum of 0 proves nothing where something may have underflowed; `tiny` covers what has.
  const bool reliable = b.low == 0 ? multiplies_exactly(second) : splits_exactly(first, b.low);
  const bool exact = left == 0 && (reliable || a.high == 0);
  const auto divided = [](double x, double y) {
    return (x + rounding::tiny) / y * rounding::up + rounding::tiny;
  };
  const bool spreads = a.radius != 0 || (b.radius != 0 && a.high != 0);
  const double spread = a.radius + (std::fabs(out.value) + std::fabs(out.error)) * b.radius;
  return widened({{out.value, out.error, 0}, exact ? 0 : divided(left, std::fabs(b.high))},
                 spreads ? divided(spread, slope) : 0);
}

/// [0, sup |x|], with midpoint and radius the same, so that the lower end is exactly 0.
inline DoubleDouble folded_at_zero(const DoubleDouble& x) {
  const double half = (size(x) + x.radius) * rounding::up / 2;
  return {half, 0, half};
}
inline bool may_reach_zero(const DoubleDouble& x) {
  return std::fabs(x.high) * (1 - 0x1p-50) < x.radius;
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

/// [0, sqrt(sup x)]
inline std::optional<RoundedDoubleDouble> square_root_from_zero(const DoubleDouble& x) {
  if (exceeds(-x, x.radius)) return std::nullopt;
  const double half = std::sqrt(upper(x)) * rounding::up / 2;
  return RoundedDoubleDouble{{half, 0, half}, 0};
}

/// With s = sqrt(x.high) as a double, d = x - s^2 = (x.high - s^2) + x.low, of which the first part
/// is a double, is at most 3 u s^2, so that s + d/(2s) is within d^2/(8 s^3) <= 9/8 u^2 s of the
/// root and its two roundings add 3/2 u^2 s each. A radius r widens by r / (sqrt(m) (2 - r/m)),
/// because |sqrt(x) - sqrt(m)| = |x - m| / (sqrt(x) + sqrt(m)) and sqrt(x/m) >= 1 - r/m. Where x
/// may be 0, all of [0, sqrt(sup x)] is enclosed. Nothing for what is certainly negative.
inline std::optional<RoundedDoubleDouble> square_root(const DoubleDouble& x) {
  if (may_reach_zero(x)) return square_root_from_zero(x);
  if (!(x.high > 0)) return x.high == 0 ? std::optional(RoundedDoubleDouble{}) : std::nullopt;
  const double first = std::sqrt(x.high);
  const double rest = std::fma(-first, first, x.high) + x.low;
  const rounding::Split out = fast_two_sum(first, rest / (2 * first));
  const double slope = first * (2 - x.radius / x.high) * (1 - 0x1p-49);
  return widened({{out.value, out.error, 0}, rest == 0 ? 0 : 0x1p-103 * first}, x.radius / slope);
}

inline RoundedDoubleDouble absolute_value(const DoubleDouble& x) {
  if (may_reach_zero(x)) return {folded_at_zero(x), 0};
  return {x.high < 0 ? -x : x, 0};
}
/// Never reaches below 0.
inline RoundedDoubleDouble square(const DoubleDouble& x) {
  RoundedDoubleDouble out = product(x, x);
  if (may_reach_zero(out.ball)) out.ball = folded_at_zero(out.ball);
  return out;
}
/// [m - s, m + s] for the largest s = |r|.
inline RoundedDoubleDouble widening(const DoubleDouble& x, const DoubleDouble& r) {
  DoubleDouble out = x;
  out.radius = (x.radius + size(r) + r.radius) * rounding::up;
  return {out, 0};
}

/// An end of a ball, itself with the radius of its rounding.
inline DoubleDouble end(const DoubleDouble& x, double radius) {
  return sum({x.high, x.low, 0}, {radius, 0, 0}).ball;
}
inline bool midpoint_less(const DoubleDouble& a, const DoubleDouble& b) {
  return a.high < b.high || (a.high == b.high && a.low < b.low);
}

/// All between two ends that are themselves known up to their radii. A lower end that is exactly 0
/// stays the lower end.
inline RoundedDoubleDouble between(const DoubleDouble& low, const DoubleDouble& high) {
  if (low.high == 0 && low.radius == 0) return {folded_at_zero(high), 0};
  RoundedDoubleDouble out = sum({low.high, low.low, 0}, {high.high, high.low, 0});
  const DoubleDouble width = sum(high, -low).ball;
  out.error += width.radius;
  out.ball.high /= 2;  // a subnormal low part loses a bit, unless both ends are the same
  out.ball.low /= 2;
  return widened(out, width.high == 0 ? 0 : size(width) / 2 + rounding::tiny);
}

/// Either lower end bounds the larger number from below, so that choosing the wrong one of two that
/// are nearly the same does no harm; of the upper ends, the other one may be the larger.
inline RoundedDoubleDouble maximum(const DoubleDouble& a, const DoubleDouble& b) {
  const DoubleDouble low_a = end(a, -a.radius), low_b = end(b, -b.radius);
  const DoubleDouble high_a = end(a, a.radius), high_b = end(b, b.radius);
  DoubleDouble high = midpoint_less(high_a, high_b) ? high_b : high_a;
  high.radius = (high_a.radius + high_b.radius) * rounding::up;
  return between(midpoint_less(low_a, low_b) ? low_b : low_a, high);
}
inline RoundedDoubleDouble minimum(const DoubleDouble& a, const DoubleDouble& b) {
  RoundedDoubleDouble out = maximum(-a, -b);
  out.ball = -out.ball;
  return out;
}
inline RoundedDoubleDouble hull(const DoubleDouble& a, const DoubleDouble& b) {
  const DoubleDouble low_a = end(a, -a.radius), low_b = end(b, -b.radius);
  const DoubleDouble high_a = end(a, a.radius), high_b = end(b, b.radius);
  DoubleDouble low = midpoint_less(low_b, low_a) ? low_b : low_a;
  DoubleDouble high = midpoint_less(high_a, high_b) ? high_b : high_a;
  low.radius = (low_a.radius + low_b.radius) * rounding::up;
  high.radius = (high_a.radius + high_b.radius) * rounding::up;
  return between(low, high);
}

/// x^n for n >= 1 by squaring; an even power does not reach below 0. Nothing when a result on the
/// way is out of range.
inline std::optional<RoundedDoubleDouble> integer_power(const DoubleDouble& x, int exponent) {
  RoundedDoubleDouble out, square_of_last{x, 0};
  bool started = false, rounds = false;
  for (int left = exponent;; left /= 2) {
    if (left % 2 == 1) {
      out = started ? product(out.ball, square_of_last.ball) : square_of_last;
      rounds |= out.error > 0;
      started = true;
    }
    if (left <= 1) break;
    square_of_last = square(square_of_last.ball);
    rounds |= square_of_last.error > 0;
    if (!in_range(square_of_last.ball) || !in_range(out.ball)) return std::nullopt;
  }
  if (exponent % 2 == 0 && may_reach_zero(out.ball)) out.ball = folded_at_zero(out.ball);
  out.error = rounds ? out.ball.radius : 0;
  return out;
}

}  // namespace claimcheck::double_double
