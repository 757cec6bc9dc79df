// The largest terms of the tails in tail.hpp.
#pragma once

#include "core/number/ball.hpp"

namespace claimcheck {

/// C(m, k) p^k (1 - p)^{m - k}, 0 <= k <= m.
Ball binomial_weight(int m, const Ball& p, long k);

/// z^a e^-z / Gamma(a + 1) for a > -1, z > 0.
Ball poisson_weight(const Ball& a, const Ball& z);

}  // namespace claimcheck
