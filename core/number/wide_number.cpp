// The forms of a number that two doubles do not hold.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/number/arb_form.hpp"
#include "core/number/narrowing.hpp"
#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Numbers in Arb's form that this thread gave back, for its next results.
class Spares {
 public:
  ~Spares() {
    closed_ = true;
    while (WideNumber* number = std::exchange(first_, first_ ? first_->next : nullptr))
      free(number);
  }
  WideNumber* take() {
    if (first_ == nullptr) {
      auto* fresh = new WideNumber;
      arb_init(fresh->value);
      return fresh;
    }
    --count_;
    WideNumber* const number = std::exchange(first_, first_->next);
    number->dyadic = false;
    number->written = true;
    return number;
  }
  void give(WideNumber* number) {
    if (closed_ || count_ == most || ARF_SIZE(arb_midref(number->value)) > most_limbs) {
      return free(number);
    }
    number->next = std::exchange(first_, number);
    ++count_;
  }

 private:
  static void free(WideNumber* number) {
    arb_clear(number->value);
    delete number;
  }
  static constexpr int most = 4096, most_limbs = 64;
  WideNumber* first_ = nullptr;
  int count_ = 0;
  bool closed_ = false;
};
thread_local Spares spares;

/// Whether doubles of ordinary size hold midpoint and radius.
bool is_ordinary(const arb_t x) {
  const arf_struct* const mid = arb_midref(x);
  if (!arf_is_zero(mid) && !(arf_is_finite(mid) && fmpz_cmp_si(ARF_EXPREF(mid), -400) > 0 &&
                             fmpz_cmp_si(ARF_EXPREF(mid), 400) < 0)) {
    return false;
  }
  return mag_is_finite(arb_radref(x)) && mag_cmp_2exp_si(arb_radref(x), 400) < 0;
}

}  // namespace

void write(arb_ptr x, const DoubleDouble& value) {
  arb_set_d(x, value.high);
  if (value.low != 0) {
    arf_t low;
    arf_init(low);
    arf_set_d(low, value.low);
    arf_add(arb_midref(x), arb_midref(x), low, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(low);
  }
  if (value.radius != 0) mag_set_d(arb_radref(x), value.radius);
}

arb_ptr BallForm::make_arb(Ball& x) {
  if (x.parts_.wide == nullptr) {
    WideNumber* const number = spares.take();
    write(number->value, x.parts_.native);
    x.parts_ = {{nan, 0, 0}, number};
  }
  return arb(x);
}
arb_srcptr BallForm::written(WideNumber& x) {
  if (x.written) return x.value;
  const Limbs limbs = RationalForm::numerator(x.exact);
  arf_set_mpn(arb_midref(x.value), limbs.data(), static_cast<mp_size_t>(limbs.size()),
              x.exact.sign() < 0);
  arf_mul_2exp_si(arb_midref(x.value), arb_midref(x.value), RationalForm::exponent(x.exact));
  mag_zero(arb_radref(x.value));
  x.written = true;
  return x.value;
}
bool BallForm::sums_shortly(const Rational& a, const Rational& b) {
  if (a.sign() == 0 || b.sign() == 0) return true;
  const auto top = [](const Rational& x) {
    return RationalForm::exponent(x) + static_cast<long>(bit_length(RationalForm::numerator(x)));
  };
  const long bits =
      std::max(top(a), top(b)) - std::min(RationalForm::exponent(a), RationalForm::exponent(b));
  return bits <= BallPrecision::exact_bits() + limb_bits;
}
std::optional<BallParts> BallForm::kept(Rational&& exact) {
  const auto most = static_cast<std::size_t>(BallPrecision::exact_bits());
  if (!exact.is_dyadic() || bit_length(RationalForm::numerator(exact)) > most) return std::nullopt;
  const DoubleDouble rounded = narrowed(exact);
  if (rounded.radius == 0 && double_double::in_range(rounded)) return BallParts{rounded, nullptr};
  WideNumber* const number = spares.take();
  number->dyadic = true;
  number->written = false;
  number->exact = std::move(exact);
  number->rounded = rounded;
  return BallParts{{nan, 0, 0}, number};
}
Ball BallForm::any_arb() {
  const BallParts parts{{nan, 0, 0}, spares.take()};
  mag_zero(arb_radref(parts.wide->value));
  return Ball(parts);
}
void BallForm::shorten(Ball& x) {
  if (x.parts_.wide == nullptr || BallPrecision::bits() > Ball::native_bits) return;
  if (!is_ordinary(x.parts_.wide->value)) return;
  const DoubleDouble native = narrowed(x.parts_.wide->value);
  if (double_double::in_range(native)) set_native(x, native);
}

ExactArgument::ExactArgument(const BallParts& x) {
  if (x.wide == nullptr && x.native.radius == 0) {
    if (!joined(own_, x.native)) own_ = Rational(x.native.high) + Rational(x.native.low);
    source_ = &own_;
  } else if (BallForm::dyadic(x) != nullptr) {
    source_ = &x.wide->exact;
  }
}

ArbArgument::ArbArgument(const BallParts& x) {
  if (x.wide != nullptr) {
    source_ = BallForm::written(*x.wide);
  } else {
    arb_init(own_);
    write(own_, x.native);
    source_ = own_;
  }
}

BallParts Ball::of_any_size(double value) {
  WideNumber* const number = spares.take();
  if (std::isfinite(value)) {
    arb_set_d(number->value, value);
  } else {
    arb_indeterminate(number->value);
  }
  return {{nan, 0, 0}, number};
}
WideNumber* Ball::copied(const WideNumber* number) {
  WideNumber* const out = spares.take();
  out->dyadic = number->dyadic;
  if (number->dyadic) {
    out->exact = number->exact;
    out->rounded = number->rounded;
    out->written = false;
  } else {
    arb_set(out->value, number->value);
  }
  return out;
}
void Ball::give_back(WideNumber* number) noexcept { spares.give(number); }

}  // namespace claimcheck
