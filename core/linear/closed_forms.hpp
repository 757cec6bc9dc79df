// Determinants, inverses and symmetric eigenvalues of 2 x 2 and 3 x 3 matrices, in closed form.
#pragma once

#include <array>
#include <stdexcept>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// det A for n = 1, 2, 3, by the rule of Sarrus. @throws std::invalid_argument for other shapes.
template <Scalar R>
R determinant(const Matrix<R>& a) {
  if (a.rows() != a.cols() || a.rows() == 0 || a.rows() > 3) {
    throw std::invalid_argument("a closed-form determinant needs a square matrix, n <= 3");
  }
  if (a.rows() == 1) return a(0, 0);
  const auto minor = [&](std::size_t i, std::size_t k, std::size_t j, std::size_t l) {
    return a(i, j) * a(k, l) - a(i, l) * a(k, j);
  };
  if (a.rows() == 2) return minor(0, 1, 0, 1);
  return a(0, 0) * minor(1, 2, 1, 2) - a(0, 1) * minor(1, 2, 0, 2) + a(0, 2) * minor(1, 2, 0, 1);
}

/// A^{-1} = adj(A) / det A for n = 1, 2, 3; everything in an enclosure whose det may be 0.
/// @throws std::invalid_argument for other shapes.
template <Scalar R>
Matrix<R> inverse(const Matrix<R>& a) {
  const R det = determinant(a);
  const std::size_t n = a.rows();
  Matrix<R> out(n, n, R(1));
  for (std::size_t i = 0; i < n && n > 1; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      // Cyclic neighbours of row j and column i carry the cofactor's sign for n = 3.
      const std::size_t p = (j + 1) % n, q = (j + 2) % n, r = (i + 1) % n, s = (i + 2) % n;
      out(i, j) = n == 3 ? a(p, r) * a(q, s) - a(p, s) * a(q, r) : i == j ? a(p, r) : -a(i, j);
    }
  }
  for (R& entry : out.entries()) entry /= det;
  return out;
}

/// Both eigenvalues of [[a, b], [b, c]], least first: (a + c)/2 -+ sqrt(((a - c)/2)^2 + b^2).
template <Scalar R>
std::array<R, 2> symmetric_eigenvalues(const R& a, const R& b, const R& c) {
  const R centre = (a + c) / 2, spread = sqrt(square((a - c) / 2) + square(b));
  return {centre - spread, centre + spread};
}

/// The eigenvalues of a symmetric 3 x 3 matrix (lower triangle), least first, by the trigonometric
/// form of the roots: q + 2 p cos(phi + 2 pi k / 3), q = tr A / 3, 6 p^2 = |A - q I|_F^2,
/// cos(3 phi) = det(A - q I) / (2 p^3) (O. K. Smith, Comm. ACM 4, 1961).
/// Where p may be 0 an enclosure spans [q - 2p, q + 2p].
/// @throws std::invalid_argument unless A is 3 x 3.
template <Scalar R>
std::array<R, 3> symmetric_eigenvalues(const Matrix<R>& a) {
  if (a.rows() != 3 || a.cols() != 3) throw std::invalid_argument("the matrix must be 3 x 3");
  Matrix<R> b = a;
  const R q = (a(0, 0) + a(1, 1) + a(2, 2)) / 3;
  for (std::size_t i = 0; i < 3; ++i) {
    b(i, i) -= q;
    for (std::size_t j = 0; j < i; ++j) b(j, i) = b(i, j);
  }
  const R p = sqrt(squared_norm(b) / 6);
  if (!certainly(less(R(0), p))) {
    if (certainly(less_equal(p, R(0)))) return {q, q, q};
    const R around = q + select(Truth::unknown, R(-2), R(2)) * p;
    return {around, around, around};
  }
  const R cosine = max(R(-1), min(R(1), determinant(b) / (2 * p * p * p)));
  const R phi = acos(cosine) / 3, third = 2 * pi<R>() / 3;
  const R largest = q + 2 * p * cos(phi), least = q + 2 * p * cos(phi + third);
  return {least, 3 * q - largest - least, largest};
}

}  // namespace claimcheck
