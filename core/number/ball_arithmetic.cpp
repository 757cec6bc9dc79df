// Operations on balls: in two doubles where the precision allows it and the sizes do, otherwise in
// Arb.
#include <cmath>

#include "core/number/arb_form.hpp"
#include "core/number/double_double_functions.hpp"

namespace claimcheck {
namespace {

/// The little more than two doubles that a result in Arb is computed to before it is shortened.
constexpr int spare_bits = 4;
slong bits() { return std::max(BallPrecision::bits(), Ball::native_bits + spare_bits); }

/// At a higher precision than two doubles have, only results without rounding are good enough.
bool accept(Ball& out, const RoundedDoubleDouble& result) {
  return (result.error == 0 || BallPrecision::bits() <= Ball::native_bits) &&
         BallForm::set_native(out, result.ball);
}

using Native = const DoubleDouble&;

/// An elementary function in two doubles, which is never better than that.
template <BallOperation operation>
std::optional<RoundedDoubleDouble> function_in_two_doubles(Native x) {
  using enum BallOperation;
  if (BallPrecision::bits() > Ball::native_bits) return std::nullopt;
  if constexpr (operation == exp) return double_double::exp(x);
  if constexpr (operation == expm1) return double_double::expm1(x);
  if constexpr (operation == log) return double_double::log(x);
  if constexpr (operation == log1p) return double_double::log1p(x);
  if constexpr (operation == tanh) return double_double::tanh(x);
  if constexpr (operation == atan) return double_double::atan(x);
  if constexpr (operation == acos) return double_double::acos(x);
  if constexpr (operation == erf) return double_double::erf(x);
  if constexpr (operation == erfc) return double_double::erfc(x);
  return std::nullopt;
}

/// The operation in two doubles; nothing where it has no such form.
template <BallOperation operation>
std::optional<RoundedDoubleDouble> in_two_doubles(Native x, Native y) {
  using enum BallOperation;
  if constexpr (operation == sum) return double_double::sum(x, y);
  if constexpr (operation == difference) return double_double::sum(x, -y);
  if constexpr (operation == product) return double_double::product(x, y);
  if constexpr (operation == quotient) return double_double::quotient(x, y);
  if constexpr (operation == square_root) return double_double::square_root(x);
  if constexpr (operation == square) return double_double::square(x);
  if constexpr (operation == absolute_value) return double_double::absolute_value(x);
  if constexpr (operation == negation) return RoundedDoubleDouble{-x, 0};
  if constexpr (operation == widening) return double_double::widening(x, y);
  return function_in_two_doubles<operation>(x);
}

template <BallOperation operation>
Ball computed(const Ball& a, const Ball& b, int exponent = 0) {
  const DoubleDouble *x = BallForm::two_doubles(a), *y = BallForm::two_doubles(b);
  if (x != nullptr && y != nullptr) {
    const std::optional<RoundedDoubleDouble> native = in_two_doubles<operation>(*x, *y);
    Ball out;
    if (native && accept(out, *native)) return out;
  }
  ArbResult out;
  const ArbArgument left(a);
  std::optional<ArbArgument> right;
  if (&a != &b) right.emplace(b);
  apply(operation, out, left, right ? arb_srcptr(*right) : arb_srcptr(left), exponent, bits());
  return out.take();
}
template <BallOperation operation>
Ball computed(const Ball& a) {
  return computed<operation>(a, a);
}

/// The same in place, which keeps the memory of a ball in Arb's form.
template <BallOperation operation>
void compute(Ball& a, const Ball& b) {
  if (BallForm::two_doubles(a) == nullptr && BallPrecision::bits() > Ball::native_bits) {
    apply(operation, BallForm::arb(a), BallForm::arb(a), ArbArgument(b), 0, bits());
  } else {
    a = computed<operation>(a, b);
  }
}

}  // namespace

Ball operator+(const Ball& a, const Ball& b) { return computed<BallOperation::sum>(a, b); }
Ball operator-(const Ball& a, const Ball& b) { return computed<BallOperation::difference>(a, b); }
Ball operator*(const Ball& a, const Ball& b) { return computed<BallOperation::product>(a, b); }
Ball operator/(const Ball& a, const Ball& b) { return computed<BallOperation::quotient>(a, b); }

Ball& Ball::operator+=(const Ball& b) {
  compute<BallOperation::sum>(*this, b);
  return *this;
}
Ball& Ball::operator-=(const Ball& b) {
  compute<BallOperation::difference>(*this, b);
  return *this;
}
Ball& Ball::operator*=(const Ball& b) {
  compute<BallOperation::product>(*this, b);
  return *this;
}
Ball& Ball::operator/=(const Ball& b) {
  compute<BallOperation::quotient>(*this, b);
  return *this;
}
Ball& Ball::add_product(const Ball& a, const Ball& b) {
  if (is_native_ || BallPrecision::bits() <= native_bits) return *this += a * b;
  arb_addmul(BallForm::arb(*this), ArbArgument(a), ArbArgument(b), BallPrecision::bits());
  return *this;
}
Ball Ball::operator-() const { return computed<BallOperation::negation>(*this); }

Ball Ball::hull(const Ball& a, const Ball& b) { return computed<BallOperation::hull>(a, b); }
Ball Ball::around(const Ball& mid, const Ball& radius) {
  return computed<BallOperation::widening>(mid, radius);
}

Ball abs(const Ball& x) { return computed<BallOperation::absolute_value>(x); }
Ball square(const Ball& x) { return computed<BallOperation::square>(x); }
Ball sqrt(const Ball& x) { return computed<BallOperation::square_root>(x); }
Ball min(const Ball& a, const Ball& b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? a : b;
  return computed<BallOperation::minimum>(a, b);
}
Ball max(const Ball& a, const Ball& b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? b : a;
  return computed<BallOperation::maximum>(a, b);
}
Ball pow(const Ball& x, int exponent) {
  return computed<BallOperation::integer_power>(x, x, exponent);
}
Ball pow(const Ball& x, const Ball& y) { return computed<BallOperation::power>(x, y); }
Ball exp(const Ball& x) { return computed<BallOperation::exp>(x); }
Ball expm1(const Ball& x) { return computed<BallOperation::expm1>(x); }
Ball log(const Ball& x) { return computed<BallOperation::log>(x); }
Ball log1p(const Ball& x) { return computed<BallOperation::log1p>(x); }
Ball atan(const Ball& x) { return computed<BallOperation::atan>(x); }
Ball acos(const Ball& x) { return computed<BallOperation::acos>(x); }
Ball tanh(const Ball& x) { return computed<BallOperation::tanh>(x); }
Ball sin(const Ball& x) { return computed<BallOperation::sin>(x); }
Ball cos(const Ball& x) { return computed<BallOperation::cos>(x); }
Ball erf(const Ball& x) { return computed<BallOperation::erf>(x); }
Ball erfc(const Ball& x) { return computed<BallOperation::erfc>(x); }

}  // namespace claimcheck
