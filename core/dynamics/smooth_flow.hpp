// Gradient flow of a two-layer network with a smooth activation, in double, by an adaptive
// Runge-Kutta-Fehlberg method of order 7(8) (Boost.Odeint).
//
// W(t) - W(0) = C(t) X as in descent; the state is C, and a if both layers move. Under the logistic
// and exponential loss the integration variable is s with ds = sum_i |p_i| dt, in which |W| grows
// at most linearly: a loss of 1e-12 is some tens of units away, not 1e12.
#pragma once

#include <string>

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

 private:
  bool step(double most);
  void rescale(bool on);
  void load(const Vector<double>& state);
  Vector<double> state() const;
  void derivative(const Vector<double>& state, Vector<double>& rate);

  SmoothFlowProblem problem_;
  double tolerance_, time_ = 0, length_ = 1e-3;
  bool rescaled_ = false;
  Matrix<double> z_, c_;
  std::string reason_;
};

}  // namespace claimcheck
