#include "core/linear/elimination.hpp"
#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {

Truth positive_definite(const Matrix<Rational>& a) {
  require_square(a);
  return positive_definite_by_elimination(a);
}

}  // namespace claimcheck
