#include "core/number/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace claimcheck {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

struct Rational::Value {
  cpp_rational q;
};

namespace {

cpp_rational exactly(double value) {
  if (!std::isfinite(value)) throw std::domain_error("not a finite number");
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const cpp_int mantissa = static_cast<long long>(std::ldexp(fraction, 53));
  exponent -= 53;
  if (exponent >= 0) return cpp_rational(mantissa << static_cast<unsigned>(exponent));
  return cpp_rational(mantissa, cpp_int(1) << static_cast<unsigned>(-exponent));
}

bool is_hexadecimal(const std::string& text) {
  return text.find('x') != std::string::npos || text.find('X') != std::string::npos;
}

}  // namespace

Rational::Rational(Exactly integer)
    : value_(std::make_unique<Value>(Value{cpp_rational(integer.value)})) {}
Rational::Rational(double value) : value_(std::make_unique<Value>(Value{exactly(value)})) {}
Rational::Rational(const Rational& other) : value_(std::make_unique<Value>(*other.value_)) {}
// A moved-from rational keeps a value, so that every object can be read.
Rational::Rational(Rational&& other) noexcept : Rational() { value_.swap(other.value_); }
Rational& Rational::operator=(const Rational& other) {
  value_->q = other.value_->q;
  return *this;
}
Rational& Rational::operator=(Rational&& other) noexcept {
  value_.swap(other.value_);
  return *this;
}
Rational::~Rational() = default;

Rational Rational::parse(const std::string& text) {
  if (is_hexadecimal(text)) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0' || !std::isfinite(value)) {
      throw std::invalid_argument("not a hexadecimal number: " + text);
    }
    return Rational(value);
  }
  try {
    Rational out;
    out.value_->q = cpp_rational(text);
    return out;
  } catch (const std::exception&) {
    throw std::invalid_argument("not a fraction: " + text);
  }
}

Rational& Rational::operator+=(const Rational& b) {
  value_->q += b.value_->q;
  return *this;
}
Rational& Rational::operator-=(const Rational& b) {
  value_->q -= b.value_->q;
  return *this;
}
Rational& Rational::operator*=(const Rational& b) {
  value_->q *= b.value_->q;
  return *this;
}
Rational& Rational::operator/=(const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("division by zero");
  value_->q /= b.value_->q;
  return *this;
}
Rational& Rational::add_product(const Rational& a, const Rational& b) {
  value_->q += a.value_->q * b.value_->q;
  return *this;
}
Rational Rational::operator-() const {
  Rational out;
  out.value_->q = -value_->q;
  return out;
}

int Rational::sign() const { return value_->q.sign(); }
double Rational::mid() const { return value_->q.convert_to<double>(); }
std::string Rational::text() const { return value_->q.str(); }

Truth less(const Rational& a, const Rational& b) { return truth((a - b).sign() < 0); }
Truth less_equal(const Rational& a, const Rational& b) { return truth((a - b).sign() <= 0); }
Truth equal(const Rational& a, const Rational& b) { return truth((a - b).sign() == 0); }

Rational abs(const Rational& x) { return x.sign() < 0 ? -x : x; }
Rational min(const Rational& a, const Rational& b) { return certainly(less(b, a)) ? b : a; }
Rational max(const Rational& a, const Rational& b) { return certainly(less(a, b)) ? b : a; }
Rational square(const Rational& x) { return x * x; }
Rational pow(const Rational& x, int exponent) {
  Rational out = 1;
  for (int i = 0; i < std::abs(exponent); ++i) out *= x;
  return exponent < 0 ? Rational(1) / out : out;
}

}  // namespace claimcheck
