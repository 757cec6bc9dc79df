// One step in the span of the data: W <- W + s D X, kept as Z = W X^T and C with W - W(0) = C X.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Z += s D K, C += s D; all m x n but the Gram matrix K = X X^T, n x n.
template <Scalar R>
void step_in_span(const R& s, const Matrix<R>& d, const Matrix<R>& gram, Matrix<R>& z,
                  Matrix<R>& c) {
  for (std::size_t j = 0; j < z.rows(); ++j) {
    for (std::size_t i = 0; i < z.cols(); ++i) {
      z(j, i) += s * dot(d.row(j), gram.row(i));
      c(j, i) += s * d(j, i);
    }
  }
}

}  // namespace claimcheck
