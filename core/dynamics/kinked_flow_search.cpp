// How long every entry certainly keeps its side of the kink. See kinked_flow.hpp for the argument.
#include <cmath>
#include <utility>

#include "core/dynamics/kinked_flow.hpp"

namespace claimcheck {
namespace {

Ball upper(const Ball& x) { return Ball(x.upper()); }
/// Close enough to a kink, in units of what the enclosure is wide: the closer, the shorter the
/// window in which it is met, and the less the error grows there.
constexpr double near = 1.25;
Truth positive(const Ball& x) { return less(Ball(0), x); }

}  // namespace

/// A part [from, to] of the series' parameter, in mean value form around its middle.
struct KinkedFlow::Stretch {
  Ball from, to;
  Vector<Ball> middle;      // impulse in the middle
  Vector<Ball> p, p_first;  // pulls on the whole and at `from`
  Vector<Ball> rates;       // dp/dt on the whole
  Ball duration;            // time from the middle to anywhere
};

Vector<Ball> KinkedFlow::pulls_at(const ImpulseSeries& series, const Vector<Ball>& impulse) const {
  return claimcheck::pulls(problem_.objective, widened(series.outputs_after(impulse), error_),
                           problem_.y);
}

KinkedFlow::Stretch KinkedFlow::stretch(const ImpulseSeries& series, const Ball& from,
                                        const Ball& to) const {
  const Ball middle = ((from + to) / 2).midpoint();
  const Ball around = Ball::around(Ball(0), upper(to - middle));
  Stretch out{from, to, series.impulse(middle), {}, {}, {}, {}};
  out.p_first = pulls_at(series, series.impulse(from));
  out.rates = series.pull_rates(pulls_at(series, series.impulse(middle + around)));
  out.duration = series.pace(middle + around) * around;
  out.p = pulls_at(series, out.middle);
  for (std::size_t i = 0; i < out.p.size(); ++i) out.p[i] += out.rates[i] * out.duration;
  return out;
}

std::vector<KinkedFlow::KinkOf> KinkedFlow::monitored() const {
  std::vector<KinkOf> out;
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    if (certainly(equal(problem_.a[j], Ball(0)))) continue;
    for (std::size_t i = 0; i < z_.cols(); ++i) out.push_back({j, i});
  }
  return out;
}

// At `from` the exact flow is off the kink of every free entry, on the side of its mode: it was so
// on all that came before. It stays so if z does, or moves away by its velocity or by the rate of
// that.
Truth KinkedFlow::keeps_side(const Stretch& part, const KinkOf& entry) const {
  const KinkMode<Ball>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<Ball> push =
        side_push(mode, entry.i, part.p, problem_.slope, problem_.a[entry.j]);
    return less_equal(push.positive, Ball(0)) & less_equal(Ball(0), push.negative);
  }
  const auto row = mode.velocity.row(entry.i);
  const Ball sign(static_cast<int>(mode.sides[entry.i])), v = sign * dot(row, part.p);
  const Ball z = sign * (z_(entry.j, entry.i) + dot(row, part.middle)) + v * part.duration;
  const Truth away = positive(v) | (positive(sign * dot(row, part.p_first)) &
                                    less_equal(Ball(0), sign * dot(row, part.rates)));
  return away | positive(Ball::around(z, slack(entry.i)));
}

/// What certainly keeps the entry on its side as long as it is positive: its distance from the
/// kink, or for a sliding one the lesser of its two inward pushes.
Ball KinkedFlow::hold(const KinkOf& entry, const Vector<Ball>& impulse,
                      const Vector<Ball>& p) const {
  const KinkMode<Ball>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<Ball> push = side_push(mode, entry.i, p, problem_.slope, problem_.a[entry.j]);
    return min(-push.positive, push.negative);
  }
  const Ball sign(static_cast<int>(mode.sides[entry.i]));
  const Ball z = z_(entry.j, entry.i) + dot(mode.velocity.row(entry.i), impulse);
  return Ball::around(sign * z, slack(entry.i));
}

/// Whether hold() certainly falls all along.
bool KinkedFlow::falls(const Stretch& part, const KinkOf& entry) const {
  const KinkMode<Ball>& mode = modes_[entry.j];
  if (mode.sides[entry.i] == Side::kink) {
    const SidePush<Ball> rate =
        side_push(mode, entry.i, part.rates, problem_.slope, problem_.a[entry.j]);
    return certainly(positive(rate.positive) & less(rate.negative, Ball(0)));
  }
  const Ball sign(static_cast<int>(mode.sides[entry.i]));
  return certainly(less(sign * dot(mode.velocity.row(entry.i), part.p), Ball(0)));
}

// As hold() falls, it is positive up to every point at which it is: regula falsi with the Illinois
// rule for the last such point, each value at the price of a piece. False when that does not apply.
bool KinkedFlow::approach(const ImpulseSeries& series, const Stretch& part, const KinkOf& entry,
                          int& pieces, Ball& until) const {
  const auto hold_at = [&](const Ball& s) {
    const Vector<Ball> impulse = series.impulse(s);
    return hold(entry, impulse, pulls_at(series, impulse));
  };
  if (!falls(part, entry)) return false;
  Ball low = part.from, high = part.to, at_low = hold_at(low);
  if (!certainly(positive(at_low))) return false;
  const Ball at_high = hold_at(high);
  double left = at_low.mid(), right = at_high.mid();
  if (certainly(positive(at_high))) low = high;
  while (--pieces > 0) {
    if (at_low.mid() < near * at_low.radius() || !certainly(less(low, high))) break;
    const double share = right < 0 ? left / (left - right) : 0.5;
    const Ball next = (low + (high - low) * Ball(std::fmin(share, 0.96875))).midpoint();
    if (!certainly(less(low, next) & less(next, high))) break;
    const Ball value = hold_at(next);
    const bool holds = certainly(positive(value));
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
bool KinkedFlow::first_doubt(const ImpulseSeries& series, const Ball& from, const Ball& to,
                             int level, int& pieces, std::vector<KinkOf>& events,
                             Ball& until) const {
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
  const Ball middle = ((from + to) / 2).midpoint();
  for (const auto& [first, last] : {std::pair(from, middle), std::pair(middle, to)}) {
    std::vector<KinkOf> rest = doubts;
    if (first_doubt(series, first, last, level - 1, pieces, rest, until)) {
      events = std::move(rest);
      return true;
    }
  }
  return false;
}

Ball KinkedFlow::certain_until(const ImpulseSeries& series, const Ball& to,
                               std::vector<KinkOf>& events) const {
  Ball until = to;
  events = monitored();
  int pieces = 4 * BallPrecision::bits();
  if (first_doubt(series, Ball(0), to, BallPrecision::bits() - 4, pieces, events, until)) {
    return until;
  }
  events.clear();
  return to;
}

}  // namespace claimcheck
