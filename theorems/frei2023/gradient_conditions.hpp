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

/// E.6: |grad f_i|_F^2 >= c |x_i|^2 for every i.
template <Scalar R>
Judgement<R> gradients_persist(const Matrix<R>& products, const Matrix<R>& K, const R& c) {
  return every(K.rows(), [&](auto i) { return ge(products(i, i), c * K(i, i)); });
}

/// Weights that drive the slopes to their ends: gamma on one sample or on a random set of samples,
/// 1 on the others, the same for all neurons or not. Needs nearly orthogonal samples.
void spread_slopes(NetworkOnData& s, Stream& random);

/// W with rows sum_i z_ji x_i / |x_i|^2, so that <w_j, x_i> = z_ji for orthogonal samples; zero
/// samples are passed over.
void place_preactivations(NetworkOnData& s, const Matrix<double>& z);

}  // namespace claimcheck::frei2023
