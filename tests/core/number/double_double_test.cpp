// The arithmetic below Ball in two doubles, against MPFR: every result exactly, and deliberately
// unsound variants caught by the same comparison.
#include "core/number/double_double.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "core/number/ball.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/inclusion.hpp"

namespace claimcheck {
namespace {

constexpr mpfr_prec_t end_bits = 2200, product_bits = 4400, quotient_bits = 1200;

using Result = std::optional<RoundedDoubleDouble>;

struct PairOperation {
  const char* name;
  std::size_t arity;
  std::function<Result(const DoubleDouble*)> run;
  /// Rounds down into the first argument; returns 0 when nothing was rounded off.
  std::function<int(mpfr_ptr, const mpfr_ptr*)> exact;
  mpfr_prec_t bits;
};

const std::vector<PairOperation>& operations() {
  static const std::vector<PairOperation> all = {
      {"sum", 2, [](const DoubleDouble* x) { return Result(double_double::sum(x[0], x[1])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_add(z, x[0], x[1], MPFR_RNDD); },
       product_bits},
      {"product", 2,
       [](const DoubleDouble* x) { return Result(double_double::product(x[0], x[1])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_mul(z, x[0], x[1], MPFR_RNDD); },
       product_bits},
      {"quotient", 2, [](const DoubleDouble* x) { return double_double::quotient(x[0], x[1]); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_div(z, x[0], x[1], MPFR_RNDD); },
       quotient_bits},
      {"square root", 1, [](const DoubleDouble* x) { return double_double::square_root(x[0]); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_sqrt(z, x[0], MPFR_RNDD); }, quotient_bits},
      {"square", 1, [](const DoubleDouble* x) { return Result(double_double::square(x[0])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_sqr(z, x[0], MPFR_RNDD); }, product_bits},
      {"absolute value", 1,
       [](const DoubleDouble* x) { return Result(double_double::absolute_value(x[0])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_abs(z, x[0], MPFR_RNDD); }, end_bits},
      {"maximum", 2,
       [](const DoubleDouble* x) { return Result(double_double::maximum(x[0], x[1])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_max(z, x[0], x[1], MPFR_RNDD); }, end_bits},
      {"minimum", 2,
       [](const DoubleDouble* x) { return Result(double_double::minimum(x[0], x[1])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_min(z, x[0], x[1], MPFR_RNDD); }, end_bits},
      {"hull", 2, [](const DoubleDouble* x) { return Result(double_double::hull(x[0], x[1])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_set(z, x[0], MPFR_RNDD); }, end_bits},
      {"hull the other way", 2,
       [](const DoubleDouble* x) { return Result(double_double::hull(x[1], x[0])); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_set(z, x[0], MPFR_RNDD); }, end_bits},
      {"third power", 1,
       [](const DoubleDouble* x) { return double_double::integer_power(x[0], 3); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_pow_si(z, x[0], 3, MPFR_RNDD); },
       2 * product_bits},
      {"sixth power", 1,
       [](const DoubleDouble* x) { return double_double::integer_power(x[0], 6); },
       [](mpfr_ptr z, const mpfr_ptr* x) { return mpfr_pow_si(z, x[0], 6, MPFR_RNDD); },
       3 * product_bits}};
  return all;
}

/// Numbers of one to 106 bits, also with a gap between the two doubles, at the ends of the range,
/// close to the one before, with low parts down to the last double, and with a tiny midpoint in a
/// radius of ordinary size.
DoubleDouble draw_pair(Stream& random, const DoubleDouble& last) {
  const auto number = [&](int exponent) {
    const double digits = random.chance(0.3) ? random.integer(1, 15) : random.uniform(0.5, 1);
    return random.sign() * std::ldexp(digits, exponent);
  };
  DoubleDouble out;
  const int range = random.chance(0.2) ? 440 : 3;
  const double high = random.chance(0.1) ? last.high : number(random.integer(-range, range));
  const int gap = random.chance(0.5) ? 54 : random.integer(54, random.chance(0.2) ? 1100 : 200);
  const double low = random.chance(0.3) ? 0 : number(std::max(std::ilogb(high) - gap, -1080));
  const rounding::Split sum = rounding::two_sum(high, low);
  out = {sum.value, sum.error, 0};
  if (random.chance(0.5)) {
    out.radius = std::fabs(high) * std::ldexp(1.0, -random.integer(0, 120));
  }
  if (random.chance(0.03)) {
    const double small = std::ldexp(out.high, -600), smaller = std::ldexp(out.low, -600);
    const rounding::Split mid = rounding::two_sum(small, smaller);
    out = {mid.value, mid.error, std::fabs(out.high)};
  }
  return double_double::in_range(out) ? out : DoubleDouble{random.sign() * 3.0, 0, 0};
}

/// [low, high] = the ends exactly.
void exact_ends(mpfr_ptr low, mpfr_ptr high, const DoubleDouble& x) {
  mpfr_set_d(low, x.high, MPFR_RNDN);
  mpfr_add_d(low, low, x.low, MPFR_RNDN);
  mpfr_add_d(high, low, x.radius, MPFR_RNDN);
  mpfr_sub_d(low, low, x.radius, MPFR_RNDN);
}

InclusionCount count(const PairOperation& operation, std::uint64_t calls) {
  InclusionCount out;
  Stream random(24, operation.name, 0);
  Real value(operation.bits), low(end_bits), high(end_bits);
  std::array<Real, 6> points{Real(end_bits), Real(end_bits), Real(end_bits),
                             Real(end_bits), Real(end_bits), Real(end_bits)};
  std::array<DoubleDouble, 2> x{DoubleDouble{1, 0, 0}, DoubleDouble{1, 0, 0}};
  for (; out.calls < calls; ++out.calls) {
    for (std::size_t k = 0; k < 2; ++k) {
      x[k] = draw_pair(random, x[1]);
      exact_ends(points[2 * k], points[2 * k + 1], x[k]);
    }
    const Result result = operation.run(x.data());
    if (!result) {
      ++out.everything;
      continue;
    }
    if (!double_double::in_range(result->ball)) {
      ++out.everything;
      continue;
    }
    exact_ends(low, high, result->ball);
    for (std::size_t choice = 0; choice < 4; ++choice) {
      const mpfr_ptr at[] = {points[choice % 2], points[2 + choice / 2]};
      const bool rounded = operation.exact(value, at) != 0;
      if (mpfr_nan_p(value) != 0) continue;
      ++out.points;
      const DoubleDouble& ball = result->ball;
      const bool normal = rounding::two_sum(ball.high, ball.low).value == ball.high;
      out.violations += !normal || outside(value, rounded, low, high, ball.radius == 0);
    }
  }
  return out;
}

TEST_CASE("arithmetic in two doubles encloses every exact result") {
  for (const PairOperation& operation : operations()) {
    const InclusionCount seen = count(operation, 40000);
    INFO(operation.name);
    CHECK(seen.violations == 0);
    CHECK(seen.everything < seen.calls * 3 / 4);
    CHECK(seen.points > 60000);
  }
}

struct Mutant {
  std::size_t operation;
  const char* fault;
  std::function<Result(const DoubleDouble*)> run;
};

RoundedDoubleDouble with_radius(RoundedDoubleDouble x, double radius) {
  x.ball.radius = radius;
  return x;
}

TEST_CASE("every deliberately unsound arithmetic in two doubles is caught") {
  namespace pair = double_double;
  const std::vector<Mutant> mutants = {
      {0, "forgets its own rounding",
       [](const DoubleDouble* x) {
         return with_radius(pair::sum(x[0], x[1]), x[0].radius + x[1].radius);
       }},
      {0, "forgets a radius",
       [](const DoubleDouble* x) {
         return pair::sum(x[0], {x[1].high, x[1].low, 0});
       }},
      {1, "forgets its own rounding",
       [](const DoubleDouble* x) {
         const RoundedDoubleDouble out = pair::product(x[0], x[1]);
         return with_radius(out, out.ball.radius - out.error);
       }},
      {1, "drops the product of the low parts",
       [](const DoubleDouble* x) {
         RoundedDoubleDouble out = pair::product({x[0].high, x[0].low, 0}, {x[1].high, 0, 0});
         const auto rest = pair::product({x[0].high, 0, 0}, {x[1].low, 0, 0});
         const double radius = pair::product(x[0], x[1]).ball.radius;
         return with_radius(pair::sum(out.ball, rest.ball), radius);
       }},
      {1, "drops the product of the radii",
       [](const DoubleDouble* x) {
         const RoundedDoubleDouble out = pair::product(x[0], x[1]);
         return with_radius(out, std::max(0.0, out.ball.radius - x[0].radius * x[1].radius));
       }},
      {2, "takes the midpoint of the divisor",
       [](const DoubleDouble* x) {
         return pair::quotient(x[0], {x[1].high, x[1].low, 0});
       }},
      {2, "believes the second quotient",
       [](const DoubleDouble* x) -> Result {
         const Result out = pair::quotient(x[0], x[1]);
         return out ? Result(with_radius(*out, out->ball.radius - out->error)) : out;
       }},
      {3, "forgets its own rounding",
       [](const DoubleDouble* x) -> Result {
         const Result out = pair::square_root(x[0]);
         return out ? Result(with_radius(*out, out->ball.radius - out->error)) : out;
       }},
      {6, "drops the larger number",
       [](const DoubleDouble* x) {
         return pair::maximum(x[0], {x[1].high - 2 * x[1].radius, x[1].low, x[1].radius});
       }},
      {9, "takes the midpoints",
       [](const DoubleDouble* x) {
         return pair::hull({x[0].high, x[0].low, 0}, {x[1].high, x[1].low, 0});
       }},
      {11, "believes in the sign of an odd power",
       [](const DoubleDouble* x) -> Result {
         const Result out = pair::integer_power(x[0], 5);
         return out ? Result(pair::product(pair::absolute_value(x[0]).ball, out->ball)) : out;
       }},
      {3, "bounds the slope at the midpoint", [](const DoubleDouble* x) -> Result {
         const Result out = pair::square_root({x[0].high, x[0].low, 0});
         if (!out || !(x[0].high > x[0].radius)) return std::nullopt;
         return with_radius(*out, out->ball.radius + x[0].radius / (2 * out->ball.high));
       }}};
  for (const Mutant& mutant : mutants) {
    PairOperation wrong = operations()[mutant.operation];
    wrong.run = mutant.run;
    INFO(wrong.name << " that " << mutant.fault);
    CHECK(count(wrong, 6000).violations > 0);
  }
}

TEST_CASE("arithmetic in two doubles that rounds nothing is exact") {
  const auto exact = [](const Result& x) { return x && x->error == 0 && x->ball.radius == 0; };
  const DoubleDouble third = double_double::quotient({1, 0, 0}, {3, 0, 0})->ball;
  CHECK(exact(double_double::sum({1, 0, 0}, {0x1p-90, 0, 0})));
  CHECK(exact(double_double::product({0.1, 0, 0}, {0.1, 0, 0})));
  CHECK(exact(double_double::product({1, 0x1p-60, 0}, {1.5, 0, 0})));
  CHECK(exact(double_double::quotient({21, 0, 0}, {-4, 0, 0})));
  CHECK(exact(double_double::quotient({0, 0, 0}, {3, 0, 0x1p-9})));
  CHECK(exact(double_double::square_root({6.25, 0, 0})));
  CHECK(third.radius > 0);
  CHECK(third.radius < 0x1p-106);
  CHECK_FALSE(double_double::quotient({1, 0, 0}, {1, 0, 1}));
  CHECK(exact(double_double::square_root({0, 0, 0})));
  CHECK(exact(double_double::square_root({0x1p53, 1, 0})) == false);
  CHECK_FALSE(double_double::square_root({-1, 0, 0.5}));
}

/// The ends of a native ball as doubles, outward and tight.
TEST_CASE("a sum of two doubles leaves by its ends") {
  Stream random(25, "ends", 0);
  Real low(end_bits), high(end_bits);
  DoubleDouble x{1, 0, 0};
  for (int k = 0; k < 20000; ++k) {
    x = draw_pair(random, x);
    exact_ends(low, high, x);
    REQUIRE(double_double::lower(x) == mpfr_get_d(low, MPFR_RNDD));
    REQUIRE(double_double::upper(x) == mpfr_get_d(high, MPFR_RNDU));
  }
}

/// Both forms of Ball in one formula: exact at any precision, and long chains that leave the range
/// of two doubles and come back.
TEST_CASE("balls in two doubles and in Arb's form agree") {
  Stream random(26, "forms", 0);
  for (int k = 0; k < 300; ++k) {
    const double a = random.normal(), b = std::ldexp(random.normal(), random.integer(-500, 500)),
                 c = random.integer(-3, 3);
    const auto formula = [&] {
      const Ball x(a), y(b), z(c);
      Ball sum = x * y + z;
      sum.add_product(x, sum);
      sum -= y / (square(x) + 1);
      return exp(-abs(x)) * sum / (1 + square(y)) + sqrt(abs(sum)) * max(x, z) - pow(x, 3);
    };
    const auto at = [&](int bits) {
      const BallPrecision precision(bits);
      return formula();
    };
    const Ball coarse = at(Ball::native_bits), fine = at(600);
    REQUIRE(coarse.contains(fine));
    REQUIRE(at(128).contains(fine));
    REQUIRE(coarse.relative_bits() > 40);
  }
}

TEST_CASE("balls of two doubles are compared exactly") {
  Stream random(27, "order", 0);
  Real a_low(end_bits), a_high(end_bits), b_low(end_bits), b_high(end_bits);
  DoubleDouble x{1, 0, 0};
  const auto ball = [](const DoubleDouble& value) {
    const BallPrecision precision(4000);
    return Ball::around(Ball(value.high) + Ball(value.low), Ball(value.radius));
  };
  int unknowns = 0;
  for (int k = 0; k < 20000; ++k) {
    const DoubleDouble y = x;
    x = k % 5 == 0 ? DoubleDouble{y.high, y.low, y.radius / 2} : draw_pair(random, x);
    if (!double_double::in_range(x)) x = {1, 0, 0};
    exact_ends(a_low, a_high, x);
    exact_ends(b_low, b_high, y);
    const Ball a = ball(x), b = ball(y);
    const Truth expected = mpfr_cmp(a_high, b_low) < 0    ? Truth::yes
                           : mpfr_cmp(a_low, b_high) >= 0 ? Truth::no
                                                          : Truth::unknown;
    // A radius may have grown by a rounding on the way into a ball.
    const Truth said = less(a, b);
    REQUIRE((said == expected || (unknown(said) && (x.radius > 0 || y.radius > 0))));
    REQUIRE(less_equal(b, a) == !said);
    unknowns += unknown(said);
  }
  CHECK(unknowns > 1000);
  CHECK(unknowns < 15000);
}

}  // namespace
}  // namespace claimcheck
