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

/// K_ij sum_r q_r I{z_ri >= 0} I{z_rj >= 0}, n x n. Where all q_r are the same the rows active on
/// both samples are counted.
template <Scalar R>
Matrix<R> m_times_pattern_gram(const Matrix<R>& k, const Vector<R>& q, const Matrix<R>& active) {
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
      out(i, j) = k(i, j) * weight(i, j);
      out(j, i) = out(i, j);
    }
  }
  return out;
}
/// The same over m.
template <Scalar R>
Matrix<R> pattern_gram(const Matrix<R>& k, const Vector<R>& q, const Matrix<R>& active) {
  Matrix<R> out = m_times_pattern_gram(k, q, active);
  for (R& entry : out.entries()) entry /= R(q.size());
  return out;
}
/// a_r^2 for all r
template <Scalar R>
Vector<R> squares(const Vector<R>& a) {
  Vector<R> out;
  for (const R& weight : a) out.push_back(square(weight));
  return out;
}
/// (12): q_r = a_r^2.
template <Scalar R>
Matrix<R> gram_matrix(const Matrix<R>& k, const Vector<R>& a, const Matrix<R>& active) {
  return pattern_gram(k, squares(a), active);
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

/// sum_r sigma(z_ri) sigma(z_rj)
template <Scalar R>
Matrix<R> m_times_output_gram(Matrix<R> z) {
  for (R& entry : z.entries()) entry = relu(entry);
  Matrix<R> g(z.cols(), z.cols());
  for (std::size_t i = 0; i < z.cols(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      for (std::size_t r = 0; r < z.rows(); ++r) g(i, j) += z(r, i) * z(r, j);
      g(j, i) = g(i, j);
    }
  }
  return g;
}
/// (13): G_ij = 1/m sum_r sigma(z_ri) sigma(z_rj).
template <Scalar R>
Matrix<R> output_gram(const Matrix<R>& z) {
  Matrix<R> g = m_times_output_gram(z);
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

/// At most |z| / (1 + |q|); not positive when z may be 0.
template <Scalar R>
double cell_bound(const R& z, const R& q) {
  constexpr double below = 1 - 0x1p-49, above = 1 + 0x1p-49;  // further than the roundings
  if constexpr (Enclosure<R>) {
    return abs(z).lower() / (1 + abs(q).upper()) * below;
  } else {
    return std::fabs(mid(z)) / (1 + std::fabs(mid(q)) * above) * below;
  }
}

/// A length t > 0 such that no z_k != 0 changes sign along z + s q for s in [0, 2t]; a power of two
/// where that can be, so that rationals over one stay such.
template <Scalar R>
R step_within_cell(std::span<const R> z, std::span<const R> q) {
  double bound = 1;
  for (std::size_t k = 0; k < z.size(); ++k) {
    if (!certainly(equal(z[k], R(0)))) bound = std::fmin(bound, cell_bound(z[k], q[k]));
  }
  bound /= 4;
  if (bound >= std::numeric_limits<double>::min()) return R(std::ldexp(1.0, std::ilogb(bound)));
  R out(1);
  for (std::size_t k = 0; k < z.size(); ++k) {
    const R limit = abs(z[k]) / (1 + abs(q[k]));
    out = min(out, select(equal(z[k], R(0)), R(1), limit));
  }
  return out / 4;
}
template <Scalar R>
R step_within_cell(const Matrix<R>& z, const Matrix<R>& q) {
  return step_within_cell(std::span<const R>(z.entries()), std::span<const R>(q.entries()));
}

/// Right derivative at 0 of a function that is a quadratic polynomial on [0, 2t], from its values
/// at 0, t and 2t.
template <Scalar R>
R right_derivative(const R& at_0, const R& at_t, const R& at_2t, const R& t) {
  return (4 * at_t - at_2t - 3 * at_0) / (2 * t);
}

/// No pre-activation sits on the kink: the least |z_ri| is positive.
template <Scalar R>
Relation<R> away_from_kinks(const Matrix<R>& z) {
  R least = abs(z.entries()[0]);
  for (const R& entry : z.entries()) least = min(least, abs(entry));
  return gt(least, 0);
}

}  // namespace claimcheck::du2019
