#include "core/linear/closed_forms.hpp"
#include "core/linear/definiteness.hpp"
#include "core/linear/eigenbasis.hpp"
#include "core/linear/least_by_parts.hpp"
#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {
namespace {

Matrix<double> midpoints(const Matrix<Interval>& a) {
  Matrix<double> out(a.rows(), a.cols());
  for (std::size_t k = 0; k < a.entries().size(); ++k) out.entries()[k] = a.entries()[k].mid();
  return out;
}

bool is_finite(const Matrix<Interval>& a) {
  for (const Interval& entry : a.entries()) {
    if (!entry.is_finite()) return false;
  }
  return true;
}

}  // namespace

Vector<Interval> eigenvalues(const Matrix<Interval>& a) {
  require_square(a);
  if (a.rows() == 1) return {a(0, 0)};
  if (a.rows() == 2) {
    const auto both = symmetric_eigenvalues(a(0, 0), a(1, 0), a(1, 1));
    return {both[0], both[1]};
  }
  if (!is_finite(a)) return Vector<Interval>(a.rows(), Interval::everything());
  return enclose_eigenvalues(a, lift<Interval>(eigenvectors(midpoints(a))));
}
Interval least_eigenvalue(const Matrix<Interval>& a) {
  require_square(a);
  if (!is_finite(a)) return Interval::everything();
  return least_by_parts(a, [](const Matrix<Interval>& part) {
    return verified_least_eigenvalue(part, least_eigenvalue(midpoints(part)));
  });
}
Interval largest_eigenvalue(const Matrix<Interval>& a) { return -least_eigenvalue(negated(a)); }
Interval spectral_norm(const Matrix<Interval>& a) { return norm_from_gram(a); }

}  // namespace claimcheck
