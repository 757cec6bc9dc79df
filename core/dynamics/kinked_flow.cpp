#include "core/dynamics/kinked_flow.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/dynamics/kinked_flow_events.hpp"
#include "core/dynamics/kinked_flow_search.hpp"
#include "core/dynamics/kinked_flow_state.hpp"

namespace claimcheck {
namespace {

constexpr int most_searches_given_up = 12;

template <Enclosure R>
bool any_slides(const std::vector<KinkMode<R>>& modes) {
  return std::any_of(modes.begin(), modes.end(), [](const KinkMode<R>& mode) {
    return std::find(mode.sides.begin(), mode.sides.end(), Side::kink) != mode.sides.end();
  });
}

}  // namespace

template <Enclosure R>
KinkedFlow<R>::KinkedFlow(KinkedFlowProblem<R> problem)
    : problem_(std::move(problem)),
      c_(problem_.start.rows(), problem_.start.cols()),
      error_(0),
      time_(0) {
  const std::size_t m = problem_.start.rows(), n = problem_.start.cols();
  if (m == 0 || n == 0 || problem_.a.size() != m || problem_.y.size() != n ||
      problem_.gram.rows() != n || problem_.gram.cols() != n) {
    throw std::invalid_argument("flow: shapes do not fit");
  }
  for (std::size_t i = 0; i < n; ++i) norms_.push_back(sqrt(problem_.gram(i, i)));
  output_norm_ = norm(problem_.a);
  z_ = problem_.start;
  resolve_start();
}

template <Enclosure R>
bool KinkedFlow<R>::stop(const std::string& reason) {
  reason_ = reason;
  return false;
}

template <Enclosure R>
bool KinkedFlow<R>::resolve_start() {
  const std::size_t m = z_.rows(), n = z_.cols();
  for (std::size_t j = 0; j < m; ++j) {
    std::vector<Side> sides(n, Side::kink);
    for (std::size_t i = 0; i < n; ++i) {
      if (certainly(equal(z_(j, i), R(0)))) continue;
      if (certainly(less(R(0), z_(j, i)))) sides[i] = Side::positive;
      if (certainly(less(z_(j, i), R(0)))) sides[i] = Side::negative;
      if (sides[i] == Side::kink) return stop("the start is too wide to tell its side of a kink");
    }
    modes_.push_back({sides, Matrix<R>(n, n), Matrix<R>(n, n)});
  }
  refresh();
  const Vector<R> p = pulls();
  for (std::size_t j = 0; j < m; ++j) {
    const bool frozen = certainly(equal(problem_.a[j], R(0)));
    TieResolution resolved{TieResolution::Kind::unique, modes_[j].sides};
    if (frozen) {
      for (Side& side : resolved.sides) side = side == Side::kink ? Side::positive : side;
    } else {
      resolved = resolve_ties(modes_[j].sides, p, problem_.slope, problem_.a[j], problem_.gram);
    }
    if (resolved.kind == TieResolution::Kind::several) {
      several_ = true;
      return stop("the start lies on a kink that pushes away: more than one flow leaves it");
    }
    if (resolved.kind == TieResolution::Kind::undecided) {
      return stop("the start lies on kinks whose resolution is undecided");
    }
    modes_[j] = kink_mode(resolved.sides, problem_.slope, problem_.a[j], problem_.gram);
  }
  rebuild_tangent_gram();
  refresh();
  return true;
}

/// What to go by until `time`: not beyond it, unless so little is left that only the middle of the
/// rest brings the enclosure of the time to cover it. Otherwise it could be approached for ever.
template <Enclosure R>
R KinkedFlow<R>::time_left(double time) const {
  const R rest = R(time) - time_;
  const double surely = rest.lower();
  return R(surely > 4 * rest.radius() ? surely : rest.mid());
}

template <Enclosure R>
void KinkedFlow<R>::move(const ImpulseSeries<R>& series, const R& until) {
  const Vector<R> impulse = series.impulse(until);
  R lost(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    lost += square(add_rounded(j, problem_.a[j], modes_[j].share * impulse));
  }
  error_ = upper(error_ + sqrt(lost));
  time_ += series.elapsed(until);
  refresh();
  if (!any_slides(modes_)) return;
  project_ties();
  refresh();
}

/// |W - W~|_F at most, after the whole of a series, if 0 before.
template <Enclosure R>
R KinkedFlow<R>::departure(const ImpulseSeries<R>& series, const R& reach) const {
  if (problem_.objective == Objective::sum_of_squares) return R(0);  // its series has no defect
  R squares(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    R length(0);
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      for (std::size_t l = 0; l < z_.cols(); ++l) {
        length += abs(modes_[j].share(i, l)) * series.defect()[l] * norms_[i];
      }
    }
    squares += square(problem_.a[j] * length);
  }
  return upper(reach * sqrt(squares));
}

template <Enclosure R>
ImpulseSeries<R> KinkedFlow<R>::series(const R& left) const {
  const auto with = [&](Clock clock) {
    return ImpulseSeries<R>(problem_.objective, problem_.y, f_, h_, clock);
  };
  if (problem_.objective == Objective::sum_of_squares) return with(Clock::time);
  ImpulseSeries<R> out = with(Clock::progress);
  if (certainly(less_equal(out.elapsed(R(out.reach())), left))) return out;
  return with(Clock::time);
}

/// The part of a series after which the risk is certainly, but only just, below `target`.
template <Enclosure R>
R KinkedFlow<R>::part_until_risk(const ImpulseSeries<R>& series, const R& reach,
                                 double target) const {
  // A little lower, for what rounding will add to the error.
  const R aim = R(target) * R(1 - 0x1p-16);
  const auto reached = [&](const R& s) {
    const Vector<R> f = widened(series.outputs_after(series.impulse(s)), error_);
    return certainly(less(objective_value(problem_.objective, f, problem_.y), aim));
  };
  if (!reached(reach)) return reach;
  R low(0), high = reach;
  for (int k = 0; k < 24; ++k) {
    const R middle = midpoint((low + high) / 2);
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

template <Enclosure R>
bool KinkedFlow<R>::step(double time, double target) {
  if (!reason_.empty()) return false;
  const R left = time_left(time);
  if (!certainly(less(R(0), left))) return true;
  try {
    const ImpulseSeries<R> path = series(left);
    R reach(path.reach());
    if (!certainly(less_equal(path.elapsed(reach), left))) reach = midpoint(min(reach, left));
    error_ = upper(error_ + departure(path, reach));
    if (target > 0) reach = part_until_risk(path, reach, target);
    std::vector<KinkOf> events;
    const R until = certain_until(path, reach, events);
    if (certainly(less(R(0), until))) move(path, until);
    if (!events.empty()) return pass_window(events);
    if (certainly(less(until, reach)) && ++searches_given_up_ > most_searches_given_up) {
      return stop("a neuron follows a kink too closely to tell on which side it is");
    }
    return true;
  } catch (const std::domain_error& error) {
    return stop(error.what());
  }
}

template <Enclosure R>
bool KinkedFlow<R>::advance_to(double time, std::size_t most_steps) {
  for (std::size_t k = 0; k < most_steps; ++k) {
    if (!certainly(less(time_, R(time)))) return reason_.empty();
    if (!step(time)) return false;
  }
  return false;
}

template <Enclosure R>
bool KinkedFlow<R>::advance_until_risk(double target, std::size_t most_steps) {
  for (std::size_t k = 0; k < most_steps; ++k) {
    if (!reason_.empty()) return false;
    if (certainly(less(risk(), R(target)))) return true;
    if (!step(1e300, target)) return false;
  }
  return false;
}

template class KinkedFlow<Interval>;
template class KinkedFlow<Ball>;

}  // namespace claimcheck
