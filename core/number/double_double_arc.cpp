// atan and acos of balls in two doubles.
#include <array>
#include <cmath>

#include "core/number/double_double_functions.hpp"
#include "core/number/double_word.hpp"

namespace claimcheck::double_double {
namespace {

using namespace double_word;  // NOLINT: its operations are the language of this file

constexpr int steps = 64;

struct ArcTable {
  std::array<GridValue, steps + 1> atan;  // of i/64
  GridValue half_pi;
  DoubleWord third, fifth, seventh;
};

ArcTable tabulated() {
  const BallPrecision precision(table_bits);
  ArcTable out;
  out.atan[0] = {};
  for (int i = 1; i <= steps; ++i) out.atan[i] = on_grid(claimcheck::atan(Ball(i) / steps));
  out.half_pi = on_grid(2 * claimcheck::atan(Ball(1)));
  out.third = nearest(Ball(1) / 3);
  out.fifth = nearest(Ball(1) / 5);
  out.seventh = nearest(Ball(1) / 7);
  return out;
}

const ArcTable& table() {
  static const ArcTable values = tabulated();
  return values;
}

/// Within 12 u^2 |a/b|: with q = a.high/b.high, a - q b is at most 3 u |a|, of which 2 u |a| and
/// all are rounded; b.high for b changes its quotient by 3.1 u^2, and that is rounded by 3.1 u^2.
DoubleWord quotient(DoubleWord a, DoubleWord b) {
  const double q = a.high / b.high;
  const double rest = std::fma(-q, b.high, a.high) + std::fma(-q, b.low, a.low);
  return ordered_sum(q, rest / b.high);
}

/// atan t = t - t (s (1/3 - s/5 + ...)) with s = t^2, for |t| < 0.0079, within 3.3 u^2 of itself:
/// all but the last sum is a factor of 2e-5 smaller, and 1/9 - s/11 + ..., in double, loses
/// 4 u t^8/9 < 0.1 u^2. What is cut off is below t^16/17 < 0.01 u^2.
DoubleWord near_zero_atan(const ArcTable& table, DoubleWord t) {
  const DoubleWord s = product(t, t);
  const double x = s.high, p = 1.0 / 9 - x * (1.0 / 11 - x * (1.0 / 13 - x * (1.0 / 15)));
  DoubleWord c = ordered_sum(table.seventh.high, -x * p);
  c.low += table.seventh.low;
  c = sum_in_order(table.fifth, -product(s, c));
  c = sum_in_order(table.third, -product(s, c));
  return sum_in_order(t, -product(t, product(s, c)));
}

/// The angle of the point (x, y) for x > 0 and 0 <= y <= x, as a leading part on the grid and the
/// rest, which is below 0.008; the error is in u^2.
struct Angle {
  double head;
  DoubleWord rest;
  double error;
};

/// atan(y/x) = atan(c) + atan(t), t = (y - c x)/(x + c y), c = i/64 next to y/x.
///
/// Errors in u^2 for c > 0: y - c x, whose leading parts are subtracted exactly, is exact for x = 1
/// and otherwise loses 2 c x for the low part of c x, y + 2 c x for that of the difference and as
/// much and |y - c x| for their sum: at most (8.5 c + 0.03) x, as |y - c x| <= x/128. Relative to
/// |t| < 0.0079 are 5.3 for the denominator, 12 for the division, 3.3 for the series and 3.1 for
/// its sum with the table's rest. For c = 0: the division, if any, and the series.
Angle angle(DoubleWord y, DoubleWord x) {
  const ArcTable& t = table();
  const double c = std::rint(y.high / x.high * steps) / steps;
  const bool is_one = x.high == 1 && x.low == 0;
  if (c == 0) {
    const DoubleWord rest = near_zero_atan(t, is_one ? y : quotient(y, x));
    return {0, rest, (is_one ? 3.3 : 15.5) * size(rest)};
  }
  const DoubleWord cx = exact_product(c, x.high);
  const DoubleWord top = exact_sum(y.high, -cx.high);
  const double low = top.low + (y.low - std::fma(c, x.low, cx.low));
  const DoubleWord over = exact_sum(top.high, low), under = sum_in_order(x, product(y, c));
  const DoubleWord ratio = quotient(over, under);
  const GridValue& known = t.atan[static_cast<int>(c * steps)];
  return {known.high, sum(near_zero_atan(t, ratio), known.rest),
          (is_one ? 0 : 8.5 * c + 0.03) + 25 * size(ratio)};
}

/// head + rest; the last sum adds 1.1 (|sum| + |rest|).
RoundedDoubleDouble total(double head, DoubleWord rest, double error) {
  if (head == 0) return {{rest.high, rest.low, 0}, unit * unit * error};
  const DoubleWord out = sum_in_order(head, rest);
  return {{out.high, out.low, 0}, unit * unit * (error + 1.1 * (size(out) + size(rest)))};
}

/// sign * angle + quarters * pi/2; the rests are below 2^-41 but for the angle's.
RoundedDoubleDouble turned(int sign, const Angle& a, int quarters) {
  const GridValue& half_pi = table().half_pi;
  const DoubleWord rest = sign < 0 ? -a.rest : a.rest;
  if (quarters == 0) return total(sign * a.head, rest, a.error);
  const DoubleWord whole_rest = sum(rest, product(half_pi.rest, quarters));
  return total(sign * a.head + quarters * half_pi.high, whole_rest,
               a.error + 3.2 * size(whole_rest) + 0.001);
}

RoundedDoubleDouble negated(RoundedDoubleDouble x) { return {-x.ball, x.error}; }

RoundedDoubleDouble atan_of_positive(DoubleWord x) {
  const DoubleWord one{1, 0};
  return x.high <= 1 && !(x.high == 1 && x.low > 0) ? turned(1, angle(x, one), 0)
                                                    : turned(-1, angle(one, x), 1);
}

/// sqrt(x) within 4.3 u^2 of itself: with s = sqrt(x.high), rounded, s + (x - s^2)/(2 s) is within
/// (3 u)^2/8 of the root, and its two roundings of terms of 3 u and 3 u/2 add 3.1 u^2.
DoubleWord root(DoubleWord x) {
  const double s = std::sqrt(x.high);
  return ordered_sum(s, (std::fma(-s, s, x.high) + x.low) / (2 * s));
}

}  // namespace

/// |atan x - atan m| <= r / (1 + a^2), a the least |x|.
Enclosed atan(const DoubleDouble& x) {
  if (!std::isfinite(x.high)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{};
  const DoubleWord m = midpoint(x);
  const RoundedDoubleDouble y = x.high < 0 ? negated(atan_of_positive(-m)) : atan_of_positive(m);
  const double a = distance_to_zero(x);
  return enclosed(midpoint(y.ball), y.error, x.radius / (1 + a * a));
}

/// The angle of (x, sqrt((1 - x)(1 + x))). The root is within 12 u^2 of itself: 2.1 for each
/// factor, exact where it cancels, and 7.1 for the product, halved, and 4.3; that turns the angle
/// by at most 12 u^2 times half of |sin| of twice it. |acos x - acos m| <= r / sqrt((1 - b)(1 +
/// b)), b < 1 the largest |x|.
Enclosed acos(const DoubleDouble& x) {
  const double largest = std::fabs(x.high) * (1 + 0x1p-52) + x.radius, room = 1 - largest;
  if (x.high == 1 && x.low == 0 && x.radius == 0) return RoundedDoubleDouble{};
  if (!(room >= 0x1p-40)) return std::nullopt;
  const DoubleWord m = midpoint(x);
  const DoubleWord y = root(product(sum({1, 0}, -m), sum({1, 0}, m)));
  const DoubleWord side = m.high < 0 ? -m : m;
  RoundedDoubleDouble out;
  if (y.high <= side.high) {
    out = m.high < 0 ? turned(-1, angle(y, side), 2) : turned(1, angle(y, side), 0);
  } else {
    out = turned(m.high < 0 ? 1 : -1, angle(side, y), 1);
  }
  out.error += 12 * unit * unit * size(side) * y.high;
  const double slope = (1 + 0x1p-10) / std::sqrt(room * (1 + largest));
  return enclosed(midpoint(out.ball), out.error, x.radius * slope);
}

}  // namespace claimcheck::double_double
