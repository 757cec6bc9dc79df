// The inside of a Rational, for the files that compute with it.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "core/number/natural.hpp"
#include "core/number/rational.hpp"

namespace claimcheck {

struct RationalForm {
  static const Limb* data(const Rational& x) { return x.is_far() ? x.form_.far : x.form_.near; }
  static std::size_t numerator_size(const Rational& x) {
    return static_cast<std::size_t>(std::abs(x.form_.numerator));
  }
  static Limbs numerator(const Rational& x) { return {data(x), numerator_size(x)}; }
  /// Empty when it is 1.
  static Limbs denominator(const Rational& x) {
    return {data(x) + numerator_size(x), x.form_.denominator};
  }
  static long exponent(const Rational& x) { return x.form_.exponent; }
  static bool is_dyadic(const Rational& x) { return x.form_.denominator == 0; }
  /// One limb over 1; zero is not.
  static bool is_short(const Rational& x) {
    return std::abs(x.form_.numerator) == 1 && x.form_.denominator == 0;
  }
  static bool both_short(const Rational& a, const Rational& b) {
    return is_short(a) && is_short(b);
  }
  static Limb limb(const Rational& x) { return x.form_.near[0]; }  ///< of a short one

  /// out = +- size 2^exponent; `out` owns no memory.
  static void set_dyadic(Rational& out, bool negative, TwoLimbs size, long exponent) {
    Rational::Words& form = out.form_;
    const auto low = static_cast<Limb>(size), high = static_cast<Limb>(size >> limb_bits);
    if (size == 0) {
      form.numerator = 0;
      form.exponent = 0;
      return;
    }
    const int twos = low != 0 ? std::countr_zero(low) : limb_bits + std::countr_zero(high);
    size >>= twos;
    form.near[0] = static_cast<Limb>(size);
    form.near[1] = static_cast<Limb>(size >> limb_bits);
    form.numerator = form.near[1] != 0 ? 2 : 1;
    if (negative) form.numerator = -form.numerator;
    form.exponent = exponent + twos;
  }
  /// Room for so many limbs, to be filled by the caller with odd numbers; numerator > 0.
  static Limb* prepare(Rational& out, bool negative, std::size_t numerator, std::size_t denominator,
                       long exponent) {
    const std::size_t all = numerator + denominator;
    Limb* limbs = out.form_.near;
    if (all > Rational::near_limbs) limbs = out.form_.far = new Limb[all];
    out.form_.numerator = static_cast<std::int32_t>(numerator);
    if (negative) out.form_.numerator = -out.form_.numerator;
    out.form_.denominator = static_cast<std::uint32_t>(denominator);
    out.form_.exponent = exponent;
    return limbs;
  }
  /// +- numerator 2^exponent / denominator, both odd; an empty denominator is 1.
  static Rational number(bool negative, Limbs numerator, Limbs denominator, long exponent) {
    Rational out;
    Limb* limbs = prepare(out, negative, numerator.size(), denominator.size(), exponent);
    std::copy(numerator.begin(), numerator.end(), limbs);
    std::copy(denominator.begin(), denominator.end(), limbs + numerator.size());
    return out;
  }
  /// The same for a number that may be even or 0, over an odd denominator > 1; reduced when that is
  /// long. Changes the numerator.
  static Rational fraction(bool negative, Natural& numerator, Limbs denominator, long exponent);
};

/// The square root where it is dyadic, of a dyadic number >= 0.
std::optional<Rational> dyadic_square_root(const Rational& x);

}  // namespace claimcheck
