#include "core/dynamics/smooth_flow.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

bool has_kink(const Activation<double>& phi) {
  return phi.family == ActivationFamily::relu || phi.family == ActivationFamily::leaky_relu;
}

/// A relative fall of the risk over a long step that counts as none.
constexpr double standstill = 1e-13;

/// A bound on lambda_max(sum_i d_i x_i x_i^T) = lambda_max((sqrt(d_i d_l) K_il)) for d >= 0.
double largest_eigenvalue_bound(const Vector<double>& d, const Matrix<double>& gram) {
  double trace = 0, row_sum = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    double row = 0;
    for (std::size_t l = 0; l < d.size(); ++l)
      row += std::sqrt(d[i] * d[l]) * std::fabs(gram(i, l));
    row_sum = std::fmax(row_sum, row);
    trace += d[i] * gram(i, i);
  }
  return std::fmin(trace, row_sum);
}

/// |sum_i c_i x_i|
double length_in_span(const Vector<double>& c, const Matrix<double>& gram) {
  return std::sqrt(std::fmax(0.0, dot(c, gram * c)));
}

}  // namespace

SmoothFlow::SmoothFlow(SmoothFlowProblem problem, double tolerance)
    : problem_(std::move(problem)),
      stepper_(tolerance),
      z_(problem_.start),
      c_(z_.rows(), z_.cols()) {
  if (has_kink(problem_.output.activation())) {
    throw std::invalid_argument("smooth flow: the activation has a kink");
  }
  if (problem_.gram.rows() != z_.cols() || problem_.gram.cols() != z_.cols()) {
    throw std::invalid_argument("smooth flow: shapes do not fit");
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
  problem_.output.set_outputs({state.begin() + 1, state.begin() + 1 + static_cast<long>(m)});
  std::copy(state.begin() + 1 + static_cast<long>(m), state.end(), c_.entries().begin());
  z_ = problem_.start + row_products(c_, problem_.gram);
  problem_.output.read(z_);
}

Vector<double> SmoothFlow::output_errors() const {
  Matrix<double> values = z_;
  for (double& value : values.entries()) value = problem_.output.activation()(value);
  return claimcheck::output_errors(error_, problem_.output.a(), values, problem_.gram);
}

/// ds/dt of the integration variable s.
double SmoothFlow::speed() const {
  if (!rescaled_) return 1;
  double sum = 0;
  for (const double p : problem_.output.pulls()) sum += std::fabs(p);
  return sum;
}

void SmoothFlow::derivative(const Vector<double>& state, Vector<double>& rate) {
  load(state);
  const std::size_t m = z_.rows();
  const double per_time = 1 / speed();
  Matrix<double> d(m, z_.cols());
  problem_.output.direction({0, m}, d);
  rate.assign(state.size(), 0);
  rate[0] = per_time;
  if (problem_.both_layers) {
    const Vector<double> v = problem_.output.output_direction(z_);
    for (std::size_t j = 0; j < m; ++j) rate[1 + j] = v[j] * per_time;
  }
  for (std::size_t k = 0; k < d.entries().size(); ++k) rate[1 + m + k] = d.entries()[k] * per_time;
}

double SmoothFlow::neuron_expansion(std::size_t j) const {
  const ScalarOutput& output = problem_.output;
  const std::size_t n = z_.cols();
  Vector<double> bend(n), pull(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double p = output.pulls()[i];
    bend[i] = std::fmax(0.0, p * output.a()[j] * output.activation().second_derivative(z_(j, i)));
    pull[i] = p * output.slopes()(j, i);
  }
  return largest_eigenvalue_bound(bend, problem_.gram) +
         (problem_.both_layers ? length_in_span(pull, problem_.gram) : 0);
}

/// The bound on mu at the present point.
double SmoothFlow::expansion() const {
  double out = 0;
  for (std::size_t j = 0; j < z_.rows(); ++j) out = std::fmax(out, neuron_expansion(j));
  return out;
}

/// Of the last step: what it did to (W, a), and |grad L| times its error in time.
double SmoothFlow::local_error() const {
  const Vector<double>& error = stepper_.local_error();
  const std::size_t m = z_.rows(), n = z_.cols();
  double total = 0, squared_gradient = 0;
  Matrix<double> d(m, n);
  problem_.output.direction({0, m}, d);
  for (std::size_t j = 0; j < m; ++j) {
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) {
      moved += error[1 + m + j * n + i] * std::sqrt(problem_.gram(i, i));
    }
    total += square(moved) + square(error[1 + j]);
    squared_gradient +=
        dot(d.row(j), problem_.gram * Vector<double>(d.row(j).begin(), d.row(j).end()));
  }
  if (problem_.both_layers) squared_gradient += squared_norm(problem_.output.output_direction(z_));
  return std::sqrt(total) + std::sqrt(std::fmax(0.0, squared_gradient)) * error[0];
}

/// One controlled step of the integration variable, at most `most` long.
bool SmoothFlow::step(double most) {
  Vector<double> x = state();
  const double before = time_, rate = expansion();
  const double taken = stepper_.advance(
      [this](const Vector<double>& at, Vector<double>& out) { derivative(at, out); }, x, most);
  load(x);
  if (!(taken > 0)) {
    reason_ = "the step size has fallen below what double resolves";
    return false;
  }
  error_ = std::exp(std::fmax(rate, expansion()) * (time_ - before)) * error_ + local_error();
  return true;
}

bool SmoothFlow::advance_to(double time) {
  rescale(false);
  while (time_ < time) {
    const double left = time - time_;
    if (!step(left)) return false;
    if (time - time_ <= 1e-15 * time) time_ = time;
  }
  return true;
}

bool SmoothFlow::advance_until_risk(double target) {
  rescale(problem_.output.objective() != Objective::sum_of_squares);
  while (!(risk() < target)) {
    const double before = risk();
    if (!step(rescaled_ ? 0.5 : std::numeric_limits<double>::infinity())) return false;
    if (stepper_.proposal() >= 0.5 && before - risk() <= standstill * before) {
      reason_ = "the risk does not fall to the target";
      return false;
    }
  }
  return true;
}

/// Chooses the integration variable; the proposal for the next step starts afresh.
void SmoothFlow::rescale(bool on) {
  if (rescaled_ == on) return;
  rescaled_ = on;
  stepper_.propose(1e-3);
}

}  // namespace claimcheck
