// Comparisons of rationals, by their leading bits where these decide, and their sizes in double.
#include <cmath>
#include <limits>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

/// size 2^exponent, 2^62 < size <= 2^64 for an integer, 1/4 < size < 4 for a fraction.
struct Leading {
  double size;
  long exponent;
};

/// An integer > 0 to within 2^-52: cut off after 64 bits, which loses 2^-63, then rounded to 53.
Leading leading(Limbs a) {
  const auto cut = std::countl_zero(a.back());
  Limb top = a.back() << cut;
  if (cut != 0 && a.size() > 1) top |= a[a.size() - 2] >> (limb_bits - cut);
  return {static_cast<double>(top), static_cast<long>(a.size() - 1) * limb_bits - cut};
}
/// |x| > 0 to within 2^-51: the roundings of two integers and of their quotient.
Leading leading(const Rational& x) {
  Leading out = leading(Form::numerator(x));
  if (!Form::is_dyadic(x)) {
    const Leading below = leading(Form::denominator(x));
    out = {out.size / below.size, out.exponent - below.exponent};
  }
  out.exponent += Form::exponent(x);
  return out;
}

/// -1 or 1 when the leading bits tell |a| < |b| or |a| > |b|, else 0; neither is 0.
int clear_order(const Rational& a, const Rational& b) {
  constexpr double apart = 1 + 0x1p-48;  // > (1 + 2^-51) / (1 - 2^-51) and a rounding
  const Leading x = leading(a), y = leading(b);
  // Far apart in their exponents, the sizes still compare as they should: 2^200 exceeds any ratio.
  constexpr long most = 200;
  const double left = times_power(x.size, std::clamp(x.exponent - y.exponent, -most, most));
  return left > y.size * apart ? 1 : left * apart < y.size ? -1 : 0;
}

/// -1, 0, 1 as a < b, a = b, a > b
int order(const Rational& a, const Rational& b) {
  if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
  if (a.sign() == 0) return 0;
  if (Form::is_dyadic(a) && Form::is_dyadic(b) && Form::exponent(a) == Form::exponent(b)) {
    return a.sign() * compare(Form::numerator(a), Form::numerator(b));
  }
  if (const int clear = clear_order(a, b)) return a.sign() * clear;
  return (a - b).sign();
}

/// Two numerators or denominators; a dyadic number has one form only.
bool same(Limbs a, Limbs b) { return compare(a, b) == 0; }

}  // namespace

Truth less(const Rational& a, const Rational& b) { return truth(order(a, b) < 0); }
Truth less_equal(const Rational& a, const Rational& b) { return truth(order(a, b) <= 0); }
Truth equal(const Rational& a, const Rational& b) {
  // Numerators and denominators are odd, so that equal numbers have equal exponents.
  if (a.sign() != b.sign() || Form::exponent(a) != Form::exponent(b)) return Truth::no;
  if (same(Form::denominator(a), Form::denominator(b))) {
    return truth(same(Form::numerator(a), Form::numerator(b)));
  }
  if (Form::is_dyadic(a) && Form::is_dyadic(b)) return Truth::no;
  return truth(clear_order(a, b) == 0 && (a - b).sign() == 0);
}

double mid_of_quotient(const Rational& a, const Rational& b) {
  if (a.sign() == 0 || b.sign() == 0) return static_cast<double>(a.sign()) / std::abs(b.sign());
  const Leading x = leading(a), y = leading(b);
  const double size = times_power(x.size / y.size, x.exponent - y.exponent);
  return a.sign() * b.sign() * std::fmax(size, std::numeric_limits<double>::denorm_min());
}

}  // namespace claimcheck
