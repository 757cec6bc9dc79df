// Descent on the first layer in the span of the data, in double, at the speed of the machine.
//
// Every gradient step keeps W(t) - W(0) = C(t) X, full batch or mini-batch, whether the output
// layer moves too or not. So with K = X X^T and Z = W X^T the step along -grad L = D X is
//   Z <- Z + s D K,   C <- C + s D                       at O(m n^2), whatever d is.
// GradientDescent (gradient_descent.hpp) is the same algorithm over every scalar; DirectDescent
// keeps W itself and is the oracle.
#pragma once

#include "core/network/scalar_output.hpp"
#include "core/network/softmax_output.hpp"

namespace claimcheck {

/// Output is ScalarOutput or SoftmaxOutput.
template <class Output>
class GramDescent {
 public:
  /// gram = K (n x n), preactivations = Z(0) (m x n). `threads` share the neurons of one step;
  /// results do not depend on it. @throws std::invalid_argument when the shapes do not fit.
  GramDescent(Output output, Matrix<double> gram, Matrix<double> preactivations, int threads = 1);

  /// One full-batch step of length `step`.
  void advance(double step);
  /// One step on a mini-batch, named by distinct sample indices.
  void advance(double step, std::span<const std::size_t> batch);
  /// One full-batch step on both layers at once, both gradients taken at the old point.
  void advance_both(double step, double output_step);

  std::size_t steps() const { return steps_; }
  const Output& output() const { return output_; }
  const Matrix<double>& gram() const { return gram_; }
  const Matrix<double>& start() const { return start_; }       ///< Z(0)
  const Matrix<double>& preactivations() const { return z_; }  ///< Z(t)
  const Matrix<double>& coefficients() const { return c_; }    ///< C(t)
  double risk() const { return output_.risk(); }
  /// D, with -grad_W L(W(t)) = D X; m x n.
  Matrix<double> direction() const;
  /// |grad_W L(W(t))|_F = sqrt(<D, D K>); costs a step.
  double gradient_norm() const;

 private:
  void move(double step);

  Output output_;
  Matrix<double> gram_, start_, z_, c_;
  int threads_;
  std::size_t steps_ = 0;
};

extern template class GramDescent<ScalarOutput>;
extern template class GramDescent<SoftmaxOutput>;

}  // namespace claimcheck
