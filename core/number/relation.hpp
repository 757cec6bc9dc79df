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
/// NaN, which says that nothing is known of a margin, is worse than any number.
inline bool worse_margin(double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; }

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

/// A conjunction of relations: the truth of all, and the worst one of them.
/// Worst: certainly false before undecided before true, then the least margin.
template <Scalar R>
class Judgement {
 public:
  /// The empty conjunction, which is true (for instance "for all i != j" with n = 1).
  Judgement() : worst_{R(0), Comparison::less_equal, R(0)} {}
  Judgement(Relation<R> relation)  // NOLINT: a relation is a judgement
      : truth_(relation.truth()),
        margin_(relation.margin()),
        worst_(std::move(relation)),
        count_(1) {
    if constexpr (Enclosure<R>) {
      if (unknown(truth_)) gap_ = worst_.gap();
    }
  }

  Judgement& operator&=(const Judgement& other) {
    if (other.count_ == 0) return *this;
    const bool worse = count_ == 0 || other.truth_ < truth_ ||
                       (other.truth_ == truth_ && detail::worse_margin(other.margin_, margin_));
    truth_ = truth_ & other.truth_;
    count_ += other.count_;
    gap_ = std::fmax(gap_, other.gap_);
    if (worse) {
      margin_ = other.margin_;
      worst_ = other.worst_;
    }
    return *this;
  }

  Truth truth() const { return truth_; }
  double margin() const { return margin_; }
  const Relation<R>& worst() const { return worst_; }
  std::size_t relations() const { return count_; }
  /// The largest gap of an undecided relation: how far from equality any of them can be.
  double gap() const { return gap_; }

 private:
  Truth truth_ = Truth::yes;
  double margin_ = std::numeric_limits<double>::infinity();
  Relation<R> worst_;
  std::size_t count_ = 0;
  double gap_ = 0;
};

template <Scalar R>
Judgement<R> operator&(Judgement<R> a, const Judgement<R>& b) {
  return a &= b;
}
template <Scalar R>
Judgement<R> operator&(const Relation<R>& a, const Relation<R>& b) {
  return Judgement<R>(a) &= Judgement<R>(b);
}
template <Scalar R>
Judgement<R> operator&(Judgement<R> a, const Relation<R>& b) {
  return a &= Judgement<R>(b);
}
template <Scalar R>
Judgement<R> operator&(const Relation<R>& a, const Judgement<R>& b) {
  return Judgement<R>(a) &= b;
}

/// Either of two: the better one is reported.
template <Scalar R>
Judgement<R> either(const Judgement<R>& a, const Judgement<R>& b) {
  if (a.truth() != b.truth()) return a.truth() > b.truth() ? a : b;
  return detail::worse_margin(a.margin(), b.margin()) ? b : a;
}
template <Scalar R>
Judgement<R> either(const Relation<R>& a, const Relation<R>& b) {
  return either(Judgement<R>(a), Judgement<R>(b));
}

namespace detail {
template <Scalar R>
R scalar_of(const Relation<R>&);
template <Scalar R>
R scalar_of(const Judgement<R>&);
}  // namespace detail

/// f(0) and f(1) and ... and f(count - 1); f returns a Relation or a Judgement.
template <class F>
auto every(std::size_t count, F&& f) {
  Judgement<decltype(detail::scalar_of(f(count)))> all;
  for (std::size_t i = 0; i < count; ++i) all &= f(i);
  return all;
}

/// f(i, j) for all ordered pairs i != j below count.
template <class F>
auto every_pair(std::size_t count, F&& f) {
  Judgement<decltype(detail::scalar_of(f(count, count)))> all;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (i != j) all &= f(i, j);
    }
  }
  return all;
}

/// A plain fact without sides, as the relation indicator(t) >= 1.
template <Scalar R>
Relation<R> fact(Truth t) {
  return ge(indicator<R>(t), R(1));
}

}  // namespace claimcheck
