// The double nearest to a rational.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

constexpr int mantissa_bits = 53;
constexpr long least_power = -1074;  // of a subnormal's last bit

/// The nearest double to (size + a part of 1 that is not zero when `inexact`) 2^exponent, for a
/// size of 64 bits: ties to even, on the subnormals' grid where these begin.
double rounded(Limb size, bool inexact, long exponent) {
  constexpr long beyond = 2000;
  if (exponent > beyond) return HUGE_VAL;
  const long cut = std::max<long>(limb_bits - mantissa_bits, least_power - exponent);
  if (cut > limb_bits) return 0;
  const Limb kept = cut == limb_bits ? 0 : size >> cut, half = Limb{1} << (cut - 1);
  const Limb rest = size & (half - 1);
  const bool up = (size & half) != 0 && (rest != 0 || inexact || (kept & 1) != 0);
  return times_power(static_cast<double>(kept + (up ? 1 : 0)), exponent + cut);
}

/// The nearest double to (all + a part of 1 that is not zero when `inexact`) 2^exponent; when
/// inexact, `all` has more than 64 bits. all > 0
double nearest(Limbs all, bool inexact, long exponent) {
  const auto cut = std::countl_zero(all.back());
  const Limb next = all.size() > 1 ? all[all.size() - 2] : 0;
  Limb first = all.back() << cut;
  if (cut != 0) first |= next >> (limb_bits - cut);
  inexact = inexact || next << cut != 0;
  for (std::size_t k = 0; k + 2 < all.size(); ++k) inexact = inexact || all[k] != 0;
  return rounded(first, inexact, exponent + static_cast<long>(all.size() - 1) * limb_bits - cut);
}

/// |x| > 0, from the first 64 bits of the quotient and whether anything follows.
double nearest(const Rational& x) {
  const Limbs denominator = Form::denominator(x);
  if (denominator.empty()) return nearest(Form::numerator(x), false, Form::exponent(x));
  // So far to the left that the quotient has 65 to 128 bits.
  const std::size_t length = bit_length(Form::numerator(x));
  const std::size_t wanted = limb_bits + 1 + bit_length(denominator);
  const std::size_t shift = wanted > length ? wanted - length : 0;
  Natural shifted, quotient, remainder;
  shifted.shift_left(Form::numerator(x), shift);
  quotient.divide(shifted, denominator, remainder);
  return nearest(quotient, !remainder.is_zero(), Form::exponent(x) - static_cast<long>(shift));
}

}  // namespace

double Rational::mid() const {
  constexpr long safe_power = 900;
  if (sign() == 0) return 0;
  // One rounding, of the limb to double, and none of the power.
  if (Form::is_short(*this) && std::labs(form_.exponent) <= safe_power) {
    return sign() * times_power(static_cast<double>(form_.near[0]), form_.exponent);
  }
  return sign() * nearest(*this);
}

}  // namespace claimcheck
