// The floor under a step: its own m x n x n product, and one vectorised exp and log per entry.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck::bench {

/// out = D K by Eigen's product, compiled as the engine is.
void floor_product(const Matrix<double>& d, const Matrix<double>& k, Matrix<double>& out);
/// out = exp(z), then z = log(out) entry by entry, by Eigen's vectorised functions.
void floor_exp_log(Matrix<double>& z, Matrix<double>& out);

}  // namespace claimcheck::bench
