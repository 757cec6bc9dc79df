// Matrix products in double at the speed of the machine. Carried by Eigen, on the calling thread:
// settings are what runs in parallel.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Which rows of a matrix: [first, first + count).
struct Rows {
  std::size_t first, count;
};

/// A B, with A p x q and B q x r. @throws std::invalid_argument when the shapes do not fit (all).
Matrix<double> product(const Matrix<double>& a, const Matrix<double>& b);
/// A B^T, with A p x q and B r x q.
Matrix<double> product_transposed(const Matrix<double>& a, const Matrix<double>& b);
/// A^T B, with A q x p and B q x r.
Matrix<double> transposed_times(const Matrix<double>& a, const Matrix<double>& b);

/// out = A B on the given rows of A and out; the other rows of out stay.
void multiply_rows(const Matrix<double>& a, const Matrix<double>& b, Rows rows,
                   Matrix<double>& out);
/// out += A B^T.
void add_product_transposed(const Matrix<double>& a, const Matrix<double>& b, Matrix<double>& out);

/// y += A x and y = A^T x.
void add_times(const Matrix<double>& a, const Vector<double>& x, Vector<double>& y);
void transpose_times(const Matrix<double>& a, const Vector<double>& x, Vector<double>& y);

/// The columns of A named by `which`, in that order; and its rows.
Matrix<double> columns(const Matrix<double>& a, std::span<const std::size_t> which);
Matrix<double> rows(const Matrix<double>& a, std::span<const std::size_t> which);

/// A^T
Matrix<double> transposed(const Matrix<double>& a);

}  // namespace claimcheck
