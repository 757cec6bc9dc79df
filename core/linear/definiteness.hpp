// A lower bound on the least eigenvalue from one floating-point Cholesky factorisation.
#pragma once

#include <optional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// If the Cholesky factorisation of fl(M - s I) runs to its end in double, whatever the order of
/// its sums, then it is exact for a matrix that differs by at most gamma/(1 - gamma) trace(M - s I)
/// in the spectral norm, gamma = (n + 1) u / (1 - (n + 1) u); so the least eigenvalue of M is at
/// least s - 2 (n + 2) u trace(M - s I), the 2 for the rounding of the shift and for underflow (N.
/// J. Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3; S. M. Rump, BIT 46,
/// 2006).
class ShiftedCholesky {
 public:
  /// Only the lower triangle of M (n x n, n < 2^20) is read.
  ShiftedCholesky(const Matrix<double>& m, double shift);

  /// A certain lower bound on the least eigenvalue of M; none when the factorisation broke down or
  /// the matrix is so small that underflow could matter.
  std::optional<double> bound() const { return bound_; }
  /// (M - s I)^{-1} x, approximately: a step of inverse iteration.
  void solve(Vector<double>& x) const;

 private:
  Matrix<double> factor_;
  std::optional<double> bound_;
};

/// Lower end certain, upper end a Rayleigh quotient, for the least eigenvalue of a symmetric matrix
/// (lower triangle), given an approximation of it. Everything when nothing can be verified.
Interval verified_least_eigenvalue(const Matrix<Interval>& a, double approximation);

}  // namespace claimcheck
