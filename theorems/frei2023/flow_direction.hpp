// frei2023, Theorem 3.1 and Corollary 3.5: how far the direction of a network is from that of a KKT
// point of Problem (1).
#pragma once

#include "theorems/frei2023/kkt_set.hpp"

namespace claimcheck::frei2023 {

/// A network W in the span of the data, from its signs and pre-activations Z = W X^T.
template <Scalar R>
struct SpanNetwork {
  std::vector<int> sign;  ///< s_j
  Matrix<R> Z;            ///< m x n
  Matrix<R> coefficient;  ///< m x n, W = coefficient X
  R norm2;                ///< |W|_F^2

  SpanNetwork(std::vector<int> s, Matrix<R> z, const Matrix<R>& gram);
};

/// |W/|W| - W*/|W*||_F^2 for a completed KKT point W*, by the difference, so that an enclosure of W
/// of width e gives one of width e^2 where it is zero. The k-th neuron of a sign is compared with
/// the k-th of that sign in W*.
template <Scalar R>
R squared_direction_gap(const MarginProblem<R>& problem, const KktPoint<R>& w,
                        const SpanNetwork<R>& network);

/// sum_j |w_j - w'_j|^2 / |W|_F^2, w'_j the mean of the neurons of the same sign.
template <Scalar R>
R neuron_spread(const SpanNetwork<R>& network);

/// |z|^2 of z = sum_j a_j w_j, which is (m_1 v - m_2 u) / sqrt(m) when neurons of a sign agree.
template <Scalar R>
R squared_predictor_norm(const SpanNetwork<R>& network);

}  // namespace claimcheck::frei2023
