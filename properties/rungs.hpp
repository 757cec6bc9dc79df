// Rungs: the values of a size or of a scalar parameter at which a ladder looks, ascending.
#pragma once

#include <vector>

#include "properties/document.hpp"

namespace claimcheck {

/// Sizes from least to most; evenly spaced ratios when there are too many.
std::vector<double> sizes_of(const Axis& axis);

/// Values of a real or integer field across its domain.
std::vector<double> values_of(const Field& field);

}  // namespace claimcheck
