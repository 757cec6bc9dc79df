// Gradient descent in the span of the data, over every scalar: full batch or mini-batch, the first
// layer or both.
//
// W(t+1) = W(t) - alpha grad L(W(t)) keeps W(t) - W(0) = C(t) X, so with K = X X^T the step is
//   Z <- Z + alpha D K,   C <- C + alpha D,   D = descent_coefficients(Z),
// at O(m n^2) whatever d is; a mini-batch keeps its columns of D, a moving output layer changes a.
// In balls this is a certified trajectory: choose the precision so that the enclosures stay narrow
// (bench/certified_trajectory prints widths). GramDescent is the fast form in double.
#pragma once

#include "core/dynamics/span_step.hpp"
#include "core/network/objective.hpp"
#include "core/network/two_layer.hpp"

namespace claimcheck {

template <Scalar R>
class GradientDescent {
 public:
  /// z = W(0) X^T (m x n), gram = X X^T (n x n), a has m entries, y has n.
  GradientDescent(Activation<R> phi, Vector<R> a, Vector<R> y, Matrix<R> gram, Matrix<R> z, R step,
                  Objective objective)
      : phi_(std::move(phi)),
        a_(std::move(a)),
        y_(std::move(y)),
        gram_(std::move(gram)),
        z_(std::move(z)),
        c_(z_.rows(), z_.cols()),
        step_(std::move(step)),
        objective_(objective) {
    refresh();
  }
  /// Logistic or exponential loss on labels y in {-1, +1}, averaged over the samples.
  GradientDescent(Activation<R> phi, Vector<R> a, Vector<R> y, Matrix<R> gram, Matrix<R> z, R step,
                  LossFamily family = LossFamily::logistic)
      : GradientDescent(std::move(phi), std::move(a), std::move(y), std::move(gram), std::move(z),
                        std::move(step), mean_of(family)) {}

  void advance() { advance(step_); }
  /// One step of another length, for a schedule.
  void advance(const R& step) {
    move(step, pulls_);
    refresh();
  }
  /// One step on a mini-batch of distinct samples: the mean of their losses under a mean objective,
  /// their sum under the sum of squares.
  void advance(const R& step, std::span<const std::size_t> batch) {
    const R share = objective_ == Objective::sum_of_squares
                        ? R(1)
                        : R(static_cast<int>(y_.size())) / R(static_cast<int>(batch.size()));
    Vector<R> pulls(y_.size(), R(0));
    for (const std::size_t i : batch) pulls[i] = share * pulls_[i];
    move(step, pulls);
    refresh();
  }
  /// One full-batch step on both layers at once, both gradients taken at the old point:
  /// a_j <- a_j + output_step sum_i p_i phi(z_ji).
  void advance_both(const R& step, const R& output_step) {
    Vector<R> a = a_;
    for (std::size_t j = 0; j < a.size(); ++j) {
      for (std::size_t i = 0; i < y_.size(); ++i) a[j] += output_step * pulls_[i] * phi_(z_(j, i));
    }
    move(step, pulls_);
    a_ = std::move(a);
    refresh();
  }

  const Matrix<R>& preactivations() const { return z_; }  ///< Z(t), m x n
  const Matrix<R>& coefficients() const { return c_; }    ///< C(t), m x n: W(t) = W(0) + C(t) X
  const Vector<R>& output_weights() const { return a_; }  ///< a(t), m
  const Vector<R>& outputs() const { return f_; }         ///< f(x_i)
  const Vector<R>& pulls() const { return pulls_; }       ///< -dL/df_i
  const Vector<R>& margins() const { return q_; }         ///< q_i = y_i f(x_i)
  /// g_i = -l'(q_i); empty under the squared loss.
  const Vector<R>& sigmoids() const { return g_; }
  R sigmoid_risk() const { return mean(g_); }
  R risk() const { return objective_value(objective_, f_, y_); }

 private:
  void move(const R& step, const Vector<R>& pulls) {
    step_in_span(step, descent_coefficients(a_, slopes(phi_, z_), pulls), gram_, z_, c_);
  }

  void refresh() {
    f_ = claimcheck::outputs(phi_, a_, z_);
    q_ = claimcheck::margins(y_, f_);
    if (objective_ == Objective::sum_of_squares) {
      pulls_ = claimcheck::pulls(objective_, f_, y_);
      return;
    }
    g_ = sigmoid_losses(margin_loss(objective_), q_);
    pulls_ = mean_pulls(g_, y_);
  }

  Activation<R> phi_;
  Vector<R> a_, y_;
  Matrix<R> gram_, z_, c_;
  R step_;
  Objective objective_;
  Vector<R> f_, pulls_, q_, g_;
};

}  // namespace claimcheck
