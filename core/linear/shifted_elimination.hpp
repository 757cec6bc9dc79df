// Symmetric elimination of a shifted matrix of balls that keeps account of its own errors.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// N = M - shift I - diag(slack), M the midpoints of a symmetric A, is taken apart as
///   N + F = L diag(D) L^T + S,  |F_ij| <= f_ij,
/// with L unit lower triangular in the order of the pivots D > 0, largest first, and S nothing but
/// the block where no pivot is certainly positive. Whatever is multiplied or divided is an exact
/// number, so the radii are those of the roundings alone, and f adds them up: no radius is passed
/// on and grows.
class ShiftedElimination {
 public:
  /// Only the lower triangle of A (n x n) is read.
  ShiftedElimination(const Matrix<Ball>& a, const Ball& shift, Vector<double> slack);

  /// A certain lower bound of the least eigenvalue of every member of A, less `shift`; -infinity
  /// if there is none. With P = A - M, |P_ij| <= p_ij, and any weights w > 0,
  ///   y^T (A - shift I) y >= sum_i y_i^2 (slack_i - sum_j (f + p)_ij w_j / w_i) + y^T S y,
  /// because 2 |y_i y_j| <= y_i^2 w_j / w_i + y_j^2 w_i / w_j; the same bounds y^T S y.
  double least(const Vector<double>& weights) const;

  /// N^{-1} x, approximately, of length about 1: a step of inverse iteration.
  Vector<Ball> solve(const Vector<Ball>& x) const;

 private:
  bool find_pivot(std::size_t step);
  void eliminate(std::size_t step);
  Ball& left(std::size_t i, std::size_t j) { return i < j ? left_(j, i) : left_(i, j); }
  double& error(std::size_t i, std::size_t j) { return i < j ? error_(j, i) : error_(i, j); }

  std::size_t n_, steps_ = 0;       // steps_: positive pivots
  std::vector<std::size_t> order_;  // rows: pivots, then those of S
  Matrix<Ball> left_;               // lower triangle: D, what is left of N, at last S
  Matrix<Ball> factors_;            // row i, step k: -L
  Matrix<double> error_;            // lower triangle: f + p
  Vector<double> slack_;
};

}  // namespace claimcheck
