// The elementary functions below Ball in two doubles, against MPFR at ten times the precision: each
// encloses every exact result and is sharp, and the same comparison catches unsound variants.
#include "core/number/double_double_functions.hpp"

#include <arb_hypgeom.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "core/number/ball.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/inclusion.hpp"

namespace claimcheck {
namespace {

constexpr mpfr_prec_t end_bits = 2200, function_bits = 1060;

using double_double::Enclosed;
using MpfrFunction = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

struct Function {
  const char* name;
  std::function<Enclosed(const DoubleDouble&)> run;
  MpfrFunction exact;
  std::vector<double> centres;  ///< zeros, ends and other special points
  double low, high;             ///< arguments of ordinary size
  double sharpness = 0x1p-101;
};

/// MPFR's erf and erfc take a millisecond at this precision: Arb's, rounded down.
template <void (*f)(arb_ptr, arb_srcptr, slong)>
int by_arb(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t) {
  arb_t value;
  arf_t bound;
  arb_init(value);
  arf_init(bound);
  arf_set_mpfr(arb_midref(value), x);
  f(value, value, function_bits + 20);
  arb_get_lbound_arf(bound, value, function_bits);
  arf_get_mpfr(y, bound, MPFR_RNDD);
  arf_clear(bound);
  const int rounded = arb_is_exact(value) ? 0 : 1;
  arb_clear(value);
  return rounded;
}

const std::vector<Function>& functions() {
  const double log_two = 0x1.62e42fefa39efp-1;
  static const std::vector<Function> all = {
      {"exp", double_double::exp, mpfr_exp, {0, log_two / 8192, log_two / 2, 310}, -12, 12},
      {"expm1", double_double::expm1, mpfr_expm1, {0, log_two / 8192, log_two / 2, 310}, -4, 4},
      {"tanh", double_double::tanh, mpfr_tanh, {0, log_two / 16384, 155}, -3, 3},
      {"log", double_double::log, mpfr_log, {0, 1, std::sqrt(0.5), 1 + 0x1p-7, 1 + 0x1p-13}, 0, 8},
      {"log1p", double_double::log1p, mpfr_log1p, {0, -1, -0.29, 0.41, 0x1p-7, 0x1p-13}, -1, 4},
      {"atan", double_double::atan, mpfr_atan, {0, 1.0 / 128, 3.0 / 128, 1}, -3, 3},
      {"acos", double_double::acos, mpfr_acos, {0, 1, std::sqrt(0.5)}, -1, 1, 0x1p-100},
      {"erf", double_double::erf, by_arb<arb_hypgeom_erf>, {0, 1.0 / 64, 3.0 / 64, 16}, -3, 3},
      {"erfc", double_double::erfc, by_arb<arb_hypgeom_erfc>, {0, 1.0 / 64, 5.5, 10, 16}, -3, 16}};
  return all;
}

/// Half of them of ordinary size, the others close to a centre or of any size; half are exact.
DoubleDouble draw(const Function& function, Stream& random) {
  double high = random.uniform(function.low, function.high);
  if (random.chance(0.3)) high = static_cast<float>(high);
  const auto any_size = [&](int least, int most) {
    return random.sign() * std::ldexp(random.uniform(0.5, 1), random.integer(least, most));
  };
  double gap = 0;
  if (random.chance(0.3)) {
    high = random.sign() * function.centres[random.below(function.centres.size())];
    gap = random.chance(0.2) ? 0 : any_size(-110, -2);
  } else if (random.chance(0.2)) {
    high = any_size(-440, 440);
  }
  double low = 0;
  if (gap == 0 && random.chance(0.7)) gap = high * any_size(-110, -54);
  const rounding::Split sum = rounding::two_sum(high, gap);
  high = sum.value;
  low = sum.error;
  double radius = 0;
  if (random.chance(0.5)) {
    radius = std::fabs(random.chance(0.5) ? high : 1) * std::ldexp(1.0, -random.integer(0, 120));
  }
  const DoubleDouble out{high, low, radius};
  return double_double::in_range(out) ? out : DoubleDouble{high, 0, 0};
}

struct Count : InclusionCount {
  std::uint64_t exact = 0, blunt = 0;  ///< exact arguments; those with too wide a result
};

void exact_ends(mpfr_ptr low, mpfr_ptr high, const DoubleDouble& x) {
  mpfr_set_d(low, x.high, MPFR_RNDN);
  mpfr_add_d(low, low, x.low, MPFR_RNDN);
  mpfr_add_d(high, low, x.radius, MPFR_RNDN);
  mpfr_sub_d(low, low, x.radius, MPFR_RNDN);
}

bool is_normalised(const DoubleDouble& x) {
  return rounding::two_sum(x.high, x.low).value == x.high;
}

Count count(const Function& function, std::uint64_t calls) {
  Count out;
  Stream random(30, function.name, 0);
  Real value(function_bits), low(end_bits), high(end_bits), first(end_bits), last(end_bits);
  for (; out.calls < calls; ++out.calls) {
    const DoubleDouble x = draw(function, random);
    const Enclosed result = function.run(x);
    if (!result) {
      ++out.everything;
      continue;
    }
    const DoubleDouble& ball = result->ball;
    exact_ends(first, last, x);
    exact_ends(low, high, ball);
    for (const mpfr_ptr at : {mpfr_ptr(first), mpfr_ptr(last)}) {
      const bool rounded = function.exact(value, at, MPFR_RNDD) != 0;
      if (mpfr_nan_p(value) != 0) continue;
      ++out.points;
      if (!is_normalised(ball) || outside(value, rounded, low, high, ball.radius == 0)) {
        if (out.violations++ == 0) out.first = std::to_string(x.high);
      }
      if (x.radius == 0) break;
    }
    if (x.radius == 0) {
      ++out.exact;
      out.blunt += !(ball.radius <= function.sharpness * std::fabs(ball.high));
    }
  }
  return out;
}

TEST_CASE("functions in two doubles enclose every result at ten times the precision, sharply") {
  for (const Function& function : functions()) {
    const Count seen = count(function, 100000);
    INFO(function.name << " near " << seen.first << ", " << seen.points << " points, "
                       << seen.everything << " refused");
    CHECK(seen.violations == 0);
    CHECK(seen.blunt == 0);
    CHECK(seen.points > 70000);
    CHECK(seen.exact > 30000);
  }
}

TEST_CASE("every deliberately unsound function in two doubles is caught") {
  using Fault = std::function<Enclosed(const Function&, const DoubleDouble&)>;
  const std::pair<const char*, Fault> faults[] = {
      {"believes itself eight times as much",
       [](const Function& f, const DoubleDouble& x) {
         Enclosed out = f.run(x);
         if (out) out->ball.radius -= out->error * 0.875;
         return out;
       }},
      {"drops the low double",
       [](const Function& f, const DoubleDouble& x) {
         return f.run({x.high, 0, x.radius});
       }},
      {"ignores the radius", [](const Function& f, const DoubleDouble& x) {
         return f.run({x.high, x.low, 0});
       }}};
  for (const Function& function : functions()) {
    for (const auto& [name, fault] : faults) {
      Function wrong = function;
      wrong.run = [&function, &apply = fault](const DoubleDouble& x) { return apply(function, x); };
      INFO(function.name << " that " << name);
      CHECK(count(wrong, 3000).violations > 0);
    }
  }
}

TEST_CASE("functions in two doubles are exact where the result is") {
  const auto is = [](const Enclosed& y, double value) {
    return y && y->ball.high == value && y->ball.low == 0 && y->ball.radius == 0 && y->error == 0;
  };
  const DoubleDouble zero{0, 0, 0}, one{1, 0, 0};
  CHECK(is(double_double::exp(zero), 1));
  CHECK(is(double_double::expm1(zero), 0));
  CHECK(is(double_double::tanh(zero), 0));
  CHECK(is(double_double::log(one), 0));
  CHECK(is(double_double::atan(zero), 0));
  CHECK(is(double_double::acos(one), 0));
  CHECK(is(double_double::erf(zero), 0));
  CHECK(is(double_double::erfc(zero), 1));
  CHECK(is(double_double::log1p(zero), 0));
  CHECK_FALSE(is(double_double::exp({0, 0, 0x1p-90}), 1));
  CHECK_FALSE(is(double_double::log({1, 0, 0x1p-90}), 0));
}

TEST_CASE("functions in two doubles refuse what they cannot enclose") {
  for (const auto& f : {double_double::log, double_double::log1p}) {
    CHECK_FALSE(f({-2, 0, 0}));
    CHECK_FALSE(f({-1, 0, 0x1p-60}));
  }
  CHECK_FALSE(double_double::log({0, 0, 0}));
  CHECK_FALSE(double_double::log({1, 0, 1}));
  CHECK_FALSE(double_double::log1p({-1, 0, 0}));
  CHECK_FALSE(double_double::acos({1, 0x1p-60, 0}));
  CHECK_FALSE(double_double::acos({0.5, 0, 0.5}));
  CHECK_FALSE(double_double::exp({0x1p400, 0, 0}));
  CHECK_FALSE(double_double::exp({0, 0, 1}));
}

}  // namespace
}  // namespace claimcheck
