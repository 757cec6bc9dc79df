#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {

// Sylvester: positive definite iff every pivot of symmetric elimination is positive.
Truth positive_definite(const Matrix<Rational>& a) {
  require_square(a);
  Matrix<Rational> m = a;
  for (std::size_t k = 0; k < m.rows(); ++k) {
    if (m(k, k).sign() <= 0) return Truth::no;
    for (std::size_t i = k + 1; i < m.rows(); ++i) {
      const Rational factor = m(i, k) / m(k, k);
      for (std::size_t j = k + 1; j <= i; ++j) m(i, j) -= factor * m(j, k);
    }
  }
  return Truth::yes;
}

}  // namespace claimcheck
