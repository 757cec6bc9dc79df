// Rational: exact arithmetic for formulas that are rational functions of the exact inputs.
//
// numerator 2^exponent / denominator, with an odd denominator > 0: the exact inputs are dyadic, so
// that most numbers have the denominator 1 and cost no greatest common divisor. Other fractions are
// reduced once they are long. The integers are FLINT's, whose header stays out of this one: those
// below 2^62 live in the words themselves and cost no allocation.
#pragma once

#include <concepts>
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
  Rational(Integer value) : Rational(Exactly{exact_long(value)}) {}  // NOLINT
  /// Exactly the dyadic rational that `value` is. @throws std::domain_error unless finite.
  explicit Rational(double value);
  /// Reads "3/2", "-7" or "0x1.8p-3", exactly: no octal, no rounding of long hexadecimals.
  /// @throws std::invalid_argument on anything else.
  static Rational parse(const std::string& text);
  Rational(const Rational& other);
  Rational(Rational&& other) noexcept { swap(other); }
  Rational& operator=(const Rational& other);
  Rational& operator=(Rational&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Rational();

  Rational& operator+=(const Rational& b) { return *this = *this + b; }
  Rational& operator-=(const Rational& b) { return *this = *this - b; }
  Rational& operator*=(const Rational& b) { return *this = *this * b; }
  Rational& operator/=(const Rational& b) { return *this = *this / b; }
  Rational& add_product(const Rational& a, const Rational& b);
  Rational operator-() const;

  int sign() const;
  double mid() const;        ///< nearest double
  std::string text() const;  ///< "p/q" in lowest terms, or "p"

 private:
  struct Exactly {
    long value;
  };
  explicit Rational(Exactly integer);
  void swap(Rational& other) noexcept {
    std::swap(numerator_, other.numerator_);
    std::swap(denominator_, other.denominator_);
    std::swap(exponent_, other.exponent_);
  }

  // The first two are FLINT's integers; rational.cpp checks it. 0 and 1 need no initialisation.
  long numerator_ = 0, denominator_ = 1, exponent_ = 0;

  friend struct RationalWords;
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

}  // namespace claimcheck
