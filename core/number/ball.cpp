// How numbers enter a ball and leave it.
#include "core/number/ball.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

BallPrecision::BallPrecision(int bits, int exact_bits) : previous_(state_) {
  constexpr int most = 1 << 20;
  if (bits < 2 || bits > most || exact_bits > most) {
    throw std::invalid_argument("ball precision out of range");
  }
  state_ = {bits, std::max(bits, exact_bits), 0};
  if (bits > Ball::native_bits) {
    // Less rounding than Arb, whose radii have 30 bits, adds when it widens a radius.
    state_.price_of_rounding = 0x1p31;
  } else if (exact_bits > Ball::native_bits) {
    // More than the slack of a radius that comes from rounding alone: such a result rounds numbers
    // that were exact.
    state_.price_of_rounding = 1 + 0x1p-20;
  }
}

Ball Ball::between(double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("empty interval");
  const RoundedDoubleDouble native = double_double::between({low, 0, 0}, {high, 0, 0});
  if (double_double::in_range(native.ball)) return Ball(native.ball);
  ArbResult out;
  if (!std::isfinite(low) || !std::isfinite(high)) {
    arb_indeterminate(out);
    return out.take();
  }
  arf_t a, b;
  arf_init(a);
  arf_init(b);
  arf_set_d(a, low);
  arf_set_d(b, high);
  arb_set_interval_arf(out, a, b, BallPrecision::bits());
  arf_clear(a);
  arf_clear(b);
  return out.take();
}
double Ball::mid() const {
  if (parts_.wide == nullptr) return parts_.native.high;
  if (BallForm::dyadic(parts_) != nullptr) return parts_.wide->exact.mid();
  return arf_get_d(arb_midref(BallForm::arb(*this)), ARF_RND_NEAR);
}
Ball Ball::midpoint() const {
  const DoubleDouble native{parts_.native.high, parts_.native.low, 0};
  if (double_double::in_range(native)) return Ball(native);
  if (BallForm::dyadic(parts_) != nullptr) return *this;
  ArbResult out;
  arb_get_mid_arb(out, ArbArgument(*this));
  return out.take();
}
double Ball::lower() const {
  if (parts_.wide == nullptr) return double_double::lower(parts_.native);
  if (!is_finite()) return -infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_lbound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_FLOOR);
  arf_clear(bound);
  return out;
}
double Ball::upper() const {
  if (parts_.wide == nullptr) return double_double::upper(parts_.native);
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_ubound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
double Ball::radius() const {
  if (parts_.wide == nullptr) return parts_.native.radius;
  if (BallForm::dyadic(parts_) != nullptr) return 0;
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arf_set_mag(bound, arb_radref(BallForm::arb(*this)));
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
bool Ball::is_exact() const {
  if (parts_.wide == nullptr) return parts_.native.radius == 0;
  return BallForm::dyadic(parts_) != nullptr || arb_is_exact(BallForm::arb(*this)) != 0;
}
bool Ball::is_finite() const {
  return parts_.wide == nullptr || BallForm::dyadic(parts_) != nullptr ||
         arb_is_finite(BallForm::arb(*this)) != 0;
}
long Ball::relative_bits() const { return arb_rel_accuracy_bits(ArbArgument(*this)); }
bool Ball::contains(double value) const { return contains(Ball(value)); }
bool Ball::contains(const Ball& other) const {
  return arb_contains(ArbArgument(*this), ArbArgument(other)) != 0;
}
bool Ball::overlaps(const Ball& other) const {
  return !certainly(less(*this, other)) && !certainly(less(other, *this));
}

std::string Ball::text(int digits) const {
  char* raw = arb_get_str(ArbArgument(*this), digits, 0);
  std::string out = raw;
  flint_free(raw);
  return out;
}

}  // namespace claimcheck
