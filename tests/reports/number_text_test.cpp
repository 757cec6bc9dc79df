#include "reports/number_text.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("counts have separators") {
  CHECK(counted(0) == "0");
  CHECK(counted(999) == "999");
  CHECK(counted(1000) == "1,000");
  CHECK(counted(1234567) == "1,234,567");
  CHECK(counted(-1234) == "-1,234");
  CHECK(counted(-123) == "-123");
  CHECK(counted(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
  CHECK(counted(1, "draw") == "1 draw");
  CHECK(counted(0, "draw") == "0 draws");
}

TEST_CASE("numbers are short, in plain and in typeset form") {
  CHECK(decimal(0.04249) == "0.0425");
  CHECK(decimal(-0.0) == "0");
  CHECK(decimal(3.1e-12) == "3.1e-12");
  CHECK(typeset(3.1e-12) == "3.1×10⁻¹²");
  CHECK(typeset(-2e30) == "−2×10³⁰");
  CHECK(typeset(1.00012, 5) == "1.0001");
  CHECK(typeset(-0.2) == "−0.2");
  CHECK(typeset(HUGE_VAL) == "∞");
  CHECK(typeset(-HUGE_VAL) == "−∞");
  CHECK(typeset(std::nan("")) == "not a number");
}

TEST_CASE("a share is never rounded to all or nothing") {
  CHECK(percent(0, 0) == "–");
  CHECK(percent(0, 10) == "0 %");
  CHECK(percent(1, 1000) == "<1 %");
  CHECK(percent(41, 50) == "82 %");
  CHECK(percent(999, 1000) == ">99 %");
  CHECK(percent(10, 10) == "100 %");
}

TEST_CASE("durations change units without gaps") {
  CHECK(duration(0) == "0 ms");
  CHECK(duration(0.0004) == "<1 ms");
  CHECK(duration(0.035) == "35 ms");
  CHECK(duration(0.9996) == "1.0 s");
  CHECK(duration(99.94) == "99.9 s");
  CHECK(duration(100) == "1 min 40 s");
  CHECK(duration(3599.7) == "1 h 00 min");
  CHECK(duration(-1) == "–");
  CHECK(duration(std::nan("")) == "–");
}
