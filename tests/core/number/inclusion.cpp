#include "tests/core/number/inclusion.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace claimcheck {
namespace {

constexpr mpfr_prec_t end_bits = 2200;      // m - r and m + r fit
constexpr mpfr_prec_t product_bits = 4400;  // ... and their products

using MpfrFunction = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

Operation function(const char* name, Interval (*run)(Interval), MpfrFunction exact) {
  return {.name = name,
          .arity = 1,
          .run = [run](const Interval* x) { return run(x[0]); },
          .exact = [exact](mpfr_ptr y, const mpfr_ptr* x) { return exact(y, x[0], MPFR_RNDD); }};
}

using MpfrBinary = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

Operation binary(const char* name, std::function<Interval(Interval, Interval)> run,
                 MpfrBinary exact, mpfr_prec_t bits = product_bits) {
  return {
      .name = name,
      .arity = 2,
      .run = [run](const Interval* x) { return run(x[0], x[1]); },
      .exact = [exact](mpfr_ptr z, const mpfr_ptr* x) { return exact(z, x[0], x[1], MPFR_RNDD); },
      .bits = bits};
}

const double special_values[] = {0.0,
                                 0x1p-1074,
                                 0x1.fffffffffffffp-1023,
                                 0x1p-1022,
                                 0x1p-1000,
                                 0x1p-960,
                                 0x1p-537,
                                 0x1p-480,
                                 1e-20,
                                 1e-8,
                                 0.1,
                                 0.35,
                                 0.5,
                                 1.0,
                                 1.5,
                                 1.5707963267948966,
                                 2.0,
                                 3.0,
                                 3.141592653589793,
                                 6.0,
                                 20.0,
                                 26.54,
                                 37.0,
                                 708.4,
                                 709.782712893384,
                                 745.13,
                                 1e5,
                                 0x1p53,
                                 1e22,
                                 0x1p480,
                                 0x1p511,
                                 1e160,
                                 0x1p1000,
                                 0x1.fffffffffffffp1023};

double draw_double(Stream& random) {
  const double sign = random.sign();
  switch (random.below(6)) {
    case 0:
      return random.uniform(-4, 4);
    case 1:
      return random.integer(-64, 64) / 16.0;
    case 2:
      return sign * std::ldexp(random.uniform(0.5, 1), random.integer(-30, 30));
    case 3:
      return sign * std::ldexp(random.uniform(0.5, 1), random.integer(-1080, 1024));
    default:
      break;
  }
  double x = special_values[random.below(std::size(special_values))];
  const int steps = random.integer(-2, 2);
  for (int k = 0; k < std::abs(steps); ++k) {
    x = std::nextafter(x, steps < 0 ? -rounding::infinity : rounding::infinity);
  }
  return std::isfinite(x) ? sign * x : sign;
}

double draw_radius(Stream& random, double mid) {
  const double size = std::fabs(mid);
  switch (random.below(12)) {
    case 0:
      return size * 0x1p-53;
    case 1:
      return size * std::ldexp(1.0, random.integer(-60, -1));
    case 2:
      return random.uniform(0, 3);
    case 3:
      return size;
    case 4:
      return 0x1p-1074;
    case 5:
      return std::ldexp(1.0, random.integer(-1074, 100));
    default:
      return 0;
  }
}

std::string describe(const Operation& operation, const std::vector<Interval>& x,
                     const Interval& result) {
  char buffer[128];
  std::string out = operation.name;
  for (const Interval& argument : x) {
    std::snprintf(buffer, sizeof buffer, " (%a +/- %a)", argument.mid(), argument.radius());
    out += buffer;
  }
  std::snprintf(buffer, sizeof buffer, " -> %a +/- %a", result.mid(), result.radius());
  return out + buffer;
}

}  // namespace

bool outside(mpfr_ptr below, bool rounded, mpfr_ptr low, mpfr_ptr high, bool claims_exact) {
  if (rounded && claims_exact) return true;
  if (mpfr_cmp(below, high) > 0) return true;
  if (rounded) mpfr_nextabove(below);
  return mpfr_cmp(below, low) < 0;
}

void exact_ends(mpfr_ptr low, mpfr_ptr high, const Interval& x) {
  mpfr_set_d(low, x.mid(), MPFR_RNDN);
  mpfr_set(high, low, MPFR_RNDN);
  mpfr_sub_d(low, low, x.radius(), MPFR_RNDN);
  mpfr_add_d(high, high, x.radius(), MPFR_RNDN);
}

Interval draw_interval(Stream& random) {
  const double mid = draw_double(random);
  return Interval::around(mid, draw_radius(random, mid));
}

InclusionCount count_inclusions(const Operation& operation, std::uint64_t calls) {
  InclusionCount count;
  Stream random(20, operation.name, 0);
  Real value(operation.bits), low(end_bits), high(end_bits);
  std::array<Real, 9> points{Real(end_bits), Real(end_bits), Real(end_bits),
                             Real(end_bits), Real(end_bits), Real(end_bits),
                             Real(end_bits), Real(end_bits), Real(end_bits)};
  std::vector<Interval> x(operation.arity);
  for (; count.calls < calls; ++count.calls) {
    bool exact = true;
    for (std::size_t k = 0; k < operation.arity; ++k) {
      x[k] = draw_interval(random);
      exact = exact && x[k].is_exact();
      exact_ends(points[k], points[3 + k], x[k]);
      mpfr_set_d(points[6 + k], x[k].mid(), MPFR_RNDN);
    }
    const Interval result = operation.run(x.data());
    if (!result.is_finite()) {
      ++count.everything;
      continue;
    }
    exact_ends(low, high, result);
    // The arguments' low ends, high ends, midpoints, and a mixture.
    const std::size_t choices = exact ? 1 : 4;
    for (std::size_t choice = 0; choice < choices; ++choice) {
      std::array<mpfr_ptr, 3> at{};
      for (std::size_t k = 0; k < operation.arity; ++k) {
        at[k] = points[3 * (choice == 3 ? random.below(3) : choice) + k];
      }
      const bool rounded = operation.exact(value, at.data()) != 0;
      if (mpfr_nan_p(value) != 0) continue;  // outside the domain
      ++count.points;
      if (outside(value, rounded, low, high, result.is_exact())) {
        if (count.violations++ == 0) count.first = describe(operation, x, result);
      }
    }
  }
  return count;
}

std::vector<Operation> arithmetic_operations() {
  const auto op = [](auto f) { return std::function<Interval(Interval, Interval)>(f); };
  return {
      binary("add", op([](Interval a, Interval b) { return a + b; }), mpfr_add),
      binary("subtract", op([](Interval a, Interval b) { return a - b; }), mpfr_sub),
      binary("multiply", op([](Interval a, Interval b) { return a * b; }), mpfr_mul),
      binary("divide", op([](Interval a, Interval b) { return a / b; }), mpfr_div, 1200),
      binary("min", op([](Interval a, Interval b) { return min(a, b); }), mpfr_min),
      binary("max", op([](Interval a, Interval b) { return max(a, b); }), mpfr_max),
      {"add product", 3, [](const Interval* x) { return Interval(x[0]).add_product(x[1], x[2]); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_fma(y, x[1], x[2], x[0], MPFR_RNDD); },
       2 * product_bits},
      {"negate", 1, [](const Interval* x) { return -x[0]; },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_neg(y, x[0], MPFR_RNDD); }, end_bits},
      {"absolute value", 1, [](const Interval* x) { return abs(x[0]); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_abs(y, x[0], MPFR_RNDD); }, end_bits},
      {"square", 1, [](const Interval* x) { return square(x[0]); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_sqr(y, x[0], MPFR_RNDD); }, product_bits},
      {"square root", 1, [](const Interval* x) { return sqrt(x[0]); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_sqrt(y, x[0], MPFR_RNDD); }, 1200},
      {"fourth power", 1, [](const Interval* x) { return pow(x[0], 4); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_pow_si(y, x[0], 4, MPFR_RNDD); },
       2 * product_bits},
      {"power -3", 1, [](const Interval* x) { return pow(x[0], -3); },
       [](mpfr_ptr y, const mpfr_ptr* x) { return mpfr_pow_si(y, x[0], -3, MPFR_RNDD); }, 1200},
  };
}

std::vector<Operation> elementary_functions() {
  return {function("exp", exp, mpfr_exp),
          function("expm1", expm1, mpfr_expm1),
          function("log", log, mpfr_log),
          function("log1p", log1p, mpfr_log1p),
          function("atan", atan, mpfr_atan),
          function("acos", acos, mpfr_acos),
          function("tanh", tanh, mpfr_tanh),
          function("sin", sin, mpfr_sin),
          function("cos", cos, mpfr_cos),
          function("erf", erf, mpfr_erf),
          function("erfc", erfc, mpfr_erfc),
          binary(
              "power", [](Interval a, Interval b) { return pow(a, b); }, mpfr_pow, 530)};
}

Operation operation(const std::string& name) {
  for (const auto& all : {arithmetic_operations(), elementary_functions()}) {
    for (const Operation& candidate : all) {
      if (candidate.name == name) return candidate;
    }
  }
  throw std::out_of_range(name);
}

}  // namespace claimcheck
