// The infinite-width Gram matrix (core/data/geometry.hpp) from the inputs themselves, accurate for
// nearly parallel ones too.
#pragma once

#include <array>

#include "core/data/geometry.hpp"

namespace claimcheck {

/// |x|^2 |y|^2 - <x, y>^2, the squared area that x and y span: by Lagrange's identity the sum of
/// the squares of the minors x_k y_l - x_l y_k, which keep their accuracy near parallel vectors.
template <Scalar R>
R squared_area(std::span<const R> x, std::span<const R> y) {
  R total(0);
  for (std::size_t k = 0; k < x.size(); ++k) {
    for (std::size_t l = 0; l < k; ++l) {
      total += square(dot(std::array<R, 2>{x[k], x[l]}, std::array<R, 2>{y[l], -y[k]}));
    }
  }
  return total;
}

/// (pi - theta) / (2 pi) for the angle theta between two vectors with the inner product k != 0 and
/// the squared area a: by the tangent sqrt(a) / k near 0 and pi, where the cosine has lost theta.
template <Scalar R>
R joint_activation(const R& k, const R& area) {
  const R full = 2 * pi<R>();
  if (certainly(less(square(k), area))) {
    return (pi<R>() - acos(k / sqrt(square(k) + area))) / full;
  }
  const R tilt = atan(sqrt(area) / abs(k)) / full;  // of the lines
  return select(less(R(0), k), R(1) / 2 - tilt, tilt);
}

/// H of core/data/geometry.hpp from the inputs X and K = X X^T.
template <Scalar R>
Matrix<R> infinite_width_gram(const Matrix<R>& x, const Matrix<R>& k) {
  const std::size_t n = k.rows();
  Matrix<R> h(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    h(i, i) = k(i, i) / 2;
    for (std::size_t j = 0; j < i; ++j) {
      if (certainly(equal(k(i, j), R(0)))) continue;
      const R area = squared_area(x.row(i), x.row(j));
      h(i, j) = certainly(equal(area, R(0))) ? max(k(i, j), R(0)) / 2
                                             : k(i, j) * joint_activation(k(i, j), area);
      h(j, i) = h(i, j);
    }
  }
  return h;
}

}  // namespace claimcheck
