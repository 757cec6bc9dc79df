// H_il = <x_i, x_l> sum_j a_j^2 phi'(z_ji) phi'(z_jl), the Gram matrix that moves the outputs
// (du2019, eq. 6 and 12; frei2023, eq. 27), in double at the speed of a product.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// a has m entries, slopes is m x n, k = X X^T. The same numbers as gradient_gram().
/// @throws std::invalid_argument when the shapes do not fit.
Matrix<double> tangent_gram(const Vector<double>& a, const Matrix<double>& slopes,
                            const Matrix<double>& k);

}  // namespace claimcheck
