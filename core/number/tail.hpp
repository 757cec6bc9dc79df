// Tails of the laws that the papers' probabilities reduce to: chi-square and binomial.
//
// Enclosures in intervals and balls; double by Boost.Math; extended by rounding an enclosure.
#pragma once

#include <cmath>

#include "core/number/scalar.hpp"

namespace claimcheck {

/// P(Z <= x) for Z ~ chi^2(d): the regularised incomplete gamma function P(d/2, x/2).
/// Needs d >= 1 and x >= 0.
double chi_square_below(int d, const double& x);
Interval chi_square_below(int d, const Interval& x);
Ball chi_square_below(int d, const Ball& x);
Extended chi_square_below(int d, const Extended& x);

/// P(Z > x), accurate also where it is tiny.
double chi_square_above(int d, const double& x);
Interval chi_square_above(int d, const Interval& x);
Ball chi_square_above(int d, const Ball& x);
Extended chi_square_above(int d, const Extended& x);

/// P(K <= k) for K ~ Bin(m, p), p in [0, 1], m >= 1; any integer k.
double binomial_at_most(int m, const double& p, long k);
Interval binomial_at_most(int m, const Interval& p, long k);
Ball binomial_at_most(int m, const Ball& p, long k);
Extended binomial_at_most(int m, const Extended& p, long k);

/// P(K > k), accurate also where it is tiny.
double binomial_more_than(int m, const double& p, long k);
Interval binomial_more_than(int m, const Interval& p, long k);
Ball binomial_more_than(int m, const Ball& p, long k);
Extended binomial_more_than(int m, const Extended& p, long k);

namespace detail {
/// `below(k)` for the greatest integer k < t, which is guessed in double and then checked: in doubt
/// the answer covers both sides of the integer. t must not be huge.
template <Scalar R, class Below>
R at_threshold(const R& t, Below below) {
  const long k = std::lround(mid(t));
  if (!certainly(less(R(k - 1), t)) || !certainly(less_equal(t, R(k + 1)))) {
    return indicator<R>(Truth::unknown);
  }
  const Truth beyond = less(R(k), t);
  if (!unknown(beyond)) return below(certainly(beyond) ? k : k - 1);
  return select(beyond, R(below(k)), R(below(k - 1)));
}
}  // namespace detail

/// P(K < t) for a real t.
template <Scalar R>
R binomial_below(int m, const R& p, const R& t) {
  const double middle = mid(t);
  if (!(middle > -1)) return certainly(less_equal(t, R(0))) ? R(0) : indicator<R>(Truth::unknown);
  if (!(middle < m + 2.0)) {
    return certainly(less(R(m), t)) ? R(1) : indicator<R>(Truth::unknown);
  }
  return detail::at_threshold(t, [&](long k) { return binomial_at_most(m, p, k); });
}

/// P(K > t) for a real t; -K lies below -t where K lies above t.
template <Scalar R>
R binomial_above(int m, const R& p, const R& t) {
  const double middle = mid(t);
  if (!(middle > -2)) return certainly(less(t, R(0))) ? R(1) : indicator<R>(Truth::unknown);
  if (!(middle < m + 1.0)) {
    return certainly(less_equal(R(m), t)) ? R(0) : indicator<R>(Truth::unknown);
  }
  return detail::at_threshold(R(-t), [&](long k) { return binomial_more_than(m, p, -k - 1); });
}

/// P(|K - m p| > t) for a real t >= 0.
template <Scalar R>
R binomial_deviates(int m, const R& p, const R& t) {
  const R centre = m * p;
  return binomial_below<R>(m, p, centre - t) + binomial_above<R>(m, p, centre + t);
}

/// e^{x^2} erfc(x), which neither overflows nor underflows for large x.
double scaled_erfc(const double& x);
Interval scaled_erfc(const Interval& x);
Ball scaled_erfc(const Ball& x);
Extended scaled_erfc(const Extended& x);

}  // namespace claimcheck
