#include "core/dynamics/joint_flow.hpp"

#include <algorithm>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

namespace odeint = boost::numeric::odeint;
using Fehlberg = odeint::runge_kutta_fehlberg78<Vector<double>>;

/// What counts as zero for a pre-activation or push of ordinary size after an event.
constexpr double rounding = 1e-14;

}  // namespace

JointFlow::JointFlow(JointFlowProblem problem, double tolerance)
    : problem_(std::move(problem)),
      tolerance_(tolerance),
      z_(problem_.start),
      c_(z_.rows(), z_.cols()),
      a_(problem_.a) {
  const std::size_t m = z_.rows(), n = z_.cols();
  if (m == 0 || n == 0 || a_.size() != m || problem_.y.size() != n || problem_.gram.rows() != n ||
      problem_.gram.cols() != n || !(tolerance > 0)) {
    throw std::invalid_argument("joint flow: shapes do not fit, or no tolerance");
  }
  for (std::size_t j = 0; j < m; ++j) {
    std::vector<Side> sides(n, Side::tied);
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
      out(j, i) = side == Side::tied ? 0 : side == Side::positive ? 1 : problem_.slope;
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
      if (side == Side::tied) {
        const SidePush<double> push = side_push(modes_[j], i, p_, problem_.slope, a_[j]);
        if (push.positive > rounding) out.push_back({j, i, Side::positive});
        if (push.negative < -rounding) out.push_back({j, i, Side::negative});
      } else if (static_cast<int>(side) * z_(j, i) < -rounding) {
        out.push_back({j, i, Side::tied});
      }
    }
  }
  return out;
}

bool JointFlow::step(double most) {
  auto stepper = odeint::make_controlled(tolerance_, tolerance_, Fehlberg());
  const auto system = [this](const Vector<double>& x, Vector<double>& rate, double) {
    derivative(x, rate);
  };
  const Vector<double> before = state();
  Vector<double> x = before;
  double taken = 0, trial = std::fmin(length_, most);
  const bool cut = most < length_;
  for (int attempt = 0; stepper.try_step(system, x, taken, trial) != odeint::success; ++attempt) {
    if (attempt == 200 || !(trial > 0)) {
      load(before);
      return stop("the step size has fallen below what double resolves");
    }
  }
  load(x);
  if (!violated().empty()) return locate(before, taken);
  length_ = cut ? std::fmax(length_, trial) : trial;
  time_ += taken;
  return true;
}

/// Halves the step until it ends where the first violation begins, then passes that kink.
bool JointFlow::locate(const Vector<double>& before, double length) {
  const auto system = [this](const Vector<double>& x, Vector<double>& rate, double) {
    derivative(x, rate);
  };
  const auto land = [&](double step) {
    Vector<double> x = before;
    Fehlberg().do_step(system, x, 0.0, step);
    load(x);
    return violated();
  };
  double low = 0, high = length;
  while (high - low > 1e-15 * (time_ + length)) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (land(middle).empty() ? low : high) = middle;
  }
  const std::vector<Kink> kinks = land(high);
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
  sides[kink.i] = kink.to;
  if (kink.to == Side::tied) {
    const TieResolution resolved =
        resolve_ties(sides, p_, problem_.slope, a_[kink.j], problem_.gram);
    if (resolved.kind != TieResolution::Kind::unique) {
      return stop("a kink is met at which the flow is not determined");
    }
    sides = resolved.sides;
  }
  modes_[kink.j] = kink_mode(sides, problem_.slope, 1.0, problem_.gram);
  return true;
}

bool JointFlow::advance_to(double time) {
  while (reason_.empty() && time_ < time) {
    const double left = time - time_;
    if (!step(left)) return false;
    if (time - time_ <= 1e-15 * time) time_ = time;
  }
  return reason_.empty();
}

}  // namespace claimcheck
