// The least eigenvalue of a symmetric matrix of enclosures where its shape gives it exactly.
#pragma once

#include <optional>

#include "core/linear/closed_forms.hpp"

namespace claimcheck {

/// The rows of a symmetric matrix (lower triangle) with an entry off the diagonal that may not be
/// 0. Each of the others has its diagonal entry as eigenvalue, and leaves a smaller matrix.
template <Enclosure R>
std::vector<std::size_t> coupled_rows(const Matrix<R>& a) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    bool coupled = false;
    for (std::size_t j = 0; j < a.rows() && !coupled; ++j) {
      if (j != i) coupled = !certainly(equal(j < i ? a(i, j) : a(j, i), R(0)));
    }
    if (coupled) out.push_back(i);
  }
  return out;
}

/// a_ij a_00 = a_i0 a_j0 for all i, j, and certainly so, with a_00 != 0: A has rank one.
template <Enclosure R>
bool is_rank_one(const Matrix<R>& a) {
  const R& corner = a(0, 0);
  if (unknown(equal(corner, R(0))) || certainly(equal(corner, R(0)))) return false;
  for (std::size_t i = 1; i < a.rows(); ++i) {
    for (std::size_t j = 1; j <= i; ++j) {
      if (!certainly(equal(a(i, j) * corner, a(i, 0) * a(j, 0)))) return false;
    }
  }
  return true;
}

/// The least eigenvalue of a symmetric matrix, not empty. Rows that are coupled to no other are
/// split off, a matrix of rank one has its trace as the only eigenvalue that is not 0, and for
/// n = 2 there is a closed form; `dense` has to enclose it for what else there is.
template <Enclosure R, class Dense>
R least_by_parts(const Matrix<R>& a, Dense dense) {
  const std::vector<std::size_t> coupled = coupled_rows(a);
  const std::size_t n = coupled.size();
  std::optional<R> out;
  const auto take = [&](const R& value) { out = out ? min(*out, value) : value; };
  for (std::size_t i = 0, k = 0; i < a.rows(); ++i) {
    if (k < n && coupled[k] == i) {
      ++k;
    } else {
      take(a(i, i));
    }
  }
  if (n == 0) return *out;
  if (n < a.rows()) {
    Matrix<R> part(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) part(i, j) = part(j, i) = a(coupled[i], coupled[j]);
    }
    take(least_by_parts(part, dense));
    return *out;
  }
  if (is_rank_one(a)) {
    R trace(0);
    for (std::size_t i = 0; i < n; ++i) trace += a(i, i);
    return min(R(0), trace);
  }
  if (n == 2) return symmetric_eigenvalues(a(0, 0), a(1, 0), a(1, 1))[0];
  return dense(a);
}

}  // namespace claimcheck
