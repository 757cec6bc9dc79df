// Full-batch gradient descent on the first layer, in the span of the data.
//
// W(t+1) = W(t) - alpha grad L(W(t)) keeps W(t) - W(0) = C(t) X, so with K = X X^T the step is
//   Z <- Z + alpha D K,   C <- C + alpha D,   D = descent_coefficients(Z),
// at O(m n^2) whatever d is. The same code runs over every scalar.
#pragma once

#include "core/network/two_layer.hpp"

namespace claimcheck {

/// Logistic or exponential loss on labels y in {-1, +1}.
template <Scalar R>
class GradientDescent {
 public:
  /// z = W(0) X^T (m x n), gram = X X^T (n x n), a has m entries, y has n.
  GradientDescent(Activation<R> phi, Vector<R> a, Vector<R> y, Matrix<R> gram, Matrix<R> z, R step,
                  LossFamily family = LossFamily::logistic)
      : phi_(std::move(phi)),
        a_(std::move(a)),
        y_(std::move(y)),
        gram_(std::move(gram)),
        z_(std::move(z)),
        c_(z_.rows(), z_.cols()),
        step_(std::move(step)),
        family_(family) {
    refresh();
  }

  void advance() {
    const Matrix<R> d = descent_coefficients(a_, slopes(phi_, z_), g_, y_);
    for (std::size_t j = 0; j < z_.rows(); ++j) {
      for (std::size_t i = 0; i < z_.cols(); ++i) {
        z_(j, i) += step_ * dot(d.row(j), gram_.row(i));
        c_(j, i) += step_ * d(j, i);
      }
    }
    refresh();
  }

  const Matrix<R>& preactivations() const { return z_; }  ///< Z(t), m x n
  const Matrix<R>& coefficients() const { return c_; }    ///< C(t), m x n: W(t) = W(0) + C(t) X
  const Vector<R>& margins() const { return q_; }         ///< q_i = y_i f(x_i)
  const Vector<R>& sigmoids() const { return g_; }        ///< g_i = -l'(q_i)
  R sigmoid_risk() const { return mean(g_); }
  R risk() const { return empirical_risk(family_, q_); }

 private:
  void refresh() {
    q_ = claimcheck::margins(y_, outputs(phi_, a_, z_));
    g_ = sigmoid_losses(family_, q_);
  }

  Activation<R> phi_;
  Vector<R> a_, y_;
  Matrix<R> gram_, z_, c_;
  R step_;
  LossFamily family_;
  Vector<R> q_, g_;
};

}  // namespace claimcheck
