// erf and erfc of balls in two doubles.
#include <array>
#include <cmath>
#include <mutex>
#include <utility>

#include "core/number/double_double_functions.hpp"
#include "core/number/double_word.hpp"

namespace claimcheck::double_double {
namespace {

using namespace double_word;  // NOLINT: its operations are the language of this file

constexpr int steps = 32, last_node = 16 * steps, terms = 27;

/// The expansion erf(c + h) = erf(c) + slope h (1 + b_1 h + ... + b_26 h^26) at c = i/32: the
/// derivative is slope e^{-2ch - h^2}, slope = 2/sqrt(pi) e^{-c^2}.
struct Node {
  DoubleWord erf, erfc, slope;
  std::array<DoubleWord, terms> b;
  int double_words;  // from here on, b is needed in double only
};

/// The coefficients g_n of e^{-2ch - h^2} obey (n + 1) g_{n+1} = -2c g_n - 2 g_{n-1}; b_n is
/// g_n / (n + 1).
Node expanded(int i) {
  const BallPrecision precision(2 * table_bits);
  const Ball c = Ball(i) / steps,
             two_over_root_pi = 2 / claimcheck::sqrt(4 * claimcheck::atan(Ball(1)));
  Node out;
  out.erf = nearest(claimcheck::erf(c));
  out.erfc = nearest(claimcheck::erfc(c));
  out.slope = nearest(two_over_root_pi * claimcheck::exp(-claimcheck::square(c)));
  Ball g(1), before(0);
  for (int n = 0; n < terms; ++n) {
    out.b[n] = nearest(g / (n + 1));
    const Ball next = (-2 * c * g - 2 * before) / (n + 1);
    before = std::exchange(g, next);
  }
  // From here on, sum |b_n| |h|^n is below 2^-62.
  double rest = 0;
  int n = terms;
  while (n > 1 && rest < 0x1p-62) {
    --n;
    rest += std::fabs(out.b[n].high) * std::ldexp(1.0, -6 * n) * (1 + 0x1p-40);
  }
  out.double_words = n + 1;
  return out;
}

const Node& node(int i) {
  struct Slot {
    std::once_flag once;
    Node node;
  };
  static std::array<Slot, last_node + 1> slots;
  Slot& slot = slots[i];
  std::call_once(slot.once, [&slot, i] { slot.node = expanded(i); });
  return slot.node;
}

struct Expansion {
  const Node& at;
  DoubleWord rise;  // erf(|x|) - erf(c)
  double error;     // of the rise
};

/// For |x| <= 16 and |h| <= 1/64. Let M(t) = e^{2ct + t^2}, whose coefficients bound those of the
/// derivative, and H = M(|h|) - 1 < 0.65, or 0.033 for c <= 1. What is cut off is below
/// M(1/2) (2|h|)^27 / 27 < 0.01 u^2 (Cauchy), and the terms in double are wrong by at most
/// 52 u 2^-62 = 0.1 u^2. Step n of Horner's rule loses 10.2 u^2 |h s| + 4.2 u^2 |b_n|; the sizes of
/// all h s together are at most sum_k k |b_k| |h|^k <= H, and sum_{k > 0} |b_k| |h|^k <= H/2. So
/// 1 + b_1 h + ... >= (1 - e^{-1/2}) / (1/2) is within (3.3 + 12.4 H) u^2, which is 14.5 u^2 of
/// itself, or 3.8 u^2 for c <= 1; slope and two products add 15.3 u^2.
Expansion expansion(DoubleWord x) {
  const double c = std::rint(x.high * steps) / steps;
  const Node& at = node(static_cast<int>(c * steps));
  const DoubleWord h = exact_sum(x.high - c, x.low);
  double p = 0;
  int n = terms;
  while (n > at.double_words) p = std::fma(p, h.high, at.b[--n].high);
  DoubleWord s = {p, 0};
  while (n > 0) s = sum(at.b[--n], product(h, s));
  const DoubleWord rise = product(product(at.slope, h), s);
  return {at, rise, (c <= 1 ? 19.2 : 30) * unit * unit * size(rise)};
}

constexpr double most_argument = 16, thin = 0.125;

/// |erf x - erf m| <= 2/sqrt(pi) e^{-a^2} r, a the least |x|. The C library's exp is within 2^-50
/// of itself, and a^2 < 300 within 2^-44.
double spread(const DoubleDouble& x) {
  if (x.radius == 0) return 0;
  const double a = distance_to_zero(x);
  return 1.1284 * x.radius * std::exp(-a * a);
}

bool is_ordinary(const DoubleDouble& x) {
  return std::fabs(x.high) <= most_argument && x.radius <= thin;
}

/// The table, the rise and their sum.
RoundedDoubleDouble risen(DoubleWord from, DoubleWord rise, double error) {
  const DoubleWord out = sum(from, rise);
  const double own = from.high == 0 ? 0 : 4.2 * size(from) + 3.2 * size(rise);
  return {{out.high, out.low, 0}, error + unit * unit * own};
}

RoundedDoubleDouble erf_of_positive(DoubleWord x) {
  const Expansion e = expansion(x);
  return risen(e.at.erf, e.rise, e.error);
}

}  // namespace

Enclosed erf(const DoubleDouble& x) {
  if (!is_ordinary(x)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{};
  const bool negative = x.high < 0;
  const RoundedDoubleDouble y = erf_of_positive(negative ? -midpoint(x) : midpoint(x));
  const DoubleWord value = midpoint(y.ball);
  return enclosed(negative ? -value : value, y.error, spread(x));
}

/// erfc(-x) = 1 + erf(x).
Enclosed erfc(const DoubleDouble& x) {
  if (!is_ordinary(x)) return std::nullopt;
  if (x.high == 0 && x.radius == 0) return RoundedDoubleDouble{{1, 0, 0}, 0};
  if (x.high < 0) {
    const RoundedDoubleDouble y = erf_of_positive(-midpoint(x));
    const DoubleWord value = sum({1, 0}, midpoint(y.ball));
    return enclosed(value, y.error + 6.2 * unit * unit, spread(x));
  }
  const Expansion e = expansion(midpoint(x));
  const RoundedDoubleDouble y = risen(e.at.erfc, -e.rise, e.error);
  return enclosed(midpoint(y.ball), y.error, spread(x));
}

}  // namespace claimcheck::double_double
