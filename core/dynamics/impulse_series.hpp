// The outputs of a network whose activation pattern stands still, over one step of gradient flow.
//
// Inside a region f = f(0) + H P with the impulse P = int p dt of the pulls p = -dL/df, so
//   P' = p(f(0) + H P),  P(0) = 0:  an equation in R^n, whatever the number of neurons.
//
// Squared loss: p' = -H p, and P is enclosed by the series of the matrix exponential; where H is
// diagonal, as always for n = 1, by P_i = p_i(0) (1 - e^{-H_ii t}) / H_ii.
//
// Logistic and exponential loss: a polynomial path P~(s) with its clock t = T~(s), and a bound on
//   defect_i >= |P~_i' - p_i(f(0) + H P~) T~'|  on all of [0, reach()].
// With Clock::progress, ds = sum_i |p_i| dt: margins then grow about linearly in s, however small
// the loss has become. The bound needs no bounds on complex discs: g~ approximates g(q~(s)) along
// the margins q~ of P~, and with V = g (1 - g), or g, and the residual r = g~' + V~ q~' the error
// e = g~ - g(q~) has e' = r - (V~ - V) q~' and |V~ - V| <= (1 + |e|) |e|. So as long as that is at
// most 1/8, and margins move by at most 6,   |e| <= (|e(0)| + int |r|) exp(1 + int |q~'|).
#pragma once

#include "core/dynamics/impulse_path.hpp"
#include "core/network/objective.hpp"

namespace claimcheck {

/// kappa = -dp/df of the pulls: 1 for the squared loss, |p| for the exponential and
/// |p| (1 - n |p|) for the logistic one.
template <Enclosure R>
Vector<R> pull_curvatures(Objective objective, const Vector<R>& p);

template <Enclosure R>
class ImpulseSeries {
 public:
  /// From outputs f, at the working precision of balls or of doubles; H is n x n and constant along
  /// the step. The clock of the squared loss is time.
  /// @throws std::domain_error when enclosures are too wide, or out of the range of doubles.
  ImpulseSeries(Objective objective, Vector<R> y, Vector<R> f, Matrix<R> h, Clock clock);

  /// The series holds on [0, reach()]; a positive double, in units of s.
  double reach() const { return path_.reach; }
  /// P(s), s in [0, reach()] a point or an interval: an enclosure for the squared loss, the value
  /// of P~ otherwise.
  Vector<R> impulse(const R& s) const;
  /// t = T~(s), and dt/ds > 0.
  R elapsed(const R& s) const;
  R pace(const R& s) const;
  /// Bounds on |P~_i' - p_i T~'| on the whole reach, zero for the squared loss.
  const Vector<R>& defect() const { return path_.defect; }

  /// f from P.
  Vector<R> outputs_after(const Vector<R>& impulse) const;
  /// dp/dt = -kappa H p from p.
  Vector<R> pull_rates(const Vector<R>& p) const;

 private:
  void expand_squared();
  bool expand_diagonal();

  Objective objective_;
  Vector<R> y_, f_;
  Matrix<R> h_;
  ImpulsePath<R> path_;
  Vector<R> rest_;         // bounds on the rest of P at every s <= reach
  bool diagonal_ = false;  // squared loss, H diagonal: only p(0) is kept in the path
};

extern template Vector<Interval> pull_curvatures(Objective, const Vector<Interval>&);
extern template Vector<Ball> pull_curvatures(Objective, const Vector<Ball>&);
extern template class ImpulseSeries<Interval>;
extern template class ImpulseSeries<Ball>;

}  // namespace claimcheck
