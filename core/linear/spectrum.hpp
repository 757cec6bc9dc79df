// Extreme eigenvalues and the spectral norm, plain in double and enclosed in balls.
//
// The ball versions verify an approximate eigenbasis instead of recomputing one: with Q from an
// approximate decomposition, B = Q^T A Q and G = Q^T Q, Gershgorin discs of B and a bound on
// |G - I| enclose the spectrum of A (S. M. Rump, Acta Numerica 2010, section 10).
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// The least eigenvalue of a symmetric matrix (only its lower triangle is read).
/// Ball: an enclosure; its width is about the working precision times |A|.
/// @throws std::invalid_argument unless A is square and not empty.
double least_eigenvalue(const Matrix<double>& a);
Ball least_eigenvalue(const Matrix<Ball>& a);
Extended least_eigenvalue(const Matrix<Extended>& a);

/// The largest eigenvalue of a symmetric matrix; as above.
double largest_eigenvalue(const Matrix<double>& a);
Ball largest_eigenvalue(const Matrix<Ball>& a);
Extended largest_eigenvalue(const Matrix<Extended>& a);

/// |A|_2, the largest singular value, through the smaller Gram matrix; 0 for an empty matrix.
double spectral_norm(const Matrix<double>& a);
Ball spectral_norm(const Matrix<Ball>& a);
Extended spectral_norm(const Matrix<Extended>& a);

}  // namespace claimcheck
