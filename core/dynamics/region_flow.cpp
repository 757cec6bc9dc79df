#include "core/dynamics/region_flow.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <utility>

#include "core/number/judgement.hpp"

namespace claimcheck {
namespace {

/// Balls can have a sharper remainder than doubles.
template <Scalar R>
constexpr int order = std::same_as<R, Ball> ? 18 : 12;
template <Scalar R>
constexpr double tolerance = std::same_as<R, Ball> ? 1e-26 : 1e-17;

/// Whether the enclosure still says something.
template <Scalar R>
bool narrow(const Vector<R>& state) {
  if constexpr (Enclosure<R>) {
    return std::all_of(state.begin(), state.end(), [](const R& value) {
      return value.radius() <= 1e-6 * (1 + std::fabs(value.mid()));
    });
  }
  return true;
}

}  // namespace

template <Scalar R>
RegionFlow<R>::RegionFlow(RegionFlowProblem<R> problem)
    : problem_(std::move(problem)),
      m_(problem_.a.size()),
      n_(problem_.y.size()),
      state_(m_ * n_, R(0)),
      patterns_(m_ * n_, Pattern::off),
      time_(0) {
  state_.insert(state_.end(), problem_.a.begin(), problem_.a.end());
  for (std::size_t k = 0; k < patterns_.size(); ++k) {
    if (certainly(less(R(0), problem_.start.entries()[k]))) patterns_[k] = Pattern::on;
  }
  for (std::size_t r = 0; r < m_; ++r) resolve(r);
}

template <Scalar R>
bool RegionFlow<R>::advance_to(double time, int steps) {
  for (int k = 0; k < steps && decided() && mid(time_) < time; ++k) {
    if (!step(time - mid(time_))) break;
  }
  return decided();
}

template <Scalar R>
Vector<R> RegionFlow<R>::squared_distances(const Vector<R>& state) const {
  Vector<R> out;
  for (std::size_t r = 0; r < m_; ++r) {
    R total(0);
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < n_; ++k) {
        total += state[r * n_ + i] * problem_.gram(i, k) * state[r * n_ + k];
      }
    }
    out.push_back(max(R(0), total));
  }
  return out;
}

template <Scalar R>
struct RegionFlow<R>::Field {
  const RegionFlow& flow;
  template <class T>
  std::vector<T> operator()(const std::vector<T>& state) const {
    return flow.rate(state);
  }
};
template <Scalar R>
template <class T>
std::vector<T> RegionFlow<R>::rate(const std::vector<T>& state) const {
  const std::vector<T> p = residual(state);
  const Matrix<T> z = preactivations(state);
  std::vector<T> out;
  for (std::size_t r = 0; r < m_; ++r) {
    for (std::size_t i = 0; i < n_; ++i) {
      T push = pattern(r, i) == Pattern::on ? p[i] : T(0);
      if (pattern(r, i) == Pattern::tied) push = T(0) - side_push(p, r, i);
      out.push_back(number<T>(problem_.scale) * state[m_ * n_ + r] * push);
    }
  }
  for (std::size_t r = 0; r < m_; ++r) {
    T total(0);
    for (std::size_t i = 0; i < n_ && problem_.both_layers; ++i) {
      if (pattern(r, i) == Pattern::on) total += z(r, i) * p[i];
    }
    out.push_back(number<T>(problem_.scale) * total);
  }
  return out;
}

/// sum_{k != i} s_rk K_ik p_k / K_ii: what the other samples do to z_ri, over a_r K_ii.
template <Scalar R>
template <class T>
T RegionFlow<R>::side_push(const std::vector<T>& p, std::size_t r, std::size_t i) const {
  T total(0);
  for (std::size_t k = 0; k < n_; ++k) {
    if (k != i && pattern(r, k) == Pattern::on) {
      total += number<T>(problem_.gram(i, k) / problem_.gram(i, i)) * p[k];
    }
  }
  return total;
}

/// Samples on whose kink unit r starts.
template <Scalar R>
void RegionFlow<R>::resolve(std::size_t r) {
  std::vector<std::size_t> ties;
  for (std::size_t i = 0; i < n_; ++i) {
    const R& z = problem_.start(r, i);
    if (certainly(equal(z, R(0)))) ties.push_back(i);
    if (unknown(less(R(0), z)) && !certainly(equal(z, R(0)))) reason_ = "a start in doubt";
  }
  if (ties.empty() || !decided()) return;
  if (ties.size() > 1) {
    reason_ = "a unit starts on two kinks";
    return;
  }
  const std::size_t i = ties.front();
  const Vector<R> p = residual(state_);
  const R from_off = problem_.a[r] * side_push(p, r, i), from_on = from_off + problem_.a[r] * p[i];
  if (certainly(less(R(0), from_on)) && certainly(less_equal(R(0), from_off))) {
    patterns_[r * n_ + i] = Pattern::on;
  } else if (certainly(less(from_off, R(0))) && certainly(less_equal(from_on, R(0)))) {
    patterns_[r * n_ + i] = Pattern::off;
  } else if (certainly(less_equal(from_on, R(0))) && certainly(less_equal(R(0), from_off))) {
    patterns_[r * n_ + i] = Pattern::tied;
  } else {
    reason_ = "more than one flow leaves the start";
  }
}

/// No pattern changes over the range of a step: z_ri keeps its sign, and what is tied stays so.
template <Scalar R>
bool RegionFlow<R>::keeps_patterns(const Vector<R>& range) const {
  const Matrix<R> z = preactivations(range);
  const Vector<R> p = residual(range), a = output_weights(range);
  for (std::size_t r = 0; r < m_; ++r) {
    for (std::size_t i = 0; i < n_; ++i) {
      if (pattern(r, i) == Pattern::tied) {
        const R from_off = a[r] * side_push(p, r, i);
        if (!certainly(less_equal(R(0), from_off))) return false;
        if (!certainly(less_equal(from_off + a[r] * p[i], R(0)))) return false;
      } else if (certainly(equal(problem_.start(r, i), R(0)))) {
        if (!leaves(rate(range), r, i)) return false;
      } else {
        const Truth on = less(R(0), z(r, i)), off = less(z(r, i), R(0));
        if (!certainly(pattern(r, i) == Pattern::on ? on : off)) return false;
      }
    }
  }
  return true;
}

/// z_ri started at 0 and moves away all along: its velocity keeps its sign.
template <Scalar R>
bool RegionFlow<R>::leaves(const Vector<R>& velocity, std::size_t r, std::size_t i) const {
  R speed(0);
  for (std::size_t k = 0; k < n_; ++k) speed += problem_.gram(k, i) * velocity[r * n_ + k];
  const R away = pattern(r, i) == Pattern::on ? speed : -speed;
  return certainly(less_equal(R(0), away));
}

template <Scalar R>
bool RegionFlow<R>::step(double most) {
  const Field field{*this};
  // Any length will do, so midpoints are enough for it.
  Vector<double> about;
  for (const R& value : state_) about.push_back(mid(value));
  double length = taylor_step_length(taylor_expansion(field, about, order<R>), tolerance<R>, most);
  for (int attempt = 0; attempt < 8; ++attempt, length /= 2) {
    std::optional<TaylorArc<R>> arc = taylor_arc(field, state_, R(length), order<R>);
    if (!arc) continue;
    Vector<R> range = arc->range();
    if (!keeps_patterns(range)) continue;
    Vector<R> end = Enclosure<R> ? arc->end() : range;
    if (!narrow(end)) return false;
    state_ = end;
    time_ += R(length);
    steps_.push_back({std::move(*arc), std::move(range), std::move(end)});
    return true;
  }
  return false;
}

template class RegionFlow<double>;
template class RegionFlow<Interval>;
template class RegionFlow<Ball>;
template class RegionFlow<Extended>;
template Vector<double> RegionFlow<double>::rate(const Vector<double>&) const;
template Vector<Interval> RegionFlow<Interval>::rate(const Vector<Interval>&) const;
template Vector<Ball> RegionFlow<Ball>::rate(const Vector<Ball>&) const;
template Vector<Extended> RegionFlow<Extended>::rate(const Vector<Extended>&) const;

}  // namespace claimcheck
