#include "core/dynamics/joint_flow.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

// A flow whose rate is far above one over its time would take practically for ever.
constexpr long most_steps = 50000;

/// A step this short is not shortened for a dip.
constexpr double shortest = 1e-10;

}  // namespace

JointFlow::JointFlow(JointFlowProblem problem, double tolerance)
    : problem_(std::move(problem)),
      stepper_(tolerance),
      z_(problem_.start),
      c_(z_.rows(), z_.cols()),
      a_(problem_.a) {
  const std::size_t m = z_.rows(), n = z_.cols();
  if (m == 0 || n == 0 || a_.size() != m || problem_.y.size() != n || problem_.gram.rows() != n ||
      problem_.gram.cols() != n) {
    throw std::invalid_argument("joint flow: shapes do not fit");
  }
  for (std::size_t j = 0; j < m; ++j) {
    std::vector<Side> sides(n, Side::kink);
    for (std::size_t i = 0; i < n; ++i) {
      if (z_(j, i) != 0) sides[i] = z_(j, i) > 0 ? Side::positive : Side::negative;
    }
    modes_.push_back({sides, Matrix<double>(n, n), Matrix<double>(n, n)});
  }
  load(state());
  for (std::size_t j = 0; j < m; ++j) {
    const TieResolution resolved =
        resolve_ties(modes_[j].sides, p_, problem_.slope, a_[j], problem_.gram);
    if (resolved.kind != TieResolution::Kind::unique) {
      stop("the start lies on a kink from which the flow is not determined");
      continue;  // its ties may have no mode: dependent inputs
    }
    modes_[j] = kink_mode(resolved.sides, problem_.slope, 1.0, problem_.gram);
  }
}

bool JointFlow::stop(const std::string& reason) {
  reason_ = reason;
  return false;
}

Vector<double> JointFlow::state() const {
  Vector<double> out = a_;
  out.insert(out.end(), c_.entries().begin(), c_.entries().end());
  return out;
}

Matrix<double> JointFlow::slopes() const {
  Matrix<double> out(z_.rows(), z_.cols());
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      const Side side = modes_[j].sides[i];
      out(j, i) = side == Side::kink ? 0 : side == Side::positive ? 1 : problem_.slope;
    }
  }
  return out;
}

Vector<double> JointFlow::output_errors() const {
  Matrix<double> values = slopes();
  for (std::size_t k = 0; k < values.entries().size(); ++k) values.entries()[k] *= z_.entries()[k];
  return claimcheck::output_errors(error_, a_, values, problem_.gram);
}

void JointFlow::load(const Vector<double>& state) {
  const auto middle = state.begin() + static_cast<std::ptrdiff_t>(z_.rows());
  a_.assign(state.begin(), middle);
  std::copy(middle, state.end(), c_.entries().begin());
  z_ = problem_.start + row_products(c_, problem_.gram);
  f_.assign(z_.cols(), 0);
  const Matrix<double> slope = slopes();
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) f_[i] += a_[j] * slope(j, i) * z_(j, i);
  }
  p_ = claimcheck::pulls(problem_.objective, f_, problem_.y);
}

void JointFlow::derivative(const Vector<double>& state, Vector<double>& rate) {
  load(state);
  rate.clear();
  const Matrix<double> slope = slopes();
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < z_.cols(); ++i) sum += slope(j, i) * z_(j, i) * p_[i];
    rate.push_back(sum);
  }
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    const Vector<double> e = modes_[j].share * p_;
    for (const double value : e) rate.push_back(a_[j] * value);
  }
}

/// z_ji' for all entries.
Matrix<double> JointFlow::velocities() const {
  Matrix<double> out(z_.rows(), z_.cols());
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i)
      out(j, i) = a_[j] * dot(modes_[j].velocity.row(i), p_);
  }
  return out;
}

/// |sum_i c_i x_i|
double JointFlow::length_in_span(const Vector<double>& c) const {
  return std::sqrt(std::fmax(0.0, dot(c, problem_.gram * c)));
}

/// max_j |b_j|
double JointFlow::expansion() const {
  double out = 0;
  for (const KinkMode<double>& mode : modes_) {
    out = std::fmax(out, length_in_span(mode.share * p_));
  }
  return out;
}

/// What the last step's error can be in (W, a).
double JointFlow::local_error() const {
  const Vector<double>& error = stepper_.local_error();
  const std::size_t m = z_.rows(), n = z_.cols();
  double total = 0;
  for (std::size_t j = 0; j < m; ++j) {
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) {
      moved += error[m + j * n + i] * std::sqrt(problem_.gram(i, i));
    }
    total += square(moved) + square(error[j]);
  }
  return std::sqrt(total);
}

AdaptiveStep::Field JointFlow::field() {
  return [this](const Vector<double>& x, Vector<double>& rate) { derivative(x, rate); };
}

bool JointFlow::step(double most) {
  const Vector<double> before = state();
  const Matrix<double> z = z_, v = velocities();
  const double rate = expansion();
  Vector<double> x = before;
  const double taken = stepper_.advance(field(), x, most);
  load(x);
  if (!(taken > 0)) return stop("the step size has fallen below what double resolves");
  if (!violated().empty()) return locate(before, taken);
  if (taken > shortest && may_dip(z, v, taken)) {
    stepper_.propose(taken / 4);
    load(before);
    return true;
  }
  error_ = std::exp(std::fmax(rate, expansion()) * taken) * error_ + local_error();
  time_ += taken;
  return true;
}

bool JointFlow::advance_to(double time) {
  while (reason_.empty() && time_ < time) {
    if (++steps_ > most_steps) return stop("the flow needs too many steps");
    if (!step(time - time_)) return false;
    if (time - time_ <= 1e-15 * time) time_ = time;
  }
  return reason_.empty();
}

}  // namespace claimcheck
