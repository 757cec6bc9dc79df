// Rational: exact arithmetic for formulas that are rational functions of the exact inputs.
//
// +- numerator 2^exponent / denominator, both odd: the exact inputs are dyadic, so that most
// numbers have the denominator 1 and cost no greatest common divisor; such a number has one form
// only. Other fractions are reduced once they are long. Up to 384 bits of numerator and denominator
// together live in the number itself and cost no allocation.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

#include "core/number/integer.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

class Rational {
 public:
  Rational() = default;
  /// Integers are exact and convert on their own; a template, so that no double sneaks in as one.
  template <std::integral Integer>
  Rational(Integer value) {  // NOLINT
    const long exact = exact_long(value);
    set(exact < 0,
        exact < 0 ? -static_cast<std::uint64_t>(exact) : static_cast<std::uint64_t>(exact), 0);
  }
  /// Exactly the dyadic rational that `value` is. @throws std::domain_error unless finite.
  explicit Rational(double value);
  /// Reads "3/2", "-7" or "0x1.8p-3", exactly: no octal, no rounding of long hexadecimals.
  /// @throws std::invalid_argument on anything else.
  static Rational parse(const std::string& text);
  Rational(const Rational& other) : form_(other.form_) {
    if (other.is_far()) copy_far(other);
  }
  Rational(Rational&& other) noexcept : form_(other.form_) { other.form_ = {}; }
  Rational& operator=(const Rational& other) {
    if (!is_far() && !other.is_far()) {
      form_ = other.form_;
    } else {
      *this = Rational(other);
    }
    return *this;
  }
  Rational& operator=(Rational&& other) noexcept {
    if (!is_far() && !other.is_far()) {
      form_ = other.form_;
    } else {
      std::swap(form_, other.form_);
    }
    return *this;
  }
  ~Rational() {
    if (is_far()) release();
  }

  Rational& operator+=(const Rational& b);
  Rational& operator-=(const Rational& b);
  Rational& operator*=(const Rational& b);
  Rational& operator/=(const Rational& b) { return *this = *this / b; }
  Rational& add_product(const Rational& a, const Rational& b) { return *this += a * b; }
  Rational operator-() const {
    Rational out = *this;
    out.form_.numerator = -out.form_.numerator;
    return out;
  }

  int sign() const { return form_.numerator < 0 ? -1 : form_.numerator > 0 ? 1 : 0; }
  bool is_dyadic() const { return form_.denominator == 0; }
  double mid() const;        ///< nearest double
  std::string text() const;  ///< "p/q" in lowest terms, or "p"

 private:
  static constexpr int near_limbs = 6;

  /// Limbs are words of 64 bits, least significant first; the denominator's follow the numerator's.
  struct Words {
    std::int32_t numerator = 0;     ///< how many limbs; negative for a negative number
    std::uint32_t denominator = 0;  ///< how many limbs; 0 for the denominator 1
    long exponent = 0;              ///< 0 for zero
    union {
      std::uint64_t near[near_limbs] = {};
      std::uint64_t* far;  ///< when there are more
    };
  };

  int limbs() const {
    return (form_.numerator < 0 ? -form_.numerator : form_.numerator) +
           static_cast<int>(form_.denominator);
  }
  bool is_far() const { return limbs() > near_limbs; }
  /// size 2^exponent or its negative, for at most 64 bits
  void set(bool negative, std::uint64_t size, long exponent) {
    if (size == 0) return;
    const int twos = std::countr_zero(size);
    form_.numerator = negative ? -1 : 1;
    form_.exponent = exponent + twos;
    form_.near[0] = size >> twos;
  }
  void copy_far(const Rational& other);
  void release() noexcept;

  Words form_;

  friend struct RationalForm;
  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  /// @throws std::domain_error when b is zero.
  friend Rational operator/(const Rational& a, const Rational& b);
};

Truth less(const Rational& a, const Rational& b);
Truth less_equal(const Rational& a, const Rational& b);
Truth equal(const Rational& a, const Rational& b);

Rational abs(const Rational& x);
Rational min(const Rational& a, const Rational& b);
Rational max(const Rational& a, const Rational& b);
Rational square(const Rational& x);
Rational pow(const Rational& x, int exponent);

/// a / b to within 2^-49 of itself and 2^-1074, with the sign of a / b, without forming it.
/// Infinite when it is beyond all doubles or b is 0, NaN for 0 / 0.
double mid_of_quotient(const Rational& a, const Rational& b);

}  // namespace claimcheck
