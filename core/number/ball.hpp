// Ball: a rigorous real number, midpoint and radius, at a precision chosen at run time.
//
// Inclusion principle: if every argument encloses its exact value, so does the result. Numbers of
// ordinary size that two doubles hold are kept in them (core/number/double_double.hpp): all results
// at a working precision of up to 106 bits, and at a higher one those that round nothing. Longer
// exact numbers are dyadic rationals; all others are carried by Arb (F. Johansson, IEEE Trans.
// Comput. 66, 2017), whose header reaches no theorem file.
#pragma once

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

#include "core/number/integer.hpp"
#include "core/number/truth.hpp"
#include "core/number/two_doubles.hpp"

namespace claimcheck {

/// Working precision of all ball operations on this thread, in bits; restored at scope end.
class BallPrecision {
 public:
  /// Results that round nothing are kept up to `exact_bits` where that is more than `bits`: sums
  /// and products of exact numbers, with which equality can be decided. All others have `bits`.
  /// @throws std::invalid_argument unless 2 <= bits <= 2^20 and exact_bits <= 2^20.
  explicit BallPrecision(int bits, int exact_bits = 0);
  ~BallPrecision() { state_ = previous_; }
  BallPrecision(const BallPrecision&) = delete;
  BallPrecision& operator=(const BallPrecision&) = delete;

  static int bits() { return state_.bits; }
  static int exact_bits() { return state_.exact_bits; }
  /// A result in two doubles will do if its rounding times this is at most its radius.
  static double price_of_rounding() { return state_.price_of_rounding; }

 private:
  struct State {
    int bits, exact_bits;
    double price_of_rounding;
  };
  static inline constinit thread_local State state_{64, 64, 0};
  State previous_;
};

/// A number that two doubles do not hold (core/number/arb_form.hpp).
struct WideNumber;

/// What a ball consists of, but not its owner. Functions outside this header take and return it by
/// value, so that a formula's intermediate results can stay in registers.
struct BallParts {
  DoubleDouble native;  // NaN for a wide number, so that no result of it is in range
  WideNumber* wide = nullptr;
};

class Ball {
 public:
  /// The bits that two doubles hold: up to this working precision Ball computes in them.
  static constexpr int native_bits = 106;

  Ball() = default;
  /// Integers are exact and convert on their own; a template, so that no double sneaks in as one.
  template <std::integral Integer>
  Ball(Integer value) : Ball(Exactly{exact_long(value)}) {}  // NOLINT
  /// Exactly the dyadic rational that `value` is. Explicit, so that a literal such as 0.1, which
  /// is not the tenth that a paper means, cannot slip into a formula: write R(1) / 10.
  /// An infinity or NaN becomes the ball that encloses everything.
  explicit Ball(double value) : Ball(DoubleDouble{value, 0, 0}) {
    if (!double_double::in_range(parts_.native)) parts_ = of_any_size(value);
  }
  Ball(const Ball& other) : parts_(other.parts_) {
    if (parts_.wide != nullptr) parts_.wide = copied(parts_.wide);
  }
  Ball(Ball&& other) noexcept : parts_(other.parts_) {
    if (parts_.wide != nullptr) other.parts_ = {};
  }
  Ball& operator=(const Ball& other) {
    if (parts_.wide == nullptr && other.parts_.wide == nullptr) {
      parts_.native = other.parts_.native;
    } else {
      *this = Ball(other);
    }
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    if (parts_.wide == nullptr && other.parts_.wide == nullptr) {
      parts_.native = other.parts_.native;
    } else {
      std::swap(parts_, other.parts_);
    }
    return *this;
  }
  ~Ball() {
    if (parts_.wide != nullptr) give_back(parts_.wide);
  }

  /// A ball that contains [low, high]. @throws std::invalid_argument unless low <= high.
  static Ball between(double low, double high);
  /// A ball that contains both arguments.
  static Ball hull(const Ball& a, const Ball& b);
  /// [mid - radius, mid + radius] with |radius| taken from a ball's upper bound.
  static Ball around(const Ball& mid, const Ball& radius);

  Ball& operator+=(const Ball& b);
  Ball& operator-=(const Ball& b);
  Ball& operator*=(const Ball& b);
  Ball& operator/=(const Ball& b);
  /// this += a * b
  Ball& add_product(const Ball& a, const Ball& b);
  Ball operator-() const;

  /// Nearest double to the midpoint (may be infinite when out of range).
  double mid() const;
  /// The exact midpoint as a ball of radius zero.
  Ball midpoint() const;
  /// Doubles that bound the ball from below and above; infinite when nothing better is known.
  double lower() const;
  double upper() const;
  /// Upper bound of the radius.
  double radius() const;
  bool is_exact() const;
  bool is_finite() const;
  /// Number of bits to which midpoint and radius agree; large when exact.
  long relative_bits() const;
  bool contains(double value) const;
  bool contains(const Ball& other) const;
  bool overlaps(const Ball& other) const;

  /// "[mid +/- radius]" with at most `digits` digits of the midpoint, all of them right.
  std::string text(int digits = 15) const;

 private:
  struct Exactly {
    long value;
  };
  explicit Ball(Exactly integer) : Ball(double_double::integer(integer.value)) {}
  explicit Ball(const DoubleDouble& native) : parts_{native, nullptr} {}
  explicit Ball(const BallParts& parts) : parts_(parts) {}
  /// Whether a native result will do at the working precision. Never if an argument was in Arb's
  /// form.
  static bool is_good(const RoundedDoubleDouble& x) {
    return double_double::in_range(x.ball) &&
           x.error * BallPrecision::price_of_rounding() <= x.ball.radius;
  }
  static BallParts of_any_size(double value);
  static WideNumber* copied(const WideNumber* number);
  static void give_back(WideNumber* number) noexcept;
  static BallParts rare_sum(BallParts a, BallParts b);
  static BallParts rare_difference(BallParts a, BallParts b);
  static BallParts rare_product(BallParts a, BallParts b);

  BallParts parts_;

  friend struct BallForm;
  friend Ball operator+(const Ball& a, const Ball& b);
  friend Ball operator-(const Ball& a, const Ball& b);
  friend Ball operator*(const Ball& a, const Ball& b);
};

[[gnu::always_inline]] inline Ball operator+(const Ball& a, const Ball& b) {
  const RoundedDoubleDouble sum = double_double::sum(a.parts_.native, b.parts_.native);
  if (Ball::is_good(sum)) return Ball(sum.ball);
  return Ball(Ball::rare_sum(a.parts_, b.parts_));
}
[[gnu::always_inline]] inline Ball operator-(const Ball& a, const Ball& b) {
  const RoundedDoubleDouble difference = double_double::sum(a.parts_.native, -b.parts_.native);
  if (Ball::is_good(difference)) return Ball(difference.ball);
  return Ball(Ball::rare_difference(a.parts_, b.parts_));
}
[[gnu::always_inline]] inline Ball operator*(const Ball& a, const Ball& b) {
  const DoubleDouble &x = a.parts_.native, &y = b.parts_.native;
  const RoundedDoubleDouble product = double_double::quick_product(x, y);
  if (Ball::is_good(product) && !double_double::may_split(x, y)) return Ball(product.ball);
  return Ball(Ball::rare_product(a.parts_, b.parts_));
}
Ball operator/(const Ball& a, const Ball& b);
inline Ball& Ball::operator+=(const Ball& b) { return *this = *this + b; }
inline Ball& Ball::operator-=(const Ball& b) { return *this = *this - b; }
inline Ball& Ball::operator*=(const Ball& b) { return *this = *this * b; }
inline Ball& Ball::operator/=(const Ball& b) { return *this = *this / b; }

// A ball is never compared with an operator: comparisons are relations (core/number/relation.hpp).
template <class B>
concept SomeBall = std::is_same_v<std::remove_cvref_t<B>, Ball>;
template <class A, class B>
requires(SomeBall<A> || SomeBall<B>) bool operator<(const A&, const B&) = delete;
template <class A, class B>
requires(SomeBall<A> || SomeBall<B>) bool operator>(const A&, const B&) = delete;
template <class A, class B>
requires(SomeBall<A> || SomeBall<B>) bool operator<=(const A&, const B&) = delete;
template <class A, class B>
requires(SomeBall<A> || SomeBall<B>) bool operator>=(const A&, const B&) = delete;
template <class A, class B>
requires(SomeBall<A> || SomeBall<B>) bool operator==(const A&, const B&) = delete;

/// (a / b).mid() without more digits of the quotient than that takes.
double mid_of_quotient(const Ball& a, const Ball& b);

Truth less(const Ball& a, const Ball& b);
Truth less_equal(const Ball& a, const Ball& b);
/// yes only when both are exact and the same.
Truth equal(const Ball& a, const Ball& b);

/// Never reaches below 0, so that 0 <= |x| and 0 <= x^2 are certain even if x may be 0.
Ball abs(const Ball& x);
Ball min(const Ball& a, const Ball& b);
Ball max(const Ball& a, const Ball& b);
Ball square(const Ball& x);
/// Encloses sqrt on the non-negative part of x; everything if x is certainly negative.
Ball sqrt(const Ball& x);
Ball exp(const Ball& x);
Ball expm1(const Ball& x);
Ball log(const Ball& x);
Ball log1p(const Ball& x);
Ball atan(const Ball& x);
/// acos of the part of x inside [-1, 1].
Ball acos(const Ball& x);
Ball tanh(const Ball& x);
Ball sin(const Ball& x);
Ball cos(const Ball& x);
Ball erf(const Ball& x);
Ball erfc(const Ball& x);
Ball pow(const Ball& x, int exponent);
/// x^y for x > 0.
Ball pow(const Ball& x, const Ball& y);

}  // namespace claimcheck
