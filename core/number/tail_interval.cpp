// The tails of tail.hpp in intervals: the first term in balls, its series in plain double with an
// a-priori bound of the rounding.
#include <cmath>
#include <utility>

#include "core/number/conversion.hpp"
#include "core/number/tail.hpp"
#include "core/number/weights.hpp"

namespace claimcheck {
namespace {

constexpr double unit = 0x1p-53;

/// 1 + f(1) + f(1) f(2) + ... to f(1) ... f(last), factors f(k) > 0 falling in k and `slack` the
/// relative error of each: in double, k terms lose at most 1.01 k (slack + 4 units) relatively.
/// Once the factors are below 1 the rest is below a geometric series. Nothing can underflow before
/// the term is negligible, because the terms rise before they fall.
template <class Factor>
Interval positive_series(long last, double slack, Factor factor) {
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
  const double loss = 1.01 * static_cast<double>(k) * (slack + 4 * unit);
  if (!(loss < most_loss)) return Interval::everything();
  return Interval::around(total, (total * loss + rest) * rounding::up);
}

/// |x - mid| <= slack |mid|; infinite or NaN for everything.
double relative_slack(const Interval& x) {
  return (x.radius() / std::fabs(x.mid()) + rounding::tiny) * rounding::up;
}

/// Wider arguments go to balls: the series' bounds are for narrow ones.
constexpr double most_slack = 1e-6;
bool narrow(const Interval& x) { return relative_slack(x) < most_slack; }

/// P(K <= k) below the mean.
Interval lower_tail(int m, const Interval& p, long k) {
  const Interval odds = (1 - p) / p;
  const double ratio = odds.mid();
  return by_balls([&] { return binomial_weight(m, ball_of(p), k); }) *
         positive_series(k, relative_slack(odds), [m, k, ratio](long i) {
           return static_cast<double>(k - i + 1) * ratio / static_cast<double>(m - k + i);
         });
}

Interval weight(const Interval& a, const Interval& z) {
  return by_balls([&] { return poisson_weight(ball_of(a), ball_of(z)); });
}

constexpr long endless = 100'000'000;

/// P(s, z) for s = d/2 and z below it.
Interval lower_gamma(int d, const Interval& z) {
  const double shape = d / 2.0, scale = z.mid();
  return weight(Interval(shape), z) *
         positive_series(endless, relative_slack(z), [shape, scale](long k) {
           return scale / (shape + static_cast<double>(k));
         });
}

/// Q(s, z) for z at or above s = d/2: w(s - 1) + ... + w(0), or down to w(1/2) and erfc(sqrt z).
Interval upper_gamma(int d, const Interval& z) {
  const double shape = d / 2.0, scale = z.mid();
  const Interval odd = d % 2 == 0 ? Interval(0) : erfc(sqrt(z));
  if (d == 1) return odd;
  const Interval sum = positive_series((d - 2) / 2, relative_slack(z), [shape, scale](long k) {
    return (shape - static_cast<double>(k)) / scale;
  });
  return weight(Interval(shape - 1), z) * sum + odd;
}

Interval chi_square_tail(int d, const Interval& x, bool upper) {
  if (certainly(less_equal(x, Interval(0)))) return upper ? 1 : 0;
  const Interval z = x / 2;
  if (z.mid() < d / 2.0) return upper ? 1 - lower_gamma(d, z) : lower_gamma(d, z);
  return upper ? upper_gamma(d, z) : 1 - upper_gamma(d, z);
}

}  // namespace

Interval chi_square_below(int d, const Interval& x) {
  if (narrow(x)) return chi_square_tail(d, x, false);
  return by_balls([&] { return chi_square_below(d, ball_of(x)); });
}
Interval chi_square_above(int d, const Interval& x) {
  if (narrow(x)) return chi_square_tail(d, x, true);
  return by_balls([&] { return chi_square_above(d, ball_of(x)); });
}

Interval binomial_at_most(int m, const Interval& p, long k) {
  if (k < 0) return 0;
  if (k >= m) return 1;
  const Interval q = 1 - p;
  if (!narrow(p) || !narrow(q)) {
    return by_balls([&] { return binomial_at_most(m, ball_of(p), k); });
  }
  if (static_cast<double>(k) <= m * p.mid()) return lower_tail(m, p, k);
  return 1 - lower_tail(m, q, m - k - 1);
}

}  // namespace claimcheck
