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
  static fmpz* numerator(Rational& x) { return &x.numerator_; }
  static const fmpz* numerator(const Rational& x) { return &x.numerator_; }
  static fmpz* denominator(Rational& x) { return &x.denominator_; }
  static const fmpz* denominator(const Rational& x) { return &x.denominator_; }
  static long& exponent(Rational& x) { return x.exponent_; }
  static long exponent(const Rational& x) { return x.exponent_; }
};
static_assert(std::is_same_v<fmpz, long>);

namespace {

fmpz* top(Rational& x) { return RationalWords::numerator(x); }
const fmpz* top(const Rational& x) { return RationalWords::numerator(x); }
fmpz* bottom(Rational& x) { return RationalWords::denominator(x); }
const fmpz* bottom(const Rational& x) { return RationalWords::denominator(x); }
long& exponent(Rational& x) { return RationalWords::exponent(x); }
long exponent(const Rational& x) { return RationalWords::exponent(x); }

// Denominators longer than this are reduced: short of it, a greatest common divisor costs more than
// it saves.
constexpr flint_bitcnt_t long_denominator = 768;
__extension__ typedef __int128 Wide;               // NOLINT: __extension__ takes no using
__extension__ typedef unsigned __int128 WideSize;  // NOLINT

bool is_dyadic(const Rational& x) { return *bottom(x) == 1; }
bool is_small(const fmpz* x) { return !COEFF_IS_MPZ(*x); }

/// Takes factors of two out of a long numerator, so that it stays as short as it can be.
void strip(Rational& x) {
  if (is_small(top(x))) {
    if (*top(x) == 0) exponent(x) = 0;
    return;
  }
  const flint_bitcnt_t twos = fmpz_val2(top(x));
  if (twos == 0) return;
  fmpz_tdiv_q_2exp(top(x), top(x), twos);
  exponent(x) += static_cast<long>(twos);
}

/// Into lowest terms.
void reduce(Rational& x) {
  fmpz_t common;
  fmpz_init(common);
  fmpz_gcd(common, top(x), bottom(x));
  fmpz_divexact(top(x), top(x), common);
  fmpz_divexact(bottom(x), bottom(x), common);
  fmpz_clear(common);
}
void settle(Rational& x) {
  strip(x);
  if (!is_dyadic(x) && fmpz_bits(bottom(x)) > long_denominator) reduce(x);
}

/// value 2^power, for |value| < 2^126
Rational dyadic(Wide value, long power) {
  Rational out;
  if (value == 0) return out;
  const bool negative = value < 0;
  auto size = static_cast<WideSize>(negative ? -value : value);
  const auto low = static_cast<ulong>(size);
  const int twos = low != 0 ? __builtin_ctzl(low) : 64;
  size >>= twos;
  exponent(out) = power + twos;
  fmpz_set_uiui(top(out), static_cast<ulong>(size >> 64), static_cast<ulong>(size));
  if (negative) fmpz_neg(top(out), top(out));
  return out;
}

/// numerator 2^(exponent - to) of x, for to <= exponent
void align(fmpz_t out, const Rational& x, long to) {
  fmpz_mul_2exp(out, top(x), static_cast<flint_bitcnt_t>(exponent(x) - to));
}

/// a + sign b
Rational combined(const Rational& a, const Rational& b, int sign) {
  if (*top(b) == 0) return a;
  if (*top(a) == 0) return sign < 0 ? -b : b;
  const long low = std::min(exponent(a), exponent(b));
  const bool both_dyadic = is_dyadic(a) && is_dyadic(b);
  constexpr long longest_shift = 62;
  if (both_dyadic && is_small(top(a)) && is_small(top(b)) && exponent(a) - low <= longest_shift &&
      exponent(b) - low <= longest_shift) {
    const Wide left = Wide{*top(a)} * (Wide{1} << (exponent(a) - low));
    const Wide right = Wide{*top(b)} * (Wide{1} << (exponent(b) - low));
    return dyadic(sign < 0 ? left - right : left + right, low);
  }
  Rational out;
  fmpz_t left, right;
  fmpz_init(left);
  fmpz_init(right);
  align(left, a, low);
  align(right, b, low);
  if (fmpz_equal(bottom(a), bottom(b))) {
    fmpz_set(bottom(out), bottom(a));
  } else {
    fmpz_mul(left, left, bottom(b));
    fmpz_mul(right, right, bottom(a));
    fmpz_mul(bottom(out), bottom(a), bottom(b));
  }
  (sign < 0 ? fmpz_sub : fmpz_add)(top(out), left, right);
  exponent(out) = low;
  fmpz_clear(right);
  fmpz_clear(left);
  if (fmpz_is_zero(top(out))) return Rational();
  settle(out);
  return out;
}

/// The same value as FLINT writes it, for one scope.
class Fraction {
 public:
  explicit Fraction(const Rational& x) {
    fmpq_init(value_);
    fmpq_set_fmpz_frac(value_, top(x), bottom(x));
    const auto size = static_cast<flint_bitcnt_t>(std::labs(exponent(x)));
    (exponent(x) < 0 ? fmpq_div_2exp : fmpq_mul_2exp)(value_, value_, size);
  }
  ~Fraction() { fmpq_clear(value_); }
  Fraction(const Fraction&) = delete;
  Fraction& operator=(const Fraction&) = delete;
  operator const fmpq*() const { return value_; }  // NOLINT: passes for one in every call

 private:
  fmpq_t value_;
};

Rational scaled(Rational x, long power) {
  if (x.sign() != 0) exponent(x) += power;
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
  fmpz_set_str(top(out), std::string(digits).c_str(), base);
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
  const Fraction exact(x);
  Float rounded(mantissa_bits);
  fmpq_get_mpfr(rounded.get(), exact, MPFR_RNDN);
  if (x.sign() != 0 && mpfr_get_exp(rounded.get()) < least_exponent) {
    // Away from zero, so that what lies above the middle below the least subnormal stays above.
    Float away(mantissa_bits);
    fmpq_get_mpfr(away.get(), exact, MPFR_RNDA);
    const long bits = mantissa_bits - (least_exponent - mpfr_get_exp(away.get()));
    if (bits < 1) return mpfr_get_d(away.get(), MPFR_RNDN);
    mpfr_set_prec(rounded.get(), bits);
    fmpq_get_mpfr(rounded.get(), exact, MPFR_RNDN);
  }
  return mpfr_get_d(rounded.get(), MPFR_RNDN);
}

}  // namespace

Rational::Rational(Exactly integer) { fmpz_set_si(top(*this), integer.value); }
Rational::Rational(double value) {
  if (!std::isfinite(value)) throw std::domain_error("not a finite number");
  int power = 0;
  const double fraction = std::frexp(value, &power);
  const auto mantissa = static_cast<long>(std::ldexp(fraction, mantissa_bits));
  if (mantissa == 0) return;
  const int twos = __builtin_ctzl(static_cast<ulong>(mantissa));
  numerator_ = mantissa >> twos;
  exponent_ = power - mantissa_bits + twos;
}
Rational::Rational(const Rational& other) { *this = other; }
Rational& Rational::operator=(const Rational& other) {
  fmpz_set(&numerator_, &other.numerator_);
  fmpz_set(&denominator_, &other.denominator_);
  exponent_ = other.exponent_;
  return *this;
}
Rational::~Rational() {
  fmpz_clear(&numerator_);
  fmpz_clear(&denominator_);
}

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

Rational operator+(const Rational& a, const Rational& b) { return combined(a, b, 1); }
Rational operator-(const Rational& a, const Rational& b) { return combined(a, b, -1); }
Rational operator*(const Rational& a, const Rational& b) {
  if (*top(a) == 0 || *top(b) == 0) return Rational();
  const long power = exponent(a) + exponent(b);
  const bool both_dyadic = is_dyadic(a) && is_dyadic(b);
  if (both_dyadic && is_small(top(a)) && is_small(top(b))) {
    return dyadic(Wide{*top(a)} * *top(b), power);
  }
  Rational out;
  fmpz_mul(top(out), top(a), top(b));
  if (!both_dyadic) fmpz_mul(bottom(out), bottom(a), bottom(b));
  exponent(out) = power;
  settle(out);
  return out;
}
Rational operator/(const Rational& a, const Rational& b) {
  if (b.sign() == 0) throw std::domain_error("division by zero");
  if (*top(a) == 0) return a;
  Rational out;
  const auto twos = fmpz_val2(top(b));
  fmpz_tdiv_q_2exp(bottom(out), top(b), twos);
  if (fmpz_sgn(bottom(out)) < 0) {
    fmpz_neg(bottom(out), bottom(out));
    fmpz_neg(top(out), top(a));
  } else {
    fmpz_set(top(out), top(a));
  }
  if (fmpz_divisible(top(out), bottom(out))) {
    fmpz_divexact(top(out), top(out), bottom(out));
    fmpz_one(bottom(out));
  }
  if (!is_dyadic(b)) fmpz_mul(top(out), top(out), bottom(b));
  if (!is_dyadic(a)) fmpz_mul(bottom(out), bottom(out), bottom(a));
  exponent(out) = exponent(a) - exponent(b) - static_cast<long>(twos);
  settle(out);
  return out;
}
Rational& Rational::add_product(const Rational& a, const Rational& b) { return *this += a * b; }
Rational Rational::operator-() const {
  Rational out = *this;
  fmpz_neg(&out.numerator_, &out.numerator_);
  return out;
}

int Rational::sign() const { return fmpz_sgn(&numerator_); }
double Rational::mid() const {
  constexpr long exact = 1L << mantissa_bits, safe_power = 900;
  // else fmpz pointers
  const bool thin =
      std::labs(numerator_) <= exact && denominator_ <= exact && std::labs(exponent_) <= safe_power;
  if (!thin) return nearest(*this);
  return std::ldexp(static_cast<double>(numerator_) / static_cast<double>(denominator_),
                    static_cast<int>(exponent_));
}
std::string Rational::text() const {
  const std::unique_ptr<char, decltype(&flint_free)> digits(
      fmpq_get_str(nullptr, 10, Fraction(*this)), flint_free);
  return digits.get();
}

Truth less(const Rational& a, const Rational& b) {
  if (a.sign() != b.sign()) return truth(a.sign() < b.sign());
  return truth((a - b).sign() < 0);
}
Truth less_equal(const Rational& a, const Rational& b) { return !less(b, a); }
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
