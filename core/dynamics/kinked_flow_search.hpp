// How long every entry certainly keeps its side of the kink: members of KinkedFlow, included by
// kinked_flow.cpp only. See kinked_flow.hpp for the argument.
#pragma once

#include <cmath>
#include <utility>

#include "core/dynamics/kinked_flow.hpp"

namespace claimcheck {
namespace detail {

/// Close enough to a kink, in units of what the enclosure is wide: the closer, the shorter the
/// window in which it is met, and the less the error grows there.
inline constexpr double near = 1.25;
template <Enclosure R>
Truth positive(const R& x) {
  return less(R(0), x);
}

}  // namespace detail

/// A part [from, to] of the series' parameter, in mean value form around its middle.
template <Enclosure R>
struct KinkedFlow<R>::Stretch {
  R from, to;
  Vector<R> middle;      // impulse in the middle
  Vector<R> p, p_first;  // pulls on the whole and at `from`
  Vector<R> rates;       // dp/dt on the whole
  R duration;            // time from the middle to anywhere
};

template <Enclosure R>
Vector<R> KinkedFlow<R>::pulls_at(const ImpulseSeries<R>& series, const Vector<R>& impulse) const {
  return claimcheck::pulls(problem_.objective, widened(series.outputs_after(impulse), error_),
                           problem_.y);
}

template <Enclosure R>
typename KinkedFlow<R>::Stretch KinkedFlow<R>::stretch(const ImpulseSeries<R>& series,
                                                       const R& from, const R& to) const {
  const R middle = midpoint((from + to) / 2);
  const R around = R::around(R(0), upper(to - middle));
  Stretch out{from, to, series.impulse(middle), {}, {}, {}, {}};
  out.p_first = pulls_at(series, series.impulse(from));
  out.rates = series.pull_rates(pulls_at(series, series.impulse(middle + around)));
  out.duration = series.pace(middle + around) * around;
  out.p = pulls_at(series, out.middle);
  for (std::size_t i = 0; i < out.p.size(); ++i) out.p[i] += out.rates[i] * out.duration;
  return out;
}

template <Enclosure R>
std::vector<typename KinkedFlow<R>::KinkOf> KinkedFlow<R>::monitored() const {
  std::vector<KinkOf> out;
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    if (certainly(equal(problem_.a[j], R(0)))) continue;
    for (std::size_t i = 0; i < z_.cols(); ++i) out.push_back({j, i});
  }
  return out;
}

// At `from` the exact flow is off the kink of every free entry, on the side of its mode: it was so
// on all that came before. It stays so if z does, or moves away by its velocity or by the rate of
// that.
template <Enclosure R>
Truth KinkedFlow<R>::keeps_side(const Stretch& part, const KinkOf& entry) const {
  const KinkMode<R>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<R> push = side_push(mode, entry.i, part.p, problem_.slope, problem_.a[entry.j]);
    return less_equal(push.positive, R(0)) & less_equal(R(0), push.negative);
  }
  const auto row = mode.velocity.row(entry.i);
  const R sign(static_cast<int>(mode.sides[entry.i])), v = sign * dot(row, part.p);
  const R z = sign * (z_(entry.j, entry.i) + dot(row, part.middle)) + v * part.duration;
  const Truth away = detail::positive(v) | (detail::positive(sign * dot(row, part.p_first)) &
                                            less_equal(R(0), sign * dot(row, part.rates)));
  return away | detail::positive(R::around(z, slack(entry.i)));
}

/// What certainly keeps the entry on its side as long as it is positive: its distance from the
/// kink, or for a sliding one the lesser of its two inward pushes.
template <Enclosure R>
R KinkedFlow<R>::hold(const KinkOf& entry, const Vector<R>& impulse, const Vector<R>& p) const {
  const KinkMode<R>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<R> push = side_push(mode, entry.i, p, problem_.slope, problem_.a[entry.j]);
    return min(-push.positive, push.negative);
  }
  const R sign(static_cast<int>(mode.sides[entry.i]));
  const R z = z_(entry.j, entry.i) + dot(mode.velocity.row(entry.i), impulse);
  return R::around(sign * z, slack(entry.i));
}

/// Whether hold() certainly falls all along.
template <Enclosure R>
bool KinkedFlow<R>::falls(const Stretch& part, const KinkOf& entry) const {
  const KinkMode<R>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<R> rate =
        side_push(mode, entry.i, part.rates, problem_.slope, problem_.a[entry.j]);
    return certainly(detail::positive(rate.positive) & less(rate.negative, R(0)));
  }
  const R sign(static_cast<int>(mode.sides[entry.i]));
  return certainly(less(sign * dot(mode.velocity.row(entry.i), part.p), R(0)));
}

// As hold() falls, it is positive up to every point at which it is: regula falsi with the Illinois
// rule for the last such point, each value at the price of a piece. False when that does not apply.
template <Enclosure R>
bool KinkedFlow<R>::approach(const ImpulseSeries<R>& series, const Stretch& part,
                             const KinkOf& entry, int& pieces, R& until) const {
  const auto hold_at = [&](const R& s) {
    const Vector<R> impulse = series.impulse(s);
    return hold(entry, impulse, pulls_at(series, impulse));
  };
  if (!falls(part, entry)) return false;
  R low = part.from, high = part.to, at_low = hold_at(low);
  if (!certainly(detail::positive(at_low))) return false;
  const R at_high = hold_at(high);
  double left = at_low.mid(), right = at_high.mid();
  if (certainly(detail::positive(at_high))) low = high;
  while (--pieces > 0) {
    if (at_low.mid() < detail::near * at_low.radius() || !certainly(less(low, high))) break;
    const double share = right < 0 ? left / (left - right) : 0.5;
    const R next = midpoint(low + (high - low) * R(std::fmin(share, 0.96875)));
    if (!certainly(less(low, next) & less(next, high))) break;
    const R value = hold_at(next);
    const bool holds = certainly(detail::positive(value));
    (holds ? low : high) = next;
    if (holds) at_low = value;
    left = holds ? value.mid() : left / 2;
    right = holds ? right / 2 : value.mid();
  }
  until = low;
  return true;
}

// The first of ever smaller pieces on which an entry is in doubt: left before right. An entry that
// follows its kink closely keeps all pieces in doubt; once `pieces` are spent, what lies to the
// left of the present one is certain, and no event is known.
template <Enclosure R>
bool KinkedFlow<R>::first_doubt(const ImpulseSeries<R>& series, const R& from, const R& to,
                                int level, int& pieces, std::vector<KinkOf>& events,
                                R& until) const {
  if (--pieces < 0) {
    events.clear();
    until = from;
    return true;
  }
  const Stretch part = stretch(series, from, to);
  std::vector<KinkOf> doubts;
  for (const KinkOf& entry : events) {
    if (!certainly(keeps_side(part, entry))) doubts.push_back(entry);
  }
  if (doubts.empty()) return false;
  if (doubts.size() == 1 && approach(series, part, doubts[0], pieces, until)) {
    events = std::move(doubts);
    if (pieces <= 0) events.clear();
    return certainly(less(until, to));
  }
  if (level == 0) {
    events = std::move(doubts);
    until = from;
    return true;
  }
  const R middle = midpoint((from + to) / 2);
  for (const auto& [first, last] : {std::pair(from, middle), std::pair(middle, to)}) {
    std::vector<KinkOf> rest = doubts;
    if (first_doubt(series, first, last, level - 1, pieces, rest, until)) {
      events = std::move(rest);
      return true;
    }
  }
  return false;
}

template <Enclosure R>
R KinkedFlow<R>::certain_until(const ImpulseSeries<R>& series, const R& to,
                               std::vector<KinkOf>& events) const {
  R until = to;
  events = monitored();
  int pieces = 4 * working_bits<R>();
  if (first_doubt(series, R(0), to, working_bits<R>() - 4, pieces, events, until)) {
    return until;
  }
  events.clear();
  return to;
}

}  // namespace claimcheck
