// Sums and differences of rationals: of one limb in registers, of few limbs over 1 by hand, all
// others through Natural.
#include <algorithm>

#include "core/number/few_limbs.hpp"
#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

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
  if (!Form::both_short(a, b) || shift <= -limb_bits || shift >= limb_bits) return false;
  const bool a_negative = a.sign() < 0, b_negative = (b.sign() < 0) != minus;
  if (shift >= 0) {
    short_sum(out, a, a_negative, b, b_negative, shift);
  } else {
    short_sum(out, b, b_negative, a, a_negative, -shift);
  }
  return true;
}

/// The same for two numbers over 1 of few limbs; `out` may be a or b, and owns no memory.
bool summed_in_few(Rational& out, const Rational& a, const Rational& b, bool minus) {
  if (!Form::is_dyadic(a) || !Form::is_dyadic(b) || Form::is_far(out)) return false;
  const bool a_negative = a.sign() < 0, b_negative = (b.sign() < 0) != minus;
  const bool subtract = a_negative != b_negative;
  const long shift = Form::exponent(a) - Form::exponent(b);
  const bool a_left = shift >= 0;
  const Limbs left = Form::numerator(a_left ? a : b), right = Form::numerator(a_left ? b : a);
  const std::size_t distance = static_cast<std::size_t>(std::labs(shift));
  if (left.empty() || right.empty() || right.size() > few) return false;
  if (left.size() + distance / limb_bits >= few) return false;
  long power = std::min(Form::exponent(a), Form::exponent(b));
  FewLimbs sum = shifted_sum(left, distance, right, subtract);
  // One odd and one even number have an odd sum.
  if (shift == 0 && sum.size != 0) power += strip(sum);
  const bool negative = (a_left ? a_negative : b_negative) != sum.negative;
  if (sum.size > few) {
    out = Form::number(negative, sum, {}, power);
  } else {
    Form::set_few(out, negative, sum.limb, sum.size, power);
  }
  return true;
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
  if (!denominator.empty()) return Form::fraction(negative, sum, denominator, exponent);
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
  if (Form::is_dyadic(a) && Form::is_dyadic(b)) return combined(x, y, {});
  const CommonDenominator both(x, Form::denominator(a), y, Form::denominator(b));
  return combined(both.left, both.right, both.denominator);
}

/// out += b or -= b
void accumulate(Rational& out, const Rational& b, bool minus) {
  if (b.sign() == 0) return;
  if (summed_shortly(out, out, b, minus) || summed_in_few(out, out, b, minus)) return;
  out = sum(out, b, minus);
}

}  // namespace

Rational operator+(const Rational& a, const Rational& b) {
  Rational out;
  if (!summed_shortly(out, a, b, false) && !summed_in_few(out, a, b, false)) {
    out = sum(a, b, false);
  }
  return out;
}
Rational operator-(const Rational& a, const Rational& b) {
  Rational out;
  if (!summed_shortly(out, a, b, true) && !summed_in_few(out, a, b, true)) out = sum(a, b, true);
  return out;
}
Rational& Rational::operator+=(const Rational& b) {
  accumulate(*this, b, false);
  return *this;
}
Rational& Rational::operator-=(const Rational& b) {
  accumulate(*this, b, true);
  return *this;
}

}  // namespace claimcheck
