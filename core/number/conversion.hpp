// Between the two rungs: Interval, which is two doubles, and Ball, which has any precision.
#pragma once

#include "core/number/ball.hpp"
#include "core/number/interval.hpp"

namespace claimcheck {

/// Contains x; a few units in the last place wider at most.
Ball ball_of(const Interval& x);
/// Contains x; everything when an end is beyond the doubles.
Interval interval_of(const Ball& x);

/// A function of balls as one of intervals, at 64 bits: for what double has no rigorous form of.
template <class F>
Interval by_balls(F&& f) {
  const BallPrecision precision(64);
  return interval_of(f());
}

}  // namespace claimcheck
