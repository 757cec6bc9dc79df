// The order of balls.
#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// a < b (yes) or a > b (no) where double precision tells; the high parts stand for a and b up to u
/// of them, and their difference and the bound are each rounded a few times.
Truth clearly_less(const DoubleDouble& a, const DoubleDouble& b) {
  const double difference = b.high - a.high;
  const double bound =
      (a.radius + b.radius + 0x1p-51 * (std::fabs(a.high) + std::fabs(b.high))) * rounding::up;
  return difference > bound ? Truth::yes : -difference > bound ? Truth::no : Truth::unknown;
}

/// b - a as exactly as two doubles can, and a radius that covers both arguments; the rounding of
/// the difference is less than 3 u^2 of it and cannot hide its sign, and of the radius a hair's
/// breadth is all that can stay undecided.
struct Difference {
  DoubleDouble mid;
  double radius;
  bool exact;  // nothing was rounded, so that the answer is the best there is
  Difference(const DoubleDouble& x, const DoubleDouble& y) {
    const RoundedDoubleDouble d = double_double::sum({y.high, y.low, 0}, {-x.high, -x.low, 0});
    const rounding::Split radii = rounding::two_sum(x.radius, y.radius);
    mid = d.ball;
    exact = d.error == 0 && radii.error == 0;
    radius = exact ? radii.value : rounding::add_up(rounding::add_up(x.radius, y.radius), d.error);
  }
};

/// Two exact numbers of which two doubles do not hold both.
std::optional<Truth> by_rationals(const Ball& a, const Ball& b,
                                  Truth (*order)(const Rational&, const Rational&)) {
  const BallParts &x = BallForm::parts(a), &y = BallForm::parts(b);
  if (BallForm::dyadic(x) == nullptr && BallForm::dyadic(y) == nullptr) return std::nullopt;
  const ExactArgument first(x), second(y);
  if (!first || !second) return std::nullopt;
  return order(*first, *second);
}

/// An enclosure in two doubles; NaN where there is none.
const DoubleDouble& enclosure(const Ball& x) {
  const WideNumber* const dyadic = BallForm::dyadic(BallForm::parts(x));
  return dyadic != nullptr ? dyadic->rounded : BallForm::native(x);
}

}  // namespace

Truth less(const Ball& a, const Ball& b) {
  const DoubleDouble &left = enclosure(a), &right = enclosure(b);
  const Truth clear = clearly_less(left, right);
  if (!unknown(clear)) return clear;
  if (const std::optional<Truth> exact = by_rationals(a, b, less)) return *exact;
  if (double_double::in_range(left) && double_double::in_range(right)) {
    const Difference d(left, right);
    if (double_double::exceeds(d.mid, d.radius)) return Truth::yes;
    return double_double::reaches(-d.mid, d.radius) ? Truth::no : Truth::unknown;
  }
  const ArbArgument x(a), y(b);
  if (arb_lt(x, y)) return Truth::yes;
  return arb_ge(x, y) ? Truth::no : Truth::unknown;
}
Truth less_equal(const Ball& a, const Ball& b) { return !less(b, a); }
Truth equal(const Ball& a, const Ball& b) {
  const DoubleDouble &left = enclosure(a), &right = enclosure(b);
  if (!unknown(clearly_less(left, right))) return Truth::no;
  if (const std::optional<Truth> exact = by_rationals(a, b, equal)) return *exact;
  if (double_double::in_range(left) && double_double::in_range(right)) {
    const Difference d(left, right);
    if (double_double::exceeds(d.mid, d.radius) || double_double::exceeds(-d.mid, d.radius)) {
      return Truth::no;
    }
    return d.exact && d.radius == 0 ? Truth::yes : Truth::unknown;
  }
  const ArbArgument x(a), y(b);
  if (arb_eq(x, y)) return Truth::yes;
  return arb_ne(x, y) ? Truth::no : Truth::unknown;
}

}  // namespace claimcheck
