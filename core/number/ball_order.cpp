// The order of balls.
#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// b - a as exactly as two doubles can, and a radius that covers both arguments.
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

template <class Decide>
Truth in_two_doubles(const Ball& a, const Ball& b, Decide decide) {
  const DoubleDouble *x = BallForm::two_doubles(a), *y = BallForm::two_doubles(b);
  return x == nullptr || y == nullptr ? Truth::unknown : decide(Difference(*x, *y));
}

}  // namespace

Truth less(const Ball& a, const Ball& b) {
  const Truth said = in_two_doubles(a, b, [](const Difference& d) {
    if (double_double::exceeds(d.mid, d.radius)) return Truth::yes;
    return double_double::reaches(-d.mid, d.radius) ? Truth::no : Truth::unknown;
  });
  if (!unknown(said)) return said;
  const ArbArgument x(a), y(b);
  if (arb_lt(x, y)) return Truth::yes;
  return arb_ge(x, y) ? Truth::no : Truth::unknown;
}
Truth less_equal(const Ball& a, const Ball& b) { return !less(b, a); }
Truth equal(const Ball& a, const Ball& b) {
  const Truth said = in_two_doubles(a, b, [](const Difference& d) {
    if (double_double::exceeds(d.mid, d.radius) || double_double::exceeds(-d.mid, d.radius)) {
      return Truth::no;
    }
    return d.exact && d.radius == 0 ? Truth::yes : Truth::unknown;
  });
  if (!unknown(said)) return said;
  const ArbArgument x(a), y(b);
  if (arb_eq(x, y)) return Truth::yes;
  return arb_ne(x, y) ? Truth::no : Truth::unknown;
}

}  // namespace claimcheck
