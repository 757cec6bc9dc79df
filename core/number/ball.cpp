// The forms of a ball, and how it enters and leaves.
#include "core/number/ball.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double least_radius = 0x1p-900;  // of those that come out of Arb

/// Numbers in Arb's form that this thread gave back, for its next results.
class Spares {
 public:
  ~Spares() {
    closed_ = true;
    while (ArbNumber* number = std::exchange(first_, first_ ? first_->next : nullptr)) free(number);
  }
  ArbNumber* take() {
    if (first_ == nullptr) {
      auto* fresh = new ArbNumber;
      arb_init(fresh->value);
      return fresh;
    }
    --count_;
    return std::exchange(first_, first_->next);
  }
  void give(ArbNumber* number) {
    if (closed_ || count_ == most || ARF_SIZE(arb_midref(number->value)) > most_limbs) {
      return free(number);
    }
    number->next = std::exchange(first_, number);
    ++count_;
  }

 private:
  static void free(ArbNumber* number) {
    arb_clear(number->value);
    delete number;
  }
  static constexpr int most = 4096, most_limbs = 64;
  ArbNumber* first_ = nullptr;
  int count_ = 0;
  bool closed_ = false;
};
thread_local Spares spares;

/// 2^exponent for a normal result.
double power_of_two(long exponent) {
  return std::bit_cast<double>(static_cast<std::int64_t>(exponent + 1023) << 52);
}

/// The first 106 bits of the midpoint in two doubles; the rest, bounded, joins the radius. Of
/// numbers of ordinary size only.
DoubleDouble narrowed(const arb_t x) {
  double radius = mag_is_zero(arb_radref(x)) ? 0 : std::max(mag_get_d(arb_radref(x)), least_radius);
  if (arf_is_zero(arb_midref(x))) return {0, 0, radius};
  mp_srcptr limbs;
  mp_size_t count;
  ARF_GET_MPN_READONLY(limbs, count, arb_midref(x));
  const mp_limb_t first = limbs[count - 1], second = count > 1 ? limbs[count - 2] : 0;
  const double unit = power_of_two(ARF_EXP(arb_midref(x)) - 53);
  const double sign = ARF_SGNBIT(arb_midref(x)) ? -unit : unit;
  const rounding::Split mid =
      rounding::two_sum(sign * static_cast<double>(first >> 11),
                        sign * 0x1p-53 * static_cast<double>((first & 0x7ff) << 42 | second >> 22));
  const bool whole = (second & 0x3fffff) == 0 && count <= 2;
  if (!whole) radius = (radius + unit * 0x1p-53) * rounding::up;
  return {mid.value, mid.error, radius};
}

/// Whether doubles of ordinary size hold midpoint and radius.
bool is_ordinary(const arb_t x) {
  const arf_struct* const mid = arb_midref(x);
  if (!arf_is_zero(mid) && !(arf_is_finite(mid) && fmpz_cmp_si(ARF_EXPREF(mid), -400) > 0 &&
                             fmpz_cmp_si(ARF_EXPREF(mid), 400) < 0)) {
    return false;
  }
  return mag_is_finite(arb_radref(x)) && mag_cmp_2exp_si(arb_radref(x), 400) < 0;
}

}  // namespace

void write(arb_ptr x, const DoubleDouble& value) {
  arb_set_d(x, value.high);
  if (value.low != 0) {
    arf_t low;
    arf_init(low);
    arf_set_d(low, value.low);
    arf_add(arb_midref(x), arb_midref(x), low, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(low);
  }
  if (value.radius != 0) mag_set_d(arb_radref(x), value.radius);
}

arb_ptr BallForm::make_arb(Ball& x) {
  if (x.parts_.arb == nullptr) {
    ArbNumber* const number = spares.take();
    write(number->value, x.parts_.native);
    x.parts_ = {{nan, 0, 0}, number};
  }
  return x.parts_.arb->value;
}
Ball BallForm::any_arb() {
  const BallParts parts{{nan, 0, 0}, spares.take()};
  mag_zero(arb_radref(parts.arb->value));
  return Ball(parts);
}
void BallForm::shorten(Ball& x) {
  if (x.parts_.arb == nullptr || BallPrecision::bits() > Ball::native_bits) return;
  if (!is_ordinary(x.parts_.arb->value)) return;
  const DoubleDouble native = narrowed(x.parts_.arb->value);
  const bool keeps = BallPrecision::exact_bits() > Ball::native_bits && native.radius != 0 &&
                     arb_is_exact(x.parts_.arb->value);
  if (keeps) return;
  if (double_double::in_range(native)) set_native(x, native);
}

ArbArgument::ArbArgument(const BallParts& x) {
  if (x.arb != nullptr) {
    source_ = x.arb->value;
  } else {
    arb_init(own_);
    write(own_, x.native);
    source_ = own_;
  }
}

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

BallParts Ball::of_any_size(double value) {
  ArbNumber* const number = spares.take();
  if (std::isfinite(value)) {
    arb_set_d(number->value, value);
  } else {
    arb_indeterminate(number->value);
  }
  return {{nan, 0, 0}, number};
}
ArbNumber* Ball::copied(const ArbNumber* number) {
  ArbNumber* const out = spares.take();
  arb_set(out->value, number->value);
  return out;
}
void Ball::give_back(ArbNumber* number) noexcept { spares.give(number); }

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
  if (parts_.arb == nullptr) return parts_.native.high;
  return arf_get_d(arb_midref(BallForm::arb(*this)), ARF_RND_NEAR);
}
Ball Ball::midpoint() const {
  const DoubleDouble native{parts_.native.high, parts_.native.low, 0};
  if (double_double::in_range(native)) return Ball(native);
  ArbResult out;
  arb_get_mid_arb(out, ArbArgument(*this));
  return out.take();
}
double Ball::lower() const {
  if (parts_.arb == nullptr) return double_double::lower(parts_.native);
  if (!is_finite()) return -infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_lbound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_FLOOR);
  arf_clear(bound);
  return out;
}
double Ball::upper() const {
  if (parts_.arb == nullptr) return double_double::upper(parts_.native);
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_ubound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
double Ball::radius() const {
  if (parts_.arb == nullptr) return parts_.native.radius;
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arf_set_mag(bound, arb_radref(BallForm::arb(*this)));
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
bool Ball::is_exact() const {
  return parts_.arb == nullptr ? parts_.native.radius == 0
                               : arb_is_exact(BallForm::arb(*this)) != 0;
}
bool Ball::is_finite() const {
  return parts_.arb == nullptr || arb_is_finite(BallForm::arb(*this)) != 0;
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
