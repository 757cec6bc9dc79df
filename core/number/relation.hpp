// Relation: a comparison that remembers both of its sides.
//
// From the same object come the three-valued truth, the signed dimensionless margin that drives
// the search, and the tightness ratio that says how much of a bound is used.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/number/scalar.hpp"

namespace claimcheck {

enum class Comparison { less, less_equal, greater, greater_equal, equal };

constexpr const char* text(Comparison c) {
  switch (c) {
    case Comparison::less:
      return "<";
    case Comparison::less_equal:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::greater_equal:
      return ">=";
    case Comparison::equal:
      break;
  }
  return "=";
}

template <Scalar R>
struct Relation {
  R lhs;
  Comparison comparison;
  R rhs;
  /// The size of what both sides were computed from, where they may be tiny next to it: their
  /// difference is measured by it, never compared with it.
  double grain = 0;

  Truth truth() const {
    switch (comparison) {
      case Comparison::less:
        return less(lhs, rhs);
      case Comparison::less_equal:
        return less_equal(lhs, rhs);
      case Comparison::greater:
        return less(rhs, lhs);
      case Comparison::greater_equal:
        return less_equal(rhs, lhs);
      case Comparison::equal:
        break;
    }
    return equal(lhs, rhs);
  }

  /// max(|lhs|, |rhs|, grain)
  R scale() const {
    const R sides = max(abs(lhs), abs(rhs));
    return grain > 0 ? max(sides, R(grain)) : sides;
  }

  /// (rhs - lhs) / scale for `<=`, mirrored for `>=`, -|lhs - rhs| / scale for `=`; 0 when both
  /// sides are 0. In [-2, 2]; >= 0 iff the non-strict relation holds.
  double margin() const {
    const double slack = relative_slack();
    if (slack == 0) return 0;
    switch (comparison) {
      case Comparison::less:
      case Comparison::less_equal:
        return slack;
      case Comparison::greater:
      case Comparison::greater_equal:
        return -slack;
      case Comparison::equal:
        break;
    }
    return -std::fabs(slack);
  }

  /// At least |lhs - rhs| / scale, for enclosures; infinite for a strict relation, which equality
  /// breaks.
  double gap() const requires Enclosure<R> {
    if (comparison == Comparison::less || comparison == Comparison::greater) {
      return std::numeric_limits<double>::infinity();
    }
    const double out = (abs(lhs - rhs) / scale()).upper();
    return std::isnan(out) ? std::numeric_limits<double>::infinity() : out;
  }

  /// smaller side over larger side as the relation orders them: 1 at equality, above 1 when it
  /// fails, 0 when nothing of the bound is used; NaN when a side is negative or both are 0.
  double tightness() const {
    const double small_side = mid(small()), large_side = mid(large());
    if (small_side < 0 || large_side < 0 || (small_side == 0 && large_side == 0)) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    return mid_of_quotient(small(), large());
  }

  /// The side that the relation wants to be the smaller, and the other one.
  const R& small() const { return ascending() ? lhs : rhs; }
  const R& large() const { return ascending() ? rhs : lhs; }

 private:
  bool ascending() const {
    return comparison != Comparison::greater && comparison != Comparison::greater_equal;
  }

  /// (rhs - lhs) / scale to at least forty bits; 0 when both sides are 0, NaN when both may be.
  /// Plain double does except for balls and fractions whose sides are close.
  double relative_slack() const {
    if constexpr (std::same_as<R, double> || Enclosure<R>) {
      const double a = mid(lhs), b = mid(rhs), spread_a = radius(lhs), spread_b = radius(rhs);
      const double least = std::max({std::fabs(a) - spread_a, std::fabs(b) - spread_b, grain});
      const double slack = (b - a) / std::max({std::fabs(a), std::fabs(b), grain});
      if (least > 0 && std::fabs(slack) > 0x1p-10) return slack;
      if constexpr (!std::same_as<R, Ball>) {
        if (least > 0) return slack;
        const bool zeros = a == 0 && b == 0 && spread_a == 0 && spread_b == 0;
        return zeros ? 0 : std::numeric_limits<double>::quiet_NaN();
      }
    }
    const R scale = this->scale();
    return certainly(less_equal(scale, R(0))) ? 0 : mid_of_quotient(rhs - lhs, scale);
  }
  static double radius(const R& x) {
    if constexpr (Enclosure<R>) return x.radius();
    return 0;
  }
};

namespace detail {
template <class A, class B>
using CommonScalar = std::conditional_t<Scalar<A> && !std::is_integral_v<A>, A, B>;
template <class A, class B>
auto relate(const A& a, Comparison c, const B& b) {
  using R = CommonScalar<A, B>;
  return Relation<R>{R(a), c, R(b)};
}
}  // namespace detail

/// a <= b and so on; one side may be an integer.
template <class A, class B>
auto le(const A& a, const B& b) {
  return detail::relate(a, Comparison::less_equal, b);
}
template <class A, class B>
auto lt(const A& a, const B& b) {
  return detail::relate(a, Comparison::less, b);
}
template <class A, class B>
auto ge(const A& a, const B& b) {
  return detail::relate(a, Comparison::greater_equal, b);
}
template <class A, class B>
auto gt(const A& a, const B& b) {
  return detail::relate(a, Comparison::greater, b);
}
template <class A, class B>
auto eq(const A& a, const B& b) {
  return detail::relate(a, Comparison::equal, b);
}

/// A plain fact without sides, as the relation indicator(t) >= 1.
template <Scalar R>
Relation<R> fact(Truth t) {
  return ge(indicator<R>(t), R(1));
}

}  // namespace claimcheck
