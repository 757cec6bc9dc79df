#include "core/dynamics/smooth_flow.hpp"

#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

namespace odeint = boost::numeric::odeint;

bool has_kink(const Activation<double>& phi) {
  return phi.family == ActivationFamily::relu || phi.family == ActivationFamily::leaky_relu;
}

}  // namespace

SmoothFlow::SmoothFlow(SmoothFlowProblem problem, double tolerance)
    : problem_(std::move(problem)),
      tolerance_(tolerance),
      z_(problem_.start),
      c_(z_.rows(), z_.cols()) {
  if (has_kink(problem_.output.activation())) {
    throw std::invalid_argument("smooth flow: the activation has a kink");
  }
  if (problem_.gram.rows() != z_.cols() || problem_.gram.cols() != z_.cols() || !(tolerance > 0)) {
    throw std::invalid_argument("smooth flow: shapes do not fit, or no tolerance");
  }
  problem_.output.read(z_);
}

// Time, then a, then C.
Vector<double> SmoothFlow::state() const {
  Vector<double> out = {time_};
  const Vector<double>& a = problem_.output.a();
  out.insert(out.end(), a.begin(), a.end());
  out.insert(out.end(), c_.entries().begin(), c_.entries().end());
  return out;
}

void SmoothFlow::load(const Vector<double>& state) {
  const std::size_t m = z_.rows();
  time_ = state[0];
  Vector<double> change(m);
  for (std::size_t j = 0; j < m; ++j) change[j] = state[1 + j] - problem_.output.a()[j];
  problem_.output.move_outputs(1, change);
  std::copy(state.begin() + 1 + static_cast<std::ptrdiff_t>(m), state.end(), c_.entries().begin());
  z_ = problem_.start + product(c_, problem_.gram);
  problem_.output.read(z_);
}

void SmoothFlow::derivative(const Vector<double>& state, Vector<double>& rate) {
  load(state);
  const std::size_t m = z_.rows();
  const ScalarOutput& output = problem_.output;
  double speed = rescaled_ ? 0 : 1;
  for (const double p : output.pulls()) speed += rescaled_ ? std::fabs(p) : 0;
  Matrix<double> d(m, z_.cols());
  output.direction({0, m}, d);
  rate.assign(state.size(), 0);
  rate[0] = 1 / speed;
  if (problem_.both_layers) {
    const Vector<double> v = output.output_direction(z_);
    for (std::size_t j = 0; j < m; ++j) rate[1 + j] = v[j] / speed;
  }
  for (std::size_t k = 0; k < d.entries().size(); ++k) rate[1 + m + k] = d.entries()[k] / speed;
}

/// One controlled step of the integration variable, at most `most` long.
bool SmoothFlow::step(double most) {
  auto stepper = odeint::make_controlled(tolerance_, tolerance_,
                                         odeint::runge_kutta_fehlberg78<Vector<double>>());
  const auto system = [this](const Vector<double>& x, Vector<double>& rate, double) {
    derivative(x, rate);
  };
  Vector<double> x = state();
  double at = 0, trial = std::fmin(length_, most);
  const bool cut = most < length_;
  for (int attempt = 0; attempt < 200 && trial > 0; ++attempt) {
    if (stepper.try_step(system, x, at, trial) == odeint::success) {
      load(x);
      length_ = cut ? std::fmax(length_, trial) : trial;
      return true;
    }
  }
  load(x);
  reason_ = "the step size has fallen below what double resolves";
  return false;
}

bool SmoothFlow::advance_to(double time) {
  rescale(false);
  while (time_ < time) {
    const double left = time - time_;
    if (!step(left)) return false;
    if (length_ >= left && time - time_ <= 1e-15 * time) time_ = time;
  }
  return true;
}

bool SmoothFlow::advance_until_risk(double target) {
  rescale(problem_.output.objective() != Objective::sum_of_squares);
  while (!(risk() < target)) {
    // The loss can stand still before the target: then steps only grow.
    if (length_ > 1e12) {
      reason_ = "the risk does not fall to the target";
      return false;
    }
    if (!step(rescaled_ ? 0.5 : std::numeric_limits<double>::infinity())) return false;
  }
  return true;
}

/// Chooses the integration variable; the proposal for the next step starts afresh.
void SmoothFlow::rescale(bool on) {
  if (rescaled_ == on) return;
  rescaled_ = on;
  length_ = 1e-3;
}

}  // namespace claimcheck
