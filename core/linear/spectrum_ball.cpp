#include "core/linear/closed_forms.hpp"
#include "core/linear/eigenbasis.hpp"
#include "core/linear/eigenbasis_ball.hpp"
#include "core/linear/least_by_parts.hpp"
#include "core/linear/least_eigenvalue_ball.hpp"
#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {

Vector<Ball> eigenvalues(const Matrix<Ball>& a) {
  require_square(a);
  if (a.rows() == 1) return {a(0, 0)};
  if (a.rows() == 2) {
    const auto both = symmetric_eigenvalues(a(0, 0), a(1, 0), a(1, 1));
    return {both[0], both[1]};
  }
  return enclose_eigenvalues(a, approximate_eigenbasis(a));
}
Ball least_eigenvalue(const Matrix<Ball>& a) {
  require_square(a);
  return least_by_parts(a, enclosed_least_eigenvalue);
}
Ball largest_eigenvalue(const Matrix<Ball>& a) { return -least_eigenvalue(negated(a)); }
Ball spectral_norm(const Matrix<Ball>& a) { return norm_from_gram(a); }

}  // namespace claimcheck
