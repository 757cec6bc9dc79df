// Rational: exact arithmetic for formulas that are rational functions of the exact inputs.
//
// Carried by Boost.Multiprecision's cpp_rational, kept out of this header for compile time.
#pragma once

#include <concepts>
#include <memory>
#include <string>

#include "core/number/integer.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

class Rational {
 public:
  Rational() : Rational(Exactly{0}) {}
  /// Integers are exact and convert on their own; a template, so that no double sneaks in as one.
  template <std::integral Integer>
  Rational(Integer value) : Rational(Exactly{exact_long(value)}) {}  // NOLINT
  /// Exactly the dyadic rational that `value` is. @throws std::domain_error unless finite.
  explicit Rational(double value);
  /// Reads "3/2", "-7" or "0x1.8p-3", exactly: no octal, no rounding of long hexadecimals.
  /// @throws std::invalid_argument on anything else.
  static Rational parse(const std::string& text);
  Rational(const Rational& other);
  Rational(Rational&& other) noexcept;
  Rational& operator=(const Rational& other);
  Rational& operator=(Rational&& other) noexcept;
  ~Rational();

  Rational& operator+=(const Rational& b);
  Rational& operator-=(const Rational& b);
  Rational& operator*=(const Rational& b);
  /// @throws std::domain_error when b is zero.
  Rational& operator/=(const Rational& b);
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

  struct Value;
  std::unique_ptr<Value> value_;
};

inline Rational operator+(Rational a, const Rational& b) { return a += b; }
inline Rational operator-(Rational a, const Rational& b) { return a -= b; }
inline Rational operator*(Rational a, const Rational& b) { return a *= b; }
inline Rational operator/(Rational a, const Rational& b) { return a /= b; }

Truth less(const Rational& a, const Rational& b);
Truth less_equal(const Rational& a, const Rational& b);
Truth equal(const Rational& a, const Rational& b);

Rational abs(const Rational& x);
Rational min(const Rational& a, const Rational& b);
Rational max(const Rational& a, const Rational& b);
Rational square(const Rational& x);
Rational pow(const Rational& x, int exponent);

}  // namespace claimcheck
