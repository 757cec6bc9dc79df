// The outputs of a network whose activation pattern stands still, over one step of gradient flow.
//
// Inside a region f = f(0) + H P with the impulse P(t) = int_0^t p ds of the pulls p = -dL/df, so
//   P' = p(f(0) + H P),  P(0) = 0:  an equation in R^n, whatever the number of neurons.
// P is enclosed by its Taylor polynomial and a bound on the rest of the series:
//   squared loss: p' = -H p, and the series is that of the matrix exponential;
//   logistic, exponential: on the polydisc |f - f(0)| <= 1 the pulls are at most G_i, so P is
//   analytic on |t| < rho = 1 / max_i sum_l |H_il| G_l and Cauchy's inequality bounds the rest.
#pragma once

#include "core/network/objective.hpp"

namespace claimcheck {

/// kappa = -dp/df of the pulls: 1 for the squared loss, |p| for the exponential and
/// |p| (1 - n |p|) for the logistic one.
Vector<Ball> pull_curvatures(Objective objective, const Vector<Ball>& p);

class ImpulseSeries {
 public:
  /// From outputs f, at the working precision of balls; H is n x n and constant along the step.
  ImpulseSeries(Objective objective, Vector<Ball> y, Vector<Ball> f, Matrix<Ball> h);

  /// The series encloses P on [0, reach()]; a positive double.
  double reach() const { return reach_; }
  /// P(t) for t in [0, reach()], t a point or an interval.
  Vector<Ball> impulse(const Ball& t) const;
  /// p(t) and f(t) from P(t).
  Vector<Ball> outputs_after(const Vector<Ball>& p_integral) const;
  Vector<Ball> pulls_after(const Vector<Ball>& p_integral) const;
  /// p' = -kappa H p from p.
  Vector<Ball> pull_rates(const Vector<Ball>& p) const;

 private:
  void expand_squared();
  void expand_margin();

  Objective objective_;
  Vector<Ball> y_, f_;
  Matrix<Ball> h_;
  double reach_ = 0;
  std::vector<Vector<Ball>> coefficients_;  // of t, t^2, ...
  Vector<Ball> rest_;                       // bounds on the rest at every t <= reach
};

}  // namespace claimcheck
