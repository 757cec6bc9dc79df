// Dense vectors and row-major matrices over any scalar of core/number/scalar.hpp.
#pragma once

#include <cassert>
#include <cstddef>
#include <span>
#include <vector>

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
  return Vector<R>(x.begin(), x.end());
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

/// sum_k x_k y_k
template <Scalar R>
R dot(std::span<const R> x, std::span<const R> y) {
  assert(x.size() == y.size());
  R sum(0);
  for (std::size_t k = 0; k < x.size(); ++k) {
    if constexpr (requires { sum.add_product(x[k], y[k]); }) {
      sum.add_product(x[k], y[k]);
    } else {
      sum += x[k] * y[k];
    }
  }
  return sum;
}
template <Scalar R>
R dot(const Vector<R>& x, const Vector<R>& y) {
  return dot(std::span<const R>(x), std::span<const R>(y));
}
template <Scalar R>
R dot(std::span<const R> x, const Vector<R>& y) {
  return dot(x, std::span<const R>(y));
}

/// sum_k x_k
template <Scalar R>
R sum(std::span<const R> x) {
  R out(0);
  for (const R& value : x) out += value;
  return out;
}
template <Scalar R>
R sum(const Vector<R>& x) {
  return sum(std::span<const R>(x));
}
template <Scalar R>
R mean(const Vector<R>& x) {
  return sum(x) / R(static_cast<int>(x.size()));
}

/// |x|^2 and |x|
template <Scalar R>
R squared_norm(std::span<const R> x) {
  R out(0);
  for (const R& value : x) out += square(value);
  return out;
}
template <Scalar R>
R squared_norm(const Vector<R>& x) {
  return squared_norm(std::span<const R>(x));
}
template <Scalar R>
R squared_norm(const Matrix<R>& a) {
  return squared_norm(std::span<const R>(a.entries()));
}
template <Scalar R>
R norm(std::span<const R> x) {
  return sqrt(squared_norm(x));
}
template <Scalar R>
R norm(const Vector<R>& x) {
  return sqrt(squared_norm(x));
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

/// max_k |x_k|; 0 for the empty vector.
template <Scalar R>
R max_abs(std::span<const R> x) {
  R out(0);
  for (const R& value : x) out = max(out, abs(value));
  return out;
}

/// The largest and least entry of a non-empty vector.
template <Scalar R>
R max_entry(const Vector<R>& x) {
  assert(!x.empty());
  R out = x.front();
  for (const R& value : x) out = max(out, value);
  return out;
}
template <Scalar R>
R min_entry(const Vector<R>& x) {
  assert(!x.empty());
  R out = x.front();
  for (const R& value : x) out = min(out, value);
  return out;
}

}  // namespace claimcheck
