// frei2023, appendix E.3: Condition E.5 (near-orthogonality of gradients) and Condition E.6
// (gradient persistence), multiplied out, and weights that make them as bad as they can be.
#pragma once

#include "core/number/judgement.hpp"
#include "core/random/stream.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// E.5: |grad f_i|^2 >= C' n max_{k != i} |<grad f_i, grad f_k>| for every i, given the Gram matrix
/// of the gradients (any common factor cancels).
template <Scalar R>
Judgement<R> gradients_nearly_orthogonal(const Matrix<R>& products, const R& C) {
  const R factor = C * R(products.rows());
  return every_pair(products.rows(), [&](auto i, auto k) {
    return ge(products(i, i), factor * abs(products(i, k)));
  });
}

/// (1/m) sum_j phi'(<w_j, x_i>) phi'(<w_j, x_k>), n x n: <grad f_i, grad f_k> is <x_i, x_k> times
/// this (27). Exactly 1 where all slopes are 1.
template <Scalar R>
Matrix<R> slope_overlaps(const Matrix<R>& slope) {
  const R m = R(slope.rows());
  Matrix<R> out(slope.cols(), slope.cols());
  for (std::size_t i = 0; i < slope.cols(); ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      R total(0);
      for (std::size_t j = 0; j < slope.rows(); ++j) total += slope(j, i) * slope(j, k);
      out(i, k) = out(k, i) = total / m;
    }
  }
  return out;
}
/// <grad f_i, grad f_k> from the overlaps of the slopes.
template <Scalar R>
Matrix<R> gradient_products(Matrix<R> overlaps, const Matrix<R>& K) {
  for (std::size_t k = 0; k < K.entries().size(); ++k) overlaps.entries()[k] *= K.entries()[k];
  return overlaps;
}

/// E.6: |grad f_i|_F^2 >= c |x_i|^2 for every i, divided by |x_i|^2 unless that is 0.
template <Scalar R>
Judgement<R> gradients_persist(const Matrix<R>& overlaps, const Matrix<R>& K, const R& c) {
  return every(overlaps.rows(), [&](auto i) {
    return certainly(equal(K(i, i), R(0))) ? ge(R(0), R(0)) : ge(overlaps(i, i), c);
  });
}

/// sum_j (phi'(<w_j, x_i>)^2 - least^2): exactly 0 where all slopes on sample i are the least one.
template <Scalar R>
R slopes_above(const Matrix<R>& slope, std::size_t i, const R& least) {
  R total(0);
  for (std::size_t j = 0; j < slope.rows(); ++j) {
    total += (slope(j, i) - least) * (slope(j, i) + least);
  }
  return total;
}

/// Weights that drive the slopes to their ends: gamma on one sample or on a random set of samples,
/// 1 on the others, the same for all neurons or not. Needs nearly orthogonal samples.
void spread_slopes(NetworkOnData& s, Stream& random);

/// W with rows sum_i z_ji x_i / |x_i|^2, so that <w_j, x_i> = z_ji for orthogonal samples; zero
/// samples are passed over.
void place_preactivations(NetworkOnData& s, const Matrix<double>& z);

}  // namespace claimcheck::frei2023
