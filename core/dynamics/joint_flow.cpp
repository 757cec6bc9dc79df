#include "core/dynamics/joint_flow.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

/// What counts as zero for a pre-activation or push of ordinary size after an event.
constexpr double negligible = 1e-14;
/// A step this short is not shortened for a dip.
constexpr double shortest = 1e-10;

/// |sum_i c_i x_i|
double length_in_span(const Vector<double>& c, const Matrix<double>& gram) {
  return std::sqrt(std::fmax(0.0, dot(c, gram * c)));
}

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

/// Entries that are not on the side their mode says.
std::vector<JointFlow::Kink> JointFlow::violated() const {
  std::vector<Kink> out;
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      const Side side = modes_[j].sides[i];
      if (side == Side::kink) {
        const SidePush<double> push = side_push(modes_[j], i, p_, problem_.slope, a_[j]);
        if (push.positive > negligible) out.push_back({j, i, Side::positive});
        if (push.negative < -negligible) out.push_back({j, i, Side::negative});
      } else if (static_cast<int>(side) * z_(j, i) < -negligible) {
        out.push_back({j, i, Side::kink});
      }
    }
  }
  return out;
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

/// Whether an entry that moves towards its kink at the start (z, v) of a step and away from it at
/// the end can have dipped through it: the tangents of a convex z meet below zero.
bool JointFlow::may_dip(const Matrix<double>& z, const Matrix<double>& v, double length) const {
  const Matrix<double> v_end = velocities();
  for (std::size_t j = 0; j < z.rows(); ++j) {
    for (std::size_t i = 0; i < z.cols(); ++i) {
      const double sign = static_cast<int>(modes_[j].sides[i]);
      const double first = sign * v(j, i), last = sign * v_end(j, i);
      if (!(first < 0 && last > 0)) continue;
      const double at = (sign * (z_(j, i) - z(j, i)) - last * length) / (first - last);
      if (sign * z(j, i) + first * std::clamp(at, 0.0, length) < 0) return true;
    }
  }
  return false;
}

/// max_j |b_j|
double JointFlow::expansion() const {
  double out = 0;
  for (const KinkMode<double>& mode : modes_) {
    out = std::fmax(out, length_in_span(mode.share * p_, problem_.gram));
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

/// Halves the step until it ends where the first violation begins, then passes that kink.
bool JointFlow::locate(const Vector<double>& before, double length) {
  const auto land = [&](double step) {
    Vector<double> x = before;
    stepper_.advance_by(field(), x, step);
    load(x);
    return violated();
  };
  const double rate = expansion();
  double low = 0, high = length;
  while (high - low > 1e-15 * (time_ + length)) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (land(middle).empty() ? low : high) = middle;
  }
  const std::vector<Kink> kinks = land(high);
  error_ = std::exp(std::fmax(rate, expansion()) * high) * error_ + local_error();
  time_ += high;
  ++events_;
  for (const Kink& kink : kinks) {
    if (!pass(kink)) return false;
  }
  load(state());
  return true;
}

bool JointFlow::pass(const Kink& kink) {
  std::vector<Side> sides = modes_[kink.j].sides;
  if (sides[kink.i] == Side::kink && rests(modes_[kink.j], kink.i, problem_.slope)) {
    return stop("a neuron at rest on a kink may stay or leave: more than one flow goes on");
  }
  sides[kink.i] = kink.to;
  if (kink.to == Side::kink) {
    const TieResolution resolved =
        resolve_ties(sides, p_, problem_.slope, a_[kink.j], problem_.gram);
    if (resolved.kind != TieResolution::Kind::unique) {
      return stop("a kink is met at which the flow is not determined");
    }
    sides = resolved.sides;
  }
  KinkMode<double> next = kink_mode(sides, problem_.slope, 1.0, problem_.gram);
  if (kink.to == Side::kink) {
    const KinkMode<double>& mode = modes_[kink.j];
    const double speed = std::fabs(dot(mode.velocity.row(kink.i), p_));
    const double jump = length_in_span((next.share - mode.share) * p_, problem_.gram);
    error_ *= 1 + std::sqrt(problem_.gram(kink.i, kink.i)) * jump / speed;
  }
  modes_[kink.j] = std::move(next);
  return true;
}

bool JointFlow::advance_to(double time) {
  while (reason_.empty() && time_ < time) {
    if (!step(time - time_)) return false;
    if (time - time_ <= 1e-15 * time) time_ = time;
  }
  return reason_.empty();
}

}  // namespace claimcheck
