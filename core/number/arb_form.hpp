// Balls as Arb sees them: for the files that call Arb, and for no others.
#pragma once

#include <arb.h>

#include <optional>
#include <utility>

#include "core/number/ball.hpp"

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

/// The two forms of a ball.
struct BallForm {
  /// Nothing in Arb's form.
  static const DoubleDouble* two_doubles(const Ball& x) {
    return x.is_native_ ? &x.native_ : nullptr;
  }
  /// Of a ball in Arb's form only.
  static arb_srcptr arb(const Ball& x) { return reinterpret_cast<arb_srcptr>(x.arb_); }
  static arb_ptr arb(Ball& x) { return reinterpret_cast<arb_ptr>(x.arb_); }

  /// The ball in Arb's form, with memory of its own.
  static arb_ptr make_arb(Ball& x);
  /// Takes over a native result; false when it is out of range.
  static bool set_native(Ball& x, const DoubleDouble& value);
  /// To two doubles when the working precision asks for no more and the size allows it.
  static void shorten(Ball& x);
};

/// out = the native ball; the radius may grow by a rounding.
void write(arb_ptr out, const DoubleDouble& value);

/// Reads a ball for one call of Arb.
class ArbArgument {
 public:
  explicit ArbArgument(const Ball& x);
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

/// Takes the result of one call of Arb.
class ArbResult {
 public:
  ArbResult() { BallForm::make_arb(ball_); }
  operator arb_ptr() { return BallForm::arb(ball_); }  // NOLINT: passes for one in every call
  Ball take() {
    BallForm::shorten(ball_);
    return std::move(ball_);
  }

 private:
  Ball ball_;
};

}  // namespace claimcheck
