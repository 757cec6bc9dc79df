// Gradient flow of f(x) = b sum_r a_r max(0, <w_r, x>) on L = 1/2 sum_i (f(x_i) - y_i)^2, both
// layers or the first one, up to the first change of activation: enclosed in intervals and balls.
//
// With W(t) = W(0) + C(t) X, K = X X^T, p = y - f and s the activation pattern of the start,
//   c_r' = b a_r E_r (s_r . p),   a_r' = b sum_i s_ri z_ri p_i,   z_r = z_r(0) + K c_r,
// a polynomial field. A unit that starts on the kink of one sample leaves it towards the side that
// pushes it away, or stays on it (E_r projects; Filippov) while both sides push it back.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "core/dynamics/taylor_arc.hpp"

namespace claimcheck {

template <Scalar R>
struct RegionFlowProblem {
  Vector<R> a, y;   ///< output weights at the start (m), labels (n)
  Matrix<R> gram;   ///< K = X X^T, n x n, K_ii > 0
  Matrix<R> start;  ///< Z(0), m x n
  bool both_layers = true;
  R scale = R(1);  ///< b > 0
};

/// One step of the flow: its states over the whole step and at the end of it.
template <Scalar R>
struct FlowStep {
  TaylorArc<R> arc;
  Vector<R> range, end;
};

template <Scalar R>
class RegionFlow {
 public:
  enum class Pattern { off, on, tied };

  explicit RegionFlow(RegionFlowProblem<R> problem);

  /// To `time` (a double), to just before the first change of activation or as far as enclosures
  /// stay narrow, in at most `steps` steps. False when the start could not be resolved.
  bool advance_to(double time, int steps);

  /// Empty, or why the start is undecided.
  const std::string& reason() const { return reason_; }
  bool decided() const { return reason_.empty(); }
  const R& time() const { return time_; }
  Pattern pattern(std::size_t r, std::size_t i) const { return patterns_[r * n_ + i]; }
  const std::vector<FlowStep<R>>& steps() const { return steps_; }

  // Of a state: the end or the range of a step, or state().
  const Vector<R>& state() const { return state_; }
  Vector<R> output_weights(const Vector<R>& state) const {
    return {state.begin() + static_cast<std::ptrdiff_t>(weight_index(0)), state.end()};
  }
  /// Where a state has a_r.
  std::size_t weight_index(std::size_t r) const { return m_ * n_ + r; }
  template <class T>
  Matrix<T> preactivations(const std::vector<T>& state) const {
    Matrix<T> z(m_, n_);
    for (std::size_t r = 0; r < m_; ++r) {
      for (std::size_t i = 0; i < n_; ++i) {
        if (pattern(r, i) == Pattern::tied) continue;
        z(r, i) = number<T>(problem_.start(r, i));
        for (std::size_t k = 0; k < n_; ++k) {
          z(r, i) += number<T>(problem_.gram(k, i)) * state[r * n_ + k];
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
      T value = number<T>(problem_.y[i]);
      for (std::size_t r = 0; r < m_; ++r) {
        if (pattern(r, i) != Pattern::on) continue;
        value -= number<T>(problem_.scale) * state[m_ * n_ + r] * z(r, i);
      }
      p.push_back(std::move(value));
    }
    return p;
  }
  /// d state / dt
  template <class T>
  std::vector<T> rate(const std::vector<T>& state) const;
  /// |w_r - w_r(0)|^2
  Vector<R> squared_distances(const Vector<R>& state) const;

 private:
  /// As a T; the midpoint where T encloses nothing.
  template <class T>
  static T number(const R& x) {
    if constexpr (std::is_constructible_v<T, const R&>) {
      return T(x);
    } else {
      return T(mid(x));
    }
  }
  struct Field;  // rate() as a function
  template <class T>
  T side_push(const std::vector<T>& p, std::size_t r, std::size_t i) const;
  void resolve(std::size_t r);
  bool keeps_patterns(const Vector<R>& range) const;
  bool leaves(const Vector<R>& velocity, std::size_t r, std::size_t i) const;
  bool step(double most);

  RegionFlowProblem<R> problem_;
  std::size_t m_, n_;
  Vector<R> state_;  // C row by row, then a
  std::vector<Pattern> patterns_;
  R time_;
  std::vector<FlowStep<R>> steps_;
  std::string reason_;
};

extern template class RegionFlow<double>;
extern template class RegionFlow<Interval>;
extern template class RegionFlow<Ball>;
extern template class RegionFlow<Extended>;

}  // namespace claimcheck
