// Network (1) of du2019, f(W, a, x) = m^{-1/2} sum_r a_r sigma(w_r . x), at one point (W, a).
//
// Shapes: X n x d, W m x d, Z = W X^T m x n, K = X X^T n x n. Everything here is free of the root:
// outputs and residuals carry the factor sqrt(m), so the formulas stay exact in rationals.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/network/two_layer.hpp"
#include "core/number/judgement.hpp"

namespace claimcheck::du2019 {

/// sigma(z) = max(z, 0)
template <Scalar R>
R relu(const R& z) {
  return max(z, R(0));
}

/// I{z_ri >= 0}, the closed indicator of the paper: 1 at the kink. m x n.
template <Scalar R>
Matrix<R> closed_indicator(const Matrix<R>& z) {
  Matrix<R> out(z.rows(), z.cols());
  for (std::size_t k = 0; k < z.entries().size(); ++k) {
    out.entries()[k] = indicator<R>(less_equal(R(0), z.entries()[k]));
  }
  return out;
}

/// sqrt(m) f(W, a, x_i) = sum_r a_r sigma(z_ri), for all i.
template <Scalar R>
Vector<R> scaled_outputs(const Vector<R>& a, const Matrix<R>& z) {
  Vector<R> g(z.cols(), R(0));
  for (std::size_t r = 0; r < z.rows(); ++r) {
    for (std::size_t i = 0; i < z.cols(); ++i) g[i] += a[r] * relu(z(r, i));
  }
  return g;
}

/// 1 where an indicator is certainly 1, 0 where it is certainly 0, the columns one after the other;
/// nothing when some are neither.
template <Scalar R>
std::optional<std::vector<unsigned char>> certain_pattern(const Matrix<R>& active) {
  std::vector<unsigned char> out(active.entries().size());
  for (std::size_t r = 0; r < active.rows(); ++r) {
    for (std::size_t i = 0; i < active.cols(); ++i) {
      const bool on = certainly(equal(active(r, i), R(1)));
      if (!on && !certainly(equal(active(r, i), R(0)))) return std::nullopt;
      out[i * active.rows() + r] = on ? 1 : 0;
    }
  }
  return out;
}

/// K_ij / m sum_r q_r I{z_ri >= 0} I{z_rj >= 0}, n x n. Where all q_r are the same the rows active
/// on both samples are counted.
template <Scalar R>
Matrix<R> pattern_gram(const Matrix<R>& k, const Vector<R>& q, const Matrix<R>& active) {
  const std::size_t m = q.size();
  const bool alike =
      std::all_of(q.begin(), q.end(), [&](const R& next) { return certainly(equal(next, q[0])); });
  const auto pattern = alike ? certain_pattern(active) : std::nullopt;
  const auto weight = [&](std::size_t i, std::size_t j) {
    if (pattern) {
      int count = 0;
      for (std::size_t r = 0; r < m; ++r) count += (*pattern)[i * m + r] & (*pattern)[j * m + r];
      return q[0] * R(count);
    }
    R total(0);
    for (std::size_t r = 0; r < m; ++r) total += q[r] * active(r, i) * active(r, j);
    return total;
  };
  Matrix<R> out(k.rows(), k.rows());
  for (std::size_t i = 0; i < k.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      out(i, j) = k(i, j) * weight(i, j) / R(m);
      out(j, i) = out(i, j);
    }
  }
  return out;
}
/// (12): q_r = a_r^2.
template <Scalar R>
Matrix<R> gram_matrix(const Matrix<R>& k, const Vector<R>& a, const Matrix<R>& active) {
  Vector<R> q;
  for (const R& weight : a) q.push_back(square(weight));
  return pattern_gram(k, q, active);
}
/// (6): q_r = 1.
template <Scalar R>
Matrix<R> gram_matrix(const Matrix<R>& k, const Matrix<R>& active) {
  return pattern_gram(k, Vector<R>(active.rows(), R(1)), active);
}
/// H - H(0) of (6) between two patterns, exactly 0 where the counts agree.
template <Scalar R>
Matrix<R> gram_change(const Matrix<R>& k, const Matrix<R>& before, const Matrix<R>& after) {
  Matrix<R> out(k.rows(), k.rows());
  for (std::size_t i = 0; i < k.rows(); ++i) {
    for (std::size_t j = 0; j < k.rows(); ++j) {
      R count(0);
      for (std::size_t r = 0; r < after.rows(); ++r) {
        count += after(r, i) * after(r, j) - before(r, i) * before(r, j);
      }
      out(i, j) = k(i, j) * count / R(after.rows());
    }
  }
  return out;
}

/// (13): G_ij = 1/m sum_r sigma(z_ri) sigma(z_rj).
template <Scalar R>
Matrix<R> output_gram(const Matrix<R>& z) {
  Matrix<R> g(z.cols(), z.cols());
  for (std::size_t r = 0; r < z.rows(); ++r) {
    for (std::size_t i = 0; i < z.cols(); ++i) {
      for (std::size_t j = 0; j < z.cols(); ++j) g(i, j) += relu(z(r, i)) * relu(z(r, j));
    }
  }
  for (R& entry : g.entries()) entry /= R(z.rows());
  return g;
}

/// (4) without its root: row r of the result is sum_i rho_i a_r x_i I{z_ri >= 0}, so that with
/// rho = sqrt(m) (y - u) the velocity -dL/dw_r is 1/m times it. m x d.
template <Scalar R>
Matrix<R> pull_on_weights(const Matrix<R>& x, const Vector<R>& a, const Matrix<R>& active,
                          const Vector<R>& rho) {
  const Matrix<R> c = descent_coefficients(a, active, rho);
  Matrix<R> out(a.size(), x.cols());
  for (std::size_t r = 0; r < a.size(); ++r) {
    for (std::size_t i = 0; i < x.rows(); ++i) {
      for (std::size_t k = 0; k < x.cols(); ++k) out(r, k) += c(r, i) * x(i, k);
    }
  }
  return out;
}

/// A power of two in (0, x] where x is certainly positive, otherwise x.
template <Scalar R>
R power_of_two_within(const R& x) {
  double low;
  if constexpr (Enclosure<R>) {
    low = x.lower();
  } else {
    low = mid(x) * (1 - 0x1p-50);  // below x, whose double it is the nearest
  }
  if (!(low >= std::numeric_limits<double>::min()) || std::isinf(low)) return x;
  return R(std::ldexp(1.0, std::ilogb(low)));
}

/// A length t > 0 such that no z_ri with z_ri != 0 changes sign along z + s q for s in [0, 2t]; a
/// power of two, so that rationals over one stay such.
template <Scalar R>
R step_within_cell(const Matrix<R>& z, const Matrix<R>& q) {
  R out(1);
  for (std::size_t k = 0; k < z.entries().size(); ++k) {
    const R& at = z.entries()[k];
    const R limit = abs(at) / (1 + abs(q.entries()[k]));
    out = min(out, select(equal(at, R(0)), R(1), limit));
  }
  return power_of_two_within(R(out / 4));
}

/// Right derivative at 0 of a function that is a quadratic polynomial on [0, 2t], from three
/// values.
template <class F, Scalar R>
R right_derivative(const F& f, const R& t) {
  return (4 * f(t) - f(2 * t) - 3 * f(R(0))) / (2 * t);
}

/// No pre-activation sits on the kink.
template <Scalar R>
Judgement<R> away_from_kinks(const Matrix<R>& z) {
  return every(z.entries().size(), [&](auto k) { return gt(abs(z.entries()[k]), 0); });
}

}  // namespace claimcheck::du2019
