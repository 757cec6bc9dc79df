// How long numbers become two doubles, and two doubles a dyadic rational. For the files inside
// Ball.
#pragma once

#include <arb.h>

#include "core/number/rational.hpp"
#include "core/number/two_doubles.hpp"

namespace claimcheck {

/// The first 106 bits of the midpoint in two doubles; the rest, bounded, joins the radius. Of
/// numbers of ordinary size only.
DoubleDouble narrowed(const arb_t x);
/// The same of a dyadic rational; NaN where it is of no ordinary size.
DoubleDouble narrowed(const Rational& x);

/// out = high + low, if both are normal or 0 and the sum has at most 128 bits; otherwise false.
bool joined(Rational& out, const DoubleDouble& x);

}  // namespace claimcheck
