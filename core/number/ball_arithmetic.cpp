// Operations on balls: in two doubles where the precision allows it and the sizes do, otherwise in
// Arb.
#include <algorithm>
#include <optional>

#include "core/number/arb_form.hpp"
#include "core/number/double_double_functions.hpp"
#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Native = const DoubleDouble&;
using MaybeNative = std::optional<RoundedDoubleDouble>;

/// An elementary function in two doubles, which is never better than that.
template <BallOperation operation>
MaybeNative function_in_two_doubles(Native x) {
  using enum BallOperation;
  if (BallPrecision::bits() > Ball::native_bits) return std::nullopt;
  if (!double_double::has_ordinary_parts(x)) return std::nullopt;
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
MaybeNative in_two_doubles(Native x, Native y, int exponent) {
  using enum BallOperation;
  if constexpr (operation == quotient) return double_double::quotient(x, y);
  if constexpr (operation == square_root) return double_double::square_root(x);
  if constexpr (operation == square) return double_double::square(x);
  if constexpr (operation == absolute_value) return double_double::absolute_value(x);
  if constexpr (operation == negation) return RoundedDoubleDouble{-x, 0};
  if constexpr (operation == minimum) return double_double::minimum(x, y);
  if constexpr (operation == maximum) return double_double::maximum(x, y);
  if constexpr (operation == hull) return double_double::hull(x, y);
  if constexpr (operation == widening) return double_double::widening(x, y);
  if constexpr (operation == integer_power) {
    if (exponent == 0) return RoundedDoubleDouble{{1, 0, 0}, 0};
    return exponent > 0 ? double_double::integer_power(x, exponent) : std::nullopt;
  }
  return function_in_two_doubles<operation>(x);
}

template <BallOperation operation>
[[gnu::noinline]] Ball in_arb(const BallParts& a, const BallParts* b, int exponent = 0) {
  ArbResult out;
  const ArbArgument left(a);
  std::optional<ArbArgument> right;
  if (b != nullptr) right.emplace(*b);
  apply(operation, out, left, right ? arb_srcptr(*right) : arb_srcptr(left), exponent,
        BallForm::arb_bits());
  return out.take();
}

/// The parts of x in two doubles, where they have room for as much as the working precision asks.
const DoubleDouble& rounded(const BallParts& x) {
  const WideNumber* const dyadic = BallForm::dyadic(x);
  return dyadic != nullptr ? dyadic->rounded : x.native;
}

/// An operation on exact numbers that leaves one; nothing if it does not or is too long.
template <BallOperation operation>
std::optional<BallParts> exactly(const BallParts& a, const BallParts& b, int exponent = 0) {
  using enum BallOperation;
  if (BallPrecision::exact_bits() <= Ball::native_bits) return std::nullopt;
  const ExactArgument x(a), y(b);
  if (!x || !y) return std::nullopt;
  if constexpr (operation == sum) {
    if (BallForm::sums_shortly(*x, *y)) return BallForm::kept(*x + *y);
  }
  if constexpr (operation == difference) {
    if (BallForm::sums_shortly(*x, *y)) return BallForm::kept(*x - *y);
  }
  if constexpr (operation == product) return BallForm::kept(*x * *y);
  if constexpr (operation == square) return BallForm::kept(*x * *x);
  if constexpr (operation == negation) return BallForm::kept(-*x);
  if constexpr (operation == absolute_value) return BallForm::kept(abs(*x));
  if constexpr (operation == quotient) {
    if ((*y).sign() != 0) return BallForm::kept(*x / *y);
  }
  if constexpr (operation == square_root) {
    if (auto root = dyadic_square_root(*x)) return BallForm::kept(std::move(*root));
  }
  if constexpr (operation == integer_power) {
    const auto bits = static_cast<long>(bit_length(RationalForm::numerator(*x)));
    if (0 < exponent && exponent <= 64 && bits * exponent <= BallPrecision::exact_bits()) {
      return BallForm::kept(pow(*x, exponent));
    }
  }
  return std::nullopt;
}

/// Whether the result of two numbers in two doubles may be exact though two doubles round it.
template <BallOperation operation>
bool may_be_exact(Native x, Native y) {
  using enum BallOperation;
  if constexpr (operation == quotient) return y.low != 0 && x.radius == 0 && y.radius == 0;
  return operation == square || operation == integer_power;
}

/// Of a ball that is not in two doubles, these are NaN, and so is what comes of them.
template <BallOperation operation>
Ball computed(const Ball& a, const Ball& b, int exponent = 0) {
  const BallParts &x = BallForm::parts(a), &y = BallForm::parts(b);
  const bool short_enough = BallPrecision::bits() <= Ball::native_bits;
  const MaybeNative native = in_two_doubles<operation>(x.native, y.native, exponent);
  const bool rounds = short_enough && !may_be_exact<operation>(x.native, y.native);
  if (native && (rounds ? double_double::in_range(native->ball) : BallForm::is_good(*native))) {
    return BallForm::from(native->ball);
  }
  if (const auto exact = exactly<operation>(x, y, exponent)) return BallForm::from(*exact);
  if (short_enough) {
    const MaybeNative again = in_two_doubles<operation>(rounded(x), rounded(y), exponent);
    if (again && double_double::in_range(again->ball)) return BallForm::from(again->ball);
  }
  return in_arb<operation>(x, &a == &b ? nullptr : &y, exponent);
}
template <BallOperation operation>
Ball computed(const Ball& a) {
  return computed<operation>(a, a);
}

/// A sum or product that two doubles do not hold as it should be.
template <BallOperation operation, class Native>
BallParts rare(const BallParts& a, const BallParts& b, Native native) {
  if (const auto exact = exactly<operation>(a, b)) return *exact;
  if (BallPrecision::bits() <= Ball::native_bits) {
    const RoundedDoubleDouble out = native(rounded(a), rounded(b));
    if (double_double::in_range(out.ball)) return {out.ball, nullptr};
  }
  return BallForm::released(in_arb<operation>(a, &b));
}

}  // namespace

Ball operator/(const Ball& a, const Ball& b) { return computed<BallOperation::quotient>(a, b); }

BallParts Ball::rare_sum(BallParts a, BallParts b) {
  return rare<BallOperation::sum>(a, b, double_double::sum);
}
BallParts Ball::rare_difference(BallParts a, BallParts b) {
  return rare<BallOperation::difference>(
      a, b, [](const auto& x, const auto& y) { return double_double::sum(x, -y); });
}
BallParts Ball::rare_product(BallParts a, BallParts b) {
  const RoundedDoubleDouble native = double_double::product(a.native, b.native);
  if (is_good(native)) return {native.ball, nullptr};
  return rare<BallOperation::product>(a, b, double_double::product);
}
double mid_of_quotient(const Ball& a, const Ball& b) {
  const DoubleDouble &x = rounded(BallForm::parts(a)), &y = rounded(BallForm::parts(b));
  if (double_double::in_range(x) && double_double::in_range(y)) {
    const MaybeNative native = double_double::quotient(x, y);
    if (native && double_double::in_range(native->ball)) return native->ball.high;
  }
  return (a / b).mid();
}
Ball& Ball::add_product(const Ball& a, const Ball& b) {
  const bool short_enough = BallPrecision::bits() <= native_bits;
  if (parts_.wide == nullptr || parts_.wide->dyadic || short_enough) return *this += a * b;
  arb_addmul(BallForm::arb(*this), ArbArgument(a), ArbArgument(b), BallForm::arb_bits());
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
