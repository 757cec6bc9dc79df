// Systems of linear equations: approximate in double, verified in enclosures, exact in rationals.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// x with A x = b, A square.
/// Interval, Ball: an enclosure of the solutions for all members of A and b. With C near A^{-1} and
/// x~ near the solution, x - x~ = C (b - A x~) + (I - C A)(x - x~), so |I - C A| < 1 proves that A
/// is regular and bounds the error (S. M. Rump, Acta Numerica 2010, section 10). Everything
/// otherwise. Extended: elimination with the largest pivots; NaN or infinities when A is singular.
/// @throws std::invalid_argument when the shapes do not fit; std::domain_error when a rational A is
/// singular.
Vector<double> solve(const Matrix<double>& a, const Vector<double>& b);
Vector<Interval> solve(const Matrix<Interval>& a, const Vector<Interval>& b);
Vector<Ball> solve(const Matrix<Ball>& a, const Vector<Ball>& b);
Vector<Rational> solve(const Matrix<Rational>& a, const Vector<Rational>& b);
Vector<Extended> solve(const Matrix<Extended>& a, const Vector<Extended>& b);

}  // namespace claimcheck
