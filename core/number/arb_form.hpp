// Balls as Arb sees them: for the files that call Arb, and for no others.
#pragma once

#include <arb.h>

#include <algorithm>
#include <utility>

#include "core/number/ball.hpp"
#include "core/number/double_double.hpp"

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

/// A number in Arb's form. Those given back are kept, with the memory of their digits, for the
/// thread's next results.
struct ArbNumber {
  arb_t value;
  ArbNumber* next;
};

/// The two forms of a ball.
struct BallForm {
  /// Nothing in Arb's form.
  static const DoubleDouble* two_doubles(const Ball& x) {
    return x.parts_.arb == nullptr ? &x.parts_.native : nullptr;
  }
  /// Of a ball in Arb's form only.
  static arb_srcptr arb(const Ball& x) { return x.parts_.arb->value; }
  static arb_ptr arb(Ball& x) { return x.parts_.arb->value; }

  /// Two doubles that stand for the ball or, in Arb's form, are NaN.
  static const DoubleDouble& native(const Ball& x) { return x.parts_.native; }
  static Ball from(const DoubleDouble& native) { return Ball(native); }
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
    if (x.parts_.arb != nullptr) Ball::give_back(x.parts_.arb);
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
