// How a flow passes a kink: members of KinkedFlow, included by kinked_flow.cpp only. See
// kinked_flow.hpp for the argument.
#pragma once

#include <stdexcept>
#include <utility>

#include "core/dynamics/kinked_flow.hpp"

namespace claimcheck {

namespace detail {

template <Enclosure R>
Vector<R> hull(const Vector<R>& a, const Vector<R>& b) {
  Vector<R> out;
  for (std::size_t k = 0; k < a.size(); ++k) out.push_back(R::hull(a[k], b[k]));
  return out;
}

}  // namespace detail

template <Enclosure R>
struct KinkedFlow<R>::Change {
  std::size_t j = 0, i = 0;
  KinkMode<R> mode;       // after the window
  bool released = false;  // a sliding entry lets go
};

template <Enclosure R>
struct KinkedFlow<R>::Window {
  R length;
  Vector<R> p, drift_bound;  // enclosure of p on the window; of the outputs' speed |f'|
  std::vector<Change> changes;
};

/// What a crossing needs at the present speed and some more, twenty times what a release does.
template <Enclosure R>
R KinkedFlow<R>::window_guess(const KinkOf& entry) const {
  const KinkMode<R>& mode = modes_[entry.j];
  const Vector<R> p = pulls();
  R distance, speed;
  if (mode.sides[entry.i] == Side::kink) {
    const Vector<R> kappa = pull_curvatures(problem_.objective, p), f_speed = h_ * p;
    Vector<R> drift;
    for (std::size_t i = 0; i < p.size(); ++i) drift.push_back(-(kappa[i] * f_speed[i]));
    const auto push = [&](const Vector<R>& v) {
      return side_push(mode, entry.i, v, problem_.slope, problem_.a[entry.j]);
    };
    const SidePush<R> now = push(p), rate = push(drift);
    const bool up = abs(now.positive).mid() < abs(now.negative).mid();
    distance = 20 * abs(up ? now.positive : now.negative);
    speed = abs(up ? rate.positive : rate.negative);
  } else {
    distance = R(1.0625) * upper(abs(R::around(z_(entry.j, entry.i), slack(entry.i))));
    speed = abs(dot(mode.velocity.row(entry.i), p));
  }
  return speed.lower() > 0 ? upper(distance / R(speed.lower())) : R(0);
}

template <Enclosure R>
bool KinkedFlow<R>::pass_window(const std::vector<KinkOf>& events) {
  for (std::size_t k = 1; k < events.size(); ++k) {
    if (events[k].j == events[k - 1].j) return stop("two kinks of one neuron at the same time");
  }
  for (const KinkOf& entry : events) {
    if (modes_[entry.j].sides[entry.i] == Side::kink &&
        rests(modes_[entry.j], entry.i, problem_.slope)) {
      return stop("a neuron at rest on a kink may stay or leave: more than one flow goes on");
    }
  }
  R length = pow(R(2), -working_bits<R>());
  for (const KinkOf& entry : events) length = max(length, window_guess(entry));
  for (int attempt = 0; attempt < 40; ++attempt) {
    Window window{upper(length), {}, {}, {}};
    if (plan(events, window)) {
      apply(window);
      return true;
    }
    length = R(attempt < 8 ? 1.25 : attempt < 16 ? 2 : 32) * length;
  }
  return stop("a kink is met too flatly to tell how it is passed");
}

// |f_i'| <= |a|^2 |x_i| S with S = sum_l |p_l| |x_l| in every mode, since sliding projects the
// velocity of a neuron. The window must be short enough that S at most doubles on it.
template <Enclosure R>
bool KinkedFlow<R>::plan(const std::vector<KinkOf>& events, Window& window) const {
  const std::size_t n = z_.cols();
  const Vector<R> now = pulls();
  const auto total = [&](const Vector<R>& p) {
    R sum(0);
    for (std::size_t l = 0; l < n; ++l) sum += abs(p[l]) * norms_[l];
    return upper(sum);
  };
  const R most = 2 * total(now);
  Vector<R> f = outputs();
  for (std::size_t i = 0; i < n; ++i) {
    window.drift_bound.push_back(upper(square(output_norm_) * norms_[i] * most));
    f[i] = R::around(f[i], window.drift_bound[i] * window.length);
  }
  window.p = claimcheck::pulls(problem_.objective, f, problem_.y);
  if (!certainly(less_equal(total(window.p), most))) return false;
  for (const KinkOf& entry : events) {
    Change change;
    if (!plan_change(entry, window, change)) return false;
    window.changes.push_back(std::move(change));
  }
  for (const Change& change : window.changes) {
    if (change.released && !releases_in_time(window, change)) return false;
  }
  for (const KinkOf& entry : monitored()) {
    if (!stays(entry, window, most)) return false;
  }
  return true;
}

// An entry whose neuron keeps its mode, or that is free in both modes, stays where it is during the
// window: it is too far from its kink, or moves away from it, or is pushed inwards. Ties of a
// neuron that changes hold in its old mode up to then, and their resolution says what they do
// afterwards. most >= sum_l |p_l| |x_l|.
template <Enclosure R>
bool KinkedFlow<R>::stays(const KinkOf& entry, const Window& window, const R& most) const {
  const KinkMode<R>& mode = modes_[entry.j];
  const Change* change = nullptr;
  for (const Change& one : window.changes) change = one.j == entry.j ? &one : change;
  const Side side = mode.sides[entry.i];
  if (change && change->i == entry.i) return true;
  if (side == Side::kink) {
    const SidePush<R> push =
        side_push(mode, entry.i, window.p, problem_.slope, problem_.a[entry.j]);
    return certainly(less_equal(push.positive, R(0)) & less_equal(R(0), push.negative));
  }
  const R sign(static_cast<int>(side));
  const auto moves_away = [&](const KinkMode<R>& with) {
    return less(R(0), sign * dot(with.velocity.row(entry.i), window.p));
  };
  const R speed = abs(problem_.a[entry.j]) * norms_[entry.i] * most;
  const R z = sign * z_(entry.j, entry.i) - slack(entry.i) - window.length * speed;
  return certainly(less(R(0), z) |
                   (moves_away(mode) & (change ? moves_away(change->mode) : Truth::yes)));
}

template <Enclosure R>
bool KinkedFlow<R>::plan_change(const KinkOf& entry, const Window& window, Change& change) const {
  change.j = entry.j;
  change.i = entry.i;
  return modes_[entry.j].sides[entry.i] == Side::kink ? plan_release(window, change)
                                                      : plan_arrival(window, change);
}

// A sliding entry lets go on the side whose push is no longer inwards; the other ties stay.
template <Enclosure R>
bool KinkedFlow<R>::plan_release(const Window& window, Change& change) const {
  const KinkMode<R>& mode = modes_[change.j];
  const R& a = problem_.a[change.j];
  const R zero(0);
  const SidePush<R> push = side_push(mode, change.i, window.p, problem_.slope, a);
  const bool up = !certainly(less_equal(push.positive, zero));
  const bool down = !certainly(less_equal(zero, push.negative));
  if (up == down) return false;
  std::vector<Side> sides = mode.sides;
  sides[change.i] = up ? Side::positive : Side::negative;
  change.released = true;
  change.mode = kink_mode(sides, problem_.slope, a, problem_.gram);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i] != Side::kink) continue;
    const SidePush<R> other = side_push(change.mode, i, window.p, problem_.slope, a);
    if (!certainly(less_equal(other.positive, zero) & less_equal(zero, other.negative))) {
      return false;
    }
  }
  return true;
}

// A free entry certainly reaches its kink within the window. There it and all ties of its neuron
// are at zero, and the flow goes on as their joint resolution says: across, or along.
template <Enclosure R>
bool KinkedFlow<R>::plan_arrival(const Window& window, Change& change) const {
  const KinkMode<R>& mode = modes_[change.j];
  const R& a = problem_.a[change.j];
  const R sign(static_cast<int>(mode.sides[change.i]));
  const R z = sign * R::around(z_(change.j, change.i), slack(change.i));
  const R speed = sign * dot(mode.velocity.row(change.i), window.p);
  if (!certainly(less(z + window.length * speed, R(0)))) return false;
  std::vector<Side> sides = mode.sides;
  sides[change.i] = Side::kink;
  const TieResolution resolved = resolve_ties(sides, window.p, problem_.slope, a, problem_.gram);
  if (resolved.kind != TieResolution::Kind::unique) return false;
  change.mode = kink_mode(resolved.sides, problem_.slope, a, problem_.gram);
  return true;
}

// The push on the side that lets go, L = a (s p_i - e_i), must certainly change sign within the
// window: L(now) + length L' with L' from p' = -kappa f' and f' between those of both modes.
template <Enclosure R>
bool KinkedFlow<R>::releases_in_time(const Window& window, const Change& change) const {
  const std::size_t n = z_.cols();
  Vector<R> speed = h_ * window.p;
  for (const Change& other : window.changes) {
    const KinkMode<R>& old = modes_[other.j];
    const Vector<R> before = old.velocity * window.p, after = other.mode.velocity * window.p;
    for (std::size_t i = 0; i < n; ++i) {
      const R jump = other.mode.share(i, i) * after[i] - old.share(i, i) * before[i];
      speed[i] += R::hull(R(0), problem_.a[other.j] * jump);
    }
  }
  const Vector<R> kappa = pull_curvatures(problem_.objective, window.p);
  Vector<R> drift(n);
  for (std::size_t i = 0; i < n; ++i) drift[i] = -(kappa[i] * speed[i]);
  const KinkMode<R>& mode = modes_[change.j];
  const bool up = change.mode.sides[change.i] == Side::positive;
  const R slope = up ? R(1) : problem_.slope;
  const auto push = [&](const Vector<R>& p) {
    return problem_.a[change.j] * (slope * p[change.i] - dot(mode.share.row(change.i), p));
  };
  // Eight times as wide as known now, so that the sign is still certain after the window.
  const R now = push(pulls()), change_rate = push(drift);
  const R end = R::around(now, R(8 * now.radius())) + window.length * change_rate;
  return up ? certainly(less(R(0), end) & less(R(0), change_rate))
            : certainly(less(end, R(0)) & less(change_rate, R(0)));
}

template <Enclosure R>
void KinkedFlow<R>::apply(const Window& window) {
  std::vector<const Change*> changed(modes_.size(), nullptr);
  for (const Change& change : window.changes) changed[change.j] = &change;
  R lost(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    Vector<R> direction = modes_[j].share * window.p;
    if (changed[j]) direction = detail::hull(direction, changed[j]->mode.share * window.p);
    lost += square(add_rounded(j, problem_.a[j] * window.length, direction));
  }
  error_ = upper(error_ + sqrt(lost));
  time_ += window.length;
  for (const Change& change : window.changes) {
    const std::vector<Side>& before = modes_[change.j].sides;
    const std::vector<Side>& after = change.mode.sides;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (before[i] == after[i]) continue;
      ++(after[i] == Side::kink ? slides_ : before[i] == Side::kink ? releases_ : crossings_);
    }
    modes_[change.j] = change.mode;
  }
  rebuild_tangent_gram();
  // Onto the new kinks first: the exact weights lie on them, so the error does not grow.
  z_ = problem_.start + row_products(c_, problem_.gram);
  project_ties();
  refresh();
}

}  // namespace claimcheck
