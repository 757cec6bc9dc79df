#include "core/data/directions.hpp"

#include <bit>
#include <cmath>
#include <stdexcept>

namespace claimcheck {

Matrix<double> normalised(Matrix<double> rows) {
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const double length = norm(rows.row(i));
    for (double& value : rows.row(i)) value /= length;
  }
  return rows;
}

Matrix<double> sphere_points(std::size_t n, std::size_t d, Stream& stream) {
  return normalised(stream.normal_matrix(n, d));
}

Matrix<double> equally_spaced(std::size_t n, bool full_circle) {
  Matrix<double> out(n, 2);
  for (std::size_t i = 0; i < n; ++i) {
    const double angle =
        (full_circle ? 2 : 1) * pi<double>() * static_cast<double>(i) / static_cast<double>(n);
    out(i, 0) = std::cos(angle);
    out(i, 1) = std::sin(angle);
  }
  return out;
}

Matrix<double> simplex_directions(std::size_t n) {
  Matrix<double> out(n, n, -1.0);
  for (std::size_t i = 0; i < n; ++i) out(i, i) = static_cast<double>(n) - 1;
  return out;
}

Matrix<double> antipodal_basis_pairs(std::size_t n) {
  if (n % 2 != 0) throw std::invalid_argument("antipodal pairs need an even number of points");
  Matrix<double> out(n, n / 2);
  for (std::size_t i = 0; i < n; ++i) out(i, i / 2) = i % 2 == 0 ? 1 : -1;
  return out;
}

Matrix<double> antipodal_pairs(const Matrix<double>& v, double tilt) {
  Matrix<double> out(2 * v.rows(), v.cols());
  for (std::size_t i = 0; i < v.rows(); ++i) {
    for (std::size_t k = 0; k < v.cols(); ++k) {
      out(2 * i, k) = v(i, k);
      out(2 * i + 1, k) = tilt * v((i + 1) % v.rows(), k) - v(i, k);
    }
  }
  return out;
}

Matrix<double> hadamard_rows(std::size_t n, std::size_t d) {
  if (!std::has_single_bit(d) || n > d) {
    throw std::invalid_argument("a Hadamard matrix of this size is not built");
  }
  Matrix<double> out(n, d);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < d; ++k) out(i, k) = std::popcount(i & k) % 2 == 0 ? 1 : -1;
  }
  return out;
}

}  // namespace claimcheck
