// A two-layer ReLU classifier with biases, both layers trained by mini-batch gradient descent on
// the softmax cross-entropy, with its weights themselves: for many samples, where W - W(0) in the
// span of the data (gram_descent.hpp) does not pay. In double.
//
//   f(x) = A relu(W x + b) + c,   L = -(1/B) sum_i log softmax(f(x_i))_{y_i}
#pragma once

#include <span>

#include "core/linear/matrix.hpp"

namespace claimcheck {

class DenseClassifier {
 public:
  /// w is m x d, b has m entries, a is k x m, c has k entries.
  /// @throws std::invalid_argument when the shapes do not fit or something is empty.
  DenseClassifier(Matrix<double> w, Vector<double> b, Matrix<double> a, Vector<double> c);

  /// One step of length `rate` on a batch: x is B x d, labels are in {0, ..., k-1}. relu'(0) = 0.
  /// @throws std::invalid_argument when the shapes do not fit.
  void advance(const Matrix<double>& x, std::span<const std::size_t> labels, double rate);

  /// Outputs f(x_i), B x k.
  Matrix<double> outputs(const Matrix<double>& x) const;
  /// L on a sample, and the share of it whose largest output is the label's.
  double risk(const Matrix<double>& x, std::span<const std::size_t> labels) const;
  double accuracy(const Matrix<double>& x, std::span<const std::size_t> labels) const;

  const Matrix<double>& first_layer() const { return w_; }
  const Matrix<double>& second_layer() const { return a_; }
  const Vector<double>& first_bias() const { return b_; }
  const Vector<double>& second_bias() const { return c_; }

 private:
  Matrix<double> hidden(const Matrix<double>& x) const;
  void check(const Matrix<double>& x, std::span<const std::size_t> labels) const;

  Matrix<double> w_;
  Vector<double> b_;
  Matrix<double> a_;
  Vector<double> c_;
};

}  // namespace claimcheck
