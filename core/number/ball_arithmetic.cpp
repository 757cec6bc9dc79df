// + - * / of balls: in two doubles where that is allowed and possible, otherwise in Arb.
#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

bool both_native(const Ball& a, const Ball& b) {
  return BallForm::is_native(a) && BallForm::is_native(b);
}

/// At a higher precision than two doubles have, only results without rounding are good enough.
bool accept(Ball& out, const RoundedDoubleDouble& result) {
  return (result.error == 0 || BallPrecision::bits() <= Ball::native_bits) &&
         BallForm::set_native(out, result.ball);
}
bool accept(Ball& out, const std::optional<RoundedDoubleDouble>& result) {
  return result && accept(out, *result);
}

struct Sum {
  static auto native(const DoubleDouble& a, const DoubleDouble& b) {
    return double_double::sum(a, b);
  }
  static constexpr auto arb = arb_add;
};
struct Difference {
  static auto native(const DoubleDouble& a, const DoubleDouble& b) {
    return double_double::sum(a, -b);
  }
  static constexpr auto arb = arb_sub;
};
struct Product {
  static auto native(const DoubleDouble& a, const DoubleDouble& b) {
    return double_double::product(a, b);
  }
  static constexpr auto arb = arb_mul;
};
struct Quotient {
  static auto native(const DoubleDouble& a, const DoubleDouble& b) {
    return double_double::quotient(a, b);
  }
  static constexpr auto arb = arb_div;
};

template <class Operation>
Ball combined(const Ball& a, const Ball& b) {
  if (both_native(a, b)) {
    Ball out;
    if (accept(out, Operation::native(BallForm::native(a), BallForm::native(b)))) return out;
  }
  ArbResult out;
  Operation::arb(out, ArbArgument(a), ArbArgument(b), BallPrecision::bits());
  return out.take();
}

/// The same in place, which keeps the memory of a.
template <class Operation>
void combine(Ball& a, const Ball& b) {
  if (both_native(a, b) && accept(a, Operation::native(BallForm::native(a), BallForm::native(b)))) {
    return;
  }
  const arb_ptr out = BallForm::make_arb(a);
  Operation::arb(out, out, ArbArgument(b), BallPrecision::bits());
  BallForm::shorten(a);
}

}  // namespace

Ball operator+(const Ball& a, const Ball& b) { return combined<Sum>(a, b); }
Ball operator-(const Ball& a, const Ball& b) { return combined<Difference>(a, b); }
Ball operator*(const Ball& a, const Ball& b) { return combined<Product>(a, b); }
Ball operator/(const Ball& a, const Ball& b) { return combined<Quotient>(a, b); }

Ball& Ball::operator+=(const Ball& b) {
  combine<Sum>(*this, b);
  return *this;
}
Ball& Ball::operator-=(const Ball& b) {
  combine<Difference>(*this, b);
  return *this;
}
Ball& Ball::operator*=(const Ball& b) {
  combine<Product>(*this, b);
  return *this;
}
Ball& Ball::operator/=(const Ball& b) {
  combine<Quotient>(*this, b);
  return *this;
}

Ball& Ball::add_product(const Ball& a, const Ball& b) {
  if (both_native(a, b)) {
    Ball product;
    if (accept(product, double_double::product(BallForm::native(a), BallForm::native(b)))) {
      return *this += product;
    }
  }
  const ArbArgument x(a), y(b);
  arb_addmul(BallForm::make_arb(*this), x, y, BallPrecision::bits());
  BallForm::shorten(*this);
  return *this;
}

Ball Ball::operator-() const {
  Ball out = *this;
  if (is_native_) {
    out.native_ = -native_;
  } else {
    arb_neg(BallForm::arb(out), BallForm::arb(out));
  }
  return out;
}

Ball sqrt(const Ball& x) {
  if (BallForm::is_native(x)) {
    Ball out;
    if (accept(out, double_double::square_root(BallForm::native(x)))) return out;
  }
  const ArbArgument argument(x);
  ArbResult out;
  if (arb_is_negative(argument)) {
    arb_indeterminate(out);
  } else {
    arb_sqrtpos(out, argument, BallPrecision::bits());
  }
  return out.take();
}

}  // namespace claimcheck
