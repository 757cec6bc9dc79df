// What W(t) = W(0) + C X is, read from C, Z(0), Z(t) and K, exactly and without W: over every
// scalar.
//
// All follow from <C X, W> = <C, Z> and C K = Z(t) - Z(0), at O(m n); none is a running sum, so no
// error piles up with t.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// The coefficients and pre-activations of a trajectory at one time; m x n each.
template <Scalar R>
struct SpanState {
  const Matrix<R>& start;           ///< Z(0)
  const Matrix<R>& preactivations;  ///< Z(t)
  const Matrix<R>& coefficients;    ///< C(t)
};

/// |w_j(t) - w_j(0)|^2 = <c_j, z_j(t) - z_j(0)>, for all j.
template <Scalar R>
Vector<R> squared_distances(const SpanState<R>& s) {
  Vector<R> out;
  out.reserve(s.start.rows());
  for (std::size_t j = 0; j < s.start.rows(); ++j) {
    out.push_back(max(R(0), dot(s.coefficients.row(j), s.preactivations.row(j)) -
                                dot(s.coefficients.row(j), s.start.row(j))));
  }
  return out;
}

/// |w_j(t)|^2 = |w_j(0)|^2 + <c_j, z_j(0) + z_j(t)>, for all j.
template <Scalar R>
Vector<R> squared_norms(const Vector<R>& at_start, const SpanState<R>& s) {
  Vector<R> out;
  out.reserve(at_start.size());
  for (std::size_t j = 0; j < at_start.size(); ++j) {
    out.push_back(max(R(0), at_start[j] + dot(s.coefficients.row(j), s.start.row(j)) +
                                dot(s.coefficients.row(j), s.preactivations.row(j))));
  }
  return out;
}

/// <w_j(t), v> = <w_j(0), v> + c_j . (X v), for all j: at_start = W(0) v, in_data = X v.
template <Scalar R>
Vector<R> projections(const Vector<R>& at_start, const Vector<R>& in_data,
                      const Matrix<R>& coefficients) {
  Vector<R> out = at_start;
  for (std::size_t j = 0; j < out.size(); ++j) out[j] += dot(coefficients.row(j), in_data);
  return out;
}

/// <w_j(t), mu-hat> for mu-hat = sum_i y_i x_i, for all j: Z y.
template <Scalar R>
Vector<R> mean_projections(const Matrix<R>& preactivations, const Vector<R>& y) {
  return preactivations * y;
}

/// Whether z is on the active side, z >= 0 (du2019, li2018); in balls possibly unknown.
template <Scalar R>
std::vector<Truth> activation_pattern(const Matrix<R>& z) {
  std::vector<Truth> out;
  out.reserve(z.entries().size());
  for (const R& value : z.entries()) out.push_back(less_equal(R(0), value));
  return out;
}

/// Number of pairs (neuron, sample) whose pattern certainly differs, and of those in doubt.
struct PatternChange {
  std::size_t certain = 0, doubtful = 0;
};
inline PatternChange pattern_change(const std::vector<Truth>& a, const std::vector<Truth>& b) {
  PatternChange out;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (unknown(a[k]) || unknown(b[k])) {
      ++out.doubtful;
    } else if (a[k] != b[k]) {
      ++out.certain;
    }
  }
  return out;
}

/// max_i g_i / min_i g_i of positive weights (frei2023, section 4: the loss ratio).
template <Scalar R>
R largest_ratio(const Vector<R>& g) {
  return max_entry(g) / min_entry(g);
}

}  // namespace claimcheck
