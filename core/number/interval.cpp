#include "core/number/interval.hpp"

#include <stdexcept>

#include "core/number/ball.hpp"

namespace claimcheck {

using rounding::infinity;

Interval Interval::between(double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("empty interval");
  const double mid = low / 2 + high / 2;
  const double radius = std::max(rounding::add_up(high, -mid), rounding::add_up(mid, -low));
  return std::isfinite(mid) ? Interval(mid, radius) : everything();
}

Interval Interval::hull(const Interval& a, const Interval& b) {
  return between(std::min(a.lower(), b.lower()), std::max(a.upper(), b.upper()));
}

Interval Interval::around(const Interval& mid, const Interval& radius) {
  const double size = std::max(-radius.lower(), radius.upper());
  return {mid.mid_, rounding::add_up(mid.radius_, size)};
}

std::string Interval::text(int digits) const {
  const BallPrecision precision(64);
  return is_exact() ? Ball(mid_).text(digits) : Ball::between(lower(), upper()).text(digits);
}

namespace detail {

double underflow_of_product(Interval a, Interval b) {
  const auto zero = [](const Interval& x) { return x.is_exact() && x.mid() == 0; };
  return zero(a) || zero(b) ? 0 : rounding::tiny;
}

Interval abs_around_zero(Interval x) {
  return Interval::between(0, std::max(-x.lower(), x.upper()));
}
Interval overlapping_min(Interval a, Interval b) {
  return Interval::between(std::min(a.lower(), b.lower()), std::min(a.upper(), b.upper()));
}
Interval overlapping_max(Interval a, Interval b) {
  return Interval::between(std::max(a.lower(), b.lower()), std::max(a.upper(), b.upper()));
}
Interval nonnegative_part(Interval x) { return Interval::between(0, x.upper()); }

Interval sqrt_at_zero(Interval x) {
  const double high = x.upper();
  if (!(high >= 0) || high == infinity) return Interval::everything();
  if (high == 0) return Interval(0);
  return Interval::between(0, sqrt(Interval(high)).upper());
}

}  // namespace detail

}  // namespace claimcheck
