// log and log1p of balls in two doubles.
#include <array>
#include <cmath>

#include "core/number/double_double_functions.hpp"
#include "core/number/double_word.hpp"

namespace claimcheck::double_double {
namespace {

using namespace double_word;  // NOLINT: its operations are the language of this file

/// A double that takes arguments near its inverse to 1.
struct Factor {
  double value;
  GridValue minus_log;
};

constexpr int coarse_first = 45, coarse_last = 91, fine_most = 47, coarse_steps = 64,
              fine_steps = 4096;

struct LogTable {
  std::array<Factor, coarse_last - coarse_first + 1> coarse;  // 64/i
  std::array<Factor, 2 * fine_most + 1> fine;                 // 1/(1 + j/4096)
  GridValue two;
};

Factor factor(double value) {
  return {value, on_grid(value == 1 ? Ball(0) : -claimcheck::log(Ball(value)))};
}

LogTable tabulated() {
  const BallPrecision precision(table_bits);
  LogTable out;
  for (int i = coarse_first; i <= coarse_last; ++i) {
    out.coarse[i - coarse_first] = factor(static_cast<double>(coarse_steps) / i);
  }
  for (int j = -fine_most; j <= fine_most; ++j) {
    out.fine[j + fine_most] = factor(1 / (1 + static_cast<double>(j) / fine_steps));
  }
  out.two = on_grid(claimcheck::log(Ball(2)));
  return out;
}

const LogTable& table() {
  static const LogTable values = tabulated();
  return values;
}

/// (1 + z) f - 1 = (f - 1) + z f for a double f in [1/2, 2], where f - 1 is one: within
/// u^2 (4.1 |z f| + 1.1 |result|), because z.low f, the sum of low parts of at most 2 u |z f|, and
/// their sum with that of the high ones are rounded; exact for f = 1.
DoubleWord taken_to_one(DoubleWord z, double f) {
  const DoubleWord p = exact_product(z.high, f);
  const DoubleWord s = exact_sum(f - 1, p.high);
  return exact_sum(s.high, s.low + std::fma(z.low, f, p.low));
}

/// log(1 + z) = z + z (z (-1/2 + z/3 - ...)) for |z| < 1.25e-4, within 5 u^2 of itself: 3.2 u^2 for
/// the last sum, because the others are a factor of 6e-5 smaller, and z^3 1e-4 u = 1.7 u^2 for
/// -1/4 + z p with p in double. What is cut off is below z^9/10.
DoubleWord near_one_log(DoubleWord z) {
  constexpr DoubleWord third{0x1.5555555555555p-2, 0x1.5555555555555p-56};
  const double x = z.high;
  const double p = 1.0 / 5 + x * (-1.0 / 6 + x * (1.0 / 7 + x * (-1.0 / 8 + x * (1.0 / 9))));
  DoubleWord s = ordered_sum(-0.25, std::fma(z.low, 1.0 / 5, x * p));
  s = sum_in_order(third, product(z, s));
  s = sum_in_order(-0.5, product(z, s));
  return sum_in_order(z, product(z, product(z, s)));
}

/// n log(2) + log(1 + z) for 1 + z in [0.7, 1.42] through 1 + z = (1 + y)/(f g) with factors f, g
/// from the tables: |log f| < 0.36 and |z'| < 0.0113 after the first, |y| < 1.25e-4 after both. The
/// leading parts T of the logarithms are summed exactly, their rests are below 2^-34.
///
/// Errors in u^2, R the result: 4.2 |z f| + 0.02 for the first factor unless f = 1, 4.3 |z'| + 0.01
/// for the second unless g = 1, 6.4 |y| for the series and its sum with the rests, 1.1 (|R| + |y|)
/// for the last one, 0.001 for the rests: with |z f| < 0.42, at most 1.2 |R| + 1.9. Near 1, where
/// n = 0: |z f| <= 1.2 |R|; |R| > 0.0077 unless f = 1, so that |z'| < 1.5 |R|; |R| > 1.2e-4 unless
/// also g = 1, so that |y| < 1.1 |R|: at most 15 |R|; and R = log(1 + y) within 4 |R| for f = g
/// = 1.
RoundedDoubleDouble logarithm(int n, DoubleWord z) {
  const LogTable& t = table();
  const int i = static_cast<int>(std::rint((1 + z.high) * coarse_steps));
  const Factor& f = t.coarse[i - coarse_first];
  const DoubleWord after_f = taken_to_one(z, f.value);
  const int j = static_cast<int>(std::rint(after_f.high * fine_steps));
  const Factor& g = t.fine[j + fine_most];
  const DoubleWord y = near_one_log(taken_to_one(after_f, g.value));
  const double head = n * t.two.high + f.minus_log.high + g.minus_log.high;
  if (head == 0) return {{y.high, y.low, 0}, 5.1 * unit * unit * size(y)};
  const DoubleWord rest = sum(sum(f.minus_log.rest, g.minus_log.rest), product(t.two.rest, n));
  const DoubleWord out = sum_in_order(head, sum(y, rest));
  const double result = size(out);
  return {{out.high, out.low, 0}, unit * unit * std::fmin(16 * result, 1.2 * result + 1.9)};
}

/// log(2^n m) for m in [sqrt(1/2), sqrt(2)]; m - 1 is a double word.
RoundedDoubleDouble logarithm(DoubleWord x) {
  constexpr double root_of_two = 0x1.6a09e667f3bcdp0;
  int n = exponent(x.high);
  if (x.high > root_of_two * scaled({1, 0}, n).high) ++n;
  const DoubleWord m = scaled(x, -n);
  return logarithm(n, exact_sum(m.high - 1, m.low));
}

constexpr double thin = 0.125;

}  // namespace

/// |log x - log m| <= r / (m - r).
Enclosed log(const DoubleDouble& x) {
  if (!(x.high > 0) || !(x.radius <= thin * x.high)) return std::nullopt;
  if (x.high == 1 && x.low == 0 && x.radius == 0) return RoundedDoubleDouble{};
  const RoundedDoubleDouble y = logarithm(midpoint(x));
  return enclosed(midpoint(y.ball), y.error, x.radius / (x.high * (1 - 0x1p-52) - x.radius));
}

/// |log(1 + x) - log(1 + m)| <= r / (1 + m - r). Where 1 + x is not within [0.7, 1.42], it is
/// rounded by at most 2.1 u^2 of itself.
Enclosed log1p(const DoubleDouble& x) {
  const DoubleWord head = exact_sum(1, x.high);
  const DoubleWord one_more = exact_sum(head.high, head.low + x.low);
  if (!(one_more.high > 0) || !(x.radius <= thin * one_more.high)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{};
  const bool near_one = x.high > -0.29 && x.high < 0.41;
  const RoundedDoubleDouble y = near_one ? logarithm(0, midpoint(x)) : logarithm(one_more);
  return enclosed(midpoint(y.ball), near_one ? y.error : y.error + 2.1 * unit * unit,
                  x.radius / (one_more.high * (1 - 0x1p-52) - x.radius));
}

}  // namespace claimcheck::double_double
