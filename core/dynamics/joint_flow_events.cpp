// How the flow of both layers meets a kink. See joint_flow.hpp.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/dynamics/joint_flow.hpp"

namespace claimcheck {
namespace {

/// What counts as zero for a pre-activation or push of ordinary size after an event.
constexpr double negligible = 1e-14;

}  // namespace

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
    const double jump = length_in_span((next.share - mode.share) * p_);
    error_ *= 1 + std::sqrt(problem_.gram(kink.i, kink.i)) * jump / speed;
  }
  modes_[kink.j] = std::move(next);
  return true;
}

}  // namespace claimcheck
