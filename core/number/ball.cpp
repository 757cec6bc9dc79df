#include "core/number/ball.hpp"

#include <arb.h>
#include <arb_hypgeom.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

static_assert(sizeof(arb_struct) == 48 && alignof(arb_struct) == 8);

thread_local int precision_bits = 64;

arb_ptr arb(Ball& b) { return static_cast<arb_ptr>(b.storage()); }
arb_srcptr arb(const Ball& b) { return static_cast<arb_srcptr>(b.storage()); }

constexpr double infinity = std::numeric_limits<double>::infinity();

/// [0, sup |x|] for a ball that may be 0. Midpoint and radius are the same short number, so the
/// lower end is exactly 0.
void fold_at_zero(arb_t out, const arb_t x) {
  mag_t size;
  mag_init(size);
  arb_get_mag(size, x);
  mag_mul_2exp_si(size, size, -1);
  arf_set_mag(arb_midref(out), size);
  mag_set(arb_radref(out), size);
  mag_clear(size);
}

bool may_be_zero(const arb_t x) { return !arb_is_exact(x) && arb_contains_zero(x); }

/// x +- x^2 for |x| < 2^-bits, which encloses both e^x - 1 and log(1 + x) there. Arb's own
/// enclosure is a few 2^-30 of the value wide, whatever the precision, once x is below 2^-(2^62).
bool near_identity(arb_t out, const arb_t x) {
  mag_t size;
  mag_init(size);
  arb_get_mag(size, x);
  const bool tiny = mag_cmp_2exp_si(size, -precision_bits) < 0;
  if (tiny) {
    mag_mul(size, size, size);
    arb_set(out, x);
    arb_add_error_mag(out, size);
  }
  mag_clear(size);
  return tiny;
}

}  // namespace

BallPrecision::BallPrecision(int bits) : previous_(precision_bits) {
  if (bits < 2 || bits > (1 << 20)) throw std::invalid_argument("ball precision out of range");
  precision_bits = bits;
}
BallPrecision::~BallPrecision() { precision_bits = previous_; }
int BallPrecision::bits() { return precision_bits; }

Ball::Ball(Exactly integer) {
  arb_init(arb(*this));
  arb_set_si(arb(*this), integer.value);
}
Ball::Ball(double value) {
  arb_init(arb(*this));
  if (std::isfinite(value)) {
    arb_set_d(arb(*this), value);
  } else {
    arb_indeterminate(arb(*this));
  }
}
Ball::Ball(const Ball& other) {
  arb_init(arb(*this));
  arb_set(arb(*this), arb(other));
}
Ball::Ball(Ball&& other) noexcept {
  arb_init(arb(*this));
  arb_swap(arb(*this), arb(other));
}
Ball& Ball::operator=(const Ball& other) {
  if (this != &other) arb_set(arb(*this), arb(other));
  return *this;
}
Ball& Ball::operator=(Ball&& other) noexcept {
  arb_swap(arb(*this), arb(other));
  return *this;
}
Ball::~Ball() { arb_clear(arb(*this)); }

Ball Ball::between(double low, double high) {
  if (!(low <= high)) throw std::invalid_argument("empty interval");
  Ball out;
  if (!std::isfinite(low) || !std::isfinite(high)) {
    arb_indeterminate(arb(out));
    return out;
  }
  arf_t a, b;
  arf_init(a);
  arf_init(b);
  arf_set_d(a, low);
  arf_set_d(b, high);
  arb_set_interval_arf(arb(out), a, b, precision_bits);
  arf_clear(a);
  arf_clear(b);
  return out;
}
Ball Ball::hull(const Ball& a, const Ball& b) {
  Ball out;
  arb_union(arb(out), arb(a), arb(b), precision_bits);
  return out;
}
Ball Ball::around(const Ball& mid, const Ball& radius) {
  Ball out = mid;
  arb_add_error(arb(out), arb(radius));
  return out;
}

Ball& Ball::operator+=(const Ball& b) {
  arb_add(arb(*this), arb(*this), arb(b), precision_bits);
  return *this;
}
Ball& Ball::operator-=(const Ball& b) {
  arb_sub(arb(*this), arb(*this), arb(b), precision_bits);
  return *this;
}
Ball& Ball::operator*=(const Ball& b) {
  if (this == &b) {
    arb_sqr(arb(*this), arb(*this), precision_bits);
  } else {
    arb_mul(arb(*this), arb(*this), arb(b), precision_bits);
  }
  return *this;
}
Ball& Ball::operator/=(const Ball& b) {
  arb_div(arb(*this), arb(*this), arb(b), precision_bits);
  return *this;
}
Ball& Ball::add_product(const Ball& a, const Ball& b) {
  arb_addmul(arb(*this), arb(a), arb(b), precision_bits);
  return *this;
}
Ball Ball::operator-() const {
  Ball out;
  arb_neg(arb(out), arb(*this));
  return out;
}

double Ball::mid() const { return arf_get_d(arb_midref(arb(*this)), ARF_RND_NEAR); }
Ball Ball::midpoint() const {
  Ball out;
  arb_get_mid_arb(arb(out), arb(*this));
  return out;
}
double Ball::lower() const {
  if (!is_finite()) return -infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_lbound_arf(bound, arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_FLOOR);
  arf_clear(bound);
  return out;
}
double Ball::upper() const {
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arb_get_ubound_arf(bound, arb(*this), 53);
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
double Ball::radius() const {
  if (!is_finite()) return infinity;
  arf_t bound;
  arf_init(bound);
  arf_set_mag(bound, arb_radref(arb(*this)));
  const double out = arf_get_d(bound, ARF_RND_CEIL);
  arf_clear(bound);
  return out;
}
bool Ball::is_exact() const { return arb_is_exact(arb(*this)); }
bool Ball::is_finite() const { return arb_is_finite(arb(*this)); }
long Ball::relative_bits() const { return arb_rel_accuracy_bits(arb(*this)); }
bool Ball::contains(double value) const { return contains(Ball(value)); }
bool Ball::contains(const Ball& other) const { return arb_contains(arb(*this), arb(other)); }
bool Ball::overlaps(const Ball& other) const { return arb_overlaps(arb(*this), arb(other)); }

std::string Ball::text(int digits) const {
  char* raw = arb_get_str(arb(*this), digits, 0);
  std::string out = raw;
  flint_free(raw);
  return out;
}

Truth less(const Ball& a, const Ball& b) {
  if (arb_lt(arb(a), arb(b))) return Truth::yes;
  return arb_ge(arb(a), arb(b)) ? Truth::no : Truth::unknown;
}
Truth less_equal(const Ball& a, const Ball& b) {
  if (arb_le(arb(a), arb(b))) return Truth::yes;
  return arb_gt(arb(a), arb(b)) ? Truth::no : Truth::unknown;
}
Truth equal(const Ball& a, const Ball& b) {
  if (arb_eq(arb(a), arb(b))) return Truth::yes;
  return arb_ne(arb(a), arb(b)) ? Truth::no : Truth::unknown;
}

#define CLAIMCHECK_BALL_FUNCTION(name, arb_name) \
  Ball name(const Ball& x) {                     \
    Ball out;                                    \
    arb_name(arb(out), arb(x), precision_bits);  \
    return out;                                  \
  }
CLAIMCHECK_BALL_FUNCTION(exp, arb_exp)
CLAIMCHECK_BALL_FUNCTION(log, arb_log)
CLAIMCHECK_BALL_FUNCTION(atan, arb_atan)
CLAIMCHECK_BALL_FUNCTION(tanh, arb_tanh)
CLAIMCHECK_BALL_FUNCTION(sin, arb_sin)
CLAIMCHECK_BALL_FUNCTION(cos, arb_cos)
CLAIMCHECK_BALL_FUNCTION(erf, arb_hypgeom_erf)
CLAIMCHECK_BALL_FUNCTION(erfc, arb_hypgeom_erfc)
#undef CLAIMCHECK_BALL_FUNCTION

Ball expm1(const Ball& x) {
  Ball out;
  if (!near_identity(arb(out), arb(x))) arb_expm1(arb(out), arb(x), precision_bits);
  return out;
}
Ball log1p(const Ball& x) {
  Ball out;
  if (!near_identity(arb(out), arb(x))) arb_log1p(arb(out), arb(x), precision_bits);
  return out;
}

Ball abs(const Ball& x) {
  Ball out;
  if (may_be_zero(arb(x)) && x.is_finite()) {
    fold_at_zero(arb(out), arb(x));
  } else {
    arb_abs(arb(out), arb(x));
  }
  return out;
}
Ball square(const Ball& x) {
  const Ball size = may_be_zero(arb(x)) ? abs(x) : x;
  Ball out;
  arb_sqr(arb(out), arb(size), precision_bits);
  if (may_be_zero(arb(x)) && out.is_finite()) fold_at_zero(arb(out), arb(out));
  return out;
}
Ball min(const Ball& a, const Ball& b) {
  Ball out;
  arb_min(arb(out), arb(a), arb(b), precision_bits);
  return out;
}
Ball max(const Ball& a, const Ball& b) {
  Ball out;
  arb_max(arb(out), arb(a), arb(b), precision_bits);
  return out;
}
Ball sqrt(const Ball& x) {
  Ball out;
  if (arb_is_negative(arb(x))) {
    arb_indeterminate(arb(out));
  } else {
    arb_sqrtpos(arb(out), arb(x), precision_bits);
  }
  return out;
}
namespace {
Ball low_end(const Ball& x) {
  Ball out;
  arb_get_lbound_arf(arb_midref(arb(out)), arb(x), precision_bits);
  return out;
}
Ball high_end(const Ball& x) {
  Ball out;
  arb_get_ubound_arf(arb_midref(arb(out)), arb(x), precision_bits);
  return out;
}
}  // namespace

Ball acos(const Ball& x) {
  Ball out;
  arb_acos(arb(out), arb(x), precision_bits);
  if (out.is_finite() || !x.is_finite()) return out;
  // Some of x lies outside [-1, 1]: acos falls, so the ends of the rest enclose it.
  Ball low = low_end(x), high = high_end(x);
  if (certainly(less(low, Ball(-1)))) low = Ball(-1);
  if (certainly(less(Ball(1), high))) high = Ball(1);
  if (certainly(less(high, low))) return out;
  arb_acos(arb(out), arb(low), precision_bits);
  Ball least;
  arb_acos(arb(least), arb(high), precision_bits);
  return Ball::hull(least, out);
}
Ball pow(const Ball& x, int exponent) {
  Ball out;
  if (exponent >= 0) {
    arb_pow_ui(arb(out), arb(x), static_cast<ulong>(exponent), precision_bits);
    if (exponent % 2 == 0 && may_be_zero(arb(x)) && out.is_finite()) {
      fold_at_zero(arb(out), arb(out));
    }
  } else {
    arb_pow_ui(arb(out), arb(x), static_cast<ulong>(-static_cast<long>(exponent)), precision_bits);
    arb_inv(arb(out), arb(out), precision_bits);
  }
  return out;
}
Ball pow(const Ball& x, const Ball& y) {
  Ball out;
  arb_pow(arb(out), arb(x), arb(y), precision_bits);
  return out;
}

}  // namespace claimcheck
