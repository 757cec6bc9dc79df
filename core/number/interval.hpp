// Interval: a rigorous real number in two doubles, for the first rung of a decision.
//
// The set [m - r, m + r] with m and r >= 0 doubles; an r that is not finite stands for everything,
// undefined included. Inclusion principle: if every argument encloses its exact value, so does the
// result. The midpoint is what plain double arithmetic computes; the radius collects the rounding
// errors, found exactly by error-free transformations, so that an operation without rounding on
// exact arguments gives an exact result (r = 0). Midpoint-radius and not endpoints, because then an
// operation has no case distinction by sign and never changes the rounding mode
// (S. M. Rump, Fast and parallel interval arithmetic, BIT 39, 1999).
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <type_traits>

#include "core/number/integer.hpp"
#include "core/number/rounding.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

class Interval {
 public:
  Interval() = default;
  /// Integers convert on their own; enclosed, and exact up to 2^53.
  template <std::integral Integer>
  Interval(Integer value) : Interval(from(exact_long(value))) {}  // NOLINT
  /// Exactly the dyadic rational that `value` is; an infinity or NaN becomes everything.
  /// Explicit, so that a literal such as 0.1 cannot slip into a formula: write R(1) / 10.
  explicit Interval(double value) : mid_(value), radius_(value - value) {}

  static Interval everything() { return {0, rounding::infinity}; }
  /// Contains [low, high]. @throws std::invalid_argument unless low <= high.
  static Interval between(double low, double high);
  /// Contains both arguments.
  static Interval hull(const Interval& a, const Interval& b);
  /// Contains [mid - s, mid + s] for the largest s = |x|, x in `radius`.
  static Interval around(const Interval& mid, const Interval& radius);
  /// Contains [mid - radius, mid + radius]; radius >= 0.
  static Interval around(double mid, double radius) { return {mid, radius}; }

  Interval& operator+=(const Interval& b);
  Interval& operator-=(const Interval& b) { return *this += -b; }
  Interval& operator*=(const Interval& b);
  Interval& operator/=(const Interval& b);
  /// this += a * b
  Interval& add_product(const Interval& a, const Interval& b);
  Interval operator-() const { return {-mid_, radius_}; }

  /// The midpoint; NaN for everything.
  double mid() const { return is_finite() ? mid_ : std::numeric_limits<double>::quiet_NaN(); }
  /// Tight bounds in double; infinite for everything.
  double lower() const;
  double upper() const;
  double radius() const { return is_finite() ? radius_ : rounding::infinity; }
  bool is_exact() const { return radius_ == 0; }
  bool is_finite() const { return radius_ < rounding::infinity; }
  bool contains(double value) const { return lower() <= value && value <= upper(); }

  /// "[mid +/- radius]" with at most `digits` digits of the midpoint, all of them right.
  std::string text(int digits = 15) const;

 private:
  Interval(double mid, double radius) : mid_(mid), radius_(radius) {}
  static Interval from(long value);

  double mid_ = 0;
  double radius_ = 0;

  friend Truth less(const Interval& a, const Interval& b);
  friend Truth less_equal(const Interval& a, const Interval& b);
  friend Truth equal(const Interval& a, const Interval& b);
  friend Interval abs(Interval x);
  friend Interval square(Interval x);
  friend Interval sqrt(Interval x);
};

inline Interval operator+(Interval a, const Interval& b) { return a += b; }
inline Interval operator-(Interval a, const Interval& b) { return a -= b; }
inline Interval operator*(Interval a, const Interval& b) { return a *= b; }
inline Interval operator/(Interval a, const Interval& b) { return a /= b; }

// An interval is never compared with an operator: comparisons are relations.
template <class I>
concept SomeInterval = std::is_same_v<std::remove_cvref_t<I>, Interval>;
template <class A, class B>
requires(SomeInterval<A> || SomeInterval<B>) bool operator<(const A&, const B&) = delete;
template <class A, class B>
requires(SomeInterval<A> || SomeInterval<B>) bool operator>(const A&, const B&) = delete;
template <class A, class B>
requires(SomeInterval<A> || SomeInterval<B>) bool operator<=(const A&, const B&) = delete;
template <class A, class B>
requires(SomeInterval<A> || SomeInterval<B>) bool operator>=(const A&, const B&) = delete;
template <class A, class B>
requires(SomeInterval<A> || SomeInterval<B>) bool operator==(const A&, const B&) = delete;

// Comparisons are exact: `unknown` only if the two sets really overlap.
Truth less(const Interval& a, const Interval& b);
Truth less_equal(const Interval& a, const Interval& b);
/// yes only when both are exact and the same.
Truth equal(const Interval& a, const Interval& b);

// Functions take intervals by value, which is in registers.

/// Never reaches below 0.
Interval abs(Interval x);
Interval min(Interval a, Interval b);
Interval max(Interval a, Interval b);
Interval square(Interval x);
/// Encloses sqrt on the non-negative part of x; everything if x is certainly negative.
Interval sqrt(Interval x);

// The elementary functions call the C library once for a thin argument and widen the answer by
// twice the error that the glibc manual documents plus two units in the last place; the tests
// measure it.
Interval exp(Interval x);
Interval expm1(Interval x);
/// Everything unless x > 0 certainly; log1p likewise for x > -1.
Interval log(Interval x);
Interval log1p(Interval x);
Interval atan(Interval x);
/// acos of the part of x inside [-1, 1].
Interval acos(Interval x);
Interval tanh(Interval x);
Interval sin(Interval x);
Interval cos(Interval x);
Interval erf(Interval x);
Interval erfc(Interval x);
Interval pow(Interval x, int exponent);
/// x^y for x > 0; everything otherwise.
Interval pow(Interval x, Interval y);

}  // namespace claimcheck

#include "core/number/interval_inline.hpp"
