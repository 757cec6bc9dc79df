// Gradient flow of a two-layer network with a smooth activation, in double, by adaptive steps of
// order 8, with a bound on the distance from the exact flow.
//
// W(t) - W(0) = C(t) X as in descent; the state is C, and a if both layers move. Under the logistic
// and exponential loss the integration variable is s with ds = sum_i |p_i| dt, in which |W| grows
// at most linearly: a loss of 1e-12 is some tens of units away, not 1e12.
//
//   SmoothFlow flow({{phi, a, y, Objective::mean_logistic}, gram, start}, 1e-12);
//   if (!flow.advance_until_risk(1e-12)) return undecided(flow.reason());
//   const Matrix<double>& z = flow.preactivations();  // each z_ji within |x_i| flow.error()
//
// Distances between solutions grow at the rate mu = max(0, -lambda_min(Hess L)), and as L is a
// convex function of the outputs only their curvature enters: with b_j = sum_i p_i phi'(z_ji) x_i
//   mu <= max_j lambda_max(sum_i (p_i a_j phi''(z_ji))_+ x_i x_i^T) + |b_j| if both layers move,
// so the error e obeys e <- e^{mu dt} e + (local error of the step).
#pragma once

#include <string>

#include "core/dynamics/adaptive_step.hpp"
#include "core/dynamics/flow_error.hpp"
#include "core/network/scalar_output.hpp"

namespace claimcheck {

struct SmoothFlowProblem {
  ScalarOutput output;   ///< activation (smooth), output weights, labels, objective
  Matrix<double> gram;   ///< K = X X^T, n x n
  Matrix<double> start;  ///< Z(0) = W(0) X^T, m x n
  bool both_layers = false;
};

class SmoothFlow {
 public:
  /// tolerance bounds the local error of a step, relative to max(1, |state|) entry by entry.
  /// @throws std::invalid_argument on bad shapes, a ReLU or leaky ReLU, or tolerance <= 0.
  SmoothFlow(SmoothFlowProblem problem, double tolerance);

  /// False, with a reason, when the step size falls below what double resolves or the risk stands
  /// still above the target.
  bool advance_to(double time);
  bool advance_until_risk(double risk);
  const std::string& reason() const { return reason_; }

  double time() const { return time_; }
  const ScalarOutput& output() const { return problem_.output; }
  const Matrix<double>& preactivations() const { return z_; }
  const Matrix<double>& coefficients() const { return c_; }
  double risk() const { return problem_.output.risk(); }
  /// Bound on the distance sqrt(|W - W~|_F^2 + |a - a~|^2) from the exact flow at time(). It is not
  /// a proof: local errors are those of the embedded formula and mu is read at both ends of a step.
  double error() const { return error_; }
  /// What that leaves open of the outputs, |f(x_i) - f~(x_i)|; n.
  Vector<double> output_errors() const;

 private:
  bool step(double most);
  void rescale(bool on);
  void load(const Vector<double>& state);
  Vector<double> state() const;
  void derivative(const Vector<double>& state, Vector<double>& rate);
  double speed() const;
  double expansion() const;
  double neuron_expansion(std::size_t j) const;
  double local_error() const;

  SmoothFlowProblem problem_;
  AdaptiveStep stepper_;
  double time_ = 0, error_ = 0;
  bool rescaled_ = false;
  Matrix<double> z_, c_;
  std::string reason_;
};

}  // namespace claimcheck
