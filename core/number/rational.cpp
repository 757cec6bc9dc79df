#include "core/number/rational.hpp"

#include <bit>
#include <cmath>
#include <stdexcept>

#include "core/number/rational_form.hpp"

namespace claimcheck {
namespace {

constexpr int mantissa_bits = 53, exponent_bits = 11, least_power = -1074;
constexpr Limb hidden_bit = Limb{1} << (mantissa_bits - 1);
constexpr Limb all_exponents = (Limb{1} << exponent_bits) - 1;

}  // namespace

// IEEE 754: sign, biased exponent, the bits after the leading one, which subnormals lack.
Rational::Rational(double value) {
  if (!std::isfinite(value)) throw std::domain_error("not a finite number");
  const auto bits = std::bit_cast<Limb>(value);
  const Limb biased = bits >> (mantissa_bits - 1) & all_exponents, rest = bits & (hidden_bit - 1);
  const long power = least_power + (biased == 0 ? 0 : static_cast<long>(biased) - 1);
  set(std::signbit(value), biased == 0 ? rest : rest | hidden_bit, power);
}

void Rational::copy_far(const Rational& other) {
  const auto count = static_cast<std::size_t>(limbs());
  form_.far = new Limb[count];
  std::copy(other.form_.far, other.form_.far + count, form_.far);
}
void Rational::release() noexcept { delete[] form_.far; }

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
