#include "core/data/near_orthogonal.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/data/geometry.hpp"

namespace claimcheck {
namespace {

double sign_entry(SignPattern pattern, const Vector<int>& y, std::size_t i, std::size_t j,
                  Stream& stream) {
  switch (pattern) {
    case SignPattern::none:
      return 0;
    case SignPattern::all_plus:
      return 1;
    case SignPattern::all_minus:
      return -1;
    case SignPattern::labels:
      return y[i] * y[j];
    case SignPattern::anti_labels:
      return -y[i] * y[j];
    case SignPattern::star:
      return i == 0 || j == 0 ? 1 : -1;
    case SignPattern::random:
      break;
  }
  return stream.uniform(-1, 1);
}

}  // namespace

Matrix<double> near_orthogonal_gram(const Vector<double>& squared_norms, const Vector<int>& y,
                                    SignPattern pattern, double correlation, Stream& stream) {
  const std::size_t n = squared_norms.size();
  if (n == 0 || y.size() != n || !(correlation >= 0)) {
    throw std::invalid_argument("near-orthogonal data: sizes differ or negative correlation");
  }
  Matrix<double> out(n, n);
  double largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    out(i, i) = squared_norms[i];
    for (std::size_t j = 0; j < i; ++j) {
      out(i, j) = sign_entry(pattern, y, i, j, stream);
      largest = std::max(largest, std::fabs(out(i, j)));
    }
  }
  const double p = correlation * min_entry(squared_norms) / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (largest > 0) out(i, j) *= p / largest;
      out(j, i) = out(i, j);
    }
  }
  return out;
}

double correlation_of(const Matrix<double>& gram) {
  const DataGeometry<double> geometry = data_geometry(gram);
  return static_cast<double>(gram.rows()) * geometry.max_off_diagonal / geometry.min_squared_norm;
}

Matrix<double> with_correlation(Matrix<double> gram, double correlation) {
  const double now = correlation_of(gram);
  if (now == 0) return gram;
  for (std::size_t i = 0; i < gram.rows(); ++i) {
    for (std::size_t j = 0; j < gram.cols(); ++j) {
      if (i != j) gram(i, j) *= correlation / now;
    }
  }
  return gram;
}

Matrix<double> points_with_gram(const Matrix<double>& gram) {
  const std::size_t n = gram.rows();
  Matrix<double> out(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = gram(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= out(i, k) * out(j, k);
      if (i == j && !(rest > 0)) {
        throw std::invalid_argument("the Gram matrix is not positive definite");
      }
      out(i, j) = i == j ? std::sqrt(rest) : rest / out(j, j);
    }
  }
  return out;
}

}  // namespace claimcheck
