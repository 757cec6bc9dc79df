// Descent on the first layer with W itself, in double: two products with the data a step, O(m n d).
//
// The oracle of GramDescent, and the cheaper form when there are more samples than dimensions.
#pragma once

#include "core/network/scalar_output.hpp"
#include "core/network/softmax_output.hpp"

namespace claimcheck {

/// Output is ScalarOutput or SoftmaxOutput.
template <class Output>
class DirectDescent {
 public:
  /// X is n x d, W(0) is m x d.
  DirectDescent(Output output, Matrix<double> x, Matrix<double> w);

  void advance(double step);
  void advance(double step, std::span<const std::size_t> batch);
  void advance_both(double step, double output_step);

  const Output& output() const { return output_; }
  const Matrix<double>& weights() const { return w_; }         ///< W(t)
  const Matrix<double>& preactivations() const { return z_; }  ///< Z(t) = W(t) X^T
  double risk() const { return output_.risk(); }
  /// grad_W L(W(t)), m x d
  Matrix<double> gradient() const;

 private:
  void move(double step, const Matrix<double>& descent);
  void read();

  Output output_;
  Matrix<double> x_, w_, z_;
};

extern template class DirectDescent<ScalarOutput>;
extern template class DirectDescent<SoftmaxOutput>;

}  // namespace claimcheck
