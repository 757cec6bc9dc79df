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

/// The part of x inside [low, high], for functions whose argument is known to lie there.
void clamp(arb_t out, const arb_t x, long low, long high) {
  arb_t bounds;
  arb_init(bounds);
  arf_t a, b;
  arf_init(a);
  arf_init(b);
  arf_set_si(a, low);
  arf_set_si(b, high);
  arb_set_interval_arf(bounds, a, b, precision_bits);
  if (!arb_intersection(out, x, bounds, precision_bits)) arb_indeterminate(out);
  arf_clear(a);
  arf_clear(b);
  arb_clear(bounds);
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
CLAIMCHECK_BALL_FUNCTION(square, arb_sqr)
CLAIMCHECK_BALL_FUNCTION(exp, arb_exp)
CLAIMCHECK_BALL_FUNCTION(expm1, arb_expm1)
CLAIMCHECK_BALL_FUNCTION(log, arb_log)
CLAIMCHECK_BALL_FUNCTION(log1p, arb_log1p)
CLAIMCHECK_BALL_FUNCTION(atan, arb_atan)
CLAIMCHECK_BALL_FUNCTION(tanh, arb_tanh)
CLAIMCHECK_BALL_FUNCTION(sin, arb_sin)
CLAIMCHECK_BALL_FUNCTION(cos, arb_cos)
CLAIMCHECK_BALL_FUNCTION(erf, arb_hypgeom_erf)
CLAIMCHECK_BALL_FUNCTION(erfc, arb_hypgeom_erfc)
#undef CLAIMCHECK_BALL_FUNCTION

Ball abs(const Ball& x) {
  Ball out;
  arb_abs(arb(out), arb(x));
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
Ball acos(const Ball& x) {
  Ball out;
  clamp(arb(out), arb(x), -1, 1);
  arb_acos(arb(out), arb(out), precision_bits);
  return out;
}
Ball pow(const Ball& x, int exponent) {
  Ball out;
  if (exponent >= 0) {
    arb_pow_ui(arb(out), arb(x), static_cast<ulong>(exponent), precision_bits);
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
