#include "theorems/frei2023/gradient_conditions.hpp"

#include <cmath>

namespace claimcheck::frei2023 {

void place_preactivations(NetworkOnData& s, const Matrix<double>& z) {
  s.W = Matrix<double>(s.W.rows(), s.W.cols());
  for (std::size_t i = 0; i < s.X.rows(); ++i) {
    const double size = squared_norm(s.X.row(i));
    if (!(size > 0)) continue;
    for (std::size_t j = 0; j < s.W.rows(); ++j) {
      for (std::size_t k = 0; k < s.W.cols(); ++k) s.W(j, k) += z(j, i) / size * s.X(i, k);
    }
  }
}

void spread_slopes(NetworkOnData& s, Stream& random) {
  const std::size_t m = s.W.rows(), n = s.X.rows();
  const double reach = s.s * std::ldexp(1.0, random.integer(2, 24));
  const std::size_t low = random.below(n);
  const bool one = random.chance(0.5), common = random.chance(0.7);
  Matrix<double> z(m, n);
  for (std::size_t j = 0; j < m; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      const bool down = one ? i == low : random.chance(0.5);
      z(j, i) = common && j > 0 ? z(0, i) : (down ? -reach : reach);
    }
  }
  place_preactivations(s, z);
}

}  // namespace claimcheck::frei2023
