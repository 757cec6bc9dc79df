// How far the outputs of a network are off when its weights are known up to a distance.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Bounds on |f(x_i) - f~(x_i)| for f = sum_j a_j phi(<w_j, x>) when |W - W~|_F^2 + |a - a~|^2 <=
/// error^2 and |phi'| <= 1:
///   |a~| |x_i| error + |phi(W~ x_i)| error + |x_i| error^2 / 2.
/// a = a~ (m), values = phi(W~ X^T) (m x n), gram = X X^T (n x n). Rounding is not covered.
Vector<double> output_errors(double error, const Vector<double>& a, const Matrix<double>& values,
                             const Matrix<double>& gram);

}  // namespace claimcheck
