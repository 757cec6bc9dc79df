#include "core/number/truth.hpp"

#include "tests/catch.hpp"

using claimcheck::Truth;

TEST_CASE("three-valued logic follows Kleene") {
  const Truth all[] = {Truth::no, Truth::unknown, Truth::yes};
  for (const Truth a : all) {
    CHECK((a & Truth::no) == Truth::no);
    CHECK((a | Truth::yes) == Truth::yes);
    CHECK((a & Truth::yes) == a);
    CHECK((a | Truth::no) == a);
    CHECK((!!a) == a);
    for (const Truth b : all) CHECK((!(a & b)) == ((!a) | (!b)));
  }
}
