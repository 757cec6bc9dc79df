#include "core/data/wishart.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace claimcheck {

double chi_squared(double k, Stream& stream) {
  if (!(k > 0)) throw std::invalid_argument("chi-squared needs a positive number of degrees");
  if (k < 2) {
    // Gamma(a) = Gamma(a + 1) U^(1/a), a = k / 2
    return chi_squared(k + 2, stream) * std::pow(stream.uniform(), 2 / k);
  }
  const double shift = k / 2 - 1.0 / 3;
  const double spread = 1 / std::sqrt(9 * shift);
  for (;;) {
    const double x = stream.normal();
    const double root = 1 + spread * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(stream.uniform()) < x * x / 2 + shift * (1 - v + std::log(v))) {
      return 2 * shift * v;
    }
  }
}

Matrix<double> wishart(std::size_t n, double d, Stream& stream) {
  if (!(d >= 1)) throw std::invalid_argument("Gaussian points need a dimension of at least 1");
  const auto columns = static_cast<std::size_t>(std::min(static_cast<double>(n), d));
  Matrix<double> l(n, columns);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < std::min(i, columns); ++k) l(i, k) = stream.normal();
    if (i < columns) l(i, i) = std::sqrt(chi_squared(d - static_cast<double>(i), stream));
  }
  return gram(l);
}

}  // namespace claimcheck
