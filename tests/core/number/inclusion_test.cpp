// The trust tests of Interval: more than a million results compared with MPFR in every build, and
// the same comparison made to catch operations that are deliberately unsound.
#include "tests/core/number/inclusion.hpp"

#include <cmath>

#include "tests/catch.hpp"

namespace claimcheck {
namespace {

constexpr std::uint64_t arithmetic_calls = 30000, function_calls = 12000;

InclusionCount require_inclusion(const Operation& operation, std::uint64_t calls) {
  const InclusionCount count = count_inclusions(operation, calls);
  INFO(operation.name << ": " << count.first);
  CHECK(count.violations == 0);
  // Undecided answers are honest but useless: many calls must enclose something.
  CHECK(count.everything < calls * 3 / 4);
  return count;
}

TEST_CASE("interval arithmetic encloses every exact result") {
  std::uint64_t points = 0;
  for (const Operation& operation : arithmetic_operations()) {
    points += require_inclusion(operation, arithmetic_calls).points;
  }
  CHECK(points > 750000);
}

TEST_CASE("interval functions enclose every result at ten times the precision") {
  std::uint64_t points = 0;
  for (const Operation& operation : elementary_functions()) {
    points += require_inclusion(operation, function_calls).points;
  }
  CHECK(points > 250000);
}

TEST_CASE("the table of inclusion counts", "[.counts]") {
  for (const auto& [all, calls] : {std::pair{arithmetic_operations(), arithmetic_calls},
                                   std::pair{elementary_functions(), function_calls}}) {
    for (const Operation& operation : all) {
      const InclusionCount count = count_inclusions(operation, calls);
      WARN(operation.name << ": " << count.points << " points, " << count.violations
                          << " violations, " << count.everything << " of " << count.calls
                          << " calls enclose nothing");
    }
  }
}

Interval with_radius(const Interval& x, double radius) { return Interval::around(x.mid(), radius); }

struct Mutant {
  const char* operation;
  const char* fault;
  std::function<Interval(const Interval*)> run;
};

const std::vector<Mutant>& mutants() {
  static const std::vector<Mutant> all = {
      {"add", "forgets its own rounding",
       [](const Interval* x) { return with_radius(x[0] + x[1], x[0].radius() + x[1].radius()); }},
      {"add", "bounds the rounding by half of it",
       [](const Interval* x) {
         const auto sum = rounding::two_sum(x[0].mid(), x[1].mid());
         return Interval::around(
             sum.value, x[0].radius() + x[1].radius() + std::fabs(sum.error) * (1 - 0x1p-40));
       }},
      {"multiply", "drops the product of the radii",
       [](const Interval* x) {
         const double overlap = x[0].radius() * x[1].radius();
         const Interval product = x[0] * x[1];
         return with_radius(product, std::max(0.0, product.radius() * (1 - 0x1p-48) - overlap));
       }},
      {"multiply", "trusts an error term that underflowed",
       [](const Interval* x) {
         const double p = x[0].mid() * x[1].mid();
         if (!x[0].is_exact() || !x[1].is_exact()) return x[0] * x[1];
         return Interval::around(p, std::fabs(std::fma(x[0].mid(), x[1].mid(), -p)));
       }},
      {"add product", "is narrower by a millionth",
       [](const Interval* x) {
         const Interval out = Interval(x[0]).add_product(x[1], x[2]);
         return with_radius(out, out.radius() * (1 - 0x1p-20));
       }},
      {"divide", "takes the midpoint of the divisor",
       [](const Interval* x) { return x[0] / Interval(x[1].mid()); }},
      {"divide", "trusts a remainder that underflowed",
       [](const Interval* x) {
         if (!x[0].is_exact() || !x[1].is_exact()) return x[0] / x[1];
         const double q = x[0].mid() / x[1].mid();
         return Interval::around(
             q, std::fabs(std::fma(-q, x[1].mid(), x[0].mid()) / x[1].mid()) * rounding::up);
       }},
      {"square root", "trusts a remainder that underflowed",
       [](const Interval* x) {
         if (!x[0].is_exact() || !(x[0].mid() > 0)) return sqrt(x[0]);
         const double root = std::sqrt(x[0].mid());
         return Interval::around(root, std::fabs(std::fma(-root, root, x[0].mid())) / root);
       }},
      {"square", "forgets its rounding when exact",
       [](const Interval* x) {
         return x[0].is_exact() ? Interval(x[0].mid() * x[0].mid()) : square(x[0]);
       }},
      {"absolute value", "folds at the midpoint",
       [](const Interval* x) { return with_radius(abs(Interval(x[0].mid())), x[0].radius() / 2); }},
      {"max", "decides by midpoints",
       [](const Interval* x) { return x[0].mid() < x[1].mid() ? x[1] : x[0]; }},
      {"power -3", "forgets the radius",
       [](const Interval* x) { return pow(Interval(x[0].mid()), -3); }},
      {"exp", "believes the library to the last bit",
       [](const Interval* x) {
         return x[0].is_exact() ? Interval(std::exp(x[0].mid())) : exp(x[0]);
       }},
      {"exp", "forgets the second order of the radius",
       [](const Interval* x) {
         const Interval y = exp(Interval(x[0].mid()));
         return with_radius(y, y.radius() + y.mid() * x[0].radius());
       }},
      {"log", "bounds the slope at the midpoint",
       [](const Interval* x) {
         const Interval y = log(Interval(x[0].mid()));
         return with_radius(y, y.radius() + x[0].radius() / x[0].mid());
       }},
      {"expm1", "takes 1 for the largest slope",
       [](const Interval* x) {
         const Interval y = expm1(Interval(x[0].mid()));
         return with_radius(y, y.radius() + x[0].radius());
       }},
      {"acos", "forgets the library's error",
       [](const Interval* x) {
         return x[0].is_exact() ? Interval(std::acos(x[0].mid())) : acos(x[0]);
       }},
      {"erfc", "is narrower by half",
       [](const Interval* x) {
         const Interval y = erfc(x[0]);
         return with_radius(y, x[0].is_exact() ? y.radius() / 16 : y.radius() / 2);
       }},
      {"sin", "ignores the radius", [](const Interval* x) { return sin(Interval(x[0].mid())); }},
      {"power", "ignores the radius of the exponent",
       [](const Interval* x) { return pow(x[0], Interval(x[1].mid())); }},
  };
  return all;
}

TEST_CASE("every deliberately unsound operation is caught") {
  for (const Mutant& mutant : mutants()) {
    Operation wrong = operation(mutant.operation);
    wrong.run = mutant.run;
    INFO(mutant.operation << " that " << mutant.fault);
    CHECK(count_inclusions(wrong, 6000).violations > 0);
  }
}

/// [low, high] compared with [low, high] in exact arithmetic.
TEST_CASE("interval comparisons say exactly what can be said") {
  Stream random(21, "comparisons", 0);
  Real a_low(2200), a_high(2200), b_low(2200), b_high(2200);
  int undecided = 0, equalities = 0;
  for (int k = 0; k < 100000; ++k) {
    Interval a = draw_interval(random), b = draw_interval(random);
    if (k % 4 == 0) b = Interval::around(a.mid(), b.radius());
    if (k % 8 == 1) b = Interval(a.upper());
    if (!b.is_finite()) continue;
    exact_ends(a_low, a_high, a);
    exact_ends(b_low, b_high, b);
    const auto sign = [](mpfr_ptr x, mpfr_ptr y) { return mpfr_cmp(x, y); };
    const Truth less_expected = sign(a_high, b_low) < 0    ? Truth::yes
                                : sign(a_low, b_high) >= 0 ? Truth::no
                                                           : Truth::unknown;
    const Truth less_equal_expected = sign(a_high, b_low) <= 0  ? Truth::yes
                                      : sign(a_low, b_high) > 0 ? Truth::no
                                                                : Truth::unknown;
    const bool apart = sign(a_high, b_low) < 0 || sign(b_high, a_low) < 0;
    const bool same = sign(a_low, a_high) == 0 && sign(b_low, b_high) == 0 && !apart;
    const Truth equal_expected = apart ? Truth::no : same ? Truth::yes : Truth::unknown;
    REQUIRE(less(a, b) == less_expected);
    REQUIRE(less_equal(a, b) == less_equal_expected);
    REQUIRE(equal(a, b) == equal_expected);
    undecided += unknown(less_expected);
    equalities += same;
  }
  CHECK(undecided > 5000);
  CHECK(equalities > 1000);
}

TEST_CASE("an interval function encloses nothing but says so") {
  const double infinity = rounding::infinity, nan = std::nan("");
  for (const Interval& none :
       {Interval::everything(), Interval(infinity), Interval(-infinity), Interval(nan),
        Interval(1) / Interval(0), log(Interval(-1)), log(Interval(0)), log1p(Interval(-2)),
        sqrt(Interval(-1)), acos(Interval(2)), exp(Interval(1e300)),
        Interval(0x1p1023) * Interval(4), Interval(0x1.fffffffffffffp1023) + Interval(0x1p1000),
        pow(Interval(0), -1), Interval::between(-infinity, infinity),
        Interval::between(0, infinity)}) {
    for (const Operation& operation : elementary_functions()) {
      const Interval x[] = {none, none};
      CHECK_FALSE(operation.run(x).is_finite());
    }
    for (const Operation& operation : arithmetic_operations()) {
      const Interval left[] = {none, Interval(2), Interval(0)};
      const Interval right[] = {Interval(0), none, Interval(0)};
      CHECK_FALSE(operation.run(left).is_finite());
      if (operation.arity > 1) CHECK_FALSE(operation.run(right).is_finite());
    }
    CHECK(none.lower() == -infinity);
    CHECK(none.upper() == infinity);
    CHECK(std::isnan(none.mid()));
    for (const Interval& other : {none, Interval(0), Interval(0x1.fffffffffffffp1023)}) {
      CHECK(unknown(less(none, other)));
      CHECK(unknown(less(other, none)));
      CHECK(unknown(less_equal(other, none)));
      CHECK(unknown(equal(none, other)));
    }
  }
}

/// What core/number/interval_functions.cpp trusts is twice this plus two units in the last place.
TEST_CASE("the C library keeps to the errors that its manual documents") {
  struct Call {
    const char* name;
    double (*f)(double);
    double documented;
  };
  const Call calls[] = {{"exp", std::exp, 1},     {"expm1", std::expm1, 1}, {"log", std::log, 1},
                        {"log1p", std::log1p, 1}, {"atan", std::atan, 1},   {"acos", std::acos, 1},
                        {"tanh", std::tanh, 2},   {"sin", std::sin, 1},     {"cos", std::cos, 1},
                        {"erf", std::erf, 1},     {"erfc", std::erfc, 5}};
  for (const Call& call : calls) {
    const Operation reference = operation(call.name);
    Stream random(22, call.name, 0);
    Real value(reference.bits), x(53);
    double worst = 0;
    for (int k = 0; k < 5000; ++k) {
      const double argument = draw_interval(random).mid(), result = call.f(argument);
      if (!std::isnormal(result)) continue;
      mpfr_set_d(x, argument, MPFR_RNDN);
      const mpfr_ptr at[] = {x};
      reference.exact(value, at);
      mpfr_sub_d(value, value, result, MPFR_RNDN);
      const double ulp = std::ldexp(1.0, std::ilogb(result) - 52);
      worst = std::max(worst, std::fabs(mpfr_get_d(value, MPFR_RNDN)) / ulp);
    }
    INFO(call.name << ": " << worst << " units in the last place");
    CHECK(worst <= call.documented);
    CHECK(worst > 0.4);
  }
}

}  // namespace
}  // namespace claimcheck
