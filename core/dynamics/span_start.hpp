// What a trajectory in the span of the data needs of X and W(0), which are touched only here.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

struct SpanStart {
  Matrix<double> gram;            ///< K = X X^T, n x n
  Matrix<double> preactivations;  ///< Z(0) = W(0) X^T, m x n
  Vector<double> squared_norms;   ///< |w_j(0)|^2, m
};

/// X is n x d, W(0) is m x d. @throws std::invalid_argument when the shapes do not fit.
SpanStart span_start(const Matrix<double>& x, const Matrix<double>& w);

/// The same from blocks of coordinates, for dimensions at which W(0) should not be stored:
/// every quantity is a sum over coordinates.
class SpanStartSum {
 public:
  SpanStartSum(std::size_t samples, std::size_t neurons);
  /// x is n x b and w is m x b: the next b coordinates of every sample and every neuron.
  void add(const Matrix<double>& x, const Matrix<double>& w);
  const SpanStart& total() const { return total_; }

 private:
  SpanStart total_;
};

}  // namespace claimcheck
