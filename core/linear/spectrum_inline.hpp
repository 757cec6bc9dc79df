// What the number types share of core/linear/spectrum.hpp.
#pragma once

#include <stdexcept>

#include "core/linear/spectrum.hpp"

namespace claimcheck {

template <class R>
void require_square(const Matrix<R>& a) {
  if (a.rows() == 0 || a.rows() != a.cols()) {
    throw std::invalid_argument("eigenvalues need a square, non-empty matrix");
  }
}

template <class R>
Matrix<R> transposed(const Matrix<R>& a) {
  Matrix<R> out(a.cols(), a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < a.cols(); ++j) out(j, i) = a(i, j);
  }
  return out;
}

template <class R>
Matrix<R> negated(Matrix<R> a) {
  for (R& entry : a.entries()) entry = -entry;
  return a;
}

/// sqrt of the largest eigenvalue of the smaller Gram matrix.
template <class R>
R norm_from_gram(const Matrix<R>& a) {
  if (a.entries().empty()) return R(0);
  const bool wide = a.rows() <= a.cols();
  return sqrt(max(R(0), largest_eigenvalue(gram(wide ? a : transposed(a)))));
}

}  // namespace claimcheck
