// Rationals as text, and text as rationals.
#include <gmp.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

using Form = RationalForm;

/// GMP's integer, for one scope.
class Integer {
 public:
  Integer() { mpz_init(value_); }
  ~Integer() { mpz_clear(value_); }
  Integer(const Integer&) = delete;
  Integer& operator=(const Integer&) = delete;
  operator mpz_ptr() { return value_; }  // NOLINT: passes for one in every call

 private:
  mpz_t value_;
};

void assign(mpz_ptr out, Limbs a) { mpz_import(out, a.size(), -1, sizeof(Limb), 0, 0, a.data()); }

Rational scaled(const Rational& x, long power) {
  if (x.sign() == 0) return x;
  return Form::number(x.sign() < 0, Form::numerator(x), Form::denominator(x),
                      Form::exponent(x) + power);
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
Rational integer(std::string_view digits, int base) {
  if (digits.empty()) throw std::invalid_argument("no digits");
  Integer value;
  mpz_set_str(value, std::string(digits).c_str(), base);
  Natural limbs;
  limbs.assign({mpz_limbs_read(value), mpz_size(value)});
  if (limbs.is_zero()) return Rational();
  const auto twos = static_cast<long>(limbs.strip());
  return Form::number(false, limbs, {}, twos);
}

/// The rest of "0x1.8p-3" after "0x", exactly, however many digits it has.
Rational hexadecimal(std::string_view& text) {
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
    const Rational size = integer(take(text, decimal_digits), 10);
    if (certainly(less(largest_exponent, size))) {
      throw std::invalid_argument("exponent out of range");
    }
    exponent += (negative ? -1 : 1) * static_cast<int>(size.mid());
  }
  return scaled(integer(digits, 16), exponent);
}

Rational fraction(std::string_view& text) {
  const Rational top = integer(take(text, decimal_digits), 10);
  if (!skip(text, "/")) return top;
  const Rational bottom = integer(take(text, decimal_digits), 10);
  if (bottom.sign() == 0) throw std::invalid_argument("division by zero");
  return top / bottom;
}

}  // namespace

Rational Rational::parse(const std::string& text) {
  std::string_view rest = text;
  try {
    const bool negative = skip(rest, "-");
    const Rational out = skip(rest, "0x") ? hexadecimal(rest) : fraction(rest);
    if (!rest.empty()) throw std::invalid_argument("trailing characters");
    return negative ? -out : out;
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("not an exact number, \"" + text + "\": " + error.what());
  }
}

std::string Rational::text() const {
  mpq_t value;
  mpq_init(value);
  assign(mpq_numref(value), Form::numerator(*this));
  if (!Form::is_dyadic(*this)) assign(mpq_denref(value), Form::denominator(*this));
  mpq_canonicalize(value);
  const auto size = static_cast<mp_bitcnt_t>(std::labs(form_.exponent));
  (form_.exponent < 0 ? mpq_div_2exp : mpq_mul_2exp)(value, value, size);
  if (sign() < 0) mpq_neg(value, value);
  std::string out(mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10) + 3,
                  '\0');
  mpq_get_str(out.data(), 10, value);
  mpq_clear(value);
  out.resize(out.find('\0'));
  return out;
}

}  // namespace claimcheck
