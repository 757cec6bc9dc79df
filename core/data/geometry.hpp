// Geometry of a training set, from its Gram matrix K = X X^T.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

template <Scalar R>
struct DataGeometry {
  R min_squared_norm;  ///< R_min^2
  R max_squared_norm;  ///< R_max^2
  R max_off_diagonal;  ///< p = max_{i != j} |<x_i, x_j>|, 0 for n = 1

  /// R^2 = R_max^2 / R_min^2
  R squared_ratio() const { return max_squared_norm / min_squared_norm; }
};

/// @throws nothing; needs n >= 1.
template <Scalar R>
DataGeometry<R> data_geometry(const Matrix<R>& k) {
  DataGeometry<R> out{k(0, 0), k(0, 0), R(0)};
  for (std::size_t i = 0; i < k.rows(); ++i) {
    out.min_squared_norm = min(out.min_squared_norm, k(i, i));
    out.max_squared_norm = max(out.max_squared_norm, k(i, i));
    for (std::size_t j = 0; j < i; ++j) {
      out.max_off_diagonal = max(out.max_off_diagonal, abs(k(i, j)));
    }
  }
  return out;
}

/// max_{k != i} |<x_i, x_k>| for one sample; 0 for n = 1.
template <Scalar R>
R max_correlation(const Matrix<R>& k, std::size_t i) {
  R out(0);
  for (std::size_t j = 0; j < k.rows(); ++j) {
    if (j != i) out = max(out, abs(k(i, j)));
  }
  return out;
}

/// The label-weighted sum mu-hat = sum_i y_i x_i through the Gram matrix:
/// <mu-hat, x_i> = (K y)_i and |mu-hat|^2 = y^T K y.
template <Scalar R>
R mean_direction_squared_norm(const Matrix<R>& k, const Vector<R>& y) {
  return dot(y, k * y);
}

/// P(<w, x_i> >= 0, <w, x_j> >= 0) for w ~ N(0, I): (pi - theta_ij) / (2 pi) with theta_ij the
/// angle between x_i and x_j; 1/2 for i = j. A zero row is active for every w.
template <Scalar R>
Matrix<R> joint_activation(const Matrix<R>& k) {
  const std::size_t n = k.rows();
  const auto is_zero = [&](std::size_t i) { return certainly(equal(k(i, i), R(0))); };
  Matrix<R> p(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    p(i, i) = R(1) / (is_zero(i) ? 1 : 2);
    for (std::size_t j = 0; j < i; ++j) {
      if (is_zero(i) || is_zero(j)) {
        p(i, j) = p(i, i) * p(j, j);  // one of the two is 1
      } else {
        const R cosine = max(R(-1), min(R(1), k(i, j) / sqrt(k(i, i) * k(j, j))));
        p(i, j) = (pi<R>() - acos(cosine)) / (2 * pi<R>());
      }
      p(j, i) = p(i, j);
    }
  }
  return p;
}

/// Infinite-width Gram matrix of ReLU, du2019 assumption 3.1 in closed form:
/// H_ij = <x_i, x_j> (pi - theta_ij) / (2 pi), H_ii = |x_i|^2 / 2; rows with x = 0 give zeros.
/// Orthogonal, parallel and antipodal pairs that are seen as such give the exact entry.
template <Scalar R>
Matrix<R> infinite_width_gram(const Matrix<R>& k) {
  const std::size_t n = k.rows();
  Matrix<R> h(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    h(i, i) = k(i, i) / 2;
    for (std::size_t j = 0; j < i; ++j) {
      const R scale = k(i, i) * k(j, j);
      if (certainly(equal(k(i, j), R(0)))) {
        h(i, j) = R(0);
      } else if (certainly(equal(square(k(i, j)), scale))) {
        h(i, j) = max(k(i, j), R(0)) / 2;
      } else {
        const R cosine = max(R(-1), min(R(1), k(i, j) / sqrt(scale)));
        h(i, j) = k(i, j) * (pi<R>() - acos(cosine)) / (2 * pi<R>());
      }
      h(j, i) = h(i, j);
    }
  }
  return h;
}

}  // namespace claimcheck
