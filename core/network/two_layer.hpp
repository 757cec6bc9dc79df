// Two-layer networks f(x; W) = sum_j a_j phi(<w_j, x>) with a fixed output layer.
//
// Shapes: X is n x d, one sample per row; W is m x d, one neuron per row; Z = W X^T is m x n.
// Everything below needs only Z and the Gram matrix K = X X^T, never d.
#pragma once

#include <cstddef>

#include "core/linear/matrix.hpp"
#include "core/network/activation.hpp"
#include "core/network/loss.hpp"

namespace claimcheck {

/// f(x_i) = sum_j a_j phi(z_ji), for all i. Z is m x n, a has m entries.
template <Scalar R>
Vector<R> outputs(const Activation<R>& phi, const Vector<R>& a, const Matrix<R>& z) {
  Vector<R> f(z.cols(), R(0));
  for (std::size_t j = 0; j < z.rows(); ++j) {
    for (std::size_t i = 0; i < z.cols(); ++i) f[i] += a[j] * phi(z(j, i));
  }
  return f;
}

/// phi'(z_ji), m x n.
template <Scalar R>
Matrix<R> slopes(const Activation<R>& phi, const Matrix<R>& z) {
  Matrix<R> out(z.rows(), z.cols());
  for (std::size_t k = 0; k < z.entries().size(); ++k) {
    out.entries()[k] = phi.derivative(z.entries()[k]);
  }
  return out;
}

/// q_i = y_i f(x_i)
template <Scalar R>
Vector<R> margins(const Vector<R>& y, const Vector<R>& f) {
  Vector<R> q(f.size());
  for (std::size_t i = 0; i < f.size(); ++i) q[i] = y[i] * f[i];
  return q;
}

/// g_i = -l'(q_i) and its mean, the sigmoid risk G(W); l(q_i) and its mean, the risk L(W).
template <Scalar R>
Vector<R> sigmoid_losses(LossFamily family, const Vector<R>& q) {
  Vector<R> g;
  g.reserve(q.size());
  for (const R& value : q) g.push_back(sigmoid_loss(family, value));
  return g;
}
template <Scalar R>
R empirical_risk(LossFamily family, const Vector<R>& q) {
  R total(0);
  for (const R& value : q) total += loss(family, value);
  return total / R(static_cast<int>(q.size()));
}

/// Coefficients C (m x n) of the risk gradient in the rows of X:
/// grad_j L = -sum_i c_ji x_i with c_ji = a_j phi'(z_ji) g_i y_i / n.
template <Scalar R>
Matrix<R> descent_coefficients(const Vector<R>& a, const Matrix<R>& slope, const Vector<R>& g,
                               const Vector<R>& y) {
  const R n(static_cast<int>(g.size()));
  Matrix<R> c(slope.rows(), slope.cols());
  for (std::size_t j = 0; j < c.rows(); ++j) {
    for (std::size_t i = 0; i < c.cols(); ++i) c(j, i) = a[j] * slope(j, i) * g[i] * y[i] / n;
  }
  return c;
}

/// The same for any objective with the pulls p_i = -dL/df_i: c_ji = a_j phi'(z_ji) p_i.
template <Scalar R>
Matrix<R> descent_coefficients(const Vector<R>& a, const Matrix<R>& slope, const Vector<R>& p) {
  Matrix<R> c(slope.rows(), slope.cols());
  for (std::size_t j = 0; j < c.rows(); ++j) {
    for (std::size_t i = 0; i < c.cols(); ++i) c(j, i) = a[j] * slope(j, i) * p[i];
  }
  return c;
}

/// |C X|_F^2 = sum_j c_j^T K c_j from the Gram matrix K.
template <Scalar R>
R squared_norm_in_span(const Matrix<R>& c, const Matrix<R>& k) {
  R total(0);
  for (std::size_t j = 0; j < c.rows(); ++j) {
    for (std::size_t i = 0; i < c.cols(); ++i) total += c(j, i) * dot(k.row(i), c.row(j));
  }
  return total;
}

/// Gradient of one output: grad_{w_j} f(x_i) = a_j phi'(z_ji) x_i. Inner products of two of them,
/// <grad f(x_i), grad f(x_k)> = <x_i, x_k> sum_j a_j^2 phi'(z_ji) phi'(z_jk)  (frei2023, eq. 27).
template <Scalar R>
Matrix<R> gradient_gram(const Vector<R>& a, const Matrix<R>& slope, const Matrix<R>& k) {
  const std::size_t n = k.rows();
  Matrix<R> out(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l <= i; ++l) {
      R overlap(0);
      for (std::size_t j = 0; j < slope.rows(); ++j) {
        overlap += square(a[j]) * slope(j, i) * slope(j, l);
      }
      out(i, l) = k(i, l) * overlap;
      out(l, i) = out(i, l);
    }
  }
  return out;
}

}  // namespace claimcheck
