// The forms of a ball, and how it enters and leaves.
#include "core/number/ball.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

static_assert(sizeof(arb_struct) == 48 && alignof(arb_struct) == 8);

thread_local int precision_bits = 64;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Whether a double of ordinary size is near x, so that the rest of x is one too.
bool is_ordinary(const arf_t x) {
  return arf_is_zero(x) ||
         (arf_is_finite(x) && arf_cmpabs_2exp_si(x, -400) > 0 && arf_cmpabs_2exp_si(x, 400) < 0);
}

/// The midpoint in two doubles; the rest, bounded, joins the radius.
DoubleDouble narrowed(const arb_t x) {
  DoubleDouble out;
  arf_t rest, part;
  arf_init(rest);
  arf_init(part);
  out.high = arf_get_d(arb_midref(x), ARF_RND_NEAR);
  arf_set_d(part, out.high);
  arf_sub(rest, arb_midref(x), part, ARF_PREC_EXACT, ARF_RND_DOWN);
  out.low = arf_get_d(rest, ARF_RND_NEAR);
  arf_set_d(part, out.low);
  arf_sub(rest, rest, part, ARF_PREC_EXACT, ARF_RND_DOWN);
  mag_t radius;
  mag_init(radius);
  arf_get_mag(radius, rest);
  mag_add(radius, radius, arb_radref(x));
  constexpr double above_zero = std::numeric_limits<double>::denorm_min();
  out.radius = mag_is_zero(radius) ? 0 : std::max(mag_get_d(radius), above_zero);
  mag_clear(radius);
  arf_clear(part);
  arf_clear(rest);
  return out;
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
  mag_set_d(arb_radref(x), value.radius);
}

arb_ptr BallForm::make_arb(Ball& x) {
  if (const DoubleDouble* native = two_doubles(x)) {
    const DoubleDouble value = *native;
    x.is_native_ = false;
    arb_init(arb(x));
    write(arb(x), value);
  }
  return arb(x);
}
bool BallForm::set_native(Ball& x, const DoubleDouble& value) {
  if (!double_double::in_range(value)) return false;
  if (!x.is_native_) x.release();
  x.native_ = value;
  x.is_native_ = true;
  return true;
}
void BallForm::shorten(Ball& x) {
  if (x.is_native_ || precision_bits > Ball::native_bits) return;
  if (!is_ordinary(arb_midref(arb(x))) || !mag_is_finite(arb_radref(arb(x)))) return;
  if (mag_cmp_2exp_si(arb_radref(arb(x)), 400) > 0) return;
  set_native(x, narrowed(arb(x)));
}

ArbArgument::ArbArgument(const Ball& x) : source_(BallForm::arb(x)) {
  const DoubleDouble* native = BallForm::two_doubles(x);
  if (native == nullptr) return;
  arb_init(own_);
  write(own_, *native);
  source_ = own_;
}

BallPrecision::BallPrecision(int bits) : previous_(precision_bits) {
  if (bits < 2 || bits > (1 << 20)) throw std::invalid_argument("ball precision out of range");
  precision_bits = bits;
}
BallPrecision::~BallPrecision() { precision_bits = previous_; }
int BallPrecision::bits() { return precision_bits; }

Ball::Ball(Exactly integer) : native_{static_cast<double>(integer.value), 0, 0} {
  constexpr long exact = 1L << 53;
  if (-exact <= integer.value && integer.value <= exact) return;
  arb_set_si(BallForm::make_arb(*this), integer.value);
}
Ball::Ball(double value) : native_{value, 0, 0} {
  if (double_double::in_range(native_)) return;
  native_ = {};
  if (std::isfinite(value)) {
    arb_set_d(BallForm::make_arb(*this), value);
  } else {
    arb_indeterminate(BallForm::make_arb(*this));
  }
}
void Ball::assign(const Ball& other) {
  if (this == &other) return;
  if (other.is_native_) {
    release();
    native_ = other.native_;
  } else {
    if (is_native_) arb_init(BallForm::arb(*this));
    is_native_ = false;
    arb_set(BallForm::arb(*this), BallForm::arb(other));
  }
}
void Ball::release() noexcept {
  arb_clear(BallForm::arb(*this));
  native_ = {};
  is_native_ = true;
}

Ball Ball::between(double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("empty interval");
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
  arb_set_interval_arf(out, a, b, precision_bits);
  arf_clear(a);
  arf_clear(b);
  return out.take();
}
double Ball::mid() const {
  if (is_native_) return native_.high;
  return arf_get_d(arb_midref(BallForm::arb(*this)), ARF_RND_NEAR);
}
Ball Ball::midpoint() const {
  Ball out;
  if (is_native_) {
    out.native_ = {native_.high, native_.low, 0};
  } else {
    arb_get_mid_arb(BallForm::make_arb(out), BallForm::arb(*this));
  }
  return out;
}
double Ball::lower() const {
  if (is_native_) return double_double::lower(native_);
  if (!is_finite()) return -infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_lbound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_FLOOR);
  arf_clear(bound);
  return out;
}
double Ball::upper() const {
  if (is_native_) return double_double::upper(native_);
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_ubound_arf(bound, BallForm::arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
double Ball::radius() const {
  if (is_native_) return native_.radius;
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arf_set_mag(bound, arb_radref(BallForm::arb(*this)));
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
bool Ball::is_exact() const {
  return is_native_ ? native_.radius == 0 : arb_is_exact(BallForm::arb(*this)) != 0;
}
bool Ball::is_finite() const { return is_native_ || arb_is_finite(BallForm::arb(*this)) != 0; }
long Ball::relative_bits() const { return arb_rel_accuracy_bits(ArbArgument(*this)); }
bool Ball::contains(double value) const { return contains(Ball(value)); }
bool Ball::contains(const Ball& other) const {
  return arb_contains(ArbArgument(*this), ArbArgument(other)) != 0;
}
bool Ball::overlaps(const Ball& other) const {
  return arb_overlaps(ArbArgument(*this), ArbArgument(other)) != 0;
}

std::string Ball::text(int digits) const {
  char* raw = arb_get_str(ArbArgument(*this), digits, 0);
  std::string out = raw;
  flint_free(raw);
  return out;
}

}  // namespace claimcheck
