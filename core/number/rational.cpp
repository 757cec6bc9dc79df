#include "core/number/rational.hpp"

#include <mpfr.h>

// After mpfr.h, so that FLINT declares its conversions to MPFR.
#include <flint/fmpq.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace claimcheck {

/// A rational as FLINT sees it.
struct RationalWords {
  static fmpq* of(Rational& x) { return reinterpret_cast<fmpq*>(&x.numerator_); }
  static const fmpq* of(const Rational& x) { return reinterpret_cast<const fmpq*>(&x.numerator_); }
};
static_assert(sizeof(Rational) == sizeof(fmpq) && alignof(Rational) == alignof(fmpq));
static_assert(std::is_same_v<fmpz, long>);

namespace {

fmpq* words(Rational& x) { return RationalWords::of(x); }
const fmpq* words(const Rational& x) { return RationalWords::of(x); }

/// x 2^exponent
Rational scaled(Rational x, int exponent) {
  const auto size = static_cast<flint_bitcnt_t>(std::abs(exponent));
  (exponent < 0 ? fmpq_div_2exp : fmpq_mul_2exp)(words(x), words(x), size);
  return x;
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
  Rational out;
  fmpz_set_str(fmpq_numref(words(out)), std::string(digits).c_str(), base);
  return out;
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

/// An MPFR float for one scope.
class Float {
 public:
  explicit Float(mpfr_prec_t bits) { mpfr_init2(value_, bits); }
  ~Float() { mpfr_clear(value_); }
  Float(const Float&) = delete;
  Float& operator=(const Float&) = delete;
  mpfr_ptr get() { return value_; }

 private:
  mpfr_t value_;
};

constexpr int mantissa_bits = 53, least_exponent = -1021;  // of a normal double in [1/2, 1) 2^e

/// x rounded once: a subnormal has fewer bits.
double nearest(const Rational& x) {
  Float rounded(mantissa_bits);
  fmpq_get_mpfr(rounded.get(), words(x), MPFR_RNDN);
  if (x.sign() != 0 && mpfr_get_exp(rounded.get()) < least_exponent) {
    // Away from zero, so that what lies above the middle below the least subnormal stays above.
    Float away(mantissa_bits);
    fmpq_get_mpfr(away.get(), words(x), MPFR_RNDA);
    const long bits = mantissa_bits - (least_exponent - mpfr_get_exp(away.get()));
    if (bits < 1) return mpfr_get_d(away.get(), MPFR_RNDN);
    mpfr_set_prec(rounded.get(), bits);
    fmpq_get_mpfr(rounded.get(), words(x), MPFR_RNDN);
  }
  return mpfr_get_d(rounded.get(), MPFR_RNDN);
}

}  // namespace

Rational::Rational(Exactly integer) { fmpz_set_si(fmpq_numref(words(*this)), integer.value); }
Rational::Rational(double value) {
  if (!std::isfinite(value)) throw std::domain_error("not a finite number");
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const auto mantissa = static_cast<long>(std::ldexp(fraction, mantissa_bits));
  *this = scaled(Rational(mantissa), exponent - mantissa_bits);
}
Rational::Rational(const Rational& other) { fmpq_set(words(*this), words(other)); }
Rational& Rational::operator=(const Rational& other) {
  fmpq_set(words(*this), words(other));
  return *this;
}
Rational::~Rational() { fmpq_clear(words(*this)); }

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

Rational& Rational::operator+=(const Rational& b) {
  fmpq_add(words(*this), words(*this), words(b));
  return *this;
}
Rational& Rational::operator-=(const Rational& b) {
  fmpq_sub(words(*this), words(*this), words(b));
  return *this;
}
Rational& Rational::operator*=(const Rational& b) {
  fmpq_mul(words(*this), words(*this), words(b));
  return *this;
}
Rational& Rational::operator/=(const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("division by zero");
  fmpq_div(words(*this), words(*this), words(b));
  return *this;
}
Rational& Rational::add_product(const Rational& a, const Rational& b) {
  fmpq_addmul(words(*this), words(a), words(b));
  return *this;
}
Rational Rational::operator-() const {
  Rational out;
  fmpq_neg(words(out), words(*this));
  return out;
}

int Rational::sign() const { return fmpq_sgn(words(*this)); }
double Rational::mid() const {
  constexpr long exact = 1L << mantissa_bits;
  const bool thin = std::labs(numerator_) <= exact && denominator_ <= exact;  // else fmpz pointers
  if (thin) return static_cast<double>(numerator_) / static_cast<double>(denominator_);
  return nearest(*this);
}
std::string Rational::text() const {
  const std::unique_ptr<char, decltype(&flint_free)> digits(fmpq_get_str(nullptr, 10, words(*this)),
                                                            flint_free);
  return digits.get();
}

Truth less(const Rational& a, const Rational& b) { return truth(fmpq_cmp(words(a), words(b)) < 0); }
Truth less_equal(const Rational& a, const Rational& b) {
  return truth(fmpq_cmp(words(a), words(b)) <= 0);
}
Truth equal(const Rational& a, const Rational& b) {
  return truth(fmpq_equal(words(a), words(b)) != 0);
}

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
