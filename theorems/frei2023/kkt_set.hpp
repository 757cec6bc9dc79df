// frei2023, section 3 and appendix B: the KKT points of Problem (1) for given data.
#pragma once

#include <vector>

#include "core/on_demand.hpp"
#include "core/optimisation/kkt_enumeration.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {

/// Linear systems that a search can afford to solve for every setting: m = 2 with n <= 3, m = 3
/// with n <= 2, m <= 6 with n = 1.
inline constexpr double affordable_systems = 1001;

/// Data with the KKT points of Problem (1).
template <Scalar R>
struct KktSet : Data<R> {
  MarginProblem<R> problem;
  R m;
  bool complete = false;  ///< whether `points` are all KKT points

  KktSet(const LabelledGram& s, int m1, int m2, double most_systems);

  /// All KKT points when that takes at most `most_systems` linear systems; otherwise the one that
  /// Theorem 3.2 describes, if it is a KKT point; without those that certainly are none. Found when
  /// first asked for: many a clause needs none.
  const std::vector<KktPoint<R>>& points() const { return *points_; }

 private:
  OnDemand<std::vector<KktPoint<R>>> points_;
};

/// f(w) for every KKT point w; a point in doubt may fail f only if it is no KKT point.
template <Scalar R, class F>
Judgement<R> every_kkt_point(const KktSet<R>& set, F&& f) {
  Judgement<R> all;
  for (const KktPoint<R>& w : set.points()) {
    const Judgement<R> holds = f(w);
    all &= certainly(w.is_kkt) ? holds : either(Judgement<R>(fact<R>(!w.is_kkt)), holds);
  }
  return all;
}

/// There is exactly one KKT point among `points`; undecided while a candidate is in doubt.
template <Scalar R>
Relation<R> has_one_kkt_point(const KktSet<R>& set);

}  // namespace claimcheck::frei2023
