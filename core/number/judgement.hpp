// Judgement: a conjunction of relations, and the worst one of them.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/number/relation.hpp"

namespace claimcheck {

namespace detail {
/// NaN, which says that nothing is known of a margin, is worse than any number.
inline bool worse_margin(double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; }
}  // namespace detail

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

  Judgement& operator&=(Judgement other) {
    if (other.count_ == 0) return *this;
    const bool worse = count_ == 0 || other.truth_ < truth_ ||
                       (other.truth_ == truth_ && detail::worse_margin(other.margin_, margin_));
    truth_ = truth_ & other.truth_;
    count_ += other.count_;
    gap_ = std::fmax(gap_, other.gap_);
    if (worse) {
      margin_ = other.margin_;
      worst_ = std::move(other.worst_);
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

}  // namespace claimcheck
