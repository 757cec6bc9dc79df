// Gradient flow on both layers of a ReLU or leaky ReLU network (du2019, section 3.2), in double.
//
//   w_j' = a_j sum_i s_ji p_i x_i,   a_j' = sum_i s_ji z_ji p_i,   p = -dL/df
// Inside a region of activation patterns an adaptive Runge-Kutta-Fehlberg method of order 7(8)
// (Boost.Odeint) integrates (C, a); kinks are located by bisection of the step and crossed, slid
// along or left as KinkMode says. |w_j|^2 - a_j^2 is constant along the exact flow.
#pragma once

#include <string>

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
  /// tolerance bounds the local error of a step, absolute and relative.
  /// @throws std::invalid_argument on bad shapes or tolerance <= 0.
  JointFlow(JointFlowProblem problem, double tolerance);

  /// False when the flow cannot go on, with a reason. A kink met and left again within one step of
  /// the integrator can go unseen; then its effect is below the order of the tolerance.
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

 private:
  struct Kink {
    std::size_t j, i;
    Side to;
  };

  bool stop(const std::string& reason);
  Vector<double> state() const;
  void load(const Vector<double>& state);
  void derivative(const Vector<double>& state, Vector<double>& rate);
  std::vector<Kink> violated() const;
  bool step(double most);
  bool locate(const Vector<double>& before, double length);
  bool pass(const Kink& kink);

  JointFlowProblem problem_;
  double tolerance_, time_ = 0, length_ = 1e-3;
  Matrix<double> z_, c_;
  Vector<double> a_, f_, p_;
  std::vector<KinkMode<double>> modes_;  // velocities for output weight 1
  std::string reason_;
  std::size_t events_ = 0;
};

}  // namespace claimcheck
