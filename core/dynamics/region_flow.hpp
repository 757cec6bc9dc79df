// Gradient flow of f(x) = b sum_r a_r max(0, <w_r, x>) on L = 1/2 sum_i (f(x_i) - y_i)^2, both
// layers or the first one, up to the first change of activation: enclosed in intervals and balls.
//
// With W(t) = W(0) + C(t) X, K = X X^T, p = y - f and s the activation pattern of the start,
//   c_r' = b a_r E_r (s_r . p),   a_r' = b sum_i s_ri z_ri p_i,   z_r = z_r(0) + K c_r,
// a polynomial field. A unit that starts on the kink of one sample leaves it towards the side that
// pushes it away, or stays on it (E_r projects; Filippov) while both sides push it back.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <string>
#include <vector>

#include "core/dynamics/taylor_arc.hpp"
#include "core/number/relation.hpp"

namespace claimcheck {

template <Scalar R>
struct RegionFlowProblem {
  Vector<R> a, y;   ///< output weights at the start (m), labels (n)
  Matrix<R> gram;   ///< K = X X^T, n x n, K_ii > 0
  Matrix<R> start;  ///< Z(0), m x n
  bool both_layers = true;
  R scale = R(1);  ///< b > 0
};

template <Scalar R>
class RegionFlow {
 public:
  enum class Pattern { off, on, tied };

  explicit RegionFlow(RegionFlowProblem<R> problem)
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

  /// To `time` (a double), to just before the first change of activation or as far as enclosures
  /// stay narrow, in at most `steps` steps. False when the start could not be resolved.
  bool advance_to(double time, int steps) {
    for (int k = 0; k < steps && decided() && mid(time_) < time; ++k) {
      if (!step(time - mid(time_))) break;
    }
    return decided();
  }

  /// Empty, or why the start is undecided.
  const std::string& reason() const { return reason_; }
  bool decided() const { return reason_.empty(); }
  const R& time() const { return time_; }
  Pattern pattern(std::size_t r, std::size_t i) const { return patterns_[r * n_ + i]; }
  const std::vector<TaylorArc<R>>& arcs() const { return arcs_; }

  // Of a state: the end or the range of an arc, or state().
  const Vector<R>& state() const { return state_; }
  Vector<R> output_weights(const Vector<R>& state) const {
    return {state.begin() + static_cast<std::ptrdiff_t>(m_ * n_), state.end()};
  }
  template <class T>
  Matrix<T> preactivations(const std::vector<T>& state) const {
    Matrix<T> z(m_, n_);
    for (std::size_t r = 0; r < m_; ++r) {
      for (std::size_t i = 0; i < n_; ++i) {
        if (pattern(r, i) == Pattern::tied) continue;
        z(r, i) = T(problem_.start(r, i));
        for (std::size_t k = 0; k < n_; ++k) {
          z(r, i) += T(problem_.gram(k, i)) * state[r * n_ + k];
        }
      }
    }
    return z;
  }
  /// y - f
  template <class T>
  std::vector<T> residual(const std::vector<T>& state) const {
    const Matrix<T> z = preactivations(state);
    std::vector<T> p;
    for (std::size_t i = 0; i < n_; ++i) {
      T value(problem_.y[i]);
      for (std::size_t r = 0; r < m_; ++r) {
        if (pattern(r, i) == Pattern::on) value -= T(problem_.scale) * state[m_ * n_ + r] * z(r, i);
      }
      p.push_back(std::move(value));
    }
    return p;
  }
  /// |w_r - w_r(0)|^2
  Vector<R> squared_distances(const Vector<R>& state) const {
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

 private:
  // Balls can have a sharper remainder than doubles.
  static constexpr bool sharp = std::same_as<R, Ball>;
  static constexpr int order = sharp ? 18 : 12;
  static constexpr double tolerance = sharp ? 1e-26 : 1e-17;

  /// The right-hand side over any number type T.
  struct Field {
    const RegionFlow& flow;
    template <class T>
    std::vector<T> operator()(const std::vector<T>& state) const {
      return flow.rate(state);
    }
  };
  template <class T>
  std::vector<T> rate(const std::vector<T>& state) const {
    const std::vector<T> p = residual(state);
    const Matrix<T> z = preactivations(state);
    std::vector<T> out;
    for (std::size_t r = 0; r < m_; ++r) {
      for (std::size_t i = 0; i < n_; ++i) {
        T push = pattern(r, i) == Pattern::on ? p[i] : T(0);
        if (pattern(r, i) == Pattern::tied) push = T(0) - side_push(p, r, i);
        out.push_back(T(problem_.scale) * state[m_ * n_ + r] * push);
      }
    }
    for (std::size_t r = 0; r < m_; ++r) {
      T total(0);
      for (std::size_t i = 0; i < n_ && problem_.both_layers; ++i) {
        if (pattern(r, i) == Pattern::on) total += z(r, i) * p[i];
      }
      out.push_back(T(problem_.scale) * total);
    }
    return out;
  }
  /// sum_{k != i} s_rk K_ik p_k / K_ii: what the other samples do to z_ri, over a_r K_ii.
  template <class T>
  T side_push(const std::vector<T>& p, std::size_t r, std::size_t i) const {
    T total(0);
    for (std::size_t k = 0; k < n_; ++k) {
      if (k != i && pattern(r, k) == Pattern::on) {
        total += T(problem_.gram(i, k) / problem_.gram(i, i)) * p[k];
      }
    }
    return total;
  }

  /// Samples on whose kink unit r starts.
  void resolve(std::size_t r) {
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
    const R from_off = problem_.a[r] * side_push(p, r, i),
            from_on = from_off + problem_.a[r] * p[i];
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

  /// No pattern changes on the arc: z_ri keeps its sign, and what is tied stays so.
  bool keeps_patterns(const TaylorArc<R>& arc) const {
    const Vector<R> range = arc.range();
    const Matrix<R> z = preactivations(range);
    const Vector<R> p = residual(range), a = output_weights(range);
    for (std::size_t r = 0; r < m_; ++r) {
      for (std::size_t i = 0; i < n_; ++i) {
        if (pattern(r, i) == Pattern::tied) {
          const R from_off = a[r] * side_push(p, r, i);
          if (!certainly(less_equal(R(0), from_off))) return false;
          if (!certainly(less_equal(from_off + a[r] * p[i], R(0)))) return false;
        } else if (certainly(equal(problem_.start(r, i), R(0)))) {
          if (!leaves(arc, r, i)) return false;
        } else {
          const Truth on = less(R(0), z(r, i)), off = less(z(r, i), R(0));
          if (!certainly(pattern(r, i) == Pattern::on ? on : off)) return false;
        }
      }
    }
    return true;
  }
  /// z_ri started at 0 and moves away all along: its velocity keeps its sign.
  bool leaves(const TaylorArc<R>& arc, std::size_t r, std::size_t i) const {
    const Vector<R> range = arc.range(), velocity = rate(range);
    R speed(0);
    for (std::size_t k = 0; k < n_; ++k) speed += problem_.gram(k, i) * velocity[r * n_ + k];
    const R away = pattern(r, i) == Pattern::on ? speed : -speed;
    return certainly(less_equal(R(0), away));
  }

  /// The enclosure still says something.
  static bool narrow(const Vector<R>& state) {
    if constexpr (Enclosure<R>) {
      return std::all_of(state.begin(), state.end(), [](const R& value) {
        return value.radius() <= 1e-6 * (1 + std::fabs(value.mid()));
      });
    }
    return true;
  }

  bool step(double most) {
    const Field field{*this};
    double length = taylor_step_length(taylor_expansion(field, state_, order), tolerance, most);
    for (int attempt = 0; attempt < 8; ++attempt, length /= 2) {
      std::optional<TaylorArc<R>> arc = taylor_arc(field, state_, R(length), order);
      if (!arc || !keeps_patterns(*arc)) continue;
      Vector<R> end = arc->end();
      if (!narrow(end)) return false;
      state_ = std::move(end);
      time_ += R(length);
      arcs_.push_back(std::move(*arc));
      return true;
    }
    return false;
  }

  RegionFlowProblem<R> problem_;
  std::size_t m_, n_;
  Vector<R> state_;  // C row by row, then a
  std::vector<Pattern> patterns_;
  R time_;
  std::vector<TaylorArc<R>> arcs_;
  std::string reason_;
};

extern template class RegionFlow<double>;
extern template class RegionFlow<Interval>;
extern template class RegionFlow<Ball>;
extern template class RegionFlow<Extended>;

}  // namespace claimcheck
