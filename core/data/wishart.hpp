// Gram matrices of Gaussian points without the points, at a cost that does not depend on the
// dimension.
#pragma once

#include "core/random/stream.hpp"

namespace claimcheck {

/// A chi-squared variable with k > 0 degrees of freedom, k not necessarily an integer
/// (G. Marsaglia, W. W. Tsang, ACM Trans. Math. Software 26, 2000).
/// @throws std::invalid_argument unless k > 0.
double chi_squared(double k, Stream& stream);

/// (<x_i, x_k>) for n independent x_i ~ N(0, I_d): L L^T with L lower trapezoidal,
/// L_ii^2 ~ chi^2_{d-i}, L_ik ~ N(0, 1) below (M. S. Bartlett, 1933). d >= 1, in practice an
/// integer, which may be huge. @throws std::invalid_argument unless d >= 1.
Matrix<double> wishart(std::size_t n, double d, Stream& stream);

}  // namespace claimcheck
