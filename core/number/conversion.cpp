#include "core/number/conversion.hpp"

#include <cmath>

namespace claimcheck {

Ball ball_of(const Interval& x) {
  if (!x.is_finite()) return Ball(HUGE_VAL);
  return x.is_exact() ? Ball(x.mid()) : Ball::around(Ball(x.mid()), Ball(x.radius()));
}

Interval interval_of(const Ball& x) { return Interval::between(x.lower(), x.upper()); }

}  // namespace claimcheck
