// The functions of balls, carried by Arb but for those that only move ends.
#include <arb_hypgeom.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// Two doubles hold a little more than the least precision that a caller may ask for.
long bits() { return std::max(BallPrecision::bits(), Ball::native_bits + 4); }
/// Of an end of a ball, which two doubles must hold without rounding.
long end_bits() {
  constexpr int always_held = Ball::native_bits - 2;
  return std::max(BallPrecision::bits() > Ball::native_bits ? BallPrecision::bits() : 0,
                  always_held);
}

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
Ball folded_at_zero(const Ball& x) {
  if (BallForm::is_native(x)) {
    Ball out;
    const DoubleDouble folded = double_double::folded_at_zero(BallForm::native(x));
    if (BallForm::set_native(out, folded)) return out;
  }
  const ArbArgument argument(x);
  ArbResult out;
  fold_at_zero(out, argument);
  return out.take();
}

bool may_be_zero(const Ball& x) {
  if (BallForm::is_native(x)) {
    const DoubleDouble& value = BallForm::native(x);
    return value.radius > 0 && std::fabs(value.high) * (1 - 0x1p-50) <= value.radius;
  }
  return !arb_is_exact(BallForm::arb(x)) && arb_contains_zero(BallForm::arb(x));
}

}  // namespace

#define CLAIMCHECK_BALL_FUNCTION(name, arb_name) \
  Ball name(const Ball& x) {                     \
    const ArbArgument argument(x);               \
    ArbResult out;                               \
    arb_name(out, argument, bits());             \
    return out.take();                           \
  }
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
  if (may_be_zero(x) && x.is_finite()) return folded_at_zero(x);
  if (BallForm::is_native(x)) return BallForm::native(x).high < 0 ? -x : x;
  Ball out = x;
  arb_abs(BallForm::make_arb(out), BallForm::arb(out));
  return out;
}
Ball square(const Ball& x) {
  if (may_be_zero(x)) {
    const Ball size = abs(x), out = size * size;
    return out.is_finite() ? folded_at_zero(out) : out;
  }
  if (BallForm::is_native(x)) return x * x;
  ArbResult out;
  arb_sqr(out, BallForm::arb(x), bits());
  return out.take();
}
Ball min(const Ball& a, const Ball& b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? a : b;
  ArbResult out;
  arb_min(out, ArbArgument(a), ArbArgument(b), bits());
  return out.take();
}
Ball max(const Ball& a, const Ball& b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? b : a;
  ArbResult out;
  arb_max(out, ArbArgument(a), ArbArgument(b), bits());
  return out.take();
}

namespace {
Ball low_end(const Ball& x) {
  ArbResult out;
  arb_get_lbound_arf(arb_midref(arb_ptr(out)), ArbArgument(x), end_bits());
  return out.take();
}
Ball high_end(const Ball& x) {
  ArbResult out;
  arb_get_ubound_arf(arb_midref(arb_ptr(out)), ArbArgument(x), end_bits());
  return out.take();
}
/// acos of a subset of [-1, 1]
Ball inner_acos(const Ball& x) {
  ArbResult out;
  arb_acos(out, ArbArgument(x), bits());
  return out.take();
}
}  // namespace

Ball acos(const Ball& x) {
  const Ball whole = inner_acos(x);
  if (whole.is_finite() || !x.is_finite()) return whole;
  // Some of x lies outside [-1, 1]: acos falls, so the ends of the rest enclose it.
  Ball low = low_end(x), high = high_end(x);
  if (certainly(less(low, Ball(-1)))) low = Ball(-1);
  if (certainly(less(Ball(1), high))) high = Ball(1);
  if (certainly(less(high, low))) return whole;
  return Ball::hull(inner_acos(high), inner_acos(low));
}
Ball pow(const Ball& x, int exponent) {
  const auto size = static_cast<ulong>(std::labs(exponent));
  if (exponent > 0 && exponent % 2 == 0 && may_be_zero(x)) return square(pow(x, exponent / 2));
  ArbResult out;
  arb_pow_ui(out, ArbArgument(x), size, bits());
  if (exponent < 0) arb_inv(out, out, bits());
  return out.take();
}
Ball pow(const Ball& x, const Ball& y) {
  ArbResult out;
  arb_pow(out, ArbArgument(x), ArbArgument(y), bits());
  return out.take();
}

}  // namespace claimcheck
