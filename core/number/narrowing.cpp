#include "core/number/narrowing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double least_radius = 0x1p-900;  // of those that come out of Arb

/// 2^exponent for a normal result.
double power_of_two(long exponent) {
  return std::bit_cast<double>(static_cast<std::int64_t>(exponent + 1023) << 52);
}

/// The first 128 bits of a number, 0.first second * 2^exponent, and whether there are no more.
struct Leading {
  Limb first, second;
  long exponent;
  bool negative, whole;
};
Leading leading(const arb_t x) {
  mp_srcptr limbs;
  mp_size_t count;
  ARF_GET_MPN_READONLY(limbs, count, arb_midref(x));
  return {limbs[count - 1], count > 1 ? limbs[count - 2] : 0, ARF_EXP(arb_midref(x)),
          ARF_SGNBIT(arb_midref(x)) != 0, count <= 2};
}
Leading leading(const Rational& x) {
  const Limbs limbs = RationalForm::numerator(x);
  const auto limb = [&](std::size_t k) {
    return k < limbs.size() ? limbs[limbs.size() - 1 - k] : 0;
  };
  const int cut = std::countl_zero(limb(0));
  const auto joined = [&](std::size_t k) {
    return cut == 0 ? limb(k) : limb(k) << cut | limb(k + 1) >> (limb_bits - cut);
  };
  const auto bits = static_cast<long>(limbs.size()) * limb_bits - cut;
  return {joined(0), joined(1), bits + RationalForm::exponent(x), x.sign() < 0,
          bits <= 2 * limb_bits};
}

/// The first 106 bits in two doubles; the rest, bounded, joins the radius. Of numbers of ordinary
/// size only.
DoubleDouble narrowed(const Leading& x, double radius) {
  const double unit = power_of_two(x.exponent - 53), sign = x.negative ? -unit : unit;
  const rounding::Split mid = rounding::two_sum(
      sign * static_cast<double>(x.first >> 11),
      sign * 0x1p-53 * static_cast<double>((x.first & 0x7ff) << 42 | x.second >> 22));
  const bool whole = x.whole && (x.second & 0x3fffff) == 0;
  if (!whole) radius = (radius + unit * 0x1p-53) * rounding::up;
  return {mid.value, mid.error, radius};
}

/// size 2^exponent of a normal double, an odd or even integer below 2^53; 0 for 0.
struct Mantissa {
  Limb size;
  long exponent;
};
std::optional<Mantissa> mantissa(double x) {
  constexpr Limb hidden = Limb{1} << 52;
  const auto bits = std::bit_cast<Limb>(x);
  const auto biased = static_cast<long>(bits >> 52 & 0x7ff);
  if (biased == 0) return x == 0 ? std::optional<Mantissa>({0, 0}) : std::nullopt;
  return Mantissa{(bits & (hidden - 1)) | hidden, biased - 1075};
}

}  // namespace

DoubleDouble narrowed(const arb_t x) {
  const double radius =
      mag_is_zero(arb_radref(x)) ? 0 : std::max(mag_get_d(arb_radref(x)), least_radius);
  return arf_is_zero(arb_midref(x)) ? DoubleDouble{0, 0, radius} : narrowed(leading(x), radius);
}
DoubleDouble narrowed(const Rational& x) {
  if (x.sign() == 0) return {0, 0, 0};
  const Leading parts = leading(x);
  return std::labs(parts.exponent) < 400 ? narrowed(parts, 0) : DoubleDouble{nan, 0, 0};
}
bool joined(Rational& out, const DoubleDouble& x) {
  const std::optional<Mantissa> high = mantissa(x.high), low = mantissa(x.low);
  if (!high || !low) return false;
  const bool negative = std::signbit(x.high);
  if (low->size == 0) {
    RationalForm::set_dyadic(out, negative, high->size, high->exponent);
    return true;
  }
  // |high| is at least 2^52 units of low, so that the difference is positive.
  const long shift = high->exponent - low->exponent;
  if (shift < 0 || shift > 74) return false;
  const TwoLimbs top = TwoLimbs{high->size} << shift;
  const bool same_sign = negative == std::signbit(x.low);
  RationalForm::set_dyadic(out, negative, same_sign ? top + low->size : top - low->size,
                           low->exponent);
  return true;
}

}  // namespace claimcheck
