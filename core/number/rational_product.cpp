// Products and quotients of rationals, and the reduction of long fractions.
#include <gmp.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "core/number/few_limbs.hpp"
#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

// Denominators longer than this are reduced: short of it, a greatest common divisor costs more than
// it saves.
constexpr std::size_t long_denominator = 12;

}  // namespace

Rational RationalForm::fraction(bool negative, Natural& numerator, Limbs denominator,
                                long exponent) {
  if (numerator.is_zero()) return Rational();
  exponent += static_cast<long>(numerator.strip());
  if (denominator.size() <= long_denominator) {
    return Form::number(negative, numerator, denominator, exponent);
  }
  Natural common, top, bottom, none;
  common.common_divisor(numerator, denominator);
  top.divide(numerator, common, none);
  bottom.divide(denominator, common, none);
  const bool dyadic = bit_length(bottom) == 1;
  return Form::number(negative, top, dyadic ? Limbs() : bottom.limbs(), exponent);
}

namespace {

/// a b for dyadic numbers that are not zero: a product of odd integers is odd.
Rational dyadic_product(bool negative, Limbs a, Limbs b, long power) {
  if (a.size() <= few && b.size() <= few) {
    Limb product[2 * few];
    return Form::number(negative, {product, multiply(product, a, b)}, {}, power);
  }
  Natural product;
  product.multiply(a, b);
  return Form::number(negative, product, {}, power);
}

/// numerator / (p q), where an empty factor is 1 and not both are.
Rational over_product(bool negative, Natural& numerator, Limbs p, Limbs q, long exponent) {
  if (p.empty() || q.empty())
    return Form::fraction(negative, numerator, p.empty() ? q : p, exponent);
  Natural denominator;
  denominator.multiply(p, q);
  return Form::fraction(negative, numerator, denominator, exponent);
}

/// out = a b for two short numbers; `out` may be one of them.
bool multiplied_shortly(Rational& out, const Rational& a, const Rational& b) {
  if (!Form::both_short(a, b)) return false;
  const bool negative = a.sign() != b.sign();
  const long power = Form::exponent(a) + Form::exponent(b);
  Form::set_dyadic(out, negative, TwoLimbs{Form::limb(a)} * Form::limb(b), power);
  return true;
}

Rational product(const Rational& a, const Rational& b) {
  if (a.sign() == 0 || b.sign() == 0) return Rational();
  const bool negative = a.sign() != b.sign();
  const long power = Form::exponent(a) + Form::exponent(b);
  const Limbs x = Form::numerator(a), y = Form::numerator(b);
  if (Form::is_dyadic(a) && Form::is_dyadic(b)) return dyadic_product(negative, x, y, power);
  Natural numerator;
  numerator.multiply(x, y);
  return over_product(negative, numerator, Form::denominator(a), Form::denominator(b), power);
}

}  // namespace

/// The numerator is odd: the root of an odd square is odd, and the exponent has to be even.
std::optional<Rational> dyadic_square_root(const Rational& x) {
  if (x.sign() == 0) return x;
  if (x.sign() < 0 || !x.is_dyadic() || Form::exponent(x) % 2 != 0) return std::nullopt;
  const Limbs size = Form::numerator(x);
  const auto limbs = static_cast<mp_size_t>(size.size());
  if (mpn_perfect_square_p(size.data(), limbs) == 0) return std::nullopt;
  std::vector<Limb> root((size.size() + 1) / 2);
  mpn_sqrtrem(root.data(), nullptr, size.data(), limbs);
  return Form::number(false, root, {}, Form::exponent(x) / 2);
}

Rational& Rational::operator*=(const Rational& b) {
  return multiplied_shortly(*this, *this, b) ? *this : *this = product(*this, b);
}
Rational operator*(const Rational& a, const Rational& b) {
  Rational out;
  if (!multiplied_shortly(out, a, b)) out = product(a, b);
  return out;
}

Rational operator/(const Rational& a, const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("division by zero");
  if (a.sign() == 0) return a;
  const bool negative = a.sign() != b.sign();
  const long power = Form::exponent(a) - Form::exponent(b);
  if (Form::both_short(a, b)) {
    const Limb x = Form::limb(a), y = Form::limb(b);
    const bool whole = x % y == 0;
    const Limb numerator = whole ? x / y : x;
    return Form::number(negative, {&numerator, 1}, {&y, whole ? 0U : 1U}, power);
  }
  const Limbs p = Form::denominator(a), q = Form::denominator(b), divisor = Form::numerator(b);
  Natural numerator, quotient, remainder;
  const auto times_q = [&](Limbs x) {
    if (q.empty()) {
      numerator.assign(x);
    } else {
      numerator.multiply(x, q);
    }
  };
  if (divisor.size() == 1 && divisor[0] == 1) {
    times_q(Form::numerator(a));
  } else {
    quotient.divide(Form::numerator(a), divisor, remainder);
    if (!remainder.is_zero()) {
      times_q(Form::numerator(a));
      return over_product(negative, numerator, p, divisor, power);
    }
    times_q(quotient);
  }
  if (p.empty()) return Form::number(negative, numerator, {}, power);
  return Form::fraction(negative, numerator, p, power);
}

}  // namespace claimcheck
