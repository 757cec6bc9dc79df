#include "core/number/rational.hpp"

#include <gmpxx.h>

#include <cmath>
#include <limits>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/oracle.hpp"

namespace claimcheck {
namespace {

mpq_class exact(double value) { return mpq_class(value); }

TEST_CASE("rational arithmetic agrees with GMP") {
  for (const double a : edge_values()) {
    for (const double b : edge_values()) {
      const Rational x(a), y(b);
      CHECK((x + y).text() == mpq_class(exact(a) + exact(b)).get_str());
      CHECK((x - y).text() == mpq_class(exact(a) - exact(b)).get_str());
      CHECK((x * y).text() == mpq_class(exact(a) * exact(b)).get_str());
      if (b != 0) CHECK((x / y).text() == mpq_class(exact(a) / exact(b)).get_str());
      CHECK(certainly(less(x, y)) == (a < b));
      CHECK(certainly(less_equal(x, y)) == (a <= b));
      CHECK(certainly(equal(x, y)) == (a == b));
    }
  }
}

TEST_CASE("rational field laws") {
  Stream random(1, "rational_test", 0);
  const auto draw = [&] { return Rational(random.integer(-9, 9)) / random.integer(1, 9); };
  for (int k = 0; k < 200; ++k) {
    const Rational x = draw(), y = draw(), z = draw();
    CHECK(certainly(equal(x * (y + z), x * y + x * z)));
    CHECK(certainly(equal((x + y) + z, x + (y + z))));
    CHECK(certainly(equal(Rational(z).add_product(x, y), x * y + z)));
    CHECK(certainly(equal(square(x), pow(x, 2))));
    CHECK(certainly(equal(max(x, y) + min(x, y), x + y)));
    CHECK(certainly(equal(abs(x), max(x, -x))));
    if (y.sign() != 0) {
      CHECK(certainly(equal(x / y * y, x)));
      CHECK(certainly(equal(pow(y, -3) * y * y * y, Rational(1))));
    }
  }
}

TEST_CASE("a rational made of a double is that double again, exactly") {
  for (const double x : edge_values()) CHECK(Rational(x).mid() == x);
  CHECK(Rational(0.1).text() == "3602879701896397/36028797018963968");
  CHECK_THROWS_AS(Rational(std::numeric_limits<double>::infinity()), std::domain_error);
  CHECK_THROWS_AS(Rational(std::nan("")), std::domain_error);
}

TEST_CASE("mid rounds once, to the subnormal grid too") {
  const Rational unit(0x1p-1074), speck = Rational(0x1p-1074) * Rational(0x1p-200);
  CHECK((unit * 3 / 2).mid() == 0x1p-1073);
  CHECK((unit * 3 / 2 - speck).mid() == 0x1p-1074);
  CHECK((unit / 2).mid() == 0);
  CHECK((unit / 2 + speck).mid() == 0x1p-1074);
  CHECK((-unit / 2 - speck).mid() == -0x1p-1074);
  CHECK((unit / 2 - speck).mid() == 0);
}

TEST_CASE("mid is the nearest double even when both terms are out of range") {
  const Rational big(1e300);
  CHECK((big * big / (3 * big * big)).mid() == 1.0 / 3);
  CHECK((1 + Rational(0x1p-53) + Rational(0x1p-200)).mid() == 0x1.0000000000001p0);
  CHECK((1 + Rational(0x1p-53)).mid() == 1);
}

TEST_CASE("parse reads fractions and hexadecimal numbers exactly") {
  CHECK(Rational::parse("3/2").text() == "3/2");
  CHECK(Rational::parse("-6/4").text() == "-3/2");
  CHECK(Rational::parse("010").text() == "10");
  CHECK(Rational::parse("-0x1.8p-3").text() == "-3/16");
  CHECK(Rational::parse("0xA.fp+1").text() == "175/8");
  CHECK(Rational::parse("0x1.00000000000000001p0").text() ==
        "295147905179352825857/295147905179352825856");
  CHECK(Rational::parse("0x1p-2000").sign() == 1);
}

TEST_CASE("parse refuses everything else") {
  for (const char* text :
       {"",   "-",   "/",   "3/",  "/3",  "1/0", "3/-2", "+7",   "--3", " 3",
        "3 ", "0.5", "1e5", "nan", "inf", "0x",  "0xp3", "0x1p", "12x", "0x1p99999999999"}) {
    CHECK_THROWS_AS(Rational::parse(text), std::invalid_argument);
  }
}

TEST_CASE("division of a rational by zero throws and a moved-from rational is readable") {
  CHECK_THROWS_AS(Rational(1) / Rational(0), std::domain_error);
  Rational source(5);
  const Rational target = std::move(source);
  CHECK(target.text() == "5");
  CHECK(source.text() == "0");  // NOLINT: reading it is the point
}

}  // namespace
}  // namespace claimcheck
