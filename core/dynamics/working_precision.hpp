// What an algorithm over enclosures asks of its number type: how many bits it has, and ends of an
// enclosure as exact numbers.
#pragma once

#include <concepts>

#include "core/number/scalar.hpp"

namespace claimcheck {

/// Bits of one operation: the working precision of balls, and nearly that of a double.
template <Enclosure R>
int working_bits() {
  return std::same_as<R, Ball> ? BallPrecision::bits() : 52;
}

/// The exact midpoint.
inline Ball midpoint(const Ball& x) { return x.midpoint(); }
inline Interval midpoint(const Interval& x) { return Interval(x.mid()); }

/// The least double above, exact.
template <Enclosure R>
R upper(const R& x) {
  return R(x.upper());
}

}  // namespace claimcheck
