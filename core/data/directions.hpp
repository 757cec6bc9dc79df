// Structured and uniform directions. Rows are directions, not unit vectors: where the family has
// exact coordinates they are exact integers, and the unit vector is v / |v| in the number type of
// the evaluation.
#pragma once

#include "core/random/stream.hpp"

namespace claimcheck {

/// Uniform on the unit sphere: n normalised Gaussians in R^d, of norm 1 to rounding.
Matrix<double> sphere_points(std::size_t n, std::size_t d, Stream& stream);

/// n directions in R^2 at angles pi i / n (half circle) or 2 pi i / n (full circle), rounded.
Matrix<double> equally_spaced(std::size_t n, bool full_circle);

/// The n vertices of a regular simplex in R^n: n e_i - 1, exact integers, sum zero.
Matrix<double> simplex_directions(std::size_t n);

/// v and -v for the first n/2 basis vectors, exact; n even. @throws std::invalid_argument else.
Matrix<double> antipodal_basis_pairs(std::size_t n);
/// v and -v for every row v; with tilt t the second is -v + t u, u the next row (cyclic): nearly
/// antipodal. Twice as many rows.
Matrix<double> antipodal_pairs(const Matrix<double>& v, double tilt = 0);

/// The first n rows of the Sylvester-Hadamard matrix of size d, entries +-1, orthogonal.
/// @throws std::invalid_argument unless d is a power of two and n <= d.
Matrix<double> hadamard_rows(std::size_t n, std::size_t d);

/// Every row divided by its norm, in double.
Matrix<double> normalised(Matrix<double> rows);

}  // namespace claimcheck
