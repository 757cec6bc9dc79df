// Ball: a rigorous real number, midpoint and radius, at a precision chosen at run time.
//
// Inclusion principle: if every argument encloses its exact value, so does the result. Numbers of
// ordinary size that two doubles hold are kept in them (core/number/double_double.hpp): all results
// at a working precision of up to 106 bits, and at a higher one those that round nothing. All
// others are carried by Arb (F. Johansson, IEEE Trans. Comput. 66, 2017), whose header reaches no
// theorem file.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

#include "core/number/double_double.hpp"
#include "core/number/integer.hpp"
#include "core/number/truth.hpp"

namespace claimcheck {

/// Working precision of all ball operations on this thread, in bits; restored at scope end.
class BallPrecision {
 public:
  /// @throws std::invalid_argument unless 2 <= bits <= 2^20.
  explicit BallPrecision(int bits);
  ~BallPrecision();
  BallPrecision(const BallPrecision&) = delete;
  BallPrecision& operator=(const BallPrecision&) = delete;

  static int bits();

 private:
  int previous_;
};

class Ball {
 public:
  /// The bits that two doubles hold: up to this working precision Ball computes in them.
  static constexpr int native_bits = 106;

  Ball() : native_{} {}
  /// Integers are exact and convert on their own; a template, so that no double sneaks in as one.
  template <std::integral Integer>
  Ball(Integer value) : Ball(Exactly{exact_long(value)}) {}  // NOLINT
  /// Exactly the dyadic rational that `value` is. Explicit, so that a literal such as 0.1, which
  /// is not the tenth that a paper means, cannot slip into a formula: write R(1) / 10.
  /// An infinity or NaN becomes the ball that encloses everything.
  explicit Ball(double value);
  Ball(const Ball& other) : native_{} { *this = other; }
  Ball(Ball&& other) noexcept : native_{} { swap(other); }
  Ball& operator=(const Ball& other) {
    if (is_native_ && other.is_native_) {
      native_ = other.native_;
    } else {
      assign(other);
    }
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Ball() {
    if (!is_native_) release();
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
  explicit Ball(Exactly integer);
  void assign(const Ball& other);
  void release() noexcept;
  void swap(Ball& other) noexcept {
    std::byte kept[arb_bytes];
    std::memcpy(kept, arb_, arb_bytes);
    std::memcpy(arb_, other.arb_, arb_bytes);
    std::memcpy(other.arb_, kept, arb_bytes);
    std::swap(is_native_, other.is_native_);
  }

  static constexpr std::size_t arb_bytes = 48;
  union {
    DoubleDouble native_;
    alignas(8) std::byte arb_[arb_bytes];
  };
  bool is_native_ = true;

  friend struct BallForm;
};

Ball operator+(const Ball& a, const Ball& b);
Ball operator-(const Ball& a, const Ball& b);
Ball operator*(const Ball& a, const Ball& b);
Ball operator/(const Ball& a, const Ball& b);
inline Ball operator+(Ball&& a, const Ball& b) { return std::move(a += b); }
inline Ball operator-(Ball&& a, const Ball& b) { return std::move(a -= b); }
inline Ball operator*(Ball&& a, const Ball& b) { return std::move(a *= b); }
inline Ball operator/(Ball&& a, const Ball& b) { return std::move(a /= b); }

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
