// frei2023, section 4 and appendix E: the standing assumptions (D4'), (A1), (A2) and the event of
// Lemma E.1. Every relation is multiplied out, so that exact inputs give exact sides.
#pragma once

#include "core/number/judgement.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// C_R = 10 R^2 gamma^-2 + 10 with R = R_max / R_min.
template <Scalar R>
R ratio_bound(const DataGeometry<R>& x, const R& gamma) {
  return 10 * x.squared_ratio() / square(gamma) + 10;
}

/// gamma^2 R_min^2 C_R = 10 (R_max^2 + gamma^2 R_min^2)
template <Scalar R>
R cleared_ratio_bound(const DataGeometry<R>& x, const R& gamma) {
  return 10 * (x.max_squared_norm + square(gamma) * x.min_squared_norm);
}

/// R is a number: x_i != 0 for every i.
template <Scalar R>
Relation<R> samples_are_not_zero(const DataGeometry<R>& x) {
  return gt(x.min_squared_norm, 0);
}

/// |x_i|^2 >= factor gamma^-2 C_R n max_{k != i} |<x_i, x_k>| for every i, multiplied by
/// gamma^4 R_min^2. (D4') has factor 5.
template <Scalar R>
Judgement<R> nearly_orthogonal(const Matrix<R>& K, const R& gamma, const R& factor = R(5)) {
  const DataGeometry<R> x = data_geometry(K);
  const R left = square(square(gamma)) * x.min_squared_norm;
  const R right = factor * R(K.rows()) * cleared_ratio_bound(x, gamma);
  return every(K.rows(), [&](auto i) { return ge(left * K(i, i), right * max_correlation(K, i)); });
}

/// (A1) alpha <= gamma^2 (5 n R_max^2 R^2 C_R max(1, H))^-1, multiplied out.
template <Scalar R>
Relation<R> step_is_short(const Problem<R>& net, const R& alpha) {
  return le(alpha * 5 * net.n * square(net.x.max_squared_norm) *
                cleared_ratio_bound(net.x, net.gamma) * max(R(1), net.H),
            square(square(net.gamma) * net.x.min_squared_norm));
}

/// (A2) omega_init <= alpha gamma^2 R_min (72 R C_R n sqrt(m d log(4m/delta)))^-1, multiplied out.
template <Scalar R>
Relation<R> initialisation_is_small(const Problem<R>& net, const R& alpha, const R& omega_init,
                                    const R& log_term) {
  return le(omega_init * 72 * net.n * cleared_ratio_bound(net.x, net.gamma) *
                sqrt(net.x.max_squared_norm * net.m * net.d * log_term),
            alpha * square(square(net.gamma) * net.x.min_squared_norm));
}

/// The part of Lemma E.1 that later proofs use: |w_j(0)|^2 <= 5 omega_init^2 d log(4m/delta).
template <Scalar R>
Judgement<R> initial_norms_are_small(const Problem<R>& net, const R& omega_init,
                                     const R& log_term) {
  const R bound = 5 * square(omega_init) * net.d * log_term;
  return every(net.neurons(), [&](auto j) { return le(squared_norm(net.W.row(j)), bound); });
}

}  // namespace claimcheck::frei2023
