// Sums, products and quotients of rationals: of one limb in registers, of some limbs over 1 without
// a detour, all others through Natural.
#include <algorithm>
#include <stdexcept>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

// Denominators longer than this are reduced: short of it, a greatest common divisor costs more than
// it saves.
constexpr std::size_t long_denominator = 12;

bool both_short(const Rational& a, const Rational& b) {
  return Form::is_short(a) && Form::is_short(b);
}

/// out = +-a +- b for two short numbers; s = exponent(a) - exponent(b) in [0, 63]. `out` may be a
/// or b.
void short_sum(Rational& out, const Rational& a, bool a_negative, const Rational& b,
               bool b_negative, long s) {
  // a 2^s < 2^127 and b < 2^64, so that nothing overflows.
  const TwoLimbs x = TwoLimbs{Form::limb(a)} << s, y = Form::limb(b);
  const long power = Form::exponent(b);
  if (a_negative == b_negative) return Form::set_dyadic(out, a_negative, x + y, power);
  if (x >= y) return Form::set_dyadic(out, a_negative, x - y, power);
  Form::set_dyadic(out, b_negative, y - x, power);
}

/// Does the same where it applies.
bool summed_shortly(Rational& out, const Rational& a, const Rational& b, bool minus) {
  const long shift = Form::exponent(a) - Form::exponent(b);
  if (!both_short(a, b) || shift <= -limb_bits || shift >= limb_bits) return false;
  const bool a_negative = a.sign() < 0, b_negative = (b.sign() < 0) != minus;
  if (shift >= 0) {
    short_sum(out, a, a_negative, b, b_negative, shift);
  } else {
    short_sum(out, b, b_negative, a, a_negative, -shift);
  }
  return true;
}

constexpr std::size_t few = 6;  // limbs: their operations are cheaper by hand than by a call

/// Up to `few` limbs and a carry, without leading zeros.
struct FewLimbs {
  Limb limb[few + 1];
  std::size_t size;

  operator Limbs() const { return {limb, size}; }  // NOLINT: reads as one everywhere
  void trim() {
    while (size > 0 && limb[size - 1] == 0) --size;
  }
};

/// a 2^bits, which has room.
FewLimbs shifted(Limbs a, std::size_t bits) {
  FewLimbs out;
  const std::size_t whole = bits / limb_bits, rest = bits % limb_bits;
  std::fill(out.limb, out.limb + whole, Limb{0});
  out.size = a.size() + whole + 1;
  Limb carry = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    out.limb[whole + k] = a[k] << rest | carry;
    carry = rest == 0 ? 0 : a[k] >> (limb_bits - rest);
  }
  out.limb[out.size - 1] = carry;
  out.trim();
  return out;
}
/// a + b for a with at least as many limbs.
FewLimbs added(Limbs a, Limbs b) {
  FewLimbs out;
  Limb carry = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const TwoLimbs term = TwoLimbs{a[k]} + (k < b.size() ? b[k] : 0) + carry;
    out.limb[k] = static_cast<Limb>(term);
    carry = static_cast<Limb>(term >> limb_bits);
  }
  out.limb[a.size()] = carry;
  out.size = a.size() + 1;
  out.trim();
  return out;
}
/// a - b >= 0
FewLimbs subtracted(Limbs a, Limbs b) {
  FewLimbs out;
  Limb borrow = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const TwoLimbs term = TwoLimbs{a[k]} - (k < b.size() ? b[k] : 0) - borrow;
    out.limb[k] = static_cast<Limb>(term);
    borrow = static_cast<Limb>(term >> limb_bits) & 1;
  }
  out.size = a.size();
  out.trim();
  return out;
}
/// Without its factors of two, of which it says how many.
long strip(FewLimbs& x) {
  std::size_t whole = 0;
  while (x.limb[whole] == 0) ++whole;
  const int rest = std::countr_zero(x.limb[whole]);
  x.size -= whole;
  for (std::size_t k = 0; k < x.size; ++k) {
    const Limb above =
        k + 1 < x.size && rest != 0 ? x.limb[whole + k + 1] << (limb_bits - rest) : 0;
    x.limb[k] = x.limb[whole + k] >> rest | above;
  }
  x.trim();
  return static_cast<long>(whole) * limb_bits + rest;
}

/// +-a 2^shift +- b for dyadic numerators of few limbs, times 2^power; shift >= 0.
Rational few_limbs_sum(Limbs a, bool a_negative, Limbs b, bool b_negative, std::size_t shift,
                       long power) {
  const FewLimbs x = shifted(a, shift);
  const bool a_larger = compare(x, b) >= 0;
  const Limbs larger = a_larger ? Limbs(x) : b, smaller = a_larger ? b : Limbs(x);
  FewLimbs sum = a_negative == b_negative ? added(larger, smaller) : subtracted(larger, smaller);
  if (sum.size == 0) return Rational();
  // One odd and one even number have an odd sum.
  if (shift == 0) power += strip(sum);
  return Form::number(a_larger ? a_negative : b_negative, sum, {}, power);
}
bool have_few_limbs(Limbs a, Limbs b, std::size_t shift) {
  return a.size() + shift / limb_bits < few && b.size() <= few;
}

/// +- numerator 2^exponent / denominator for an odd denominator > 1, reduced when that is long.
Rational fraction(bool negative, Natural& numerator, Limbs denominator, long exponent) {
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

/// x + y or x - y as signs ask, over a denominator (empty: 1), times 2^exponent
Rational signed_sum(bool x_negative, Limbs x, bool y_negative, Limbs y, Limbs denominator,
                    long exponent) {
  Natural sum;
  bool negative = x_negative;
  if (x_negative == y_negative) {
    sum.add(x, y);
  } else {
    negative = sum.subtract(x, y) ? y_negative : x_negative;
  }
  if (!denominator.empty()) return fraction(negative, sum, denominator, exponent);
  if (sum.is_zero()) return Rational();
  exponent += static_cast<long>(sum.strip());
  return Form::number(negative, sum, {}, exponent);
}

bool divides(Limbs divisor, Limbs number) {
  return divisor.size() == 1 && number.size() == 1 && number[0] % divisor[0] == 0;
}

/// Both numerators over one denominator; a and b are not zero, and not both dyadic.
class CommonDenominator {
 public:
  CommonDenominator(Limbs a, Limbs p, Limbs b, Limbs q) : left(a), right(b), denominator(p) {
    if (compare(p, q) == 0) return;
    if (q.empty() || divides(q, p)) {
      right = scaled(b, p, q, more_right_);
    } else if (p.empty() || divides(p, q)) {
      left = scaled(a, q, p, more_left_);
      denominator = q;
    } else {
      more_left_.multiply(a, q);
      more_right_.multiply(b, p);
      product_.multiply(p, q);
      left = more_left_;
      right = more_right_;
      denominator = product_;
    }
  }

  Limbs left, right, denominator;

 private:
  /// number (whole / part), where part is 1 (empty) or divides the single limb `whole`
  static Limbs scaled(Limbs number, Limbs whole, Limbs part, Natural& out) {
    const Limb factor = part.empty() ? 0 : whole[0] / part[0];
    out.multiply(number, part.empty() ? whole : Limbs(&factor, 1));
    return out;
  }

  Natural more_left_, more_right_, product_;
};

/// a + b, or a - b when `minus`.
Rational sum(const Rational& a, const Rational& b, bool minus) {
  if (b.sign() == 0) return a;
  if (a.sign() == 0) return minus ? -b : b;
  const bool a_negative = a.sign() < 0, b_negative = (b.sign() < 0) != minus;
  const long shift = Form::exponent(a) - Form::exponent(b);
  const std::size_t distance = static_cast<std::size_t>(std::labs(shift));
  const long power = std::min(Form::exponent(a), Form::exponent(b));
  const auto combined = [&](Limbs x, Limbs y, Limbs denominator) {
    Natural shifted;
    if (shift != 0) shifted.shift_left(shift > 0 ? x : y, distance);
    return signed_sum(a_negative, shift > 0 ? shifted.limbs() : x, b_negative,
                      shift < 0 ? shifted.limbs() : y, denominator, power);
  };
  const Limbs x = Form::numerator(a), y = Form::numerator(b);
  if (Form::is_dyadic(a) && Form::is_dyadic(b)) {
    if (shift >= 0 && have_few_limbs(x, y, distance)) {
      return few_limbs_sum(x, a_negative, y, b_negative, distance, power);
    }
    if (shift < 0 && have_few_limbs(y, x, distance)) {
      return few_limbs_sum(y, b_negative, x, a_negative, distance, power);
    }
    return combined(x, y, {});
  }
  const CommonDenominator both(x, Form::denominator(a), y, Form::denominator(b));
  return combined(both.left, both.right, both.denominator);
}

/// The product of short integers, by hand: a call costs more. Returns the number of limbs.
std::size_t multiply(Limb* out, Limbs a, Limbs b) {
  std::fill(out, out + a.size() + b.size(), Limb{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    Limb carry = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1
      const TwoLimbs term = TwoLimbs{a[i]} * b[j] + out[i + j] + carry;
      out[i + j] = static_cast<Limb>(term);
      carry = static_cast<Limb>(term >> limb_bits);
    }
    out[i + b.size()] = carry;
  }
  return a.size() + b.size() - (out[a.size() + b.size() - 1] == 0 ? 1 : 0);
}

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
  if (p.empty() || q.empty()) return fraction(negative, numerator, p.empty() ? q : p, exponent);
  Natural denominator;
  denominator.multiply(p, q);
  return fraction(negative, numerator, denominator, exponent);
}

/// out = a b for two short numbers; `out` may be one of them.
bool multiplied_shortly(Rational& out, const Rational& a, const Rational& b) {
  if (!both_short(a, b)) return false;
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

Rational operator+(const Rational& a, const Rational& b) {
  Rational out;
  return summed_shortly(out, a, b, false) ? out : sum(a, b, false);
}
Rational operator-(const Rational& a, const Rational& b) {
  Rational out;
  return summed_shortly(out, a, b, true) ? out : sum(a, b, true);
}
Rational& Rational::operator+=(const Rational& b) {
  return summed_shortly(*this, *this, b, false) ? *this : *this = sum(*this, b, false);
}
Rational& Rational::operator-=(const Rational& b) {
  return summed_shortly(*this, *this, b, true) ? *this : *this = sum(*this, b, true);
}
Rational& Rational::operator*=(const Rational& b) {
  return multiplied_shortly(*this, *this, b) ? *this : *this = product(*this, b);
}
Rational operator*(const Rational& a, const Rational& b) {
  Rational out;
  return multiplied_shortly(out, a, b) ? out : product(a, b);
}

Rational operator/(const Rational& a, const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("division by zero");
  if (a.sign() == 0) return a;
  const bool negative = a.sign() != b.sign();
  const long power = Form::exponent(a) - Form::exponent(b);
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
  return fraction(negative, numerator, p, power);
}

}  // namespace claimcheck
