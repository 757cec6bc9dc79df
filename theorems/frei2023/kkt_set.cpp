#include "theorems/frei2023/kkt_set.hpp"

#include "core/linear/elimination.hpp"

namespace claimcheck::frei2023 {

namespace {

/// `enclosing` is the same problem in intervals when all points are wanted.
template <Scalar R>
std::vector<KktPoint<R>> found(const MarginProblem<R>& problem,
                               const std::optional<MarginProblem<Interval>>& enclosing) {
  if (certainly_not(positive_definite_by_elimination(problem.gram))) return {};
  if (enclosing) return enumerate_kkt_points(problem, *enclosing);
  std::vector<KktPoint<R>> out;
  if (auto w = aligned_point(problem); w && !certainly_not(w->is_kkt)) out.push_back(std::move(*w));
  return out;
}

}  // namespace

template <Scalar R>
KktSet<R>::KktSet(const LabelledGram& s, int m1, int m2, double most_systems)
    : Data<R>(s),
      problem{this->gram, s.y, this->gamma, m1, m2},
      m(problem.m()),
      complete(kkt_systems(s.y.size(), m1 + m2) <= most_systems),
      points_([problem = problem,
               enclosing = complete ? std::optional<MarginProblem<Interval>>(
                                          {Data<Interval>(s).gram, s.y, Interval(s.gamma), m1, m2})
                                    : std::nullopt] { return found(problem, enclosing); }) {}

template <Scalar R>
Relation<R> has_one_kkt_point(const KktSet<R>& set) {
  std::size_t certain = 0;
  const std::vector<KktPoint<R>>& points = set.points();
  for (const KktPoint<R>& w : points) certain += certainly(w.is_kkt) ? 1 : 0;
  const bool doubt = certain < points.size() && certain <= 1;
  return fact<R>(doubt ? Truth::unknown : truth(certain == 1));
}

template struct KktSet<double>;
template Relation<double> has_one_kkt_point(const KktSet<double>&);

template struct KktSet<Interval>;
template Relation<Interval> has_one_kkt_point(const KktSet<Interval>&);

template struct KktSet<Ball>;
template Relation<Ball> has_one_kkt_point(const KktSet<Ball>&);

template struct KktSet<Rational>;
template Relation<Rational> has_one_kkt_point(const KktSet<Rational>&);

template struct KktSet<Extended>;
template Relation<Extended> has_one_kkt_point(const KktSet<Extended>&);

}  // namespace claimcheck::frei2023
