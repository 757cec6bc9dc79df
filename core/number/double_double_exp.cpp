// exp, expm1 and tanh of balls in two doubles.
#include <array>
#include <cmath>

#include "core/number/double_double_functions.hpp"
#include "core/number/double_word.hpp"

namespace claimcheck::double_double {
namespace {

using namespace double_word;  // NOLINT: its operations are the language of this file

constexpr int fine_steps = 4096, per_coarse_step = 64;

struct ExpTable {
  std::array<DoubleWord, 65> coarse;  // 2^{i/64} - 1 for |i| <= 32
  std::array<DoubleWord, 64> fine;    // 2^{j/4096} - 1 for -32 <= j < 32
  double step;                        // log(2)/4096 to a multiple of 2^-43
  DoubleWord step_rest;
};

ExpTable tabulated() {
  const BallPrecision precision(table_bits);
  const Ball step = claimcheck::log(Ball(2)) / fine_steps;
  ExpTable out;
  for (int j = -32; j < 32; ++j) out.fine[j + 32] = nearest(claimcheck::expm1(j * step));
  for (int i = -32; i <= 32; ++i) {
    out.coarse[i + 32] = nearest(claimcheck::expm1(per_coarse_step * i * step));
  }
  out.step = std::ldexp(std::rint(std::ldexp(step.mid(), 43)), -43);
  out.step_rest = nearest(step - Ball(out.step));
  return out;
}

const ExpTable& table() {
  static const ExpTable values = tabulated();
  return values;
}

/// e^r - 1 = r + r (r (1/2 + r/6 + ...)) for |r| < 8.5e-5 within 3.2 u^2 of itself: all but the
/// last sum is a factor of 4.3e-5 smaller, and 1/24 + r p, p in double, needs 44 bits only. What is
/// cut off is below r^7/8! = 0.06 u^2.
DoubleWord near_zero_expm1(DoubleWord r) {
  constexpr DoubleWord sixth{0x1.5555555555555p-3, 0x1.5555555555555p-57};
  constexpr DoubleWord twenty_fourth{0x1.5555555555555p-5, 0x1.5555555555555p-59};
  const double x = r.high, p = 1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5040));
  DoubleWord s = ordered_sum(twenty_fourth.high, x * p);
  s.low += twenty_fourth.low;
  s = sum_in_order(sixth, product(r, s));
  s = sum_in_order(0.5, product(r, s));
  return sum_in_order(r, product(r, product(r, s)));
}

/// e^x = 2^exponent (1 + rest)
struct Power {
  int exponent;
  DoubleWord rest;
  double error;  // of the rest
};

/// x = k log(2)/4096 + r with k = 4096 n + 64 i + j, and e^x = 2^n (1 + a)(1 + b)(1 + q) with a and
/// b from the tables and q = e^r - 1.
///
/// Reduction: x.high - k step is a double (Sterbenz; for |k| = 1 also just outside his range,
/// because c/2 < |x.high| < 2^-13 there), all other parts are split off, and two low parts of at
/// most 8.5e-5 u each are rounded twice: r is within 3.5e-4 u^2, exact for k = 0.
///
/// Errors in u^2. For k = 0: 3.2 |q|. For a = 0: the table's 1.01 |b|, the sums' 3.1 (|b| + 2 |q|),
/// 3.2 |q| of the series and 3.5e-4, where |q| <= |b|/2 and |rest| >= |b|/2 >= 8.4e-5: at most
/// 23 |rest|. Otherwise |b| <= |a|/2, so that |a| <= 2.06 |rest|, and 4.2 |a| + 7.3 |b| + 3.1
/// |rest| and little for q is at most 23 |rest|. Anywhere, with |a| < 0.42 and |b| < 0.0055, at
/// most 3.4.
Power power(DoubleWord x) {
  const ExpTable& t = table();
  const double k = std::rint(x.high * (fine_steps / 0x1.62e42fefa39efp-1));
  const DoubleWord p = exact_product(k, t.step_rest.high);
  const DoubleWord first = exact_sum(std::fma(-k, t.step, x.high), x.low);
  const DoubleWord second = exact_sum(first.high, -p.high);
  const double low = (first.low + second.low) - std::fma(k, t.step_rest.low, p.low);
  const DoubleWord q = near_zero_expm1(exact_sum(second.high, low));
  if (k == 0) return {0, q, 4 * unit * unit * size(q)};
  const int steps = static_cast<int>(k), n = (steps + fine_steps / 2) >> 12;
  const int within = steps - fine_steps * n, i = (within + 32) >> 6;
  const DoubleWord a = t.coarse[i + 32], b = t.fine[within - per_coarse_step * i + 32];
  const DoubleWord ab = sum_in_order(a, sum_in_order(b, product(a, b)));
  const DoubleWord rest = sum_in_order(ab, sum_in_order(q, product(ab, q)));
  return {n, rest, unit * unit * std::fmin(24 * size(rest), 3.5)};
}

constexpr double most_argument = 310;  // of a result within the range
constexpr double thin = 0.125;

bool is_ordinary(const DoubleDouble& x) {
  return std::fabs(x.high) <= most_argument && x.radius <= thin;
}

}  // namespace

/// The rest's error, at most 3.3 u^2 near sqrt(2) and 2.2 u^2 near sqrt(1/2), and that of the sum
/// are below 6 u^2 together. |e^x - e^m| <= e^m (e^r - 1) <= e^m (r + r^2) for r <= 1.
Enclosed exp(const DoubleDouble& x) {
  if (!is_ordinary(x)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{{1, 0, 0}, 0};
  const Power y = power(midpoint(x));
  const DoubleWord value = scaled(sum_in_order(1, y.rest), y.exponent);
  const double r = x.radius;
  return enclosed(value, 6 * unit * unit * value.high, value.high * (r + r * r));
}

/// 2^n (1 + rest) - 1, and e^m = 1 + the midpoint.
Enclosed expm1(const DoubleDouble& x) {
  if (!is_ordinary(x)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{};
  const Power y = power(midpoint(x));
  const double r = x.radius;
  if (y.exponent == 0) {
    return enclosed(y.rest, y.error, (1 + y.rest.high) * (r + r * r));
  }
  const double two_to_n = std::ldexp(1.0, y.exponent);
  const DoubleWord head = exact_sum(two_to_n, -1), tail = scaled(y.rest, y.exponent);
  const DoubleWord value = sum(head, tail);
  const double error = y.error * two_to_n + 3.2 * unit * unit * (size(head) + size(tail));
  return enclosed(value, error, (1 + y.rest.high) * two_to_n * (r + r * r));
}

/// tanh |x| = -E / (2 + E) with E = e^{-2|x|} - 1.
Enclosed tanh(const DoubleDouble& x) {
  const DoubleDouble minus_twice = {-2 * std::fabs(x.high), x.high < 0 ? 2 * x.low : -2 * x.low,
                                    2 * x.radius};
  const Enclosed y = expm1(minus_twice);
  if (!y || x.high == 0) return y;
  const Enclosed out = quotient(x.high < 0 ? y->ball : -y->ball, sum({2, 0, 0}, y->ball).ball);
  if (!out) return std::nullopt;
  return RoundedDoubleDouble{out->ball, y->error + out->error};
}

}  // namespace claimcheck::double_double
