// The largest terms of the tails in tail.hpp.
#pragma once

#include <cmath>

#include "core/number/ball.hpp"
#include "core/number/interval.hpp"

namespace claimcheck {

/// C(m, k) p^k (1 - p)^{m - k}, 0 <= k <= m.
Ball binomial_weight(int m, const Ball& p, long k);

/// z^a e^-z / Gamma(a + 1) for a > -1, z > 0.
Ball poisson_weight(const Ball& a, const Ball& z);

/// The chance of success of a binomial law, such that a double gives it or its complement exactly.
struct Success {
  double exact;     ///< p, or q if `complement`; in (0, 1)
  bool complement;  ///< whether it is q = 1 - p that is exact
  Interval p, q;

  Success(double value, bool is_complement)
      : exact(value),
        complement(is_complement),
        p(is_complement ? Interval(1) - Interval(value) : Interval(value)),
        q(is_complement ? Interval(value) : Interval(1) - Interval(value)) {}

  /// n p - k rounded once, for |n|, |k| <= 2^31.
  double excess(long n, long k) const {
    const auto trials = static_cast<double>(n);
    return complement ? std::fma(-trials, exact, static_cast<double>(n - k))
                      : std::fma(trials, exact, -static_cast<double>(k));
  }
};

/// C(m, k) p^k q^{m - k}, 0 <= k <= m, m >= 1, p and q at least 2^-900.
Interval binomial_weight(int m, const Success& s, long k);

/// z^a e^-z / Gamma(a + 1) for a = `doubled` / 2 >= 0 and z in [2^-900, 2^21 max(a, 1)].
Interval poisson_weight(int doubled, double z);

}  // namespace claimcheck
