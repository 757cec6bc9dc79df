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
template <Scalar R>
R binomial_more_than(int m, const R& p, long k) {
  return binomial_at_most(m, R(1) - p, m - k - 1);
}

/// P(K < t) for a real t. The count of integers below t is guessed in double and then checked: in
/// doubt the answer covers both sides of the integer.
template <Scalar R>
R binomial_below(int m, const R& p, const R& t) {
  const double middle = mid(t);
  if (!(middle > -1)) return certainly(less_equal(t, R(0))) ? R(0) : indicator<R>(Truth::unknown);
  if (!(middle < m + 2.0)) {
    return certainly(less(R(m), t)) ? R(1) : indicator<R>(Truth::unknown);
  }
  const long k = std::lround(middle);
  if (!certainly(less(R(k - 1), t)) || !certainly(less_equal(t, R(k + 1)))) {
    return indicator<R>(Truth::unknown);
  }
  const Truth beyond = less(R(k), t);
  if (!unknown(beyond)) return binomial_at_most(m, p, certainly(beyond) ? k : k - 1);
  return select(beyond, binomial_at_most(m, p, k), binomial_at_most(m, p, k - 1));
}

/// P(K > t) for a real t.
template <Scalar R>
R binomial_above(int m, const R& p, const R& t) {
  return binomial_below<R>(m, R(1) - p, R(m) - t);
}

/// P(|K - m p| > t) for a real t >= 0.
template <Scalar R>
R binomial_deviates(int m, const R& p, const R& t) {
  const R centre = m * p;
  return binomial_below<R>(m, p, centre - t) + binomial_above<R>(m, p, centre + t);
}

}  // namespace claimcheck
