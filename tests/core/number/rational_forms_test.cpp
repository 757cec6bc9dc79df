// Rationals against GMP where their inner form changes: one limb and more, over 1 and over others,
// in the number itself and on the heap, shifts by 0, 63, 64 and far.
#include <gmpxx.h>

#include <string>
#include <vector>

#include "core/number/rational.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

Rational made_of(const mpq_class& x) { return Rational::parse(x.get_str()); }

/// The largest and least integers of `limbs` limbs, others with long runs of ones or zeros.
mpz_class integer(Stream& random, int limbs) {
  mpz_class out = 0;
  for (int k = 0; k < limbs; ++k) {
    const mpz_class special[] = {mpz_class(0), mpz_class(1), (mpz_class(1) << 63),
                                 (mpz_class(1) << 64) - 1, mpz_class(random.integer(1, 1 << 30))};
    out = (out << 64) + special[random.below(5)];
  }
  return random.chance(0.5) ? out : mpz_class(-out);
}

int shift(Stream& random) {
  const int shifts[] = {0, 1, 62, 63, 64, 65, 127, 128, 129, 700};
  return shifts[random.below(10)];
}

mpq_class number(Stream& random) {
  const mpz_class top = integer(random, static_cast<int>(random.below(9)));
  mpz_class bottom = 1;
  if (random.chance(0.3)) bottom = random.integer(1, 30);
  if (random.chance(0.3)) bottom = abs(integer(random, static_cast<int>(random.below(16))));
  if (bottom == 0) bottom = 3;
  mpq_class out(top, bottom);
  out.canonicalize();
  const int power = shift(random);
  if (random.chance(0.5)) {
    out <<= static_cast<mp_bitcnt_t>(power);
  } else {
    out >>= static_cast<mp_bitcnt_t>(power);
  }
  return out;
}

void check_against_gmp(const mpq_class& a, const mpq_class& b) {
  const Rational x = made_of(a), y = made_of(b);
  CHECK(x.text() == a.get_str());
  CHECK((x + y).text() == mpq_class(a + b).get_str());
  CHECK((x - y).text() == mpq_class(a - b).get_str());
  CHECK((x * y).text() == mpq_class(a * b).get_str());
  CHECK((-x).text() == mpq_class(-a).get_str());
  if (b != 0) CHECK((x / y).text() == mpq_class(a / b).get_str());
  CHECK(x.sign() == sgn(a));
  CHECK(certainly(less(x, y)) == (a < b));
  CHECK(certainly(less_equal(x, y)) == (a <= b));
  CHECK(certainly(equal(x, y)) == (a == b));
  CHECK(certainly(equal((x + y) - y, x)));
  CHECK(certainly(less(x, x + 1)));
}

TEST_CASE("rationals of every length agree with GMP") {
  Stream random(1, "rational_forms_test", 0);
  for (int k = 0; k < 1000; ++k) check_against_gmp(number(random), number(random));
}

TEST_CASE("rationals next to each other are told apart") {
  Stream random(2, "rational_forms_test", 0);
  for (int k = 0; k < 300; ++k) {
    const mpq_class a = number(random);
    mpq_class speck(1, mpz_class(1) << static_cast<mp_bitcnt_t>(random.integer(0, 900)));
    check_against_gmp(a, a + speck);
    check_against_gmp(a, -a);
    check_against_gmp(a, a);
  }
}

TEST_CASE("a rational survives copies, moves and assignments between its forms") {
  const Rational near = 7, far = pow(Rational::parse("5/3"), 400);
  for (const Rational& from : {near, far}) {
    for (const Rational& to : {near, far}) {
      Rational copied = to, moved = to, source = from;
      copied = from;
      moved = std::move(source);
      CHECK(certainly(equal(copied, from)));
      CHECK(certainly(equal(moved, from)));
      copied = *&copied;
      CHECK(certainly(equal(copied, from)));
      Rational taken = std::move(copied);
      CHECK(certainly(equal(taken, from)));
      CHECK(copied.sign() == 0);  // NOLINT: reading it is the point
      taken -= taken;
      CHECK(taken.sign() == 0);
    }
  }
}

/// a^n / b^n is reduced on the way, and comes back to 1.
TEST_CASE("long denominators are reduced") {
  const Rational x = Rational::parse("1/3");
  Rational up = 1, down = 1;
  for (int k = 0; k < 1500; ++k) up *= x + 1;  // 4/3
  for (int k = 0; k < 1500; ++k) down *= x;
  CHECK(certainly(equal(up / down, pow(Rational(2), 3000))));
  CHECK((up / down).is_dyadic());
  CHECK((up / down).text() == pow(Rational(4), 1500).text());
  Rational sum = 0;
  for (int k = 1; k <= 700; ++k) sum += Rational(1) / (k * (k + 1));
  CHECK(sum.text() == "700/701");
}

TEST_CASE("mid is the double nearest to a fraction of any length") {
  Stream random(3, "rational_forms_test", 0);
  for (int k = 0; k < 1000; ++k) {
    const mpq_class exact = number(random);
    const double rounded = made_of(exact).mid();
    if (!std::isfinite(rounded)) continue;
    const mpq_class error = abs(exact - mpq_class(rounded));
    for (const double other :
         {std::nextafter(rounded, -HUGE_VAL), std::nextafter(rounded, HUGE_VAL)}) {
      if (std::isfinite(other)) CHECK(error <= abs(exact - mpq_class(other)));
    }
  }
}

TEST_CASE("mid rounds ties to even, in every binade") {
  for (const int power : {-1074, -1022, -500, 0, 500, 970}) {
    const Rational unit = power < 0 ? pow(Rational(0.5), -power) : pow(Rational(2), power);
    const Rational whole = power == -1074 ? Rational(8) : pow(Rational(2), 52) + 8;
    for (int k = 0; k < 4; ++k) {
      const Rational lower = whole + k, tie = lower + Rational(0.5);
      const double even = std::ldexp((lower + k % 2).mid(), power);
      CHECK((tie * unit).mid() == even);
      CHECK((-tie * unit).mid() == -even);
      const Rational speck = pow(Rational(0.5), 300);
      CHECK(((tie + speck) * unit).mid() == std::ldexp((lower + 1).mid(), power));
      CHECK(((tie - speck) * unit).mid() == std::ldexp(lower.mid(), power));
      CHECK(((tie * 3 + speck) / 3 * unit).mid() == std::ldexp((lower + 1).mid(), power));
    }
  }
  CHECK(pow(Rational(2), 1024).mid() == HUGE_VAL);
  CHECK((pow(Rational(2), 1024) - pow(Rational(2), 970)).mid() == HUGE_VAL);
  CHECK((pow(Rational(2), 1024) - pow(Rational(2), 970) - 1).mid() == 0x1.fffffffffffffp1023);
}

TEST_CASE("the size of a quotient is within 2^-49") {
  Stream random(4, "rational_forms_test", 0);
  for (int k = 0; k < 1000; ++k) {
    const mpq_class a = number(random), b = number(random);
    if (b == 0) continue;
    const double size = mid_of_quotient(made_of(a), made_of(b));
    const mpq_class exact = a / b;
    if (!std::isfinite(size)) continue;
    CHECK((size > 0) == (exact > 0));
    CHECK(abs(mpq_class(size) - exact) <= abs(exact) * mpq_class(0x1p-49) + mpq_class(0x1p-1074));
  }
  const Rational tiny = pow(Rational(0.5), 5000);
  CHECK(mid_of_quotient(tiny, 3) == 0x1p-1074);
  CHECK(mid_of_quotient(tiny, -3) == -0x1p-1074);
  CHECK(mid_of_quotient(-3, tiny) == -HUGE_VAL);
  CHECK(mid_of_quotient(0, tiny) == 0);
  CHECK(mid_of_quotient(-tiny, 0) == -HUGE_VAL);
  CHECK(std::isnan(mid_of_quotient(Rational(0), Rational(0))));
}

}  // namespace
}  // namespace claimcheck
