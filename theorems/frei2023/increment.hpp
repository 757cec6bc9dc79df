// frei2023, appendix E: how much an activation changes in one step, without cancellation.
#pragma once

#include <type_traits>

#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// phi(z + step) - phi(z), and what it has beyond phi'(z) step.
template <Scalar R>
struct Increment {
  R value, remainder;
};

/// Without cancellation: a product for linear phi, whose remainder is 0; Taylor's formula of second
/// order for short steps; the third derivative of the smoothed families is at most (1 - gamma)/s^2.
/// Balls take it for steps only that would drown in their rounding: its error does not shrink with
/// the precision. `slope` is phi'(z).
template <Scalar R>
Increment<R> increment(const Activation<R>& phi, const R& z, const R& slope, const R& step) {
  const R first = slope * step;
  if (is_linear(phi.family)) return {first, R(0)};
  const double shortest = std::is_same_v<R, Ball> ? 0x1p-150 : 0x1p-20;
  if (!certainly(less_equal(abs(step), phi.scale * R(shortest)))) {
    const R value = phi(z + step) - phi(z), remainder = value - first;
    if constexpr (std::is_same_v<R, Interval>) {  // far from the kink all but rounding may cancel
      const R most = phi.smoothness() * square(step) / 2;
      if (most.upper() < remainder.radius()) {
        const R within = R::around(R(0), most);
        return {first + within, within};
      }
    }
    return {value, remainder};
  }
  R second = phi.second_derivative(z) * square(step) / 2;
  if constexpr (Enclosure<R>) {
    const R rest = (R(1) - phi.gamma) / square(phi.scale) * square(step) * abs(step) / 6;
    second = R::hull(second - rest, second + rest);
  }
  return {first + second, second};
}

}  // namespace claimcheck::frei2023
