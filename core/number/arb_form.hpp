// Balls as Arb sees them: for the files that call Arb, and for no others.
#pragma once

#include <arb.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/number/ball.hpp"
#include "core/number/double_double.hpp"
#include "core/number/rational.hpp"

namespace claimcheck {

enum class BallOperation : unsigned char {
  sum,
  difference,
  product,
  quotient,
  negation,
  absolute_value,
  square,
  square_root,
  minimum,
  maximum,
  hull,
  widening,
  integer_power,
  power,
  exp,
  expm1,
  log,
  log1p,
  atan,
  acos,
  tanh,
  sin,
  cos,
  erf,
  erfc
};

/// out = the operation on x and y in Arb; `exponent` is that of an integer power. The rules of
/// ball.hpp hold: abs, square and even powers do not reach below 0, functions use the part of x
/// inside their domain. Only the first four operations may be made in place.
void apply(BallOperation operation, arb_ptr out, arb_srcptr x, arb_srcptr y, int exponent,
           slong bits);

/// A number that two doubles do not hold: in Arb's form or, what a sum or product of exact numbers
/// is cheaper in, a dyadic rational. Those given back are kept, with the memory of their digits,
/// for the thread's next results.
struct WideNumber {
  arb_t value;          ///< of a dyadic number only once it is `written`
  bool dyadic = false;  ///< whether `exact` is the number
  bool written = true;
  Rational exact;
  DoubleDouble rounded;  ///< encloses `exact`; NaN where it has no ordinary size
  WideNumber* next;
};

/// The two forms of a ball.
struct BallForm {
  /// Nothing in Arb's form.
  static const DoubleDouble* two_doubles(const Ball& x) {
    return x.parts_.wide == nullptr ? &x.parts_.native : nullptr;
  }
  /// Of a ball that is not in two doubles only.
  static arb_srcptr arb(const Ball& x) { return written(*x.parts_.wide); }
  /// To be changed, after which it is in Arb's form.
  static arb_ptr arb(Ball& x) {
    written(*x.parts_.wide);
    x.parts_.wide->dyadic = false;
    return x.parts_.wide->value;
  }
  static arb_srcptr written(WideNumber& x);
  /// The dyadic number that the ball is where two doubles do not hold it.
  static const WideNumber* dyadic(const BallParts& x) {
    return x.wide != nullptr && x.wide->dyadic ? x.wide : nullptr;
  }
  /// Whether the sum of two dyadic numbers has few enough bits to be worth computing exactly.
  static bool sums_shortly(const Rational& a, const Rational& b);
  /// The number, if it is dyadic and no longer than the exact bits of BallPrecision.
  static std::optional<BallParts> kept(Rational&& exact);

  /// Two doubles that stand for the ball or, in Arb's form, are NaN.
  static const DoubleDouble& native(const Ball& x) { return x.parts_.native; }
  static Ball from(const DoubleDouble& native) { return Ball(native); }
  static Ball from(const BallParts& parts) { return Ball(parts); }
  static bool is_good(const RoundedDoubleDouble& x) { return Ball::is_good(x); }
  static const BallParts& parts(const Ball& x) { return x.parts_; }
  /// The parts without their owner.
  static BallParts released(Ball&& x) { return std::exchange(x.parts_, {}); }
  /// The bits to compute to in Arb: a little more than two doubles, into which a result is then
  /// shortened.
  static slong arb_bits() { return std::max(BallPrecision::exact_bits(), Ball::native_bits + 4); }

  /// The ball in Arb's form, with memory of its own.
  static arb_ptr make_arb(Ball& x);
  /// An indefinite number in Arb's form, to be written over.
  static Ball any_arb();
  /// Takes over a native result.
  static void set_native(Ball& x, const DoubleDouble& value) {
    if (x.parts_.wide != nullptr) Ball::give_back(x.parts_.wide);
    x.parts_ = {value, nullptr};
  }
  /// To two doubles when the working precision asks for no more and the size allows it.
  static void shorten(Ball& x);
};

/// out = the native ball; the radius may grow by a rounding.
void write(arb_ptr out, const DoubleDouble& value);

/// Reads a ball for one call of Arb.
class ArbArgument {
 public:
  explicit ArbArgument(const Ball& x) : ArbArgument(BallForm::parts(x)) {}
  explicit ArbArgument(const BallParts& x);
  ~ArbArgument() {
    if (source_ == own_) arb_clear(own_);
  }
  ArbArgument(const ArbArgument&) = delete;
  ArbArgument& operator=(const ArbArgument&) = delete;
  operator arb_srcptr() const { return source_; }  // NOLINT: passes for one in every call

 private:
  arb_t own_;
  arb_srcptr source_;
};

/// Reads a ball as a rational; nothing unless it is exact.
class ExactArgument {
 public:
  explicit ExactArgument(const BallParts& x);
  ExactArgument(const ExactArgument&) = delete;
  ExactArgument& operator=(const ExactArgument&) = delete;
  explicit operator bool() const { return source_ != nullptr; }
  const Rational& operator*() const { return *source_; }

 private:
  Rational own_;
  const Rational* source_ = nullptr;
};

/// Takes the result of one call of Arb, which writes all of it.
class ArbResult {
 public:
  operator arb_ptr() { return BallForm::arb(ball_); }  // NOLINT: passes for one in every call
  Ball take() {
    BallForm::shorten(ball_);
    return std::move(ball_);
  }

 private:
  Ball ball_ = BallForm::any_arb();
};

}  // namespace claimcheck
