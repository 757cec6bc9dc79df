// Every operation on balls as a call of Arb.
#include <arb_hypgeom.h>

#include <cstdlib>
#include <stdexcept>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

bool may_be_zero(arb_srcptr x) { return !arb_is_exact(x) && arb_contains_zero(x); }

/// [0, sup |x|] for a ball that may be 0. Midpoint and radius are the same short number, so the
/// lower end is exactly 0.
void fold_at_zero(arb_ptr out, arb_srcptr x) {
  mag_t size;
  mag_init(size);
  arb_get_mag(size, x);
  mag_mul_2exp_si(size, size, -1);
  arf_set_mag(arb_midref(out), size);
  mag_set(arb_radref(out), size);
  mag_clear(size);
}

void absolute_value(arb_ptr out, arb_srcptr x) {
  if (may_be_zero(x) && arb_is_finite(x)) {
    fold_at_zero(out, x);
  } else {
    arb_abs(out, x);
  }
}

void square(arb_ptr out, arb_srcptr x, slong bits) {
  const bool folds = may_be_zero(x);
  arb_sqr(out, x, bits);
  if (folds && arb_is_finite(out)) fold_at_zero(out, out);
}

void square_root(arb_ptr out, arb_srcptr x, slong bits) {
  if (arb_is_negative(x)) {
    arb_indeterminate(out);
  } else {
    arb_sqrtpos(out, x, bits);
  }
}

void integer_power(arb_ptr out, arb_srcptr x, int exponent, slong bits) {
  const bool folds = exponent > 0 && exponent % 2 == 0 && may_be_zero(x);
  arb_pow_ui(out, x, static_cast<ulong>(std::labs(exponent)), bits);
  if (exponent < 0) arb_inv(out, out, bits);
  if (folds && arb_is_finite(out)) fold_at_zero(out, out);
}

/// x +- x^2 for |x| < 2^-bits, which encloses both e^x - 1 and log(1 + x) there. Arb's own
/// enclosure is a few 2^-30 of the value wide, whatever the precision, once x is below 2^-(2^62).
bool near_identity(arb_ptr out, arb_srcptr x, slong bits) {
  mag_t size;
  mag_init(size);
  arb_get_mag(size, x);
  const bool tiny = mag_cmp_2exp_si(size, -bits) < 0;
  if (tiny) {
    mag_mul(size, size, size);
    arb_set(out, x);
    arb_add_error_mag(out, size);
  }
  mag_clear(size);
  return tiny;
}

/// Some of x lies outside [-1, 1]: acos falls, so the ends of the rest enclose it.
void acos_inside(arb_ptr out, arb_srcptr x, slong bits) {
  arb_t low, high, one, minus_one;
  for (const arb_ptr value : {low, high, one, minus_one}) arb_init(value);
  arb_one(one);
  arb_neg(minus_one, one);
  arb_get_lbound_arf(arb_midref(low), x, bits);
  arb_get_ubound_arf(arb_midref(high), x, bits);
  if (arb_lt(low, minus_one)) arb_set(low, minus_one);
  if (arb_gt(high, one)) arb_set(high, one);
  if (arb_le(low, high)) {
    arb_acos(low, low, bits);
    arb_acos(high, high, bits);
    arb_union(out, low, high, bits);
  }
  for (const arb_ptr value : {low, high, one, minus_one}) arb_clear(value);
}

void acos(arb_ptr out, arb_srcptr x, slong bits) {
  arb_acos(out, x, bits);
  if (!arb_is_finite(out) && arb_is_finite(x)) acos_inside(out, x, bits);
}

}  // namespace

void apply(BallOperation operation, arb_ptr out, arb_srcptr x, arb_srcptr y, int exponent,
           slong bits) {
  switch (operation) {
    case BallOperation::sum:
      return arb_add(out, x, y, bits);
    case BallOperation::difference:
      return arb_sub(out, x, y, bits);
    case BallOperation::product:
      return arb_mul(out, x, y, bits);
    case BallOperation::quotient:
      return arb_div(out, x, y, bits);
    case BallOperation::negation:
      return arb_neg(out, x);
    case BallOperation::absolute_value:
      return absolute_value(out, x);
    case BallOperation::square:
      return square(out, x, bits);
    case BallOperation::square_root:
      return square_root(out, x, bits);
    case BallOperation::minimum:
      return arb_min(out, x, y, bits);
    case BallOperation::maximum:
      return arb_max(out, x, y, bits);
    case BallOperation::hull:
      return arb_union(out, x, y, bits);
    case BallOperation::widening:
      arb_set(out, x);
      return arb_add_error(out, y);
    case BallOperation::integer_power:
      return integer_power(out, x, exponent, bits);
    case BallOperation::power:
      return arb_pow(out, x, y, bits);
    case BallOperation::exp:
      return arb_exp(out, x, bits);
    case BallOperation::expm1:
      if (!near_identity(out, x, bits)) arb_expm1(out, x, bits);
      return;
    case BallOperation::log:
      return arb_log(out, x, bits);
    case BallOperation::log1p:
      if (!near_identity(out, x, bits)) arb_log1p(out, x, bits);
      return;
    case BallOperation::atan:
      return arb_atan(out, x, bits);
    case BallOperation::acos:
      return acos(out, x, bits);
    case BallOperation::tanh:
      return arb_tanh(out, x, bits);
    case BallOperation::sin:
      return arb_sin(out, x, bits);
    case BallOperation::cos:
      return arb_cos(out, x, bits);
    case BallOperation::erf:
      return arb_hypgeom_erf(out, x, bits);
    case BallOperation::erfc:
      return arb_hypgeom_erfc(out, x, bits);
  }
  throw std::logic_error("no such operation on balls");
}

}  // namespace claimcheck
