// Dense vectors and row-major matrices over any scalar of core/number/scalar.hpp.
#pragma once

#include <cassert>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/linear/ball_dot.hpp"
#include "core/linear/interval_dot.hpp"
#include "core/number/scalar.hpp"

namespace claimcheck {

template <class R>
using Vector = std::vector<R>;

/// rows x cols, row-major; one sample or one neuron per row.
template <class R>
class Matrix {
 public:
  Matrix() = default;
  Matrix(std::size_t rows, std::size_t cols, const R& value = R(0))
      : rows_(rows), cols_(cols), entries_(rows * cols, value) {}

  std::size_t rows() const { return rows_; }
  std::size_t cols() const { return cols_; }
  R& operator()(std::size_t i, std::size_t j) { return entries_[i * cols_ + j]; }
  const R& operator()(std::size_t i, std::size_t j) const { return entries_[i * cols_ + j]; }
  std::span<R> row(std::size_t i) { return {entries_.data() + i * cols_, cols_}; }
  std::span<const R> row(std::size_t i) const { return {entries_.data() + i * cols_, cols_}; }
  std::vector<R>& entries() { return entries_; }
  const std::vector<R>& entries() const { return entries_; }

 private:
  std::size_t rows_ = 0;
  std::size_t cols_ = 0;
  std::vector<R> entries_;
};

/// The exact input as a vector or matrix over R.
template <Scalar R>
Vector<R> lift(std::span<const double> x) {
  Vector<R> out;
  out.reserve(x.size());
  for (const double value : x) out.push_back(R(value));
  return out;
}
template <Scalar R>
Vector<R> lift(const std::vector<double>& x) {
  return lift<R>(std::span<const double>(x));
}
template <Scalar R>
Vector<R> lift(const std::vector<int>& x) {
  return Vector<R>(x.begin(), x.end());
}
template <Scalar R>
Matrix<R> lift(const Matrix<double>& a) {
  Matrix<R> out(a.rows(), a.cols());
  for (std::size_t k = 0; k < a.entries().size(); ++k) out.entries()[k] = R(a.entries()[k]);
  return out;
}

/// Vectors, and rows of matrices.
template <class X>
concept VectorLike = requires(const X& x) {
  x.size();
  x[0];
};
template <VectorLike X>
using Entry = std::remove_cvref_t<decltype(std::declval<const X&>()[0])>;

template <class X>
inline constexpr bool is_interval_vector =
    std::is_constructible_v<std::span<const Interval>, const X&>;
template <class X>
inline constexpr bool is_ball_vector = std::is_constructible_v<std::span<const Ball>, const X&>;

/// sum_k x_k y_k
template <VectorLike X, VectorLike Y>
Entry<X> dot(const X& x, const Y& y) {
  assert(x.size() == y.size());
  if constexpr (is_interval_vector<X> && is_interval_vector<Y>) return interval_dot(x, y);
  if constexpr (is_ball_vector<X> && is_ball_vector<Y>) return ball_dot(x, y);
  Entry<X> total(0);
  for (std::size_t k = 0; k < x.size(); ++k) {
    if constexpr (requires { total.add_product(x[k], y[k]); }) {
      total.add_product(x[k], y[k]);
    } else {
      total += x[k] * y[k];
    }
  }
  return total;
}

/// sum_k x_k
template <VectorLike X>
Entry<X> sum(const X& x) {
  if constexpr (is_ball_vector<X>) return ball_sum(x);
  Entry<X> total(0);
  for (std::size_t k = 0; k < x.size(); ++k) total += x[k];
  return total;
}
template <VectorLike X>
Entry<X> mean(const X& x) {
  return sum(x) / Entry<X>(x.size());
}

/// |x|^2 and |x|
template <VectorLike X>
Entry<X> squared_norm(const X& x) {
  if constexpr (is_interval_vector<X>) return interval_squared_norm(x);
  if constexpr (is_ball_vector<X>) return ball_squared_norm(x);
  Entry<X> total(0);
  for (std::size_t k = 0; k < x.size(); ++k) total += square(x[k]);
  return total;
}
template <VectorLike X>
Entry<X> norm(const X& x) {
  return sqrt(squared_norm(x));
}
/// |A|_F^2
template <Scalar R>
R squared_norm(const Matrix<R>& a) {
  return squared_norm(a.entries());
}
/// Frobenius norm |A|_F
template <Scalar R>
R frobenius_norm(const Matrix<R>& a) {
  return sqrt(squared_norm(a));
}

/// A x
template <Scalar R>
Vector<R> operator*(const Matrix<R>& a, const Vector<R>& x) {
  assert(a.cols() == x.size());
  Vector<R> out;
  out.reserve(a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) out.push_back(dot(a.row(i), x));
  return out;
}
/// A^T x
template <Scalar R>
Vector<R> transposed_product(const Matrix<R>& a, const Vector<R>& x) {
  assert(a.rows() == x.size());
  Vector<R> out(a.cols(), R(0));
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < a.cols(); ++j) out[j] += a(i, j) * x[i];
  }
  return out;
}
/// A B^T: entry (i, j) is the inner product of row i of A and row j of B.
template <Scalar R>
Matrix<R> row_products(const Matrix<R>& a, const Matrix<R>& b) {
  assert(a.cols() == b.cols());
  Matrix<R> out(a.rows(), b.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < b.rows(); ++j) out(i, j) = dot(a.row(i), b.row(j));
  }
  return out;
}
/// Gram matrix A A^T of the rows of A.
template <Scalar R>
Matrix<R> gram(const Matrix<R>& a) {
  Matrix<R> out(a.rows(), a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      out(i, j) = i == j ? squared_norm(a.row(i)) : dot(a.row(i), a.row(j));
      out(j, i) = out(i, j);
    }
  }
  return out;
}

template <Scalar R>
Matrix<R> operator-(Matrix<R> a, const Matrix<R>& b) {
  assert(a.rows() == b.rows() && a.cols() == b.cols());
  for (std::size_t k = 0; k < a.entries().size(); ++k) a.entries()[k] -= b.entries()[k];
  return a;
}
template <Scalar R>
Matrix<R> operator+(Matrix<R> a, const Matrix<R>& b) {
  assert(a.rows() == b.rows() && a.cols() == b.cols());
  for (std::size_t k = 0; k < a.entries().size(); ++k) a.entries()[k] += b.entries()[k];
  return a;
}
template <Scalar R>
Matrix<R> operator*(const R& s, Matrix<R> a) {
  for (R& entry : a.entries()) entry *= s;
  return a;
}

/// The rows of A above the rows of B.
template <Scalar R>
Matrix<R> stacked(const Matrix<R>& a, const Matrix<R>& b) {
  assert(a.cols() == b.cols());
  Matrix<R> out(a.rows() + b.rows(), a.cols());
  for (std::size_t k = 0; k < a.entries().size(); ++k) out.entries()[k] = a.entries()[k];
  for (std::size_t k = 0; k < b.entries().size(); ++k) {
    out.entries()[a.entries().size() + k] = b.entries()[k];
  }
  return out;
}

/// max_k |x_k|; 0 for the empty vector.
template <VectorLike X>
Entry<X> max_abs(const X& x) {
  Entry<X> out(0);
  for (std::size_t k = 0; k < x.size(); ++k) out = max(out, abs(x[k]));
  return out;
}

/// The largest and least entry of a non-empty vector.
template <VectorLike X>
Entry<X> max_entry(const X& x) {
  assert(x.size() > 0);
  Entry<X> out = x[0];
  for (std::size_t k = 1; k < x.size(); ++k) out = max(out, x[k]);
  return out;
}
template <VectorLike X>
Entry<X> min_entry(const X& x) {
  assert(x.size() > 0);
  Entry<X> out = x[0];
  for (std::size_t k = 1; k < x.size(); ++k) out = min(out, x[k]);
  return out;
}

}  // namespace claimcheck
