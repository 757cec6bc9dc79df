// Gradient flow on both layers of a ReLU or leaky ReLU network (du2019, section 3.2), in double,
// with a bound on the distance from the exact flow.
//
//   w_j' = a_j sum_i s_ji p_i x_i,   a_j' = sum_i s_ji z_ji p_i,   p = -dL/df
//
//   JointFlow flow({0.0, a, y, gram, start}, 1e-12);
//   if (!flow.advance_to(t)) return undecided(flow.reason());
//   flow.outputs(), flow.output_weights(), flow.error()
//
// Inside a region of activation patterns adaptive steps of order 8 integrate (C, a); kinks are
// located by bisection of the step and crossed, slid along or left as KinkMode says.
// |w_j|^2 - a_j^2 is constant along the exact flow.
// L is a convex function of the outputs, whose Hessians only couple w_j and a_j through
// b_j = sum_i s_ji p_i x_i, so distances grow at most at the rate max_j |b_j|: the error e obeys
//   e <- e^{max |b_j| dt} e + (local error of the step),
//   e <- (1 + |x_i| |jump of w_j'| / |z_ji'|) e  where neuron j meets the kink of sample i.
#pragma once

#include <string>

#include "core/dynamics/adaptive_step.hpp"
#include "core/dynamics/flow_error.hpp"
#include "core/dynamics/kink_mode.hpp"
#include "core/network/objective.hpp"

namespace claimcheck {

struct JointFlowProblem {
  double slope;          ///< gamma in [0, 1]: slope on the negative side, 0 for ReLU
  Vector<double> a, y;   ///< output weights at the start (m), labels (n)
  Matrix<double> gram;   ///< K = X X^T, n x n
  Matrix<double> start;  ///< Z(0) = W(0) X^T, m x n
  Objective objective = Objective::sum_of_squares;
};

class JointFlow {
 public:
  /// tolerance bounds the local error of a step, relative to max(1, |state|) entry by entry.
  /// @throws std::invalid_argument on bad shapes or tolerance <= 0.
  JointFlow(JointFlowProblem problem, double tolerance);

  /// False when the flow cannot go on or needs more than 50,000 steps, with a reason. A step on
  /// which a pre-activation, convex in time, could dip through its kink and come back is shortened
  /// until it shows or cannot.
  bool advance_to(double time);
  const std::string& reason() const { return reason_; }

  double time() const { return time_; }
  const Matrix<double>& preactivations() const { return z_; }
  const Matrix<double>& coefficients() const { return c_; }
  const Vector<double>& output_weights() const { return a_; }
  const Vector<double>& outputs() const { return f_; }
  const Vector<double>& pulls() const { return p_; }
  Side side(std::size_t j, std::size_t i) const { return modes_[j].sides[i]; }
  /// Slopes 1, gamma or, on a kink, the effective 0 of an output that does not move; m x n.
  Matrix<double> slopes() const;
  std::size_t events() const { return events_; }
  /// Bound on the distance sqrt(|W - W~|_F^2 + |a - a~|^2) from the exact flow at time(). It is not
  /// a proof: local errors are those of the embedded formula, rates are read at ends of steps.
  double error() const { return error_; }
  /// What that leaves open of the outputs, |f(x_i) - f~(x_i)|; n.
  Vector<double> output_errors() const;

 private:
  struct Kink {
    std::size_t j, i;
    Side to;
  };

  bool stop(const std::string& reason);
  Vector<double> state() const;
  void load(const Vector<double>& state);
  void derivative(const Vector<double>& state, Vector<double>& rate);
  AdaptiveStep::Field field();
  std::vector<Kink> violated() const;
  Matrix<double> velocities() const;
  bool may_dip(const Matrix<double>& z, const Matrix<double>& v, double length) const;
  double length_in_span(const Vector<double>& c) const;
  double expansion() const;
  double local_error() const;
  bool step(double most);
  bool locate(const Vector<double>& before, double length);
  bool pass(const Kink& kink);

  JointFlowProblem problem_;
  AdaptiveStep stepper_;
  double time_ = 0, error_ = 0;
  Matrix<double> z_, c_;
  Vector<double> a_, f_, p_;
  std::vector<KinkMode<double>> modes_;  // velocities for output weight 1
  std::string reason_;
  long steps_ = 0;  ///< tried so far
  std::size_t events_ = 0;
};

}  // namespace claimcheck
