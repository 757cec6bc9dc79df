#include "core/linear/definiteness.hpp"

#include <Eigen/Core>
#include <cmath>

#include "core/linear/eigenbasis.hpp"

namespace claimcheck {
namespace {

using Row = Eigen::Map<const Eigen::VectorXd>;

double prefix_product(const Matrix<double>& l, std::size_t i, std::size_t j, std::size_t count) {
  const auto n = static_cast<Eigen::Index>(count);
  return Row(l.row(i).data(), n).dot(Row(l.row(j).data(), n));
}

/// Row-sum norm of the radii, which bounds how far a member of A is from the matrix of midpoints.
double spread(const Matrix<Interval>& a) {
  double out = 0;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < a.cols(); ++j) sum += (j <= i ? a(i, j) : a(j, i)).radius();
    out = std::max(out, sum);
  }
  return out * (1 + static_cast<double>(a.cols() + 2) * 0x1p-52);
}

Interval rayleigh_quotient(const Matrix<Interval>& a, const Vector<double>& x) {
  const Vector<Interval> v = lift<Interval>(x);
  return dot(v, mirrored(a) * v) / squared_norm(v);
}

}  // namespace

ShiftedCholesky::ShiftedCholesky(const Matrix<double>& m, double shift)
    : factor_(m.rows(), m.rows()) {
  const std::size_t n = m.rows();
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      factor_(i, j) = (m(i, j) - prefix_product(factor_, i, j, j)) / factor_(j, j);
    }
    const double diagonal = m(i, i) - shift;
    const double pivot = diagonal - prefix_product(factor_, i, i, i);
    if (!(pivot > 0) || !std::isfinite(pivot)) return;
    factor_(i, i) = std::sqrt(pivot);
    trace += diagonal;
  }
  if (!(trace > 0x1p-900) || !std::isfinite(trace)) return;
  const double size = static_cast<double>(n);
  const double error = 2 * (size + 2) * 0x1p-53 * trace * (1 + (size + 4) * 0x1p-52);
  bound_ = rounding::add_down(shift, -error);
}

void ShiftedCholesky::solve(Vector<double>& x) const {
  const std::size_t n = x.size();
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = (x[i] - Row(factor_.row(i).data(), i).dot(Row(x.data(), i))) / factor_(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    x[i] /= factor_(i, i);
    for (std::size_t j = 0; j < i; ++j) x[j] -= factor_(i, j) * x[i];
  }
}

Interval verified_least_eigenvalue(const Matrix<Interval>& a, double approximation) {
  const std::size_t n = a.rows();
  const double size = static_cast<double>(n);
  Matrix<double> m(n, n);
  Vector<double> direction(n);
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) m(i, j) = a(i, j).mid();
    trace += std::fabs(m(i, i) - approximation);
    // A start that is orthogonal to no eigenvector anyone would plant.
    direction[i] = 1 + std::fmod(0.6180339887498949 * static_cast<double>(i), 1.0);
  }
  double gap = 8 * (size + 2) * 0x1p-53 * (trace + std::fabs(approximation));
  for (int attempt = 0; attempt < 3; ++attempt, gap *= 32) {
    const ShiftedCholesky cholesky(m, approximation - gap);
    if (!cholesky.bound()) continue;
    for (int step = 0; step < 3; ++step) {
      cholesky.solve(direction);
      const double length = std::sqrt(squared_norm(direction));
      for (double& x : direction) x /= length;
    }
    const double low = rounding::add_down(*cholesky.bound(), -spread(a));
    const double high = rayleigh_quotient(a, direction).upper();
    if (low <= high) return Interval::between(low, high);
  }
  return Interval::everything();
}

}  // namespace claimcheck
