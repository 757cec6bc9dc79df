// Eigenvalues of symmetric matrices, definiteness, spectral norm and stable rank: plain in double
// and Extended, enclosed in Interval and Ball.
//
// An enclosure verifies an approximate answer of double precision instead of recomputing it: see
// core/linear/eigenbasis.hpp and core/linear/definiteness.hpp. Where nothing can be verified it is
// everything.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// All eigenvalues of a symmetric matrix, ascending (only its lower triangle is read).
/// @throws std::invalid_argument unless A is square and not empty.
Vector<double> eigenvalues(const Matrix<double>& a);
Vector<Interval> eigenvalues(const Matrix<Interval>& a);
Vector<Ball> eigenvalues(const Matrix<Ball>& a);
Vector<Extended> eigenvalues(const Matrix<Extended>& a);

/// Approximate orthonormal eigenvectors as rows, in the order of the eigenvalues; as above.
Matrix<double> eigenvectors(const Matrix<double>& a);

/// The least eigenvalue of a symmetric matrix; as above.
/// The width is about 20 n u trace(|A|) for intervals, the working precision times |A| for balls.
double least_eigenvalue(const Matrix<double>& a);
Interval least_eigenvalue(const Matrix<Interval>& a);
Ball least_eigenvalue(const Matrix<Ball>& a);
Extended least_eigenvalue(const Matrix<Extended>& a);

/// The largest eigenvalue of a symmetric matrix; as above.
double largest_eigenvalue(const Matrix<double>& a);
Interval largest_eigenvalue(const Matrix<Interval>& a);
Ball largest_eigenvalue(const Matrix<Ball>& a);
Extended largest_eigenvalue(const Matrix<Extended>& a);

/// Is a symmetric matrix positive definite? Exact over the rationals, by elimination.
template <Scalar R>
Truth positive_definite(const Matrix<R>& a) {
  return less(R(0), least_eigenvalue(a));
}
Truth positive_definite(const Matrix<Rational>& a);

/// |A|_2, the largest singular value, through the smaller Gram matrix; 0 for an empty matrix.
double spectral_norm(const Matrix<double>& a);
Interval spectral_norm(const Matrix<Interval>& a);
Ball spectral_norm(const Matrix<Ball>& a);
Extended spectral_norm(const Matrix<Extended>& a);

/// |A|_F^2 / |A|_2^2; undefined for A = 0.
template <Scalar R>
R stable_rank(const Matrix<R>& a) {
  return squared_norm(a) / square(spectral_norm(a));
}

}  // namespace claimcheck
