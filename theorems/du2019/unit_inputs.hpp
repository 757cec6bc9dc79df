// Inputs of unit norm x_i = v_i / |v_i|, stored as exact directions v_i (rows of an n x d matrix).
#pragma once

#include "core/data/geometry.hpp"
#include "core/linear/spectrum.hpp"
#include "theorems/du2019/network.hpp"

namespace claimcheck::du2019 {

template <Scalar R>
struct UnitInputs {
  Matrix<R> directions;
  Matrix<R> raw;     // <v_i, v_j>
  Vector<R> length;  // |v_i|
  Matrix<R> gram;    // K_ij = <x_i, x_j>, K_ii = 1

  explicit UnitInputs(const Matrix<double>& v)
      : directions(lift<R>(v)), raw(claimcheck::gram(directions)), gram(raw) {
    for (std::size_t i = 0; i < n(); ++i) length.push_back(sqrt(raw(i, i)));
    for (std::size_t i = 0; i < n(); ++i) {
      gram(i, i) = R(1);
      for (std::size_t j = 0; j < i; ++j) {
        // One root of the product, so that parallel directions give exactly 1 or -1.
        gram(i, j) = raw(i, j) / sqrt(raw(i, i) * raw(j, j));
        gram(j, i) = gram(i, j);
      }
    }
  }

  std::size_t n() const { return raw.rows(); }
  /// <w_r, x_i>, m x n; its sign, and a value on the kink, are those of the exact <w_r, v_i>.
  Matrix<R> preactivations(const Matrix<R>& w) const {
    Matrix<R> z = row_products(w, directions);
    for (std::size_t r = 0; r < z.rows(); ++r) {
      for (std::size_t i = 0; i < n(); ++i) z(r, i) /= length[i];
    }
    return z;
  }
  /// H^infinity and its least eigenvalue lambda_0
  Matrix<R> kernel() const { return infinite_width_gram(gram); }
  R lambda_0() const { return least_eigenvalue(kernel()); }

  /// A2, |x_i| = 1: every direction is non-zero.
  Judgement<R> normalisable() const {
    return every(n(), [&](auto i) { return gt(raw(i, i), R(0)); });
  }
};

/// sqrt(2 pi)
template <Scalar R>
R root_two_pi() {
  return sqrt(2 * pi<R>());
}

}  // namespace claimcheck::du2019
