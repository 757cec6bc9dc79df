#include "core/number/rational.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

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

constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view hexadecimal_digits = "0123456789abcdefABCDEF";
constexpr int largest_exponent =
    1 << 16;  // far beyond any double; keeps a bad file from eating memory

/// Takes the longest prefix made of `digits` off the text.
std::string_view take(std::string_view& text, std::string_view digits) {
  const std::string_view out =
      text.substr(0, std::min(text.find_first_not_of(digits), text.size()));
  text.remove_prefix(out.size());
  return out;
}
bool skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Digits of base 10 or 16 as an integer. @throws std::invalid_argument when there are none.
cpp_int integer(std::string_view digits, int base) {
  if (digits.empty()) throw std::invalid_argument("no digits");
  cpp_int out = 0;
  for (const char c : digits) {
    const std::size_t place = hexadecimal_digits.find(c);
    out = out * base + static_cast<int>(place < 16 ? place : place - 6);
  }
  return out;
}

/// The rest of "0x1.8p-3" after "0x", exactly, however many digits it has.
cpp_rational hexadecimal(std::string_view& text) {
  std::string digits(take(text, hexadecimal_digits));
  int exponent = 0;
  if (skip(text, ".")) {
    const std::string_view fraction = take(text, hexadecimal_digits);
    digits += fraction;
    exponent -= 4 * static_cast<int>(fraction.size());
  }
  if (skip(text, "p")) {
    const bool negative = skip(text, "-");
    if (!negative) skip(text, "+");
    const cpp_int size = integer(take(text, decimal_digits), 10);
    if (size > largest_exponent) throw std::invalid_argument("exponent out of range");
    exponent += (negative ? -1 : 1) * static_cast<int>(size);
  }
  const cpp_rational mantissa = integer(digits, 16);
  const cpp_rational power = cpp_int(1) << static_cast<unsigned>(std::abs(exponent));
  return exponent < 0 ? cpp_rational(mantissa / power) : cpp_rational(mantissa * power);
}

cpp_rational fraction(std::string_view& text) {
  const cpp_int top = integer(take(text, decimal_digits), 10);
  if (!skip(text, "/")) return cpp_rational(top);
  const cpp_int bottom = integer(take(text, decimal_digits), 10);
  if (bottom == 0) throw std::invalid_argument("division by zero");
  return cpp_rational(top, bottom);
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
  std::string_view rest = text;
  try {
    const bool negative = skip(rest, "-");
    Rational out;
    out.value_->q = skip(rest, "0x") ? hexadecimal(rest) : fraction(rest);
    if (!rest.empty()) throw std::invalid_argument("trailing characters");
    return negative ? -out : out;
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("not an exact number, \"" + text + "\": " + error.what());
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
