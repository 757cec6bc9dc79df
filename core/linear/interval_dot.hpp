// Inner products of intervals, four terms at a time.
//
// Every product and every partial sum is split without error (Ogita, Rump and Oishi, SIAM J. Sci.
// Comput. 26, 2005); the sizes of all errors and of all radii add up to the radius of the result,
// so that sums that round nothing stay exact.
#pragma once

#include <span>

#include "core/number/interval.hpp"

namespace claimcheck {

/// sum_k x_k y_k for spans of the same length.
Interval interval_dot(std::span<const Interval> x, std::span<const Interval> y);
/// sum_k x_k^2, never below 0.
Interval interval_squared_norm(std::span<const Interval> x);

}  // namespace claimcheck
