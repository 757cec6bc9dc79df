#include "core/linear/solve.hpp"

#include <Eigen/LU>
#include <stdexcept>
#include <utility>

#include "core/linear/eigenbasis.hpp"

namespace claimcheck {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class R>
void require_system(const Matrix<R>& a, const Vector<R>& b) {
  if (a.rows() != a.cols() || a.rows() != b.size()) {
    throw std::invalid_argument("a linear system needs a square matrix and as many right sides");
  }
}

/// The inverse of the matrix of midpoints in double; may be nonsense when that is singular.
template <class R>
Matrix<R> approximate_inverse(const Matrix<R>& a) {
  const auto n = static_cast<Eigen::Index>(a.rows());
  Dense dense(n, n);
  for (std::size_t k = 0; k < a.entries().size(); ++k) dense.data()[k] = mid(a.entries()[k]);
  const Dense inverse = dense.partialPivLu().inverse();
  Matrix<R> out(a.rows(), a.rows());
  for (std::size_t k = 0; k < out.entries().size(); ++k) out.entries()[k] = R(inverse.data()[k]);
  return out;
}

template <class R>
Vector<R> difference(Vector<R> x, const Vector<R>& y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= y[i];
  return x;
}

/// Row sums of |I - C A|.
template <class R>
Vector<R> contraction(const Matrix<R>& c, const Matrix<R>& a) {
  Vector<R> out;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    Vector<R> row = transposed_product(a, Vector<R>(c.row(i).begin(), c.row(i).end()));
    row[i] -= R(1);
    R total(0);
    for (const R& entry : row) total += abs(entry);
    out.push_back(total);
  }
  return out;
}

template <Enclosure R>
Vector<R> verified_solution(const Matrix<R>& a, const Vector<R>& b) {
  require_system(a, b);
  const std::size_t n = b.size();
  const Matrix<R> c = approximate_inverse(a);
  const Vector<R> rows = contraction(c, a);
  const R factor = max_abs(std::span<const R>(rows));
  if (!certainly(less(factor, R(1)))) return Vector<R>(n, R(HUGE_VAL));
  Vector<R> x(n, R(0)), correction = c * b;
  // Refine while the correction still shrinks by half.
  for (double last = HUGE_VAL;;) {
    const double size = max_abs(std::span<const R>(correction)).upper();
    if (!(size < last / 2)) break;
    last = size;
    for (std::size_t i = 0; i < n; ++i) x[i] = midpoint(x[i] + correction[i]);
    correction = c * difference(b, a * x);
  }
  const R error = max_abs(std::span<const R>(correction)) / (R(1) - factor);
  for (std::size_t i = 0; i < n; ++i) x[i] = R::around(x[i] + correction[i], rows[i] * error);
  return x;
}

}  // namespace

Vector<double> solve(const Matrix<double>& a, const Vector<double>& b) {
  require_system(a, b);
  const auto n = static_cast<Eigen::Index>(b.size());
  const Eigen::VectorXd x = Eigen::Map<const Dense>(a.entries().data(), n, n)
                                .partialPivLu()
                                .solve(Eigen::Map<const Eigen::VectorXd>(b.data(), n));
  return {x.begin(), x.end()};
}
Vector<Interval> solve(const Matrix<Interval>& a, const Vector<Interval>& b) {
  return verified_solution(a, b);
}
Vector<Ball> solve(const Matrix<Ball>& a, const Vector<Ball>& b) { return verified_solution(a, b); }

namespace {

/// Gauss and Jordan, with the row that `pivot(m, k)` names as the k-th one.
template <class R, class Pivot>
Vector<R> eliminated(Matrix<R> m, Vector<R> x, Pivot pivot) {
  require_system(m, x);
  const std::size_t n = x.size();
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t row = pivot(m, k);
    std::swap_ranges(m.row(k).begin(), m.row(k).end(), m.row(row).begin());
    std::swap(x[k], x[row]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || certainly(equal(m(i, k), R(0)))) continue;
      const R factor = m(i, k) / m(k, k);
      for (std::size_t j = k; j < n; ++j) m(i, j) -= factor * m(k, j);
      x[i] -= factor * x[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) x[k] /= m(k, k);
  return x;
}

}  // namespace

Vector<Rational> solve(const Matrix<Rational>& a, const Vector<Rational>& b) {
  return eliminated(a, b, [](const Matrix<Rational>& m, std::size_t k) {
    std::size_t row = k;
    while (row < m.rows() && m(row, k).sign() == 0) ++row;
    if (row == m.rows()) throw std::domain_error("the matrix is singular");
    return row;
  });
}

Vector<Extended> solve(const Matrix<Extended>& a, const Vector<Extended>& b) {
  return eliminated(a, b, [](const Matrix<Extended>& m, std::size_t k) {
    std::size_t row = k;
    for (std::size_t i = k + 1; i < m.rows(); ++i) {
      if (certainly(less(abs(m(row, k)), abs(m(i, k))))) row = i;
    }
    return row;
  });
}

}  // namespace claimcheck
