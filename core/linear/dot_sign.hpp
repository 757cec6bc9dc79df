// The sign of an inner product of exact inputs, for branches that no rounding may decide.
#pragma once

#include <span>

namespace claimcheck {

/// -1, 0 or 1: the sign of sum_k x_k y_k, exactly; x and y are finite and of the same length.
int dot_sign(std::span<const double> x, std::span<const double> y);

}  // namespace claimcheck
