#include "core/number/extended.hpp"

#include <boost/multiprecision/mpfr.hpp>
#include <new>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

using Float = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>,
                                            boost::multiprecision::et_off>;
static_assert(sizeof(Float) == 32 && alignof(Float) == 8);

Float& value(Extended& x) { return *std::launder(static_cast<Float*>(x.storage())); }
const Float& value(const Extended& x) {
  return *std::launder(static_cast<const Float*>(x.storage()));
}

Extended wrap(Float x) {
  Extended out;
  value(out) = std::move(x);
  return out;
}

}  // namespace

ExtendedDigits::ExtendedDigits(int digits) : previous_(Float::default_precision()) {
  if (digits < 2 || digits > 100000) throw std::invalid_argument("digits out of range");
  Float::default_precision(static_cast<unsigned>(digits));
}
ExtendedDigits::~ExtendedDigits() { Float::default_precision(previous_); }

Extended::Extended(Exactly integer) { new (storage_) Float(integer.value); }
Extended::Extended(double x) { new (storage_) Float(x); }
Extended::Extended(const Extended& other) { new (storage_) Float(value(other)); }
// A moved-from value keeps a number, so that every object can be read and destroyed.
Extended::Extended(Extended&& other) noexcept : Extended() { value(*this).swap(value(other)); }
Extended& Extended::operator=(const Extended& other) {
  value(*this) = value(other);
  return *this;
}
Extended& Extended::operator=(Extended&& other) noexcept {
  value(*this).swap(value(other));
  return *this;
}
Extended::~Extended() { value(*this).~Float(); }

Extended& Extended::operator+=(const Extended& b) {
  value(*this) += value(b);
  return *this;
}
Extended& Extended::operator-=(const Extended& b) {
  value(*this) -= value(b);
  return *this;
}
Extended& Extended::operator*=(const Extended& b) {
  value(*this) *= value(b);
  return *this;
}
Extended& Extended::operator/=(const Extended& b) {
  value(*this) /= value(b);
  return *this;
}
Extended& Extended::add_product(const Extended& a, const Extended& b) {
  value(*this) += value(a) * value(b);
  return *this;
}
Extended Extended::operator-() const { return wrap(-value(*this)); }

double Extended::mid() const { return value(*this).convert_to<double>(); }
std::string Extended::text(int digits) const { return value(*this).str(digits); }

namespace {
bool ordered(const Extended& a, const Extended& b) {
  return !(boost::multiprecision::isnan)(value(a)) && !(boost::multiprecision::isnan)(value(b));
}
}  // namespace

Truth less(const Extended& a, const Extended& b) {
  return ordered(a, b) ? truth(value(a) < value(b)) : Truth::unknown;
}
Truth less_equal(const Extended& a, const Extended& b) {
  return ordered(a, b) ? truth(value(a) <= value(b)) : Truth::unknown;
}
Truth equal(const Extended& a, const Extended& b) {
  return ordered(a, b) ? truth(value(a) == value(b)) : Truth::unknown;
}

Extended abs(const Extended& x) { return wrap(boost::multiprecision::abs(value(x))); }
Extended min(const Extended& a, const Extended& b) { return value(b) < value(a) ? b : a; }
Extended max(const Extended& a, const Extended& b) { return value(a) < value(b) ? b : a; }
Extended square(const Extended& x) { return x * x; }
Extended sqrt(const Extended& x) { return wrap(boost::multiprecision::sqrt(value(x))); }
Extended exp(const Extended& x) { return wrap(boost::multiprecision::exp(value(x))); }
Extended expm1(const Extended& x) { return wrap(boost::multiprecision::expm1(value(x))); }
Extended log(const Extended& x) { return wrap(boost::multiprecision::log(value(x))); }
Extended log1p(const Extended& x) { return wrap(boost::multiprecision::log1p(value(x))); }
Extended atan(const Extended& x) { return wrap(boost::multiprecision::atan(value(x))); }
Extended acos(const Extended& x) { return wrap(boost::multiprecision::acos(value(x))); }
Extended tanh(const Extended& x) { return wrap(boost::multiprecision::tanh(value(x))); }
Extended sin(const Extended& x) { return wrap(boost::multiprecision::sin(value(x))); }
Extended cos(const Extended& x) { return wrap(boost::multiprecision::cos(value(x))); }

Extended erf(const Extended& x) {
  Extended out;
  mpfr_erf(value(out).backend().data(), value(x).backend().data(), MPFR_RNDN);
  return out;
}
Extended erfc(const Extended& x) {
  Extended out;
  mpfr_erfc(value(out).backend().data(), value(x).backend().data(), MPFR_RNDN);
  return out;
}
Extended pow(const Extended& x, int exponent) {
  return wrap(boost::multiprecision::pow(value(x), exponent));
}
Extended pow(const Extended& x, const Extended& y) {
  return wrap(boost::multiprecision::pow(value(x), value(y)));
}

}  // namespace claimcheck
