// Gradient flow of a two-layer network with ReLU or leaky ReLU on the squared loss, first layer
// trained, solved in closed form between changes of activation, in double.
//
// Inside a region p' = -H p for the residual p = y - f, so with H = Q diag(lambda) Q^T
//   p(t) = Q e^{-lambda t} Q^T p(0),   P(t) = int_0^t p = Q psi(lambda, t) Q^T p(0),
//   z_j(t) = z_j(0) + M_j P(t)
// and every event is the first zero of an exponential sum. Kinks are crossed, slid along or left as
// KinkMode says.
//
//   ExponentialFlow flow({0.0, a, y, gram, start});
//   if (flow.advance_to(t)) flow.residual(), flow.preactivations(), flow.side(j, i);
//
// For widths in the thousands; KinkedFlow is the same flow enclosed in balls.
#pragma once

#include <limits>
#include <string>

#include "core/dynamics/kink_mode.hpp"

namespace claimcheck {

struct ExponentialFlowProblem {
  double slope;          ///< gamma in [0, 1]: slope on the negative side, 0 for ReLU
  Vector<double> a, y;   ///< output weights (m), labels (n)
  Matrix<double> gram;   ///< K = X X^T, n x n
  Matrix<double> start;  ///< Z(0) = W(0) X^T, m x n
};

class ExponentialFlow {
 public:
  /// @throws std::invalid_argument on bad shapes.
  explicit ExponentialFlow(ExponentialFlowProblem problem);

  /// To the next event or to `time`, whatever comes first. False when the flow cannot go on.
  bool advance(double time);
  /// To `time`, through at most `most_events` events.
  bool advance_to(double time, std::size_t most_events = 1000000);
  /// Empty, or why the flow stopped.
  const std::string& reason() const { return reason_; }

  double time() const { return time_; }
  const Matrix<double>& preactivations() const { return z_; }
  const Matrix<double>& coefficients() const { return c_; }
  const Vector<double>& residual() const { return p_; }      ///< y - f
  const Matrix<double>& tangent_gram() const { return h_; }  ///< H of the present region
  Side side(std::size_t j, std::size_t i) const { return modes_[j].sides[i]; }
  std::size_t crossings() const { return crossings_; }
  std::size_t slides() const { return slides_; }
  std::size_t releases() const { return releases_; }

 private:
  struct Event {
    double after = std::numeric_limits<double>::infinity();
    std::size_t j = 0, i = 0;
    Side to = Side::kink;  // the side a sliding entry is released to; tied for an arrival
  };
  struct Decay;  // eigenbasis of H at the start of a region

  bool stop(const std::string& reason);
  void set_mode(std::size_t j, KinkMode<double> mode);
  Decay decay() const;
  Event next_event(const Decay& decay, double limit) const;
  void neuron_event(const Decay& decay, std::size_t j, Event& first) const;
  void move(const Decay& decay, double step);
  bool pass(const Event& event);

  ExponentialFlowProblem problem_;
  std::vector<KinkMode<double>> modes_;
  Matrix<double> z_, c_, h_;
  Vector<double> p_;
  double time_ = 0;
  std::string reason_;
  std::size_t crossings_ = 0, slides_ = 0, releases_ = 0;
};

}  // namespace claimcheck
