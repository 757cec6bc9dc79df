// Extended: plain (not rigorous) floating point with a number of digits chosen at run time.
//
// Serves `--digits`. Carried by Boost.Multiprecision's mpfr_float, kept out of this header.
#pragma once

#include <concepts>
#include <cstddef>
#include <string>

#include "core/number/integer.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

/// Decimal digits of all Extended values created from now on, in the whole process (Boost 1.74
/// keeps one default for all threads); restored at scope end. Set it before threads start.
class ExtendedDigits {
 public:
  /// @throws std::invalid_argument unless 2 <= digits <= 100000.
  explicit ExtendedDigits(int digits);
  ~ExtendedDigits();
  ExtendedDigits(const ExtendedDigits&) = delete;
  ExtendedDigits& operator=(const ExtendedDigits&) = delete;

 private:
  unsigned previous_;
};

class Extended {
 public:
  Extended() : Extended(Exactly{0}) {}
  /// Integers are exact and convert on their own; a template, so that no double sneaks in as one.
  template <std::integral Integer>
  Extended(Integer value) : Extended(Exactly{exact_long(value)}) {}  // NOLINT
  explicit Extended(double value);
  Extended(const Extended& other);
  Extended(Extended&& other) noexcept;
  Extended& operator=(const Extended& other);
  Extended& operator=(Extended&& other) noexcept;
  ~Extended();

  Extended& operator+=(const Extended& b);
  Extended& operator-=(const Extended& b);
  Extended& operator*=(const Extended& b);
  Extended& operator/=(const Extended& b);
  Extended& add_product(const Extended& a, const Extended& b);
  Extended operator-() const;

  double mid() const;
  std::string text(int digits = 0) const;  ///< all digits when `digits` is 0

  void* storage() { return storage_; }
  const void* storage() const { return storage_; }

 private:
  struct Exactly {
    long value;
  };
  explicit Extended(Exactly integer);

  alignas(8) std::byte storage_[32];
};

inline Extended operator+(Extended a, const Extended& b) { return a += b; }
inline Extended operator-(Extended a, const Extended& b) { return a -= b; }
inline Extended operator*(Extended a, const Extended& b) { return a *= b; }
inline Extended operator/(Extended a, const Extended& b) { return a /= b; }

/// unknown when either side is not a number.
Truth less(const Extended& a, const Extended& b);
Truth less_equal(const Extended& a, const Extended& b);
Truth equal(const Extended& a, const Extended& b);

Extended abs(const Extended& x);
Extended min(const Extended& a, const Extended& b);
Extended max(const Extended& a, const Extended& b);
Extended square(const Extended& x);
Extended sqrt(const Extended& x);
Extended exp(const Extended& x);
Extended expm1(const Extended& x);
Extended log(const Extended& x);
Extended log1p(const Extended& x);
Extended atan(const Extended& x);
Extended acos(const Extended& x);
Extended tanh(const Extended& x);
Extended sin(const Extended& x);
Extended cos(const Extended& x);
Extended erf(const Extended& x);
Extended erfc(const Extended& x);
Extended pow(const Extended& x, int exponent);
Extended pow(const Extended& x, const Extended& y);

}  // namespace claimcheck
