// The spectral norm of W(t) = W(0) + C X along a trajectory, without W: with Z = W X^T,
//   W W^T v = W(0) W(0)^T v + Z(0) (C^T v) + C (Z^T v),
// so Lanczos needs five thin products an iteration, and a warm start needs few iterations.
#pragma once

#include "core/dynamics/span_observables.hpp"
#include "core/linear/leading_eigenvalue.hpp"
#include "core/random/stream.hpp"

namespace claimcheck {

class SpectralTracker {
 public:
  /// Keeps W(0) W(0)^T (m x m), or W(0) itself where that is the smaller product. W(0) is m x d.
  explicit SpectralTracker(const Matrix<double>& w);

  /// |W(t)|_2; up to rounding never above it, and within `accuracy()` of it unless an eigenvector
  /// has overtaken the tracked one within the last steps (a fresh random part in every start vector
  /// finds it). `relative` is the accuracy asked for.
  double norm(const SpanState<double>& state, double relative = 1e-12);
  /// Bound residual^2 / (2 gap value^2) on the relative error of the last norm.
  double accuracy() const { return accuracy_; }
  int products() const { return last_.products; }  ///< of the last call

  /// The same by a full eigendecomposition at O(m^3): the oracle.
  double norm_by_decomposition(const SpanState<double>& state) const;

 private:
  void multiply(const SpanState<double>& state, const Vector<double>& x, Vector<double>& y) const;
  Vector<double> start_vector();

  bool keeps_gram_;
  Matrix<double> at_start_;  // W(0) W(0)^T or W(0)
  Stream noise_;
  LeadingEigenpair last_;
  Vector<double> before_last_;
  double accuracy_ = 0;
};

/// |W|_F^2 / |W|_2^2
inline double stable_rank(double squared_frobenius, double spectral) {
  return squared_frobenius / (spectral * spectral);
}

}  // namespace claimcheck
