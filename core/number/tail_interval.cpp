// The tails of tail.hpp in intervals. At a double argument: the largest term as an interval, times
// a series or a continued fraction with positive terms, summed in plain double with an a-priori
// bound of the rounding. A narrow argument adds a bound of the derivative, a wide one takes both
// ends, because the tails are monotone.
#include <algorithm>
#include <cmath>

#include "core/number/tail.hpp"
#include "core/number/weights.hpp"

namespace claimcheck {
namespace {

constexpr double unit = 0x1p-53;
constexpr double negligible_argument = 0x1p-900;

/// At a narrow argument the density changes by at most a factor e^0.1 < 1.2.
constexpr double most_change = 0.1, change = 1.2;

/// The tail at a point, widened by the density there times the radius of the argument.
Interval widened(const Interval& tail, const Interval& density, double radius) {
  return Interval::around(tail, Interval(change * radius) * density);
}

Interval probability(bool certain) { return certain ? 1 : 0; }

// ---- binomial ------------------------------------------------------------------------------

/// Up to this many trials the sum is taken term by term: dyadic p then often leave it exact.
constexpr int few_trials = 32;

/// q^{m-k} sum_{j <= k} C(m, j) p^j q^{k-j}
Interval summed(int m, const Success& s, long k) {
  Interval sum(1), power(1);
  long choose = 1;
  for (long j = 1; j <= k; ++j) {
    choose = choose * (m - j + 1) / j;
    power *= s.p;
    sum = sum * s.q + choose * power;
  }
  return sum * pow(s.q, static_cast<int>(m - k));
}

/// The continued fraction b_0 + a_1/(b_1 + a_2/(b_2 + ...)) with positive elements, a_{last+1} = 0:
/// its convergents A_n/B_n lie on both sides of the value in turn, and all are sums of products of
/// at most n + 1 elements. Elements with relative errors of 12 units make A_n, B_n wrong by at most
/// 14 (n + 1) units, so the difference of two convergents is right up to 4 * 15 (n + 1) units.
template <class Element>
Interval continued_fraction(double b0, long last, Element element) {
  constexpr double negligible = 0x1p-46, large = 0x1p400;
  double a_before = 1, a_now = b0, b_before = 0, b_now = 1, value = b0, gap = 0;
  long n = 1;
  for (; n <= last; ++n) {
    const auto [a, b] = element(n);
    const double a_next = b * a_now + a * a_before, b_next = b * b_now + a * b_before;
    a_before = a_now;
    a_now = a_next;
    b_before = b_now;
    b_now = b_next;
    const double next = a_now / b_now;
    gap = std::fabs(next - value);
    value = next;
    if (gap < value * negligible) break;
    if (a_now > large || b_now > large) {
      for (double* part : {&a_before, &a_now, &b_before, &b_now}) *part /= large;
    }
  }
  const double ended = n > last ? 0 : gap;  // the last convergent is the value
  const double loss = 96 * static_cast<double>(n + 1) * unit;
  if (!(loss < 0.01)) return Interval::everything();
  return Interval::around(value, (ended + value * loss) * rounding::up + rounding::tiny);
}

struct Element {
  double a, b;
};

/// P(K <= k) for 0 <= k < m and k <= m p: it is I_q(m - k, k + 1), whose continued fraction
/// (DiDonato and Morris, ACM Trans. Math. Software 18, 1992, equation 9) has positive elements
/// because g = (m + 1) p - k > 0.
Interval lower_tail(int m, const Success& s, long k) {
  if (m <= few_trials) return summed(m, s, k);
  const double a = m - static_cast<double>(k), b = static_cast<double>(k) + 1;
  const double p = s.p.mid(), q = s.q.mid(), g = s.excess(m + 1L, k);
  const Interval fraction =
      continued_fraction(a * g / (a + 1), k, [a, b, p, q, g](long step) -> Element {
        const auto n = static_cast<double>(step);
        const double share = q / (a + 2 * n - 1);
        return {((a + n - 1) * (a + b + n - 1)) * (n * (b - n)) * (share * share),
                n + n * (b - n) * share + (a + n) * (g + n * (1 + p)) / (a + 2 * n + 1)};
      });
  return binomial_weight(m, s, k) * ((m - k) * s.p / fraction);
}

/// P(K <= k), or P(K > k) if `upper`, at a point p and for 0 <= k < m.
Interval binomial_at(int m, double p, long k, bool upper) {
  if (!(p > 0)) return probability(!upper);
  if (!(p < 1)) return probability(upper);
  if (p < negligible_argument) {  // P(K > k) <= P(K >= 1) <= m p
    const Interval above = Interval::between(0, m * negligible_argument);
    return upper ? above : 1 - above;
  }
  const Success success(p, false), failure(p, true);
  const bool below_mean = success.excess(m, k) >= 0.5;  // else m - k - 1 <= m q
  const Interval smaller =
      below_mean ? lower_tail(m, success, k) : lower_tail(m, failure, m - k - 1);
  return below_mean == upper ? 1 - smaller : smaller;
}

/// d/dp P(K <= k) = -(m - k) C(m, k) p^k q^{m-k-1}, whose logarithm has the derivative
/// k/p - (m - k - 1)/q.
Interval binomial_tail(int m, const Interval& p, long k, bool upper) {
  if (k < 0) return probability(upper);
  if (k >= m) return probability(!upper);
  if (p.is_exact()) return binomial_at(m, p.mid(), k, upper);
  const double low = p.lower(), high = p.upper(), radius = p.radius();
  const double slope = static_cast<double>(k) / low + static_cast<double>(m - k - 1) / (1 - high);
  if (low > negligible_argument && high < 1 && radius * slope < most_change / 2) {
    const Success at(p.mid(), false);
    return widened(binomial_at(m, p.mid(), k, upper), (m - k) * binomial_weight(m, at, k) / at.q,
                   radius);
  }
  return Interval::hull(binomial_at(m, low, k, upper), binomial_at(m, high, k, upper));
}

// ---- chi-square, with s = d/2 and z = x/2
// --------------------------------------------------------

/// 1 + f(1) + f(1) f(2) + ... to f(1) ... f(last), factors f(k) > 0 falling in k with a relative
/// error of at most 2 units: in double, k terms lose at most 1.01 k 4 units relatively. Once the
/// factors are below 1 the rest is below a geometric series. Nothing can underflow before the term
/// is negligible, because the terms rise before they fall.
template <class Factor>
Interval positive_series(long last, Factor factor) {
  constexpr double negligible = 0x1p-60, clearly_falling = 0.999, most_loss = 0.01, most = 1e290;
  double term = 1, total = 1, rest = 0;
  long k = 1;
  for (; k <= last; ++k) {
    const double f = factor(k);
    term *= f;
    if (term < total * negligible && f < clearly_falling) {
      rest = 1.1 * term / (1 - f) + rounding::tiny;
      break;
    }
    total += term;
    if (!(total < most)) return Interval::everything();
  }
  const double loss = 1.01 * static_cast<double>(k) * (4 * unit);
  if (!(loss < most_loss)) return Interval::everything();
  return Interval::around(total, (total * loss + rest) * rounding::up);
}

constexpr long endless = 100'000'000;

/// P(s, z) for z below s.
Interval lower_gamma(int d, double z) {
  return poisson_weight(d, z) * positive_series(endless, [s = d / 2.0, z](long k) {
           return z / (s + static_cast<double>(k));
         });
}

/// Q(s, z) for z at or above s: w(s - 1) + ... + w(0), or down to w(1/2) and erfc(sqrt z).
Interval upper_gamma(int d, double z) {
  const Interval sum = positive_series(
      (d - 2) / 2, [s = d / 2.0, z](long k) { return (s - static_cast<double>(k)) / z; });
  const Interval whole = poisson_weight(d - 2, z) * sum;
  return d % 2 == 0 ? whole : whole + erfc(sqrt(Interval(z)));
}

/// Beyond this multiple r of s, Q(s, z) <= e^{-z} (e r)^s = e^{-z (1 - (1 + log r) / r)} is
/// nothing.
constexpr double far_beyond = 0x1p20;

/// For d >= 2 at a point.
Interval chi_square_at(int d, double z, bool upper) {
  const double s = d / 2.0;
  if (!(z > 0)) return probability(upper);
  const bool lower_is_smaller = z < s;
  Interval smaller;
  if (z < negligible_argument) {  // P(s, z) <= z^s / Gamma(s + 1) <= z
    smaller = Interval::between(0, negligible_argument);
  } else if (z > far_beyond * s) {
    smaller = Interval::between(0, rounding::tiny);
  } else {
    smaller = lower_is_smaller ? lower_gamma(d, z) : upper_gamma(d, z);
  }
  return lower_is_smaller == upper ? 1 - smaller : smaller;
}

/// d/dz P(s, z) = w(s - 1), whose logarithm has the derivative (s - 1)/z - 1.
Interval chi_square_tail(int d, const Interval& x, bool upper) {
  if (certainly(less_equal(x, Interval(0)))) return probability(upper);
  const Interval z = x / 2;
  if (d == 1) return upper ? erfc(sqrt(z)) : erf(sqrt(z));
  if (z.is_exact()) return chi_square_at(d, z.mid(), upper);
  const double s = d / 2.0, low = z.lower(), radius = z.radius();
  if (low > negligible_argument && z.upper() < far_beyond * s &&
      radius * ((s - 1) / low + 1) < most_change / 2) {
    return widened(chi_square_at(d, z.mid(), upper), poisson_weight(d - 2, z.mid()), radius);
  }
  return Interval::hull(chi_square_at(d, low, upper), chi_square_at(d, z.upper(), upper));
}

}  // namespace

Interval chi_square_below(int d, const Interval& x) { return chi_square_tail(d, x, false); }
Interval chi_square_above(int d, const Interval& x) { return chi_square_tail(d, x, true); }
Interval binomial_at_most(int m, const Interval& p, long k) {
  return binomial_tail(m, p, k, false);
}
Interval binomial_more_than(int m, const Interval& p, long k) {
  return binomial_tail(m, p, k, true);
}

/// For x > 24 by the series 1/(x sqrt(pi)) (1 - 1/(2 x^2) + 3/(2 x^2)^2 - 15/(2 x^2)^3 + ...),
/// which is enveloping: the first term left out bounds the rest.
Interval scaled_erfc(const Interval& x) {
  if (!certainly(less(Interval(24), x))) return exp(square(x)) * erfc(x);
  const Interval y = 1 / (2 * square(x));
  const Interval sum = 1 - y * (1 - 3 * y * (1 - 5 * y));
  return Interval::around(sum, 105 * square(square(y))) / (x * sqrt(pi<Interval>()));
}

}  // namespace claimcheck
